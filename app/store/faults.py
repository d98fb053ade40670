"""sqlite3's faults as coded ones. Names of result codes: https://www.sqlite.org/rescode.html"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.core.errors import AppError, DiskFull, WorkspaceBusy, WorkspaceDamaged, WorkspaceUnwritable

_LEAVES: dict[int, type[AppError]] = {
    sqlite3.SQLITE_FULL: DiskFull,
    sqlite3.SQLITE_BUSY: WorkspaceBusy,
    sqlite3.SQLITE_LOCKED: WorkspaceBusy,
    sqlite3.SQLITE_READONLY: WorkspaceUnwritable,
    sqlite3.SQLITE_CANTOPEN: WorkspaceUnwritable,
    sqlite3.SQLITE_PERM: WorkspaceUnwritable,
    sqlite3.SQLITE_IOERR: WorkspaceUnwritable,
    sqlite3.SQLITE_CORRUPT: WorkspaceDamaged,
    sqlite3.SQLITE_NOTADB: WorkspaceDamaged,
    sqlite3.SQLITE_ERROR: WorkspaceDamaged,  # a table or column that should be there is not
}


@contextmanager
def coded(path: Path) -> Iterator[None]:
    """Raise DiskFull, WorkspaceBusy, WorkspaceUnwritable or WorkspaceDamaged for what sqlite3 raises."""
    try:
        yield
    except sqlite3.ProgrammingError:
        raise  # our own mistake
    except sqlite3.Error as error:
        primary = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
        leaf = _LEAVES.get(primary)
        if leaf is None:
            raise
        raise leaf(path=str(path), detail=str(error)) from error
