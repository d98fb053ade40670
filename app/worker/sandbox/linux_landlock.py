"""Linux: where a child may write, by Landlock (Documentation/userspace-api/landlock.rst).

Only rights to change things are handled, and to start programs; reading stays as it is. Like a filter it cannot be
taken back and what a process starts inherits it. It binds the calling thread and those that it starts later, so it
comes before any other thread.
"""

import contextlib
import ctypes
import os
import struct
from collections.abc import Sequence
from pathlib import Path

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446  # the same on every machine
_ASK_VERSION = 1
_PATH_BENEATH = 1

_EXECUTE, _WRITE_FILE, _REMOVE_DIR, _REMOVE_FILE = 1 << 0, 1 << 1, 1 << 4, 1 << 5
_MAKE = 0b1111111 << 6  # char device, folder, file, socket, fifo, block device, link
_REFER, _TRUNCATE = 1 << 13, 1 << 14
_SINCE = ((1, _EXECUTE | _WRITE_FILE | _REMOVE_DIR | _REMOVE_FILE | _MAKE), (2, _REFER), (3, _TRUNCATE))
"""(version that brought them, rights)"""


def write_only_in(folders: Sequence[Path]) -> bool:
    """From here on this process changes files in these folders alone, and starts no program. A device that is there may
    be written to: graphics cards work by that. False where the kernel does not know Landlock or refuses it."""
    libc = ctypes.CDLL(None, use_errno=True)
    version = _call(libc, _CREATE_RULESET, None, 0, _ASK_VERSION)
    handled = sum(rights for since, rights in _SINCE if version >= since)
    if version < 1:
        return False
    attributes = struct.pack("Q", handled)
    ruleset = _call(libc, _CREATE_RULESET, attributes, len(attributes), 0)
    if ruleset < 0:
        return False
    try:
        rules = [(folder, handled & ~_EXECUTE) for folder in folders] + [(Path("/dev"), _WRITE_FILE)]
        if not all(_allow(libc, ruleset, folder, rights) for folder, rights in rules):
            return False
        return _call(libc, _RESTRICT_SELF, ruleset, 0) == 0
    finally:
        os.close(ruleset)


def writes_elsewhere() -> bool:
    """Whether a file can be made where this process has no business, found out by trying; it is removed at once."""
    for folder in dict.fromkeys((os.environ.get("TMPDIR") or "/tmp", "/var/tmp", "/dev/shm", ".")):  # noqa: S108
        name = f"{folder}/munjigi-trial-{os.getpid()}"
        with contextlib.suppress(OSError):
            os.close(os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
            Path(name).unlink()
            return True
    return False


def _allow(libc: ctypes.CDLL, ruleset: int, folder: Path, rights: int) -> bool:
    """Allow `rights` beneath the folder. False when it is not there."""
    try:
        handle = os.open(folder, os.O_PATH | os.O_CLOEXEC | os.O_DIRECTORY)
    except OSError:
        return False
    try:
        rule = struct.pack("=Qi", rights, handle)  # packed, as the kernel's structure is
        return _call(libc, _ADD_RULE, ruleset, _PATH_BENEATH, rule, 0) == 0
    finally:
        os.close(handle)


def _call(libc: ctypes.CDLL, number: int, *arguments: int | bytes | None) -> int:
    words = [ctypes.c_char_p(value) if isinstance(value, bytes | None) else ctypes.c_long(value) for value in arguments]
    return int(libc.syscall(ctypes.c_long(number), *words))
