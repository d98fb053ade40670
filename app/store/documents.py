"""Documents and their passages: stored whole, forgotten whole, read back by search and by the faces."""

import hashlib
from collections.abc import Collection, Sequence
from typing import Any

from app.core.errors import CollectionMissing, DocumentMissing
from app.core.locator import Locator
from app.core.types import Brief, Document, DocumentKind, Passage, Reference, Source
from app.store.connection import Connection
from app.store.database import Database, text_digest
from app.store.files import FileRecord, put_file
from app.store.links import put_links

_DOCUMENT = (
    "d.id, d.collection, d.title, d.kind, d.number, d.ministry, d.effective, d.status, d.promulgated, d.history, "
    "d.raw_path, d.path, d.sha256, d.format, d.modified, d.size"
)
_PASSAGE = "p.id, p.document_id, p.ordinal, p.locator, p.heading, p.breadcrumb, p.text, p.start, p.end, p.page, p.ocr"
_BATCH = 500  # SQLite's default limit of parameters is far above


class Documents:
    """Reads and writes on one Database. Every write is one transaction."""

    def __init__(self, database: Database, only: Collection[str] = ()) -> None:
        """`only`: the collections whose documents and passages are handed out, empty: all. What is stored and counted
        is not touched by it."""
        self._database = database
        names = ", ".join("'" + name.replace("'", "''") + "'" for name in only)
        self._within = f" AND d.collection IN ({names})" if only else ""
        self._of_within = (
            f" AND EXISTS (SELECT 1 FROM documents d WHERE d.id = p.document_id{self._within})"  # noqa: S608 - quoted
            if only
            else ""
        )

    def identity(self, collection: str, raw_path: bytes) -> str:
        """The id for a file's document: the one it has, or a new one of 16 hex digits that is not taken.

        A file that moved takes its document along, so the id says nothing about the place.
        """
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT id FROM documents WHERE collection = ? AND raw_path = ?", (collection, raw_path)
            ).fetchone()
            if row is not None:
                return str(row[0])
            seed = collection.encode() + b"\0" + raw_path
            while True:
                made = hashlib.sha256(seed).hexdigest()[:16]
                if connection.execute("SELECT 1 FROM documents WHERE id = ?", (made,)).fetchone() is None:
                    return made
                seed += b"\0"

    def store(
        self,
        document: Document,
        passages: Sequence[Passage],
        record: FileRecord,
        references: Sequence[Reference] = (),
    ) -> None:
        """Put a document in place of its former self, with its passages, what they refer to, and its row in the
        ledger. One transaction.

        A passage that reads as before keeps its number, and with it what was computed from it.
        """
        source = document.source
        values = {
            "id": document.id,
            "collection": document.collection,
            "root": record.root,
            "raw_path": source.raw_path,
            "path": source.path,
            "sha256": source.sha256,
            "size": source.size,
            "modified": source.modified,
            "format": source.format,
            "title": document.title,
            "kind": document.kind.value,
            "number": document.number,
            "ministry": document.ministry,
            "effective": document.effective,
            "status": document.status,
            "promulgated": document.promulgated,
            "history": document.history,
            "text": document.text,
            "text_sha256": text_digest(document.text),
            "parser": record.parser,
        }
        changes = ", ".join(f"{name} = excluded.{name}" for name in [*values, "revision"] if name != "id")
        with self._database.transaction() as connection:
            former = connection.execute("SELECT title FROM documents WHERE id = ?", (document.id,)).fetchone()
            connection.execute(
                f"INSERT INTO documents ({', '.join(values)}, revision) VALUES ({', '.join('?' * len(values))}, "  # noqa: S608
                f"(SELECT value FROM meta WHERE key = 'generation')) ON CONFLICT (id) DO UPDATE SET {changes}",
                tuple(values.values()),
            )
            _put_passages(connection, document, passages, same_title=former == (document.title,))
            put_links(connection, document.id, references)
            put_file(connection, record)

    def remove_collection(self, name: str) -> int:
        """Drop a collection; how many documents went. Raises CollectionMissing."""
        with self._database.transaction() as connection:
            gone = {}
            for table in ("documents", "files", "roots"):
                connection.execute(f"DELETE FROM {table} WHERE collection = ?", (name,))  # noqa: S608 - our own names
                gone[table] = connection.changes()
            if not any(gone.values()):
                raise CollectionMissing(name=name)
        return gone["documents"]

    def document(self, document_id: str) -> Document:
        """With its text. Raises DocumentMissing."""
        with self._database.reading() as connection:
            row = connection.execute(
                f"SELECT {_DOCUMENT}, d.text FROM documents d WHERE d.id = ?{self._within}",  # noqa: S608
                (document_id,),
            ).fetchone()
        if row is None:
            raise DocumentMissing(id=document_id)
        return _document(row[:-1], row[-1])

    def documents(self) -> dict[str, Document]:
        """All, without their text, by id."""
        with self._database.reading() as connection:
            rows = connection.execute(f"SELECT {_DOCUMENT} FROM documents d WHERE 1{self._within}").fetchall()  # noqa: S608
        return {row[0]: _document(row, "") for row in rows}

    def documents_by_id(self, ids: Sequence[str]) -> dict[str, Document]:
        """Those of these that there are, without their text."""
        select = f"SELECT {_DOCUMENT} FROM documents d WHERE d.id IN"  # noqa: S608 - our own columns
        rows = self._rows(select, ids, self._within)
        return {row[0]: _document(row, "") for row in rows}

    def revisions(self) -> dict[str, int]:
        """Document id -> the generation at which it was stored; caches compare theirs with it."""
        with self._database.reading() as connection:
            return dict(connection.execute("SELECT id, revision FROM documents").fetchall())

    def passages_of(self, document_id: str) -> tuple[Passage, ...]:
        """In document order; empty when there is no such document."""
        with self._database.reading() as connection:
            rows = connection.execute(
                f"SELECT {_PASSAGE} FROM passages p WHERE p.document_id = ?{self._of_within} "  # noqa: S608
                "ORDER BY p.ordinal",
                (document_id,),
            ).fetchall()
        return tuple(_passage(row) for row in rows)

    def passages_by_id(self, ids: Sequence[int]) -> dict[int, Passage]:
        select = f"SELECT {_PASSAGE} FROM passages p WHERE p.id IN"  # noqa: S608 - our own columns
        rows = self._rows(select, ids, self._of_within)
        return {row[0]: _passage(row) for row in rows}

    def briefs(self, ids: Sequence[int]) -> dict[int, Brief]:
        """What these passages are called and how long they are; their text is not read."""
        rows = self._rows('SELECT id, document_id, label, heading, "end" - start FROM passages WHERE id IN', ids)
        return {row[0]: Brief(*row) for row in rows}

    def passage_ids(self, document_ids: Sequence[str]) -> list[int]:
        """Of all passages of these documents."""
        return [row[0] for row in self._rows("SELECT id FROM passages WHERE document_id IN", document_ids)]

    def _rows(self, select: str, keys: Sequence[object], rest: str = "") -> list[tuple[Any, ...]]:
        """The rows of `select … IN (keys) rest`, some hundred keys at a time."""
        found: list[tuple[Any, ...]] = []
        with self._database.reading() as connection:
            for start in range(0, len(keys), _BATCH):
                batch = keys[start : start + _BATCH]
                found += connection.execute(f"{select} ({','.join('?' * len(batch))}){rest}", batch).fetchall()
        return found

    def labels(self, document_id: str) -> list[tuple[str, int]]:
        """(label, passage id) of every passage of a document, in order."""
        with self._database.reading() as connection:
            return connection.execute(
                "SELECT label, id FROM passages WHERE document_id = ? ORDER BY ordinal", (document_id,)
            ).fetchall()


def _put_passages(connection: Connection, document: Document, passages: Sequence[Passage], *, same_title: bool) -> None:
    """Replace the passages; one with the same words under the same heads keeps its id, in order of appearance."""
    kept: dict[tuple[str, str, str], list[int]] = {}
    old = connection.execute(
        "SELECT id, heading, breadcrumb, text FROM passages WHERE document_id = ? ORDER BY ordinal DESC", (document.id,)
    ).fetchall()
    for identity, *words in old if same_title else ():
        kept.setdefault((words[0], words[1], words[2]), []).append(identity)
    connection.execute("UPDATE passages SET ordinal = -id WHERE document_id = ?", (document.id,))
    for passage in passages:
        place = (passage.ordinal, str(passage.locator), passage.locator.label, passage.start, passage.end)
        numbers = (passage.page, passage.ocr)
        same = kept.get((passage.heading, passage.breadcrumb, passage.text))
        if same:
            connection.execute(
                "UPDATE passages SET ordinal = ?, locator = ?, label = ?, start = ?, end = ?, page = ?, ocr = ? "
                "WHERE id = ?",
                (*place, *numbers, same.pop()),
            )
        else:
            connection.execute(
                "INSERT INTO passages (ordinal, locator, label, start, end, page, ocr, document_id, heading, "
                "breadcrumb, text) VALUES (?,?,?,?,?,?,?,?,?,?,?)",
                (*place, *numbers, document.id, passage.heading, passage.breadcrumb, passage.text),
            )
    connection.execute("DELETE FROM passages WHERE document_id = ? AND ordinal < 0", (document.id,))


def _document(row: Sequence[object], text: str) -> Document:
    (identity, collection, title, kind, number, ministry, effective, status, promulgated, history, *source) = row
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
        promulgated=str(promulgated),
        history=str(history),
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
    identity, document, ordinal, locator, heading, breadcrumb, text, start, end, page, ocr = row
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
        ocr=int(str(ocr)),
    )
