"""What 문서함 shows: the ledger, collections, a document and its passages; and removing a collection."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from app.core.events import Cancel, Done, Event
from app.core.types import Collection, Document, LedgerEntry, Passage
from app.services.context import Workspace
from app.services.index import refresh
from app.store.lock import WriteLock


@dataclass(frozen=True, slots=True)
class Totals:
    documents: int
    passages: int
    failures: int


@dataclass(frozen=True, slots=True)
class Removed:
    name: str
    documents: int


def ledger(workspace: Workspace) -> tuple[LedgerEntry, ...]:
    return workspace.ledger.entries()


def collections(workspace: Workspace) -> tuple[Collection, ...]:
    return workspace.ledger.collections()


def document(workspace: Workspace, document_id: str) -> Document:
    """With its text. Raises DocumentMissing."""
    return workspace.documents.document(document_id)


def passages(workspace: Workspace, document_id: str) -> tuple[Passage, ...]:
    return workspace.documents.passages_of(document_id)


def failed_roots(workspace: Workspace) -> tuple[tuple[str, Path], ...]:
    """(collection, file or folder that was given) of every failed file, each once: index these to try again."""
    return tuple((name, Path(os.fsdecode(root))) for name, root in workspace.ledger.failed_roots())


def totals(workspace: Workspace) -> Totals:
    return Totals(*workspace.ledger.counts())


def remove_collection(workspace: Workspace, name: str, *, cancel: Cancel) -> Iterator[Event]:
    """Forget a collection; the files themselves are never touched. Raises CollectionMissing, WorkspaceBusy."""
    with WriteLock(workspace.home):
        count = workspace.documents.remove_collection(name)
        yield from refresh(workspace, cancel)
    yield Done(Removed(name, count))
