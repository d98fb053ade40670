"""The SQLite file: opening, one connection a thread, transactions, integrity.

WAL with synchronous=FULL: what a transaction reported as stored survives a kill or a power cut. Where a key file lies
beside it, its pages are encrypted.
"""

import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import apsw

from app.core.errors import AppError, WorkspaceDamaged, WorkspaceUnwritable
from app.core.security_errors import ErasureUnfinished, KeyFileDamaged
from app.store.connection import Connection
from app.store.erasing import unfinished
from app.store.faults import coded
from app.store.migration import current, take_steps
from app.store.naming import database_files, file_name
from app.store.paging import connect
from app.store.presence import Presence
from app.store.schema import STEPS
from app.store.unfinished import finish
from app.store.vault.key_file import FILE_NAME as KEY_FILE_NAME
from app.store.vault.sealer import Plain, Sealer
from app.store.vault.unlocking import Opened, Unlock, unlocked

FILE_NAME = file_name(len(STEPS))
"""Of a plain workspace that this version made or took over."""

_BUSY_MS = 5_000


class Database:
    """One workspace's SQLite file. Safe across threads: each has its own connection."""

    def __init__(self, home: Path, unlock: Unlock | None = None) -> None:
        """Open or make the database. Raises WorkspaceDamaged, WorkspaceNewer, WorkspaceUnwritable, WorkspaceBusy,
        DiskFull; for an encrypted one WorkspaceLocked, PassphraseWrong, AccountKeyMissing, KeyFileDamaged or
        CipherMissing."""
        self.home = home
        self.path = home / FILE_NAME
        self.sealer: Sealer = Plain()
        """What lies beside the database goes through it."""
        self.vault: Opened | None = None
        """The key file and the data key; None: not encrypted."""
        self.notices: tuple[AppError, ...] = ()
        """What its user should know: of other versions' files, of an erasure that did not end."""
        self._key: bytes | None = None
        self._local = threading.local()
        self._all: list[apsw.Connection] = []
        self._guard = threading.Lock()
        try:
            home.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise WorkspaceUnwritable(path=str(home), detail=error.strerror) from error
        self._presence = Presence(home, _BUSY_MS)
        try:
            self._open(unlock)
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

    def require_alone(self) -> None:
        """Raises WorkspaceBusy where another process or window has the workspace open just now."""
        with self._presence.alone():
            pass

    def close(self) -> None:
        with self._guard:
            for connection in self._all:
                connection.close(True)
            self._all.clear()
        self._local = threading.local()
        self._presence.close()

    def _open(self, unlock: Unlock | None) -> None:
        finish(self.home, self._presence)
        opened = self.vault = unlocked(self.home, unlock)
        key_id = opened.key.id if opened is not None else ""
        if opened is not None:
            self._key, self.sealer = opened.key.pages, opened.key.sealer()
            self._require_file(key_id)
        elif (there := database_files(self.home)) and all(one.key_id for one in there):
            # encrypted, and its key file is gone: an empty plain workspace in its place would hide that
            raise KeyFileDamaged(path=str(self.home / KEY_FILE_NAME))
        with coded(self.path):
            found = current(self.home, key_id, self._key, self._presence)
            self.path, self.notices = found.path, found.notices
            self._prepare()

    def _require_file(self, key_id: str) -> None:
        """An encrypted workspace always has its file: an empty one in its place would hide that it is gone. Raises
        KeyFileDamaged where there are those of another key (an older key file, or another home's, was put here), and
        WorkspaceDamaged."""
        mine = database_files(self.home, key_id)
        if not mine and database_files(self.home):
            raise KeyFileDamaged(path=str(self.home / KEY_FILE_NAME))
        if not any(one.path.stat().st_size for one in mine):
            name = file_name(len(STEPS), key_id)
            raise WorkspaceDamaged(path=str(self.home / name), detail=name)

    def _connect(self) -> apsw.Connection:
        connection = connect(self.path, self._key)
        connection.set_busy_timeout(_BUSY_MS)
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = FULL")
        return connection

    def _prepare(self) -> None:
        connection = self._connect()
        self._local.connection = connection
        self._all.append(connection)
        connection.execute("PRAGMA journal_mode = WAL").fetchall()
        if int(connection.pragma("user_version")) == len(STEPS):
            connection.execute("SELECT count(*) FROM meta, (SELECT 1 FROM documents LIMIT 1)").fetchall()
            if unfinished(connection):
                self.notices = (*self.notices, ErasureUnfinished())
        else:
            take_steps(connection)


def text_digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
