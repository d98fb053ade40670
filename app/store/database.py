"""The SQLite file: opening, migrating, one connection a thread, transactions, integrity.

WAL with synchronous=FULL: what a transaction reported as stored survives a kill or a power cut.
"""

import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import apsw

from app.core.errors import WorkspaceDamaged, WorkspaceNewer, WorkspaceUnwritable
from app.store.connection import Connection
from app.store.faults import coded
from app.store.schema import STEPS
from app.store.vault.sealer import Plain, Sealer

FILE_NAME = "munjigi.db"

_BUSY_MS = 5_000


class Database:
    """One workspace's SQLite file. Safe across threads: each has its own connection."""

    def __init__(self, home: Path) -> None:
        """Open or make the database. Raises WorkspaceDamaged, WorkspaceNewer, WorkspaceUnwritable,
        WorkspaceBusy or DiskFull."""
        self.home = home
        self.path = home / FILE_NAME
        self.sealer: Sealer = Plain()
        self._local = threading.local()
        self._all: list[apsw.Connection] = []
        self._guard = threading.Lock()
        try:
            home.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise WorkspaceUnwritable(path=str(home), detail=error.strerror) from error
        try:
            with coded(self.path):
                self._migrate()
        except BaseException:
            self.close()
            raise

    def connection(self) -> Connection:
        """This thread's connection, in autocommit; use `transaction()` to write."""
        connection: apsw.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            with coded(self.path):
                connection = self._connect()
            self._local.connection = connection
            with self._guard:
                self._all.append(connection)
        return connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A block that reads; SQLite's faults come out coded."""
        with coded(self.path):
            yield self.connection()

    @contextmanager
    def transaction(self, *, documents: bool = True) -> Iterator[Connection]:
        """A block that writes all or nothing, and moves the generation on by one where it is about `documents`."""
        connection = self.connection()
        with coded(self.path):
            connection.execute("BEGIN IMMEDIATE")
            try:
                if documents:
                    connection.execute("UPDATE meta SET value = value + 1 WHERE key = 'generation'")
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                if not connection.get_autocommit():
                    connection.execute("ROLLBACK")
                raise

    def generation(self) -> int:
        """How many transactions about documents have been committed; caches are stamped with it."""
        with self.reading() as connection:
            row = connection.execute("SELECT value FROM meta WHERE key = 'generation'").fetchone()
        return int(row[0])

    def check_integrity(self) -> None:
        """Read everything: SQLite's own check, then each document's SHA-256. Raises WorkspaceDamaged.

        SQLite's check alone was measured to notice 8 of 40 one-byte changes; the hashes and spans find those
        that touch a document's text or a passage's.
        """
        with self.reading() as connection:
            verdict = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
            if verdict != "ok":
                raise WorkspaceDamaged(path=str(self.path), detail=str(verdict))
            for identity, title, text, digest in connection.execute(
                "SELECT id, title, text, text_sha256 FROM documents"
            ):
                passages = connection.execute(
                    "SELECT start, end, text FROM passages WHERE document_id = ?", (identity,)
                )
                if text_digest(text) != digest or any(text[start:end] != part for start, end, part in passages):
                    raise WorkspaceDamaged(path=str(self.path), detail=title)

    def close(self) -> None:
        with self._guard:
            for connection in self._all:
                connection.close(True)
            self._all.clear()
        self._local = threading.local()

    def _connect(self) -> apsw.Connection:
        connection = apsw.Connection(str(self.path))
        connection.set_busy_timeout(_BUSY_MS)
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = FULL")
        return connection

    def _migrate(self) -> None:
        connection = self.connection()
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
        if version > len(STEPS):
            raise WorkspaceNewer(path=str(self.path))
        connection.execute("PRAGMA journal_mode = WAL")
        if version == len(STEPS):
            connection.execute("SELECT count(*) FROM meta, (SELECT 1 FROM documents LIMIT 1)")
            return
        connection.execute("BEGIN IMMEDIATE")
        try:
            # another window may have taken the step while we waited for the lock
            version = int(connection.execute("PRAGMA user_version").fetchone()[0])
            for step in STEPS[version:]:
                connection.execute(step)
            connection.execute(f"PRAGMA user_version = {len(STEPS)}")
            connection.execute("COMMIT")
        except BaseException:
            connection.execute("ROLLBACK")
            raise


def text_digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
