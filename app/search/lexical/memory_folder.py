"""A folder whose files are in memory and on no disk: private to its owner, gone with the process that made it.

On Linux it lies on a tmpfs: `$XDG_RUNTIME_DIR` where there is room in it, else `/dev/shm`. Other systems have no such
place. What is in it can still reach a disk by way of swap or hibernation, as all memory can.

A process holds a lock on its folder. What a killed one left is removed by the next that makes one.
"""

import contextlib
import os
import shutil
import sys
import tempfile
import weakref
from collections.abc import Iterable
from pathlib import Path

PREFIX = "munjigi-"
_IN_MEMORY = ("tmpfs", "ramfs")
_SHARED = Path("/dev/shm")  # noqa: S108 a folder of random name is made in it, and nobody else may enter that
_MOUNTS = Path("/proc/self/mountinfo")
_TRIES = 8

if sys.platform == "win32":

    def _locked(descriptor: int) -> bool:
        return False

else:
    import fcntl

    def _locked(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True


class MemoryFolder:
    """Made by `made`. `close` removes it; so does the end of the process, and of the object."""

    def __init__(self, path: Path, descriptor: int) -> None:
        self.path = path
        self._end = weakref.finalize(self, _removed, path, descriptor)

    @classmethod
    def made(cls, room: int, places: Iterable[Path] | None = None) -> "MemoryFolder | None":
        """In the first of these places (as a rule `in_memory`) with `room` bytes free; None: there is none."""
        for place in in_memory() if places is None else places:
            with contextlib.suppress(OSError):
                _sweep(place)
                if _free(place) < room:
                    continue
                for _ in range(_TRIES):
                    path = Path(tempfile.mkdtemp(prefix=PREFIX, dir=place))  # 0700
                    descriptor = _held(path)
                    if descriptor is not None:
                        return cls(path, descriptor)
        return None

    def free(self) -> int:
        """Bytes that its place has left."""
        return _free(self.path)

    def close(self) -> None:
        self._end()


def in_memory() -> list[Path]:
    """The places of this system whose files are in memory, and where this user may write."""
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    named = [Path(runtime)] if runtime else []
    return [place for place in (*named, _SHARED) if _is_in_memory(place) and os.access(place, os.W_OK)]


def _is_in_memory(place: Path) -> bool:
    """As the kernel's list of mounts says of the device that the folder is on."""
    if sys.platform == "win32" or not place.is_absolute():
        return False
    try:
        device = place.stat().st_dev
        mounts = _MOUNTS.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return False
    wanted = f"{os.major(device)}:{os.minor(device)}"
    for line in mounts:
        about, _, what = line.partition(" - ")
        if about.split(" ", 3)[2] == wanted:
            return what.split(" ", 1)[0] in _IN_MEMORY
    return False


def _free(place: Path) -> int:
    return shutil.disk_usage(place).free


def _sweep(place: Path) -> None:
    """Remove the folders that nobody holds any more."""
    for path in place.glob(f"{PREFIX}*"):
        descriptor = _held(path)
        if descriptor is not None:
            _removed(path, descriptor)


def _held(path: Path) -> int | None:
    """The folder open and locked; None: it is another user's, another process has it, or it has just gone."""
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_NOFOLLOW", 0))
    except OSError:
        return None
    mine = os.fstat(descriptor).st_uid == _user() and _locked(descriptor)
    if mine and os.fstat(descriptor).st_nlink:
        return descriptor
    os.close(descriptor)
    return None


def _user() -> int:
    return -1 if sys.platform == "win32" else os.getuid()


def _removed(path: Path, descriptor: int) -> None:
    shutil.rmtree(path, ignore_errors=True)
    os.close(descriptor)
