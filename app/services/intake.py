"""One file into the workspace: read, cut, stored, and its row in the ledger; or a row that says why not."""

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from app.core.errors import (
    AppError,
    FileEncrypted,
    FileUnreadable,
    NotADocument,
    PasswordWrong,
    ReaderCrashed,
    ReaderTimeout,
    RecognitionWaiting,
)
from app.core.events import Cancel, Warned
from app.core.types import Document, FileState, Source
from app.ingest.parse import PARSER_VERSION, Parsed
from app.ingest.remote import Reader
from app.ingest.sniff import SUFFIXES, looks_like_document, suffix_of
from app.services import scan
from app.services.survey import Found, settled
from app.store.documents import Documents
from app.store.files import FileRecord, Files

QUARANTINED = frozenset({ReaderTimeout.code, ReaderCrashed.code})
"""Never tried again until the file changes: it hung or killed the reader."""

_LOCKED = frozenset({FileEncrypted.code, PasswordWrong.code})


@dataclass(frozen=True, slots=True)
class Waiting:
    """A file, or a member (`way` through its containers), whose scanned pages wait for recognition."""

    found: Found
    record: FileRecord
    way: tuple[int, ...]
    pages: int


class Intake:
    """Takes files of one collection in, one after another, through one reader child.

    `passwords` are by the file's path for people; the key "" opens whatever is locked. They are kept nowhere.
    """

    def __init__(
        self, documents: Documents, files: Files, reader: Reader, collection: str, passwords: Mapping[str, str]
    ) -> None:
        self._documents = documents
        self._files = files
        self._reader = reader
        self._collection = collection
        self._passwords = passwords
        self._shut: set[bytes] = set()  # members of the container in hand that hung or killed the reader
        self.waiting: list[Waiting] = []
        self.taken: list[str] = []
        """Ids of the documents that were stored."""

    def password(self, path: str) -> str:
        return self._passwords.get(path, self._passwords.get("", ""))

    def leave(self, found: Found) -> FileRecord:
        """The row of a file that the walk already judged: excluded, a link, a folder that may not be listed."""
        code = found.candidate.code
        state = FileState.FAILED if code == FileUnreadable.code else FileState.SKIPPED
        record = self._row(found, state=state, code=code, params=found.candidate.params)
        self._files.record([record])
        return record

    def take(
        self, found: Found, content: scan.Content, cancel: Cancel
    ) -> Iterator[tuple[FileRecord, tuple[Warned, ...]]]:
        """(row, what there is to say) of the file, then of each of its members."""
        row = self._row(found, sha256=content.sha256, modified=content.modified)
        if found.known is not None and found.known.sha256 == content.sha256 and found.known.code in QUARANTINED:
            row = replace(row, state=FileState.FAILED, code=found.known.code, params=found.known.params)
            self._files.note([row])
            yield row, ()
            return
        before = {record.raw_path: record for record in self._files.members(self._collection, row.raw_path)}
        same = found.known is not None and found.known.sha256 == content.sha256
        self._shut = {path for path, member in before.items() if same and member.code in QUARANTINED}
        seen: set[bytes] = set()
        for made, told in self._take(found, row, content.data, (), cancel):
            seen.add(made.raw_path)
            yield made, told
        if gone := set(before) - seen:
            self._files.forget(self._collection, gone)

    def not_a_document(self, found: Found) -> FileRecord | None:
        """The row of a file that neither its name nor its first bytes call a document; None: it may be one."""
        name = found.candidate.name
        if suffix_of(name) in SUFFIXES or looks_like_document(scan.head(found.candidate.raw_path, name)):
            return None
        row = self._row(found, state=FileState.SKIPPED, code=NotADocument.code, params={"name": name})
        self._files.record([row])
        return row

    def refuse(self, row: FileRecord, error: AppError) -> FileRecord:
        """The row of a file that could not be read. What was taken in before stays where the same bytes are merely
        locked now (they were opened with a password once), or the file cannot be opened at the moment."""
        known = self._files.known_file(self._collection, row.raw_path)
        row = replace(row, state=FileState.FAILED, code=error.code, params=error.params)
        if known is not None and known.document_id:
            if error.code in _LOCKED and known.sha256 == row.sha256:
                row = replace(known, parser=PARSER_VERSION, checked=row.checked, modified=row.modified)
            elif error.code == FileUnreadable.code:
                row = replace(row, document_id=known.document_id)
        if row.document_id:
            self._files.note([row])
        else:
            self._files.record([row])
        return row

    def row_of(self, found: Found) -> FileRecord:
        """A row for a file whose bytes could not be had."""
        return self._row(found)

    # --- inside ------------------------------------------------------------------------------
    def _take(
        self, found: Found, row: FileRecord, data: bytes, way: tuple[int, ...], cancel: Cancel
    ) -> Iterator[tuple[FileRecord, tuple[Warned, ...]]]:
        name = row.path.rsplit("/", 1)[-1]
        try:
            parsed = self._reader.read(
                data, found.candidate.name, password=self.password(row.path), member=way, cancel=cancel
            )
        except AppError as error:
            if not error.code.startswith("ING-"):
                raise
            error.params["name"] = name
            yield self.refuse(row, error), ()
            return
        yield self.keep(found, row, parsed, way)
        for index, member in enumerate(parsed.members):
            inner = replace(
                row,
                raw_path=row.raw_path + b"/" + member.raw_name,
                path=f"{row.path}/{member.name}",
                container=found.candidate.raw_path,
                sha256="",
                size=member.size,
            )
            cancel.check()
            if inner.raw_path in self._shut:
                shut = self._files.known_file(self._collection, inner.raw_path)
                yield shut or inner, ()
            else:
                yield from self._take(found, inner, data, (*way, index), cancel)

    def keep(
        self, found: Found, row: FileRecord, parsed: Parsed, way: tuple[int, ...]
    ) -> tuple[FileRecord, tuple[Warned, ...]]:
        """Store what was read: a document where there is text, and its row."""
        told = tuple(Warned(row.path, code, params) for code, params in parsed.warnings)
        if parsed.warnings:
            code, params = parsed.warnings[-1]  # the weightiest comes last
            row = replace(row, code=code, params=params)
        if parsed.scanned:
            params = {"name": row.path.rsplit("/", 1)[-1], "pages": len(parsed.scanned)}
            row = replace(row, state=FileState.WAITING, code=RecognitionWaiting.code, params=params)
        if parsed.passages:
            row = replace(row, document_id=self._documents.identity(self._collection, row.raw_path))
            self._documents.store(_document(row, parsed), parsed.passages, row, parsed.references)
            self.taken.append(row.document_id)
        else:
            self._files.record([row], keep_members=bool(parsed.members))
        if parsed.scanned:
            self.waiting.append(Waiting(found, row, way, len(parsed.scanned)))
        return row, told

    def _row(self, found: Found, **facts: Any) -> FileRecord:
        candidate = found.candidate
        given = {"modified": candidate.modified, **facts}
        return FileRecord(
            self._collection,
            candidate.raw_path,
            found.root,
            candidate.path,
            size=candidate.size,
            checked=time.time_ns(),
            parser=PARSER_VERSION,
            **given,
        )


def same_bytes(found: Found, sha256: str) -> bool:
    """Whether the file holds what it held when it was last read to its end."""
    return found.known is not None and found.known.sha256 == sha256 and settled(found.known)


def _document(row: FileRecord, parsed: Parsed) -> Document:
    return Document(
        id=row.document_id,
        collection=row.collection,
        title=parsed.title,
        kind=parsed.kind,
        source=Source(row.raw_path, row.path, row.sha256, parsed.format, row.modified, row.size),
        number=parsed.number,
        ministry=parsed.ministry,
        effective=parsed.effective,
        status=parsed.status,
        promulgated=parsed.promulgated,
        history=parsed.history,
        text=parsed.text,
    )
