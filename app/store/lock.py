"""One writer a workspace: an advisory lock on `write.lock`, gone with the process that held it."""

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

from app.core.errors import WorkspaceBusy, WorkspaceUnwritable

if sys.platform == "win32":
    import msvcrt

    def _take(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

    def _wait(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_LOCK, 1)  # tries for ten seconds, then OSError

else:
    import fcntl

    def _take(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _wait(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX)


class WriteLock:
    """`with WriteLock(home):` Raises WorkspaceBusy while another process or window writes."""

    def __init__(self, home: Path) -> None:
        self._path = home / "write.lock"
        self._descriptor = -1

    def __enter__(self) -> "WriteLock":
        try:
            self._descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
        except OSError as error:
            raise WorkspaceUnwritable(path=str(self._path), detail=error.strerror) from error
        try:
            _take(self._descriptor)
        except OSError as error:
            self._close()
            raise WorkspaceBusy(path=str(self._path.parent)) from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()

    def _close(self) -> None:
        os.close(self._descriptor)  # closing lets go of the lock on both systems
        self._descriptor = -1


@contextlib.contextmanager
def waiting(path: Path) -> Iterator[None]:
    """One after another: waits while another process holds the lock on this file. For what takes milliseconds.
    Raises OSError."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
    try:
        _wait(descriptor)
        yield
    finally:
        os.close(descriptor)
