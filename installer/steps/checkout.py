"""The checkout being set up, and the cache that all checkouts of a user share."""

import contextlib
import os
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from installer.steps.children import Children
from installer.steps.say import Voice

_LOCK_WAIT = 0.2  # seconds between two tries


@dataclass(frozen=True, slots=True)
class Checkout:
    root: Path
    cache: Path
    voice: Voice
    children: Children

    @property
    def venv(self) -> Path:
        return self.root / ".venv"

    @property
    def python(self) -> Path:
        return venv_python(self.venv)

    @property
    def locks(self) -> Path:
        return self.root / "installer" / "locks"

    @property
    def scratch(self) -> Path:
        """For pip's temporary folders; cleared by the next set-up should one be killed."""
        return self.root / "build" / "scratch"

    @property
    def turn(self) -> Path:
        """The lock file of this checkout's set-up."""
        return self.root / "build" / "setup.lock"

    def log(self, name: str) -> Path:
        return self.root / "build" / "logs" / f"{name}.log"


def venv_python(venv: Path) -> Path:
    return venv_scripts(venv) / ("python.exe" if sys.platform == "win32" else "python")


def venv_scripts(venv: Path) -> Path:
    return venv / ("Scripts" if sys.platform == "win32" else "bin")


def cache_folder() -> Path:
    chosen = os.environ.get("MUNJIGI_CACHE")
    if chosen:
        return Path(chosen).absolute()
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA") or str(Path.home() / "AppData" / "Local")
        return Path(local) / "Munjigi" / "Cache"
    return Path(os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")) / "munjigi"


@contextlib.contextmanager
def held(path: Path, waiting: Callable[[], None] = lambda: None) -> Iterator[None]:
    """Hold a lock file: two set-ups must not write one file. The system frees it when a process dies.

    `waiting` is called once when another holds it.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+b") as stream:
        handle = stream.fileno()
        if not _try(handle):
            waiting()
            while not _try(handle):
                time.sleep(_LOCK_WAIT)
        try:
            yield
        finally:
            _release(handle)


if sys.platform == "win32":
    import msvcrt

    def _try(handle: int) -> bool:
        os.lseek(handle, 0, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _release(handle: int) -> None:
        os.lseek(handle, 0, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _try(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _release(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_UN)
