"""Who has the workspace open: all who work in it share it; who replaces its file has it alone.

Told by SQLite's own locks on an empty database file beside the real one: they are the same on every system, and go
with the process that held them. `write.lock` is another matter: one writer among those who share.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import apsw

from app.store.faults import coded

FILE_NAME = "presence.lock"


class Presence:
    """Shared from the beginning; `alone()` while nobody else is there. Not for several threads."""

    def __init__(self, home: Path, patience_ms: int = 5_000) -> None:
        """Raises WorkspaceBusy while somebody has it alone, WorkspaceUnwritable."""
        self._path = home / FILE_NAME
        with coded(self._path):
            self._connection = apsw.Connection(
                self._path.absolute().as_uri(),
                apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE | apsw.SQLITE_OPEN_URI,
            )
            self._connection.set_busy_timeout(patience_ms)
            self._share()

    def _share(self) -> None:
        self._connection.execute("BEGIN")
        self._connection.execute("SELECT count(*) FROM sqlite_schema").fetchall()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Raises WorkspaceBusy where another process or window has the workspace open. Before and after, others may
        have come and gone: look again at what was known."""
        with coded(self._path):
            self._connection.execute("COMMIT")
            try:
                self._connection.execute("BEGIN EXCLUSIVE")
            except apsw.Error:
                self._share()
                raise
        try:
            yield
        finally:
            with coded(self._path):
                self._connection.execute("ROLLBACK")  # a COMMIT would write a first page
                self._share()

    def close(self) -> None:
        self._connection.close(True)
