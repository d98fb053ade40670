"""What an index that cannot be written says: the disk is full, or the folder is not ours to write in."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.core.errors import DiskFull, WorkspaceUnwritable

_FULL = ("os error 28", "os error 112")  # how tantivy names it, on Linux and on Windows


@contextmanager
def coded(folder: Path) -> Iterator[None]:
    """Raises DiskFull or WorkspaceUnwritable for what the system and tantivy report of writing into `folder`."""
    try:
        yield
    except OSError as error:
        leaf = DiskFull if error.errno == errno.ENOSPC else WorkspaceUnwritable
        raise leaf(path=str(folder), detail=error.strerror or "") from error
    except ValueError as error:
        if not any(sign in str(error) for sign in _FULL):
            raise
        raise DiskFull(path=str(folder), detail=str(error)) from error
