"""One installer at a time: an advisory lock on `<root>/lock`, gone with the process that held it."""

import os
import sys

from app.bundle.installing.folders import Folder
from app.bundle.installing.layout import LOCK
from app.core.bundle_errors import InstallerBusy

if sys.platform == "win32":
    import msvcrt

    def _take(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _take(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


class InstallLock:
    """`with InstallLock(root):` Raises InstallerBusy while another process installs into the same root, and what
    Folder raises."""

    def __init__(self, root: Folder) -> None:
        self._root = root
        self._descriptor = -1

    def __enter__(self) -> "InstallLock":
        try:
            self._descriptor = self._root.creating(LOCK)
        except FileExistsError:
            self._descriptor = self._root.changing(LOCK)
        try:
            _take(self._descriptor)
        except OSError as error:
            self._close()
            raise InstallerBusy(path=str(self._root.path)) from error
        if not self._still_there():
            self._close()
            raise InstallerBusy(path=str(self._root.path))
        return self

    def forget(self) -> None:
        """The last act: the lock's name goes while nobody else can hold it. Windows removes no open file, and there
        the lock is let go first."""
        if os.name == "nt":
            self._close()
        self._root.unlink(LOCK)

    def _still_there(self) -> bool:
        """An installer that removes everything may have removed the lock's name while we waited to open it."""
        found = self._root.state(LOCK)
        return found is not None and os.path.samestat(found, os.fstat(self._descriptor))

    def __exit__(self, *ending: object) -> None:
        self._close()

    def _close(self) -> None:
        if self._descriptor >= 0:
            os.close(self._descriptor)  # closing lets go of the lock on both systems
            self._descriptor = -1
