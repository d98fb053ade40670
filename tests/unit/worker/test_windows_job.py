"""The Job Object as far as another system can try it: the shapes, the values, the order of calls.

Nothing here has run on Windows: a stand-in for kernel32 records what would be asked of it.
"""

import ctypes
import sys
from typing import Any

import pytest

from app.worker.sandbox import windows, windows_job
from app.worker.sandbox.windows_job import BasicLimits, ExtendedLimits, IoCounters, Job

wide = pytest.mark.skipif(ctypes.sizeof(ctypes.c_void_p) != 8, reason="the figures are those of 64 bit")

JOB, PROCESS = 0x1234, 0x5678


class Kernel32:
    """Says yes to everything but `refused`; keeps copies of what it was given."""

    def __init__(self, refused: str = "", user_ticks: int = 0) -> None:
        self.calls: list[str] = []
        self.limits: list[ExtendedLimits] = []
        self.screen: list[int] = []
        self._refused = refused
        self._user_ticks = user_ticks

    def _say(self, name: str, answer: int = 1) -> int:
        self.calls.append(name)
        return 0 if name == self._refused else answer

    def CreateJobObjectW(self, attributes: Any, name: Any) -> int:
        assert (attributes, name) == (None, None), "a job with a name can be opened by others"
        return self._say("create", JOB)

    def SetInformationJobObject(self, job: Any, kind: int, information: Any, size: int) -> int:
        assert job.value == JOB
        if kind == 9:
            assert size == ctypes.sizeof(ExtendedLimits)
            self.limits.append(ExtendedLimits.from_buffer_copy(information._obj))
            return self._say("limits")
        assert (kind, size) == (4, 4)
        self.screen.append(information._obj.value)
        return self._say("screen")

    def QueryInformationJobObject(self, job: Any, kind: int, information: Any, size: int, written: Any) -> int:
        assert (job, kind, size) == (None, 9, ctypes.sizeof(ExtendedLimits))
        if self.limits:
            ctypes.memmove(ctypes.addressof(information._obj), ctypes.addressof(self.limits[-1]), size)
        return self._say("query")

    def AssignProcessToJobObject(self, job: Any, process: Any) -> int:
        assert (job.value, process.value) == (JOB, PROCESS)
        return self._say("assign")

    def GetProcessTimes(self, process: Any, made: Any, ended: Any, kernel: Any, user: Any) -> int:
        assert process.value == PROCESS
        user._obj.value = self._user_ticks
        return self._say("times")

    def CloseHandle(self, handle: Any) -> int:
        assert handle.value == JOB
        return self._say("close")


@wide
def test_the_structures_have_the_sizes_of_winnt() -> None:
    assert (ctypes.sizeof(BasicLimits), ctypes.sizeof(IoCounters), ctypes.sizeof(ExtendedLimits)) == (64, 48, 144)
    basic = {name: getattr(BasicLimits, name).offset for name, _ in BasicLimits._fields_}
    assert basic == {
        "PerProcessUserTimeLimit": 0,
        "PerJobUserTimeLimit": 8,
        "LimitFlags": 16,
        "MinimumWorkingSetSize": 24,
        "MaximumWorkingSetSize": 32,
        "ActiveProcessLimit": 40,
        "Affinity": 48,
        "PriorityClass": 56,
        "SchedulingClass": 60,
    }
    extended = {name: getattr(ExtendedLimits, name).offset for name, _ in ExtendedLimits._fields_}
    assert extended == {
        "Basic": 0,
        "IoInfo": 64,
        "ProcessMemoryLimit": 112,
        "JobMemoryLimit": 120,
        "PeakProcessMemoryUsed": 128,
        "PeakJobMemoryUsed": 136,
    }


def test_everything_is_set_before_the_process_is_put_in() -> None:
    kernel32 = Kernel32()
    Job(kernel32, PROCESS, memory_mib=1024)
    assert kernel32.calls == ["create", "limits", "screen", "assign"]
    (limits,) = kernel32.limits
    assert limits.Basic.LimitFlags == 0x8 | 0x20 | 0x100 | 0x400 | 0x2000
    assert (limits.Basic.ActiveProcessLimit, limits.Basic.PriorityClass) == (1, 0x4000)
    assert limits.ProcessMemoryLimit == 1 << 30
    assert limits.Basic.LimitFlags & 0x1800 == 0, "nothing may break away"
    assert kernel32.screen == [0xFF]


def test_time_is_counted_from_what_was_used() -> None:
    kernel32 = Kernel32(user_ticks=70_000_000)
    job = Job(kernel32, PROCESS, memory_mib=1024)
    job.allow_cpu(30)
    limits = kernel32.limits[-1]
    assert limits.Basic.PerProcessUserTimeLimit == 370_000_000, "7 s used, 30 s more, in 100 ns"
    assert limits.Basic.LimitFlags == 0x2 | 0x8 | 0x20 | 0x100 | 0x400 | 0x2000, "setting one limit sets all"
    assert (limits.ProcessMemoryLimit, limits.Basic.ActiveProcessLimit) == (1 << 30, 1)


@pytest.mark.parametrize("refused", ["limits", "screen", "assign"])
def test_a_job_that_cannot_be_whole_is_given_up(refused: str) -> None:
    kernel32 = Kernel32(refused)
    with pytest.raises(OSError, match="JobObject"):
        Job(kernel32, PROCESS, memory_mib=1024)
    assert kernel32.calls[-1] == "close"


def test_no_job_no_handle_to_close() -> None:
    kernel32 = Kernel32("create")
    with pytest.raises(OSError, match="CreateJobObjectW"):
        Job(kernel32, PROCESS, memory_mib=1024)
    assert kernel32.calls == ["create"]


@pytest.mark.parametrize("refused", ["times", "limits"])
def test_a_refused_time_limit_is_told(refused: str) -> None:
    kernel32 = Kernel32()
    job = Job(kernel32, PROCESS, memory_mib=1024)
    kernel32._refused = refused
    with pytest.raises(OSError, match="GetProcessTimes" if refused == "times" else "SetInformation"):
        job.allow_cpu(30)


def test_closing_twice_closes_once() -> None:
    kernel32 = Kernel32()
    job = Job(kernel32, PROCESS, memory_mib=1024)
    job.close()
    job.close()
    assert kernel32.calls.count("close") == 1


def test_a_child_sees_whether_its_memory_is_bounded() -> None:
    kernel32 = Kernel32()
    assert windows_job.own_memory_limited(kernel32) is False, "a job without that limit"
    Job(kernel32, PROCESS, memory_mib=1024)
    assert windows_job.own_memory_limited(kernel32) is True
    assert windows_job.own_memory_limited(Kernel32("query")) is False, "no job at all"


@pytest.mark.skipif(sys.platform == "win32", reason="there is a kernel32 there")
def test_elsewhere_windows_claims_nothing() -> None:
    with pytest.raises(OSError, match="not Windows"):
        windows_job.load_kernel32()
    assert not windows.memory_limited()
    assert (windows.seal(), windows.sealed(), windows.deny_network()) == (False, False, False)
    assert (windows.limit_memory(1), windows.allow_cpu(1), windows.step_back()) == (False, False, False)
