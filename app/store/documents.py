"""Documents and their passages: stored whole, forgotten whole, read back by search and by the faces."""

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from app.core.errors import CollectionMissing, DocumentMissing
from app.core.locator import Locator
from app.core.types import Document, DocumentKind, Passage, Source
from app.store.database import Database, text_digest

_DOCUMENT = (
    "d.id, d.collection, d.title, d.kind, d.number, d.ministry, d.effective, d.status, "
    "d.raw_path, d.path, d.sha256, d.format, d.modified, d.size"
)
_PASSAGE = "p.id, p.document_id, p.ordinal, p.locator, p.heading, p.breadcrumb, p.text, p.start, p.end, p.page"
_BATCH = 500  # SQLite's default limit of parameters is far above


@dataclass(frozen=True, slots=True)
class Known:
    """What the workspace remembers of one file: enough to tell whether it must be read again."""

    raw_path: bytes
    path: str
    sha256: str
    parser: int
    code: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that could not be taken in."""

    raw_path: bytes
    path: str
    sha256: str
    size: int
    code: str
    params: dict[str, object]


def document_id(collection: str, raw_path: bytes) -> str:
    """Stable for a file in a collection: 16 hex digits."""
    return hashlib.sha256(collection.encode() + b"\0" + raw_path).hexdigest()[:16]


class Documents:
    """Reads and writes on one Database. Every write is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def known(self, collection: str) -> dict[bytes, Known]:
        """Every file of a collection by its absolute path, indexed or failed."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT raw_path, path, sha256, parser, '' FROM documents WHERE collection = ?1 "
                "UNION ALL SELECT raw_path, path, sha256, 0, code FROM failures WHERE collection = ?1",
                (collection,),
            ).fetchall()
        return {row[0]: Known(*row) for row in rows}

    def store(self, root: bytes, document: Document, passages: Sequence[Passage], parser: int) -> None:
        """Put a document in place of its former self, with all its passages. One transaction."""
        source = document.source
        with self._database.transaction() as connection:
            _forget(connection, document.collection, source.raw_path)
            connection.execute(
                "INSERT INTO documents VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,"
                "(SELECT value FROM meta WHERE key = 'generation'))",
                (
                    *(document.id, document.collection, root, source.raw_path, source.path, source.sha256),
                    *(source.size, source.modified, source.format, document.title, document.kind.value),
                    *(document.number, document.ministry, document.effective, document.status),
                    *(document.text, text_digest(document.text), parser),
                ),
            )
            connection.executemany(
                "INSERT INTO passages (document_id, ordinal, locator, label, heading, breadcrumb, text, "
                "start, end, page) VALUES (?,?,?,?,?,?,?,?,?,?)",
                [
                    (
                        *(document.id, passage.ordinal, str(passage.locator), passage.locator.label),
                        *(passage.heading, passage.breadcrumb, passage.text, passage.start, passage.end, passage.page),
                    )
                    for passage in passages
                ],
            )

    def refuse(self, collection: str, root: bytes, refusal: Refusal) -> None:
        """Record a file that could not be taken in; what was indexed of it before is no longer true."""
        with self._database.transaction() as connection:
            _forget(connection, collection, refusal.raw_path)
            connection.execute(
                "INSERT INTO failures VALUES (?,?,?,?,?,?,?,?)",
                (
                    *(collection, root, refusal.raw_path, refusal.path, refusal.sha256, refusal.size),
                    *(refusal.code, json.dumps(refusal.params, ensure_ascii=False)),
                ),
            )

    def forget(self, collection: str, raw_paths: Iterable[bytes]) -> int:
        """Drop files that are no longer there; how many documents went."""
        with self._database.transaction() as connection:
            return sum(_forget(connection, collection, raw_path) for raw_path in raw_paths)

    def remove_collection(self, name: str) -> int:
        """Drop a collection; how many documents went. Raises CollectionMissing."""
        with self._database.transaction() as connection:
            documents = connection.execute("DELETE FROM documents WHERE collection = ?", (name,)).rowcount
            failures = connection.execute("DELETE FROM failures WHERE collection = ?", (name,)).rowcount
            if not documents and not failures:
                raise CollectionMissing(name=name)
        return documents

    def document(self, document_id: str) -> Document:
        """With its text. Raises DocumentMissing."""
        with self._database.reading() as connection:
            row = connection.execute(
                f"SELECT {_DOCUMENT}, d.text FROM documents d WHERE d.id = ?",  # noqa: S608
                (document_id,),
            ).fetchone()
        if row is None:
            raise DocumentMissing(id=document_id)
        return _document(row[:-1], row[-1])

    def documents(self) -> dict[str, Document]:
        """All, without their text, by id."""
        with self._database.reading() as connection:
            rows = connection.execute(f"SELECT {_DOCUMENT} FROM documents d").fetchall()  # noqa: S608
        return {row[0]: _document(row, "") for row in rows}

    def revisions(self) -> dict[str, int]:
        """Document id -> the generation at which it was stored; caches compare theirs with it."""
        with self._database.reading() as connection:
            return dict(connection.execute("SELECT id, revision FROM documents").fetchall())

    def passages_of(self, document_id: str) -> tuple[Passage, ...]:
        """In document order; empty when there is no such document."""
        with self._database.reading() as connection:
            rows = connection.execute(
                f"SELECT {_PASSAGE} FROM passages p WHERE p.document_id = ? ORDER BY p.ordinal",  # noqa: S608
                (document_id,),
            ).fetchall()
        return tuple(_passage(row) for row in rows)

    def passages_by_id(self, ids: Sequence[int]) -> dict[int, Passage]:
        rows = self._rows(f"SELECT {_PASSAGE} FROM passages p WHERE p.id IN", ids)  # noqa: S608 - our own columns
        return {row[0]: _passage(row) for row in rows}

    def labelled(self, ids: Sequence[int], label: str) -> set[int]:
        """Those of these passages that carry the label."""
        return {row[0] for row in self._rows("SELECT id, label FROM passages WHERE id IN", ids) if row[1] == label}

    def passage_ids(self, document_ids: Sequence[str]) -> list[int]:
        """Of all passages of these documents."""
        return [row[0] for row in self._rows("SELECT id FROM passages WHERE document_id IN", document_ids)]

    def _rows(self, select: str, keys: Sequence[object]) -> list[tuple[Any, ...]]:
        """The rows of `select … IN (keys)`, some hundred keys at a time."""
        found: list[tuple[Any, ...]] = []
        with self._database.reading() as connection:
            for start in range(0, len(keys), _BATCH):
                batch = keys[start : start + _BATCH]
                found += connection.execute(f"{select} ({','.join('?' * len(batch))})", batch).fetchall()
        return found

    def labels(self, document_id: str) -> list[tuple[str, int]]:
        """(label, passage id) of every passage of a document, in order."""
        with self._database.reading() as connection:
            return connection.execute(
                "SELECT label, id FROM passages WHERE document_id = ? ORDER BY ordinal", (document_id,)
            ).fetchall()

    def passages_without_vectors(self, model: str) -> Iterator[Passage]:
        """Those that the embedder has not seen yet, oldest first."""
        with self._database.reading() as connection:
            rows = connection.execute(
                f"SELECT {_PASSAGE} FROM passages p WHERE NOT EXISTS "  # noqa: S608
                "(SELECT 1 FROM vectors v WHERE v.model = ? AND v.passage_id = p.id) ORDER BY p.id",
                (model,),
            ).fetchall()
        return (_passage(row) for row in rows)


def _forget(connection: sqlite3.Connection, collection: str, raw_path: bytes) -> int:
    connection.execute("DELETE FROM failures WHERE collection = ? AND raw_path = ?", (collection, raw_path))
    return connection.execute(
        "DELETE FROM documents WHERE collection = ? AND raw_path = ?", (collection, raw_path)
    ).rowcount


def _document(row: Sequence[object], text: str) -> Document:
    (identity, collection, title, kind, number, ministry, effective, status, *source) = row
    raw_path, path, sha256, file_format, modified, size = source
    return Document(
        id=str(identity),
        collection=str(collection),
        title=str(title),
        kind=DocumentKind(str(kind)),
        number=str(number),
        ministry=str(ministry),
        effective=str(effective),
        status=str(status),
        text=text,
        source=Source(
            raw_path=bytes(raw_path) if isinstance(raw_path, bytes) else b"",
            path=str(path),
            sha256=str(sha256),
            format=str(file_format),
            modified=int(str(modified)),
            size=int(str(size)),
        ),
    )


def _passage(row: Sequence[object]) -> Passage:
    identity, document, ordinal, locator, heading, breadcrumb, text, start, end, page = row
    return Passage(
        id=int(str(identity)),
        document_id=str(document),
        ordinal=int(str(ordinal)),
        locator=Locator.parse(str(locator)),
        heading=str(heading),
        breadcrumb=str(breadcrumb),
        text=str(text),
        start=int(str(start)),
        end=int(str(end)),
        page=int(str(page)),
    )
