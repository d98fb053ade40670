"""Every file the workspace was given, on disk or inside a container, and what became of it."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.core.types import FileState
from app.store.connection import Connection
from app.store.database import Database

_COLUMNS = (
    "collection, raw_path, root, path, container, sha256, size, modified, checked, "
    "state, code, params, parser, document_id"
)


@dataclass(frozen=True, slots=True)
class FileRecord:
    """One row. `raw_path` is absolute in the file system's bytes; a member's is its container's, a slash and the
    member's own name, which no file on disk can have. `container` is empty for a file on disk.

    `checked` is when the bytes were last hashed, `modified` what the file system says, both in nanoseconds
    since the epoch. `document_id` is empty where nothing was taken in.
    """

    collection: str
    raw_path: bytes
    root: bytes
    path: str
    container: bytes = b""
    sha256: str = ""
    size: int = 0
    modified: int = 0
    checked: int = 0
    state: FileState = FileState.INDEXED
    code: str = ""
    params: Mapping[str, Any] = field(default_factory=dict)
    parser: int = 0
    document_id: str = ""


@dataclass(frozen=True, slots=True)
class Move:
    """A file whose bytes are now elsewhere, inside the same collection; or whose root is another one."""

    raw_path: bytes
    new_raw_path: bytes
    new_root: bytes
    new_path: str


class Files:
    """Reads and writes on one Database. Every write is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def known(self, collection: str) -> dict[bytes, FileRecord]:
        """Every file of a collection by its raw path."""
        with self._database.reading() as connection:
            rows = connection.execute(f"SELECT {_COLUMNS} FROM files WHERE collection = ?", (collection,))  # noqa: S608
            return {row[1]: _record(row) for row in rows}

    def known_file(self, collection: str, raw_path: bytes) -> FileRecord | None:
        with self._database.reading() as connection:
            row = connection.execute(
                f"SELECT {_COLUMNS} FROM files WHERE collection = ? AND raw_path = ?",  # noqa: S608
                (collection, raw_path),
            ).fetchone()
        return None if row is None else _record(row)

    def members(self, collection: str, container: bytes) -> tuple[FileRecord, ...]:
        """The files inside one container, at any depth."""
        with self._database.reading() as connection:
            rows = connection.execute(
                f"SELECT {_COLUMNS} FROM files WHERE collection = ? AND container = ? AND container <> x''",  # noqa: S608
                (collection, container),
            ).fetchall()
        return tuple(_record(row) for row in rows)

    def record(self, records: Sequence[FileRecord], *, keep_members: bool = False) -> None:
        """Put rows that stand for no document; what was indexed of these files before is no longer true."""
        with self._database.transaction() as connection:
            for record in records:
                forget_file(connection, record.collection, record.raw_path, members=not keep_members)
                put_file(connection, record)

    def note(self, records: Sequence[FileRecord]) -> None:
        """Put rows anew and leave their documents as they are: times, a state, a code have changed."""
        if not records:
            return
        with self._database.transaction() as connection:
            for record in records:
                put_file(connection, record)

    def move(self, collection: str, moves: Sequence[Move]) -> None:
        """Files have other places; their documents, passages and vectors stay. A container's members go with it."""
        with self._database.transaction() as connection:
            for move in moves:
                if move.new_raw_path != move.raw_path:
                    forget_file(connection, collection, move.new_raw_path)
                _move(connection, collection, move)

    def forget(self, collection: str, raw_paths: Iterable[bytes]) -> int:
        """Drop files that are no longer there, with their members; how many documents went."""
        with self._database.transaction() as connection:
            return sum(forget_file(connection, collection, raw_path) for raw_path in raw_paths)


def put_file(connection: Connection, record: FileRecord) -> None:
    """Inside a transaction of the caller."""
    connection.execute(
        f"INSERT OR REPLACE INTO files ({_COLUMNS}) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)",  # noqa: S608
        (
            *(record.collection, record.raw_path, record.root, record.path, record.container, record.sha256),
            *(record.size, record.modified, record.checked, record.state.value, record.code),
            *(json.dumps(dict(record.params), ensure_ascii=False), record.parser, record.document_id),
        ),
    )


def forget_file(connection: Connection, collection: str, raw_path: bytes, *, members: bool = True) -> int:
    """Drop a file, its members and their documents, inside a transaction of the caller; how many documents went."""
    gone = 0
    inner = connection.execute(
        "SELECT raw_path FROM files WHERE collection = ? AND container = ? AND container <> x''", (collection, raw_path)
    ).fetchall()
    for (path,) in [*(inner if members else ()), (raw_path,)]:
        connection.execute("DELETE FROM files WHERE collection = ? AND raw_path = ?", (collection, path))
        connection.execute("DELETE FROM documents WHERE collection = ? AND raw_path = ?", (collection, path))
        gone += connection.changes()
    return gone


def _move(connection: Connection, collection: str, move: Move) -> None:
    rows = connection.execute(
        "SELECT raw_path, path, container FROM files WHERE collection = ?1 AND (raw_path = ?2 OR container = ?2)",
        (collection, move.raw_path),
    ).fetchall()
    old_path = next((path for raw_path, path, _ in rows if raw_path == move.raw_path), "")
    for raw_path, path, container in rows:
        new = (move.new_raw_path + raw_path[len(move.raw_path) :], move.new_root, move.new_path + path[len(old_path) :])
        for table in ("files", "documents"):
            connection.execute(
                f"UPDATE {table} SET raw_path = ?, root = ?, path = ? WHERE collection = ? AND raw_path = ?",  # noqa: S608
                (*new, collection, raw_path),
            )
        if container:
            connection.execute(
                "UPDATE files SET container = ? WHERE collection = ? AND raw_path = ?",
                (move.new_raw_path, collection, new[0]),
            )


def _record(row: Sequence[Any]) -> FileRecord:
    (collection, raw_path, root, path, container, sha256, size, modified, checked, *end) = row
    state, code, params, parser, document = end
    facts = (collection, raw_path, root, path, container, sha256, size, modified, checked)
    return FileRecord(*facts, FileState(state), code, json.loads(params), parser, document)
