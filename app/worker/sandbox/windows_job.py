"""Windows, in the parent: a Job Object around a child bounds its memory, time, children and screen.

Structures and values: Microsoft, winnt.h and "Job Objects" (JOBOBJECT_EXTENDED_LIMIT_INFORMATION,
JOBOBJECT_BASIC_UI_RESTRICTIONS, SetInformationJobObject). Not run on Windows yet.

A child is put into its job right after it was started and before it is sent a byte. `subprocess` cannot
start it suspended (it keeps no handle of the first thread to resume), and need not: what the child does
before its first request is to load our own code.
"""

import ctypes
import sys
from typing import Any, Protocol

_EXTENDED_LIMITS = 9  # JobObjectExtendedLimitInformation
_UI_RESTRICTIONS = 4  # JobObjectBasicUIRestrictions

PROCESS_TIME = 0x00000002
ACTIVE_PROCESS = 0x00000008
PRIORITY_CLASS = 0x00000020
PROCESS_MEMORY = 0x00000100
DIE_ON_UNHANDLED_EXCEPTION = 0x00000400  # no dialog of the system stands in the way of the end
KILL_ON_JOB_CLOSE = 0x00002000

ALL_OF_THE_SCREEN = 0x000000FF
"""Other windows' handles, clipboard (read and write), system parameters, display settings, global atoms,
desktops, logging off: all denied."""

BELOW_NORMAL = 0x00004000
"""BELOW_NORMAL_PRIORITY_CLASS, for CreateProcess and for the job."""

NO_WINDOW = 0x08000000
"""CREATE_NO_WINDOW: a child of a windowed program would flash a console."""

_TICKS = 10_000_000  # 100 ns each


class BasicLimits(ctypes.Structure):
    """JOBOBJECT_BASIC_LIMIT_INFORMATION; 64 bytes on 64 bit."""

    _fields_ = (
        ("PerProcessUserTimeLimit", ctypes.c_int64),
        ("PerJobUserTimeLimit", ctypes.c_int64),
        ("LimitFlags", ctypes.c_uint32),
        ("MinimumWorkingSetSize", ctypes.c_size_t),
        ("MaximumWorkingSetSize", ctypes.c_size_t),
        ("ActiveProcessLimit", ctypes.c_uint32),
        ("Affinity", ctypes.c_size_t),
        ("PriorityClass", ctypes.c_uint32),
        ("SchedulingClass", ctypes.c_uint32),
    )


class IoCounters(ctypes.Structure):
    """IO_COUNTERS; 48 bytes."""

    _fields_ = tuple((name, ctypes.c_uint64) for name in ("Reads", "Writes", "Others", "Read", "Written", "Other"))


class ExtendedLimits(ctypes.Structure):
    """JOBOBJECT_EXTENDED_LIMIT_INFORMATION; 144 bytes on 64 bit."""

    _fields_ = (
        ("Basic", BasicLimits),
        ("IoInfo", IoCounters),
        ("ProcessMemoryLimit", ctypes.c_size_t),
        ("JobMemoryLimit", ctypes.c_size_t),
        ("PeakProcessMemoryUsed", ctypes.c_size_t),
        ("PeakJobMemoryUsed", ctypes.c_size_t),
    )


class Kernel32(Protocol):
    """The calls of kernel32.dll that are used; a test hands in its own."""

    def CreateJobObjectW(self, attributes: Any, name: Any) -> int: ...
    def SetInformationJobObject(self, job: Any, kind: int, information: Any, size: int) -> int: ...
    def QueryInformationJobObject(self, job: Any, kind: int, information: Any, size: int, written: Any) -> int: ...
    def AssignProcessToJobObject(self, job: Any, process: Any) -> int: ...
    def GetProcessTimes(self, process: Any, made: Any, ended: Any, kernel: Any, user: Any) -> int: ...
    def CloseHandle(self, handle: Any) -> int: ...


class Job:
    """A Job Object with one process in it. Closing the last handle ends the process: a parent that dies
    takes its children along."""

    def __init__(self, kernel32: Kernel32, process: int, memory_mib: int, processes: int = 1) -> None:
        """`process` is a handle. Raises OSError when the system refuses any part; no job is left then."""
        self._kernel32 = kernel32
        self._process = ctypes.c_void_p(process)
        self._limits = _limits(memory_mib, processes)
        made = kernel32.CreateJobObjectW(None, None)
        if not made:
            raise OSError("CreateJobObjectW")
        self._job: ctypes.c_void_p | None = ctypes.c_void_p(made)
        screen = ctypes.c_uint32(ALL_OF_THE_SCREEN)
        try:
            self._set(_EXTENDED_LIMITS, self._limits)
            self._set(_UI_RESTRICTIONS, screen)
            if not kernel32.AssignProcessToJobObject(self._job, self._process):
                raise OSError("AssignProcessToJobObject")
        except OSError:
            self.close()
            raise

    def allow_cpu(self, seconds: int) -> None:
        """Let the process use `seconds` more of user time; past that the system ends it. Raises OSError."""
        times = [ctypes.c_uint64() for _ in range(4)]
        if not self._kernel32.GetProcessTimes(self._process, *map(ctypes.byref, times)):
            raise OSError("GetProcessTimes")
        self._limits.Basic.LimitFlags |= PROCESS_TIME
        self._limits.Basic.PerProcessUserTimeLimit = times[3].value + seconds * _TICKS
        self._set(_EXTENDED_LIMITS, self._limits)

    def close(self) -> None:
        """Give the job up, which ends the process. Closing twice is nothing."""
        job, self._job = self._job, None
        if job is not None:
            self._kernel32.CloseHandle(job)

    def _set(self, kind: int, information: ctypes.Structure | ctypes.c_uint32) -> None:
        size = ctypes.sizeof(information)
        if not self._kernel32.SetInformationJobObject(self._job, kind, ctypes.byref(information), size):
            raise OSError(f"SetInformationJobObject {kind}")


def load_kernel32() -> Kernel32:
    """The system's own. Raises OSError where there is none, as on any other system."""
    if sys.platform == "win32":
        kernel32 = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel32.CreateJobObjectW.restype = ctypes.c_void_p  # a handle; int would cut it in half
        return kernel32
    raise OSError("not Windows")


def own_memory_limited(kernel32: Kernel32) -> bool:
    """Whether the process that asks is in a job that bounds the memory of a process."""
    limits = ExtendedLimits()
    asked = kernel32.QueryInformationJobObject(
        None, _EXTENDED_LIMITS, ctypes.byref(limits), ctypes.sizeof(limits), None
    )
    return bool(asked) and bool(limits.Basic.LimitFlags & PROCESS_MEMORY)


def _limits(memory_mib: int, processes: int) -> ExtendedLimits:
    limits = ExtendedLimits()
    limits.Basic.LimitFlags = (
        ACTIVE_PROCESS | PRIORITY_CLASS | PROCESS_MEMORY | DIE_ON_UNHANDLED_EXCEPTION | KILL_ON_JOB_CLOSE
    )
    limits.Basic.ActiveProcessLimit = processes
    limits.Basic.PriorityClass = BELOW_NORMAL
    limits.ProcessMemoryLimit = memory_mib << 20
    return limits
