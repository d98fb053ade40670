"""What a process can still do towards a network: the trials say so before the lock, and after it they say no."""

import ast
import ctypes
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from app.worker.airgap import ROLES
from app.worker.sandbox import windows_probe

ROOT = Path(__file__).resolve().parents[3]
linux = pytest.mark.skipif(sys.platform != "linux", reason="seccomp and /proc are Linux's")

_FREE = """
import os, socket, tempfile
from app.worker.sandbox import probe
network, local = socket.socket(socket.AF_INET), socket.socket(socket.AF_UNIX)
file = tempfile.NamedTemporaryFile("w")
reading = open(file.name)
me = (os.getpid(),)
print([probe.network_trials(), probe.open_network_sockets(me), [str(path) for path in probe.written_files(me)],
       file.name, network.fileno(), probe.privileges_given_up(), probe.descendants(os.getpid()) == me])
"""

_LOCKED = """
import os, subprocess, sys
from app.worker.sandbox import deny_network, probe
assert deny_network()
child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
seen = [probe.network_trials(), probe.local_sockets_left(), probe.privileges_given_up(),
        child.pid in probe.descendants(os.getpid())]
child.communicate(b"\\n")
print(seen)
"""


def run(script: str) -> list[Any]:
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    seen: list[Any] = ast.literal_eval(done.stdout.strip())
    return seen


@linux
def test_a_process_without_the_lock_is_seen_to_have_the_network() -> None:
    trials, sockets, written, name, number, given_up, alone = run(_FREE)
    assert not trials["AF_INET TCP"]
    assert not trials["AF_INET6 UDP"]
    assert [socket.rsplit("/", 1)[1] for socket in sockets] == [str(number)]
    assert written == [name]
    assert not given_up
    assert alone


@linux
def test_behind_the_lock_every_way_is_refused() -> None:
    trials, local, given_up, child_seen = run(_LOCKED)
    assert {"AF_INET TCP", "AF_INET UDP", "AF_INET6 TCP", "AF_INET6 UDP", "AF_PACKET", "AF_NETLINK", "io_uring"} <= set(
        trials
    )
    assert [name for name, refused in trials.items() if not refused] == []
    assert local
    assert given_up
    assert child_seen


def test_every_role_of_the_program_is_tried() -> None:
    source = (ROOT / "app" / "__main__.py").read_text(encoding="utf-8")
    compared = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Compare)]
    values = [ast.literal_eval(node.comparators[0]) for node in compared if ast.unparse(node.left) == "role"]
    named = {name for value in values for name in (value if isinstance(value, tuple) else (value,))}
    assert named == set(ROLES)


class _Winsock:
    """ws2_32 as far as the trial calls it."""

    def __init__(self, last_error: int) -> None:
        self.last_error = last_error
        self.closed = False
        self.address = b""

    def socket(self, family: int, kind: int, protocol: int) -> int:
        assert (family, kind, protocol) == (2, 1, 0)
        return 4

    def ioctlsocket(self, handle: int, command: ctypes.c_long, mode: Any) -> int:
        del handle, command, mode
        return 0

    def connect(self, handle: int, address: Any, size: int) -> int:
        assert (handle, size) == (4, 16)
        self.address = address.raw
        return -1

    def WSAGetLastError(self) -> int:
        return self.last_error

    def closesocket(self, handle: int) -> int:
        self.closed = handle == 4
        return 0


@pytest.mark.parametrize(("last_error", "forbidden"), [(10013, True), (10035, False), (10051, False)])
def test_windows_tells_a_rule_from_silence(last_error: int, forbidden: bool) -> None:
    winsock = _Winsock(last_error)
    assert windows_probe.connection_forbidden(winsock) is forbidden
    assert winsock.closed
    assert winsock.address[4:8] == bytes((192, 0, 2, 1))


_WRITES = """
import os, subprocess, sys, tempfile
from pathlib import Path
from app.worker.sandbox import deny_network, probe, write_only_in
own = Path(tempfile.mkdtemp())
before = probe.writes_elsewhere()
assert deny_network() and write_only_in([own])
(own / "kept").write_text("x"); (own / "kept").rename(own / "moved"); (own / "moved").unlink()
open(os.devnull, "w").write("x")
def refused(attempt):
    try:
        attempt()
    except PermissionError:
        return True
    return False
print([before, probe.writes_elsewhere(), refused(lambda: (own.parent / "new").write_text("x")), refused(own.rmdir),
       refused(lambda: subprocess.run(["true"])), Path("pyproject.toml").read_text() != ""])
"""


@linux
def test_a_child_writes_in_its_own_folder_alone_and_starts_nothing() -> None:
    before, after, made, removed, started, read = run(_WRITES)
    assert before
    assert not after
    assert made
    assert removed
    assert started
    assert read
