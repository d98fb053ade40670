"""One collection's part of an indexing run: survey, read, forget, find again, recognise; and the tally of it."""

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from app.core.errors import AppError, NotFoundAgain
from app.core.events import Cancel, Event, Progress, Warned
from app.core.pace import Pace
from app.core.types import FileState
from app.ingest.remote import MAX_FILE_BYTES, Reader
from app.services import scan
from app.services.context import Workspace
from app.services.intake import Intake, same_bytes
from app.services.recognise import recognise
from app.services.reporting import reported
from app.services.survey import Found, Survey, rerooted, starts, survey, unchanged
from app.services.wording import WordsAlongside
from app.store.files import FileRecord, Move
from app.store.roots import Root

_WAITING_BATCH = 500  # rows in one transaction


@dataclass(frozen=True, slots=True)
class IndexRequest:
    """Without `paths`: everything that was ever added to the collection (empty: to any).

    `excludes` None leaves each root's patterns as they are. `retry` reads failed files again although nothing
    changed. `passwords` are by the path shown in the ledger; "" opens whatever is locked. `meaning` False leaves
    the vectors to a later run, `scans` False leaves scanned pages waiting.
    """

    paths: tuple[Path, ...] = ()
    collection: str = ""
    excludes: tuple[str, ...] | None = None
    retry: bool = False
    passwords: Mapping[str, str] = field(default_factory=dict)
    meaning: bool = True
    scans: bool = True


class CollectionRun:
    """One collection's part of an indexing run: its tally and its reader."""

    def __init__(
        self, workspace: Workspace, request: IndexRequest, collection: str, cancel: Cancel, pace: Pace
    ) -> None:
        self._workspace = workspace
        self._request = request
        self._collection = collection
        self._cancel = cancel
        self._pace = pace
        self._reader = Reader()
        self._intake = Intake(workspace.documents, workspace.files, self._reader, collection, request.passwords)
        self.added = self.updated = self.unchanged = self.moved = self.removed = self.skipped = 0
        self.failed: dict[str, Warned] = {}
        self._inside: dict[bytes, list[FileRecord]] = {}

    def take_all(self) -> Iterator[Event]:
        """Survey first, then read what is new or changed, then drop what has gone."""
        known = self._workspace.files.known(self._collection)
        for record in known.values():
            if record.container and record.state is FileState.FAILED:
                self._inside.setdefault(record.container, []).append(record)
        walks, swallowed = starts(self._collection, self._request.paths, self._workspace.roots.all())
        if self._request.excludes is not None:
            walks = [replace(walk, root=replace(walk.root, excludes=self._request.excludes)) for walk in walks]
        yield Progress("scan", 0, 0)
        surveyed = survey(walks, known, self._cancel)
        for warned in surveyed.missing:
            self.failed[warned.subject] = warned
            yield warned
        lost = {warned.subject for warned in surveyed.missing}
        self._remember([walk.root for walk in walks if scan.readable(walk.raw_path) not in lost], swallowed)
        try:
            with WordsAlongside(self._workspace.searcher):
                yield from self._read(surveyed)
            if surveyed.gone:
                self.removed += self._workspace.files.forget(self._collection, surveyed.gone)
            yield from self._find_again()
            if self._request.scans:
                yield from self._recognise()
        finally:
            self._reader.close()

    # --- reading -----------------------------------------------------------------------------
    def _read(self, surveyed: Survey) -> Iterator[Event]:
        due = []
        moves = [move for found in surveyed.found if (move := rerooted(found)) is not None]
        if moves:
            self._workspace.files.move(self._collection, moves)
        for found in surveyed.found:
            if unchanged(found) and not self._again(found):
                self._count_unchanged(found)
            else:
                due.append(found)
        self._announce(due)
        for count, found in enumerate(due):
            self._pace.check(self._cancel)
            yield Progress("read", count, len(due), found.candidate.path)
            yield from self._take(found, surveyed)
        yield Progress("read", len(due), len(due))

    def _again(self, found: Found) -> bool:
        """Whether to read the same bytes anew: it failed, and somebody asks for it or has a password."""
        known = found.known
        if known is None or found.candidate.code:
            return False
        if any(path.startswith(f"{known.path}/") for path in self._request.passwords):
            return True
        failed = [
            record for record in (known, *self._inside.get(known.raw_path, ())) if record.state is FileState.FAILED
        ]
        return bool(failed) and (self._request.retry or any(self._intake.password(record.path) for record in failed))

    def _announce(self, due: list[Found]) -> None:
        """New files stand in the ledger as waiting before the first of them is read."""
        rows = [
            replace(self._intake.row_of(found), state=FileState.WAITING, parser=0, checked=0)
            for found in due
            if found.known is None and not found.candidate.code
        ]
        for start in range(0, len(rows), _WAITING_BATCH):
            self._workspace.files.note(rows[start : start + _WAITING_BATCH])

    def _take(self, found: Found, surveyed: Survey) -> Iterator[Event]:
        if found.candidate.code:
            self._count(found, self._intake.leave(found))
            return
        row = self._intake.row_of(found)
        try:
            left = self._intake.not_a_document(found)
            if left is not None:
                self._count(found, left)
                return
            content = scan.read(found.candidate.raw_path, found.candidate.name, MAX_FILE_BYTES)
        except AppError as error:
            yield from self._count(found, self._intake.refuse(row, error))
            return
        never_read = found.known is None or not found.known.sha256
        former = surveyed.moved_from(content.sha256) if never_read else None
        if former is not None:
            found = replace(found, known=self._move(former, found))
            if found.known is not None and same_bytes(found, content.sha256):
                self.moved += 1
                return
        if same_bytes(found, content.sha256) and not self._again(found) and found.known is not None:
            self._workspace.files.note([replace(found.known, modified=content.modified, checked=row.checked)])
            self._count_unchanged(found)
            return
        for made, told in self._intake.take(found, content, self._cancel):
            yield from self._count(found, made, told)

    def _move(self, former: FileRecord, found: Found) -> FileRecord | None:
        """Take a file's document along to its new place. None where its title came from the old name: read it anew."""
        candidate = found.candidate
        move = Move(former.raw_path, candidate.raw_path, found.root, candidate.path)
        self._workspace.files.move(self._collection, [move])
        old, new = (path.rsplit("/", 1)[-1] for path in (former.path, candidate.path))
        if old != new and former.document_id:
            title = self._workspace.documents.document(former.document_id).title
            if title == old.rpartition(".")[0]:
                return None
        record = replace(
            former,
            raw_path=candidate.raw_path,
            root=found.root,
            path=candidate.path,
            modified=candidate.modified,
            checked=time.time_ns(),
        )
        self._workspace.files.note([record])
        return record

    # --- after reading -----------------------------------------------------------------------
    def _find_again(self) -> Iterator[Event]:
        """The self-probe: what was taken in must find itself by its own words."""
        searcher = self._workspace.searcher
        yield from reported("words", searcher.indexer.index_words, self._cancel)
        taken, self._intake.taken = self._intake.taken, []
        for identity in searcher.indexer.probe(taken):
            document = self._workspace.documents.document(identity)
            row = self._workspace.files.known_file(self._collection, document.source.raw_path)
            if row is not None:
                name = row.path.rsplit("/", 1)[-1]
                row = replace(row, state=FileState.FAILED, code=NotFoundAgain.code, params={"name": name})
                self._workspace.files.note([row])
                self.failed[row.path] = Warned(row.path, row.code, row.params)
                yield self.failed[row.path]

    def _recognise(self) -> Iterator[Event]:
        waiting, self._intake.waiting = self._intake.waiting, []
        if not waiting:
            return
        results: list[tuple[FileRecord, bool]] = []
        yield from recognise(waiting, self._intake, self._workspace.files, results, self._cancel, self._pace)
        for row, _ in results:
            if row.state is FileState.FAILED:
                self.failed[row.path] = Warned(row.path, row.code, row.params)
        yield from self._find_again()

    # --- counting ----------------------------------------------------------------------------
    def _count(self, found: Found, row: FileRecord, told: tuple[Warned, ...] = ()) -> tuple[Warned, ...]:
        if row.state is FileState.SKIPPED:
            self.skipped += 1
            return ()
        if row.state is FileState.FAILED:
            self.failed[row.path] = Warned(row.path, row.code, row.params)
            return (self.failed[row.path],)
        if row.document_id or row.state is FileState.WAITING:
            new = found.known is None or not found.known.document_id
            self.added += new
            self.updated += not new
        return told

    def _count_unchanged(self, found: Found) -> None:
        known = found.known
        if known is not None and known.state is FileState.FAILED:
            self.failed[known.path] = Warned(known.path, known.code, known.params)
        elif known is not None and known.state is FileState.SKIPPED:
            self.skipped += 1
        else:
            self.unchanged += 1
        for member in self._inside.get(found.candidate.raw_path, ()):
            self.failed[member.path] = Warned(member.path, member.code, member.params)

    def _remember(self, roots: list[Root], swallowed: list[Root]) -> None:
        """Roots are kept, so that the next run without paths finds them."""
        if swallowed:
            self._workspace.roots.remove(self._collection, [root.raw_path for root in swallowed])
        known = set(self._workspace.roots.all())
        for root in dict.fromkeys(roots):
            if root not in known:
                self._workspace.roots.put(root)
