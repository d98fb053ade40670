"""apsw's faults as coded ones. Names of result codes: https://www.sqlite.org/rescode.html"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import apsw

from app.core.errors import AppError, DiskFull, WorkspaceBusy, WorkspaceDamaged, WorkspaceUnwritable

_LEAVES: dict[int, type[AppError]] = {
    apsw.SQLITE_FULL: DiskFull,
    apsw.SQLITE_BUSY: WorkspaceBusy,
    apsw.SQLITE_LOCKED: WorkspaceBusy,
    apsw.SQLITE_READONLY: WorkspaceUnwritable,
    apsw.SQLITE_CANTOPEN: WorkspaceUnwritable,
    apsw.SQLITE_PERM: WorkspaceUnwritable,
    apsw.SQLITE_IOERR: WorkspaceUnwritable,
    apsw.SQLITE_CORRUPT: WorkspaceDamaged,
    apsw.SQLITE_NOTADB: WorkspaceDamaged,
    apsw.SQLITE_ERROR: WorkspaceDamaged,  # a table or column that should be there is not
}


_LEAST = 64 << 10
"""Bytes: the index of the write-ahead log takes 32 KiB."""


@contextmanager
def coded(path: Path) -> Iterator[None]:
    """Raise DiskFull, WorkspaceBusy, WorkspaceUnwritable or WorkspaceDamaged for what SQLite reports.

    What is our own mistake (a closed connection, too few bindings) comes out as apsw raises it.
    """
    try:
        yield
    except apsw.Error as error:
        leaf = _LEAVES.get(getattr(error, "result", -1) & 0xFF)
        if leaf is None:
            raise
        if leaf is WorkspaceUnwritable and _is_full(path):
            leaf = DiskFull
        raise leaf(path=str(path), detail=str(error)) from error


def _is_full(path: Path) -> bool:
    """Whether there is no room for what SQLite lays beside a file that it opens: it reports that as any other fault."""
    try:
        return shutil.disk_usage(path.parent).free < _LEAST
    except OSError:
        return False
