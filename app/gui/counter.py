"""The services as the window takes them: handed in, so that a test hands in others.

The real ones are imported where they are first called, in a job's thread: the window is on the screen
before a search library is loaded.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app.core.events import Cancel, Event
from app.core.settings import Settings
from app.core.types import Collection, Document, LedgerEntry, Passage, Query

if TYPE_CHECKING:
    from app.services.context import Workspace
    from app.services.library import Totals

Verb = Callable[..., Iterator[Event]]
"""verb(workspace, …, *, cancel) -> Iterator[Event]; the last is Done."""

Root = tuple[str, Path]
"""(collection, the file or folder that was given to it)."""


@dataclass(frozen=True, slots=True)
class Counter:
    """Everything the window orders. The plain callables are quick, but read the disk: call them in a job.

    `index` takes (workspace, paths, collection; empty: the default one), `ask` (workspace, text, collection),
    `search` and `suggest` (workspace, Query), `warm` (workspace), `remove_collection` (workspace, name).
    All may raise AppError.
    """

    open: "Callable[[Path, Settings], Workspace]"
    close: "Callable[[Workspace], None]"
    chat_model: "Callable[[Workspace], str]"
    index: Verb
    search: Verb
    suggest: Verb
    ask: Verb
    warm: Verb
    remove_collection: Verb
    ledger: "Callable[[Workspace], tuple[LedgerEntry, ...]]"
    collections: "Callable[[Workspace], tuple[Collection, ...]]"
    document: "Callable[[Workspace, str], Document]"
    passages: "Callable[[Workspace, str], tuple[Passage, ...]]"
    failed_roots: "Callable[[Workspace], tuple[Root, ...]]"
    totals: "Callable[[Workspace], Totals]"

    @classmethod
    def real(cls) -> "Counter":
        return cls(
            open=_open,
            close=lambda workspace: workspace.close(),
            chat_model=_chat_model,
            index=_index,
            search=_search,
            suggest=_suggest,
            ask=_ask,
            warm=_warm,
            remove_collection=_remove_collection,
            ledger=_ledger,
            collections=_collections,
            document=_document,
            passages=_passages,
            failed_roots=_failed_roots,
            totals=_totals,
        )


def _open(home: Path, settings: Settings) -> "Workspace":
    from app.services.context import Workspace

    return Workspace.open(home, settings)


def _chat_model(workspace: "Workspace") -> str:
    """The id of the model that answers; empty when its file is not there."""
    return "" if workspace.chat_model.missing() else workspace.chat_model.id


def _index(workspace: "Workspace", paths: tuple[Path, ...], collection: str, *, cancel: Cancel) -> Iterator[Event]:
    from app.services.index import IndexRequest, index

    request = IndexRequest(paths, collection) if collection else IndexRequest(paths)
    yield from index(workspace, request, cancel=cancel)


def _search(workspace: "Workspace", query: Query, *, cancel: Cancel) -> Iterator[Event]:
    from app.services.search import search

    yield from search(workspace, query, cancel=cancel)


def _suggest(workspace: "Workspace", query: Query, *, cancel: Cancel) -> Iterator[Event]:
    from app.services.search import suggest

    yield from suggest(workspace, query, cancel=cancel)


def _ask(workspace: "Workspace", text: str, collection: str, *, cancel: Cancel) -> Iterator[Event]:
    from app.services.ask import Question, ask

    yield from ask(workspace, Question(text, collection), cancel=cancel)


def _warm(workspace: "Workspace", *, cancel: Cancel) -> Iterator[Event]:
    from app.services.search import warm

    yield from warm(workspace, cancel=cancel)


def _remove_collection(workspace: "Workspace", name: str, *, cancel: Cancel) -> Iterator[Event]:
    from app.services.library import remove_collection

    yield from remove_collection(workspace, name, cancel=cancel)


def _ledger(workspace: "Workspace") -> tuple[LedgerEntry, ...]:
    from app.services.library import ledger

    return ledger(workspace)


def _collections(workspace: "Workspace") -> tuple[Collection, ...]:
    from app.services.library import collections

    return collections(workspace)


def _document(workspace: "Workspace", document_id: str) -> Document:
    from app.services.library import document

    return document(workspace, document_id)


def _passages(workspace: "Workspace", document_id: str) -> tuple[Passage, ...]:
    from app.services.library import passages

    return passages(workspace, document_id)


def _failed_roots(workspace: "Workspace") -> tuple[Root, ...]:
    from app.services.library import failed_roots

    return failed_roots(workspace)


def _totals(workspace: "Workspace") -> "Totals":
    from app.services.library import totals

    return totals(workspace)
