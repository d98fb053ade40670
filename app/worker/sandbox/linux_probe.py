"""Linux: what a process can still do towards a network, found out by trying the system calls themselves.

Nothing is sent and nothing is connected to: a socket that is given is closed at once. Each trial's name is told to
people as it is. The library function `socket.socket` is not used, so that a library cannot stand in between.
"""

import contextlib
import ctypes
import errno
import os
from pathlib import Path

from app.worker.sandbox import linux_bpf as bpf
from app.worker.sandbox.linux_calls import NUMBERS

_STREAM, _DATAGRAM, _RAW = 1, 2, 3
_FAMILIES = {  # include/linux/socket.h; the kind that the family is used with
    "AF_INET TCP": (2, _STREAM),
    "AF_INET UDP": (2, _DATAGRAM),
    "AF_INET6 TCP": (10, _STREAM),
    "AF_INET6 UDP": (10, _DATAGRAM),
    "AF_PACKET": (17, _RAW),
    "AF_NETLINK": (16, _RAW),
    "AF_BLUETOOTH": (31, _RAW),
    "AF_VSOCK": (40, _STREAM),
    "AF_XDP": (44, _RAW),
}
_LOCAL = (1, _STREAM)
_LAST_STANDARD_STREAM = 2
_REFUSED = {errno.EACCES, errno.EPERM}
_PR_GET_NO_NEW_PRIVS = 39


def network_trials() -> dict[str, bool]:
    """Name of a way to a network -> whether the system refuses it here for want of permission.

    A family that the kernel does not know counts as not refused: the filter stands before that answer.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    machine = bpf.own_machine()
    if machine is None:
        return {"machine": False}
    number = NUMBERS[machine]
    trials = {name: _refused(libc, number["socket"], *kind, 0) for name, kind in _FAMILIES.items()}
    trials["io_uring"] = _refused(libc, number["io_uring_setup"], 1, 0)
    trials["pidfd_getfd"] = _refused(libc, number["pidfd_getfd"], -1, -1, 0)
    trials["ptrace"] = _refused(libc, number["ptrace"], 0x4206, 0, 0, 0)  # PTRACE_SEIZE of nobody
    return trials


def local_sockets_left() -> bool:
    """Whether AF_UNIX is still to be had: the display and the input method need it, a sealed child does not have it."""
    machine = bpf.own_machine()
    if machine is None:
        return True
    return not _refused(ctypes.CDLL(None, use_errno=True), NUMBERS[machine]["socket"], *_LOCAL, 0)


def privileges_given_up() -> bool | None:
    """Whether no program that is started from here can have more rights (prctl(2)); None: a sealed process may not
    ask."""
    answer = ctypes.CDLL(None, use_errno=True).prctl(_PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0)
    return None if answer < 0 else bool(answer)


def open_network_sockets(pids: tuple[int, ...]) -> tuple[str, ...]:
    """Descriptors of these processes that are sockets and not local ones: `pid/fd`. A process that has gone has none.

    /proc/net/unix lists every local socket by its inode (proc(5)), whatever its state.
    """
    found = []
    for pid in pids:
        links = [(link.name, target) for link, target in _descriptors(pid) if target.startswith("socket:[")]
        local = _local_inodes(pid) if links else set()
        found += [f"{pid}/{name}" for name, target in links if target[8:-1] not in local]
    return tuple(found)


def written_files(pids: tuple[int, ...]) -> tuple[Path, ...]:
    """Plain files that these processes hold open for writing, less what their user gave them as standard streams."""
    found = set()
    for pid in pids:
        for link, target in _descriptors(pid):
            if int(link.name) <= _LAST_STANDARD_STREAM:
                continue
            with contextlib.suppress(OSError, ValueError, IndexError):
                told = Path(f"/proc/{pid}/fdinfo/{link.name}").read_text(encoding="ascii")
                flags = int(told.split("flags:")[1].split()[0], 8)
                if flags & (os.O_WRONLY | os.O_RDWR) and link.is_file():
                    found.add(Path(target))
    return tuple(sorted(found))


def descendants(pid: int) -> tuple[int, ...]:
    """The process and all that it started, as far as they still run (proc(5), /proc/pid/task/tid/children)."""
    found, waiting = [], [pid]
    while waiting:
        found.append(waiting.pop())
        for task in Path(f"/proc/{found[-1]}/task").glob("*/children"):
            with contextlib.suppress(OSError):
                waiting += map(int, task.read_text(encoding="ascii").split())
    return tuple(found)


def interfaces() -> tuple[str, ...]:
    """Network interfaces of the PC that are up, without the loopback; the program cannot use them."""
    found = []
    for folder in sorted(Path("/sys/class/net").glob("*")):
        with contextlib.suppress(OSError):
            if folder.name != "lo" and (folder / "operstate").read_text(encoding="ascii").strip() != "down":
                found.append(folder.name)
    return tuple(found)


def _refused(libc: ctypes.CDLL, number: int, *arguments: int) -> bool:
    ctypes.set_errno(0)
    given = int(libc.syscall(ctypes.c_long(number), *(ctypes.c_long(value) for value in arguments)))
    if given >= 0:
        os.close(given)
        return False
    return ctypes.get_errno() in _REFUSED


def _local_inodes(pid: int) -> set[str]:
    try:
        rows = Path(f"/proc/{pid}/net/unix").read_text(encoding="utf-8", errors="replace").splitlines()[1:]
    except OSError:
        return set()
    return {row.split()[6] for row in rows}


def _descriptors(pid: int) -> list[tuple[Path, str]]:
    """(link in /proc, what it leads to) of each; none of a process that is gone or another user's."""
    found = []
    with contextlib.suppress(OSError):
        for link in Path(f"/proc/{pid}/fd").iterdir():
            with contextlib.suppress(OSError):
                found.append((link, str(link.readlink())))
    return found
