"""Windows: what a process can still do towards a network. Written from Microsoft's reference (Winsock 2), not run yet.

No process can give up the network by itself here. What blocks it is the firewall's rule for the program, which the
installer writes; a socket can be made under it, so only a connection that is tried tells. The one tried goes to
192.0.2.1, which RFC 5737 keeps free of any machine: refused at once means blocked, silence means nothing.
"""

import ctypes
from pathlib import Path
from typing import Any

_AF_INET, _STREAM = 2, 1
_BLOCKED = (10013,)
"""WSAEACCES: a rule of this PC forbids it."""


def network_trials() -> dict[str, bool]:
    """`AF_INET TCP` -> whether a connection is forbidden on this PC."""
    return {"AF_INET TCP": connection_forbidden(_winsock())}


def connection_forbidden(winsock: Any) -> bool:
    """Try to connect without waiting. `winsock` is ws2_32, or what stands for it in a test."""
    handle = winsock.socket(_AF_INET, _STREAM, 0)
    if handle in (-1, 2**64 - 1):
        return int(winsock.WSAGetLastError()) in _BLOCKED
    try:
        mode = ctypes.c_ulong(1)
        winsock.ioctlsocket(handle, ctypes.c_long(0x8004667E - (1 << 32)), ctypes.byref(mode))  # FIONBIO
        address = ctypes.create_string_buffer(bytes((2, 0, 0, 9, 192, 0, 2, 1)) + bytes(8), 16)
        winsock.connect(handle, address, 16)
        return int(winsock.WSAGetLastError()) in _BLOCKED
    finally:
        winsock.closesocket(handle)


def local_sockets_left() -> bool:
    return True


def privileges_given_up() -> bool | None:
    return None


def open_network_sockets(pids: tuple[int, ...]) -> tuple[str, ...] | None:
    """None: not known here."""
    del pids
    return None


def written_files(pids: tuple[int, ...]) -> tuple[Path, ...] | None:
    """None: not known here."""
    del pids
    return None


def writes_elsewhere() -> bool:
    return True


def descendants(pid: int) -> tuple[int, ...]:
    return (pid,)


def interfaces() -> tuple[str, ...]:
    return ()


def _winsock() -> Any:
    winsock = ctypes.CDLL("ws2_32")
    winsock.WSAStartup(0x0202, ctypes.create_string_buffer(512))
    winsock.socket.restype = ctypes.c_void_p
    return winsock
