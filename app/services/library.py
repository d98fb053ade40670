"""What 문서함 shows: the ledger, collections, a document and its passages; and removing a collection."""

import contextlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from app.core.errors import FileMissing, OutputUnwritable
from app.core.events import Cancel, Done, Event
from app.core.messages import Messages
from app.core.security_errors import AuditUnwritable
from app.core.types import Collection, Document, FileState, LedgerEntry, Passage
from app.services import ledger_csv
from app.services.context import Workspace
from app.services.recording import leaving
from app.services.recording.leaving import Exit
from app.services.reporting import reported
from app.store.lock import WriteLock


@dataclass(frozen=True, slots=True)
class Totals:
    """`waiting` files, `behind` passages that search does not find by meaning yet."""

    documents: int
    passages: int
    failures: int
    waiting: int = 0
    skipped: int = 0
    behind: int = 0


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder or file that the workspace keeps up with."""

    collection: str
    path: Path
    excludes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Removed:
    name: str
    documents: int


@dataclass(frozen=True, slots=True)
class Dropped:
    """A folder that is no longer kept up with, and how many documents left with it."""

    path: Path
    documents: int


def ledger(workspace: Workspace) -> tuple[LedgerEntry, ...]:
    """Of the collections that may be opened."""
    return tuple(entry for entry in workspace.ledger.entries() if workspace.admission.allows(entry.collection))


def collections(workspace: Workspace) -> tuple[Collection, ...]:
    return workspace.ledger.collections()


def ministries(workspace: Workspace) -> tuple[str, ...]:
    """Whose documents there are, those with the most first."""
    return workspace.ledger.ministries()


def document(workspace: Workspace, document_id: str) -> Document:
    """With its text. Raises DocumentMissing."""
    found = workspace.documents.document(document_id)
    workspace.admission.note([found.collection])
    return found


def passages(workspace: Workspace, document_id: str) -> tuple[Passage, ...]:
    return workspace.documents.passages_of(document_id)


def failed_roots(workspace: Workspace) -> tuple[tuple[str, Path], ...]:
    """(collection, file or folder that was given) of every failed file, each once: index these to try again."""
    return tuple((name, Path(os.fsdecode(root))) for name, root in workspace.ledger.failed_roots())


def totals(workspace: Workspace) -> Totals:
    states = workspace.ledger.states()
    return Totals(
        *workspace.ledger.counts(),
        waiting=states[FileState.WAITING],
        skipped=states[FileState.SKIPPED],
        behind=workspace.searcher.indexer.meaning_behind(),
    )


def folders(workspace: Workspace) -> tuple[Folder, ...]:
    """What was added, in the order of collections."""
    return tuple(
        Folder(root.collection, Path(os.fsdecode(root.raw_path)), root.excludes) for root in workspace.roots.all()
    )


def located(workspace: Workspace, collection: str, path: str) -> tuple[Path, ...]:
    """The files on disk behind a row of the ledger, a member's container; two roots may hold the same path."""
    rows = workspace.files.known(collection).values()
    return tuple(Path(os.fsdecode(row.container or row.raw_path)) for row in rows if row.path == path)


def export_ledger(workspace: Workspace, out: Path, messages: Messages) -> int:
    """Write the ledger as CSV (UTF-8 with a mark, so that spreadsheet programs read Hangul); how many rows.

    Raises ExportForbidden, AuditUnwritable and OutputUnwritable.
    """
    leaving.require(workspace, out, "csv")
    entries = ledger(workspace)
    beside = out.with_name(out.name + ".partial")
    try:
        with beside.open("w", encoding="utf-8-sig", newline="") as stream:
            ledger_csv.write(stream, entries, messages)
            stream.flush()
            os.fsync(stream.fileno())
        leaving.record_file(workspace, Exit.LEDGER, out, beside)
        beside.replace(out)
    except (OSError, AuditUnwritable) as error:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
        if isinstance(error, AuditUnwritable):
            raise
        raise OutputUnwritable(name=str(out)) from error
    return len(entries)


def remove_folder(workspace: Workspace, collection: str, path: Path, *, cancel: Cancel) -> Iterator[Event]:
    """Stop keeping up with an added folder and forget what came from it; the files themselves are never touched.

    Raises FileMissing for a folder that was not added, WorkspaceBusy.
    """
    root = os.fsencode(os.path.abspath(path))  # noqa: PTH100 - as it was added
    with WriteLock(workspace.home):
        if not any((each.collection, each.raw_path) == (collection, root) for each in workspace.roots.all()):
            raise FileMissing(name=str(path))
        gone = [record.raw_path for record in workspace.files.known(collection).values() if record.root == root]
        count = workspace.files.forget(collection, gone)
        workspace.roots.remove(collection, [root])
        yield from reported("words", workspace.searcher.indexer.index_words, cancel)
    yield Done(Dropped(path, count))


def remove_collection(workspace: Workspace, name: str, *, cancel: Cancel) -> Iterator[Event]:
    """Forget a collection; the files themselves are never touched. Raises CollectionMissing, WorkspaceBusy."""
    with WriteLock(workspace.home):
        count = workspace.documents.remove_collection(name)
        yield from reported("words", workspace.searcher.indexer.index_words, cancel)
    yield Done(Removed(name, count))
