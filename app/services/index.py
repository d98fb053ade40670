"""The verb `index`: files and folders into the workspace, so that they can be found and cited.

One document is one transaction; a kill at any moment loses at most the document in hand, and the
next run goes on from there. A file that cannot be read is recorded with its code and the rest goes on.
"""

import os
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from app.core.errors import (
    AppError,
    ChildUnstartable,
    EmbedderFailed,
    FileMissing,
    FileUnreadable,
    ModelDamaged,
    ModelMissing,
    ModelUnloadable,
    ReaderCrashed,
    ReaderTimeout,
)
from app.core.events import Cancel, Done, Event, Progress, Warned
from app.core.types import Document, Source
from app.ingest.parse import PARSER_VERSION, Parsed
from app.ingest.remote import MAX_FILE_BYTES, Reader
from app.ingest.sniff import SUFFIXES
from app.services import scan
from app.services.context import Workspace
from app.services.reporting import reported
from app.store.documents import Known, Refusal, document_id
from app.store.lock import WriteLock

DEFAULT_COLLECTION = "기본"

_QUARANTINED = (ReaderTimeout.code, ReaderCrashed.code)
"""Not tried again until the file changes: it hung or killed the reader."""

_NO_MODEL = (EmbedderFailed, ModelMissing, ModelDamaged, ModelUnloadable, ChildUnstartable)


@dataclass(frozen=True, slots=True)
class IndexRequest:
    paths: tuple[Path, ...]
    collection: str = DEFAULT_COLLECTION


@dataclass(frozen=True, slots=True)
class IndexReport:
    """Counts of files; `passages` is the workspace's total afterwards."""

    added: int
    updated: int
    unchanged: int
    removed: int
    failed: tuple[Warned, ...]
    passages: int
    seconds: float


def index(workspace: Workspace, request: IndexRequest, *, cancel: Cancel) -> Iterator[Event]:
    """Add or refresh. Raises WorkspaceBusy while another window indexes, DiskFull, and STO errors."""
    started = time.monotonic()
    run = _Run(workspace, request.collection)
    with WriteLock(workspace.home):
        try:
            for path in request.paths:
                yield from run.take(path, cancel)
        finally:
            run.close()
        yield from refresh(workspace, cancel)
    _, passages, _ = workspace.ledger.counts()
    seconds = round(time.monotonic() - started, 2)
    yield Done(IndexReport(run.added, run.updated, run.unchanged, run.removed, tuple(run.failed), passages, seconds))


def refresh(workspace: Workspace, cancel: Cancel) -> Iterator[Event]:
    """Bring both indexes to the store's state; the caller holds the write lock."""
    searcher = workspace.searcher
    yield from reported("words", searcher.index_words, cancel)
    try:
        yield from reported("vectors", lambda report: searcher.index_meaning(report, cancel=cancel), cancel)
    except _NO_MODEL as error:
        yield Warned("", error.code, error.params)


class _Run:
    """One indexing run's tally and its reader."""

    def __init__(self, workspace: Workspace, collection: str) -> None:
        self._documents = workspace.documents
        self._collection = collection
        self._reader = Reader()
        self.added = self.updated = self.unchanged = self.removed = 0
        self.failed: list[Warned] = []

    def close(self) -> None:
        self._reader.close()

    def take(self, path: Path, cancel: Cancel) -> Iterator[Event]:
        """One root: read what is new or changed, drop what has gone."""
        root = os.fsencode(os.path.abspath(path))  # noqa: PTH100 - resolve() would follow links
        known = self._documents.known(self._collection)
        try:
            files = list(scan.candidates(root, SUFFIXES))
        except (FileMissing, FileUnreadable) as error:
            # nothing is dropped: an unplugged drive is not a deletion
            self.failed.append(Warned(scan.readable(root), error.code, error.params))
            yield self.failed[-1]
            return
        for count, candidate in enumerate(files):
            cancel.check()
            yield Progress("read", count, len(files), candidate.path)
            yield from self._take_file(root, candidate, known.get(candidate.raw_path), cancel)
        seen = {candidate.raw_path for candidate in files}
        gone = [raw_path for raw_path in known if raw_path not in seen and scan.under(raw_path, root)]
        if gone:
            self.removed += self._documents.forget(self._collection, gone)
        yield Progress("read", len(files), len(files))

    def _take_file(
        self, root: bytes, candidate: scan.Candidate, known: Known | None, cancel: Cancel
    ) -> tuple[Warned, ...]:
        """Store one file or record why not; what there is to say about it."""
        digest, size = "", 0
        try:
            data, source = scan.read(candidate, MAX_FILE_BYTES)
            digest, size = source.sha256, source.size
            if known is not None and known.sha256 == digest and known.path == candidate.path:
                if known.parser == PARSER_VERSION and not known.code:
                    self.unchanged += 1
                    return ()
                if known.code in _QUARANTINED:
                    return self._failed(candidate, known.code, {"name": candidate.name})
            parsed = self._reader.read(data, candidate.name, cancel=cancel)
        except AppError as error:
            if not error.code.startswith("ING-"):
                raise
            refusal = Refusal(candidate.raw_path, candidate.path, digest, size, error.code, error.params)
            self._documents.refuse(self._collection, root, refusal)
            return self._failed(candidate, error.code, error.params)
        self._store(root, source, parsed)
        if known is None or known.code:
            self.added += 1
        else:
            self.updated += 1
        return tuple(Warned(candidate.path, code, params) for code, params in parsed.warnings)

    def _store(self, root: bytes, source: Source, parsed: Parsed) -> None:
        document = Document(
            id=document_id(self._collection, source.raw_path),
            collection=self._collection,
            title=parsed.title,
            kind=parsed.kind,
            source=replace(source, format=parsed.format),
            number=parsed.number,
            ministry=parsed.ministry,
            effective=parsed.effective,
            status=parsed.status,
            text=parsed.text,
        )
        self._documents.store(root, document, parsed.passages, PARSER_VERSION)

    def _failed(self, candidate: scan.Candidate, code: str, params: dict[str, object]) -> tuple[Warned]:
        self.failed.append(Warned(candidate.path, code, params))
        return (self.failed[-1],)
