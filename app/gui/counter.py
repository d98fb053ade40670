"""The services as the window takes them: handed in, so that a test hands in others.

The real ones are imported where they are first called, in a job's thread: the window is on the screen
before a search library is loaded.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from app.core.answers import Conversation, Exchange, Placement
from app.core.events import Cancel, Done, Event
from app.core.messages import Messages
from app.core.pace import Pace
from app.core.settings import Settings
from app.core.types import Citing, Collection, Document, LedgerEntry, Link, Passage, Query
from app.gui import past
from app.gui.bundle_counter import BundleCounter
from app.gui.site_counter import SiteCounter
from app.gui.writing_counter import WritingCounter

if TYPE_CHECKING:
    from app.services.context import Workspace
    from app.services.library import Folder, Totals
    from app.services.searches import Recollection

Verb = Callable[..., Iterator[Event]]
"""verb(workspace, …, *, cancel) -> Iterator[Event]; the last is Done."""


@dataclass(frozen=True, slots=True)
class Order:
    """What `index` takes in; the fields are those of services.collection_run.IndexRequest."""

    paths: tuple[Path, ...] = ()
    collection: str = ""
    excludes: tuple[str, ...] | None = None
    retry: bool = False
    passwords: Mapping[str, str] = field(default_factory=dict, repr=False)
    meaning: bool = True
    scans: bool = True


@dataclass(frozen=True, slots=True)
class Counter:
    """Everything the window orders. The plain callables are quick, but read the disk: call them in a job.

    `open` takes a passphrase, empty where none was asked for.
    `index` takes (workspace, Order, pace=Pace), `catch_up` (workspace, pace=Pace), `watch` and `warm` (workspace),
    `search` and `suggest` (workspace, Query), `converse` (workspace, Query, a conversation's id or 0), `prefill`
    (workspace, passages' ids), `remove_collection` (workspace, name), `remove_folder` (workspace, collection, path),
    `preview` (workspace, document's id, page, width, password). `located` gives the files on disk
    behind (collection, path) of the ledger, `original` the one behind a document; `rest` ends what draws pages.
    `links` and `cited_by` take a passage's id, `forget` None for the whole history. `placement` tells where the chat
    model runs, or would (the first call may take a second), and `speed` the tokens a second of its last answer (0:
    none). `keeping` tells whether conversations are kept, `conversations` takes what to look for in them,
    `forget_conversation` 0 for all. All may raise AppError.
    """

    open: "Callable[[Path, Settings, str], Workspace]"
    close: "Callable[[Workspace], None]"
    chat_model: "Callable[[Workspace], str]"
    placement: "Callable[[Workspace, Cancel], Placement | None]"
    speed: "Callable[[Workspace], float]"
    index: Verb
    catch_up: Verb
    watch: Verb
    search: Verb
    suggest: Verb
    converse: Verb
    prefill: Verb
    warm: Verb
    remove_collection: Verb
    remove_folder: Verb
    ledger: "Callable[[Workspace], tuple[LedgerEntry, ...]]"
    save_ledger: "Callable[[Workspace, Path, Messages], int]"
    located: "Callable[[Workspace, str, str], tuple[Path, ...]]"
    collections: "Callable[[Workspace], tuple[Collection, ...]]"
    folders: "Callable[[Workspace], tuple[Folder, ...]]"
    document: "Callable[[Workspace, str], Document]"
    passages: "Callable[[Workspace, str], tuple[Passage, ...]]"
    links: "Callable[[Workspace, int], tuple[Link, ...]]"
    cited_by: "Callable[[Workspace, int], tuple[Citing, ...]]"
    totals: "Callable[[Workspace], Totals]"
    ministries: "Callable[[Workspace], tuple[str, ...]]"
    preview: Verb
    original: "Callable[[Workspace, str], Path]"
    rest: "Callable[[Workspace], None]"
    recall: "Callable[[Workspace], Recollection]"
    remember: "Callable[[Workspace, Query], None]"
    forget: "Callable[[Workspace, Query | None], None]"
    set_remembering: "Callable[[Workspace, bool], None]"
    save_search: "Callable[[Workspace, str, Query], None]"
    remove_search: "Callable[[Workspace, str], None]"
    keeping: "Callable[[Workspace], bool]"
    begin: "Callable[[Workspace], int]"
    conversations: "Callable[[Workspace, str], tuple[Conversation, ...]]"
    exchanges: "Callable[[Workspace, int], tuple[Exchange, ...]]"
    forget_conversation: "Callable[[Workspace, int], None]"
    export_conversation: "Callable[[Workspace, int, Path], None]"
    writing: WritingCounter
    site: SiteCounter
    bundles: BundleCounter

    @classmethod
    def real(cls) -> "Counter":
        return cls(
            open=_open,
            close=lambda workspace: workspace.close(),
            chat_model=_chat_model,
            placement=_placement,
            speed=_speed,
            index=_index,
            catch_up=_catch_up,
            watch=_watch,
            search=_search,
            suggest=_suggest,
            converse=_converse,
            prefill=_prefill,
            warm=_warm,
            remove_collection=_remove_collection,
            remove_folder=_remove_folder,
            ledger=_ledger,
            save_ledger=_save_ledger,
            located=_located,
            collections=_collections,
            folders=_folders,
            document=_document,
            passages=_passages,
            links=_links,
            cited_by=_cited_by,
            totals=_totals,
            ministries=_ministries,
            preview=_preview,
            original=_original,
            rest=lambda workspace: workspace.previewer.close(),
            recall=past.recall,
            remember=past.remember,
            forget=past.forget,
            set_remembering=past.set_remembering,
            save_search=past.save_search,
            remove_search=past.remove_search,
            keeping=past.keeping,
            begin=past.begin,
            conversations=past.conversations,
            exchanges=past.exchanges,
            forget_conversation=past.forget_conversation,
            export_conversation=past.export_conversation,
            writing=WritingCounter.real(),
            site=SiteCounter.real(),
            bundles=BundleCounter.real(),
        )


def _open(home: Path, settings: Settings, passphrase: str) -> "Workspace":
    from app.services.context import Workspace
    from app.store.vault.unlocking import Unlock

    return Workspace.open(home, settings, unlock=Unlock(passphrase))


def _chat_model(workspace: "Workspace") -> str:
    """The id of the model that answers; empty when its file is not there."""
    return "" if workspace.chat_model.missing() else workspace.chat_model.id


def _placement(workspace: "Workspace", cancel: Cancel) -> Placement | None:
    from app.services.models.place import placement

    return placement(workspace, cancel)


def _speed(workspace: "Workspace") -> float:
    """Tokens a second of the last answer; 0 before the first."""
    finished = workspace.generator.finished
    tokens, seconds = finished.get("generated_tokens", 0), finished.get("generation_seconds", 0.0)
    return tokens / seconds if seconds else 0.0


def _index(workspace: "Workspace", order: Order, *, cancel: Cancel, pace: Pace) -> Iterator[Event]:
    from app.services.bundling.corpora import behind, follow
    from app.services.collection_run import IndexRequest
    from app.services.index import index

    if not order.paths and behind(workspace):  # another version runs: its documents lie in another folder
        following = follow(workspace, cancel=cancel, pace=pace, meaning=order.meaning)
        yield from (event for event in following if not isinstance(event, Done))
    request = IndexRequest(
        paths=order.paths,
        collection=order.collection,
        excludes=order.excludes,
        retry=order.retry,
        passwords=order.passwords,
        meaning=order.meaning,
        scans=order.scans,
    )
    yield from index(workspace, request, cancel=cancel, pace=pace)


def _catch_up(workspace: "Workspace", *, cancel: Cancel, pace: Pace) -> Iterator[Event]:
    from app.services.index import catch_up

    yield from catch_up(workspace, cancel=cancel, pace=pace)


def _watch(workspace: "Workspace", *, cancel: Cancel) -> Iterator[Event]:
    from app.services.watch import watch

    yield from watch(workspace, cancel=cancel)


def _search(workspace: "Workspace", query: Query, *, cancel: Cancel) -> Iterator[Event]:
    from app.services.search import search

    yield from search(workspace, query, cancel=cancel)


def _suggest(workspace: "Workspace", query: Query, *, cancel: Cancel) -> Iterator[Event]:
    from app.services.search import suggest

    yield from suggest(workspace, query, cancel=cancel)


def _converse(workspace: "Workspace", query: Query, conversation: int, *, cancel: Cancel) -> Iterator[Event]:
    from app.services.ask import Question
    from app.services.converse import converse

    yield from converse(workspace, Question(query.text, within=query), conversation, cancel=cancel)


def _prefill(workspace: "Workspace", passages: tuple[int, ...], *, cancel: Cancel) -> Iterator[Event]:
    from app.services.prefill import prefill

    yield from prefill(workspace, passages, cancel=cancel)


def _warm(workspace: "Workspace", *, cancel: Cancel) -> Iterator[Event]:
    from app.services.search import warm

    yield from warm(workspace, cancel=cancel)


def _remove_folder(workspace: "Workspace", collection: str, path: Path, *, cancel: Cancel) -> Iterator[Event]:
    from app.services.library import remove_folder

    yield from remove_folder(workspace, collection, path, cancel=cancel)


def _remove_collection(workspace: "Workspace", name: str, *, cancel: Cancel) -> Iterator[Event]:
    from app.services.library import remove_collection

    yield from remove_collection(workspace, name, cancel=cancel)


def _ledger(workspace: "Workspace") -> tuple[LedgerEntry, ...]:
    from app.services.library import ledger

    return ledger(workspace)


def _save_ledger(workspace: "Workspace", out: Path, messages: Messages) -> int:
    from app.services.library import export_ledger

    return export_ledger(workspace, out, messages)


def _located(workspace: "Workspace", collection: str, path: str) -> tuple[Path, ...]:
    from app.services.library import located

    return located(workspace, collection, path)


def _folders(workspace: "Workspace") -> "tuple[Folder, ...]":
    from app.services.library import folders

    return folders(workspace)


def _collections(workspace: "Workspace") -> tuple[Collection, ...]:
    from app.services.library import collections

    return collections(workspace)


def _document(workspace: "Workspace", document_id: str) -> Document:
    from app.services.library import document

    return document(workspace, document_id)


def _passages(workspace: "Workspace", document_id: str) -> tuple[Passage, ...]:
    from app.services.library import passages

    return passages(workspace, document_id)


def _links(workspace: "Workspace", passage_id: int) -> tuple[Link, ...]:
    from app.services.links import links_of

    return links_of(workspace, passage_id)


def _cited_by(workspace: "Workspace", passage_id: int) -> tuple[Citing, ...]:
    from app.services.links import cited_by

    return cited_by(workspace, passage_id)


def _totals(workspace: "Workspace") -> "Totals":
    from app.services.library import totals

    return totals(workspace)


def _ministries(workspace: "Workspace") -> tuple[str, ...]:
    from app.services.library import ministries

    return ministries(workspace)


def _preview(
    workspace: "Workspace", document_id: str, page: int, width: int, password: str, *, cancel: Cancel
) -> Iterator[Event]:
    from app.services.preview import Wanted, preview

    yield from preview(workspace, Wanted(document_id, page, width, password), cancel=cancel)


def _original(workspace: "Workspace", document_id: str) -> Path:
    from app.services.preview import original

    return original(workspace, document_id)
