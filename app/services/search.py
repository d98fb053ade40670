"""The verbs `search` (all channels) and `suggest` (words only, while somebody types)."""

import contextlib
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from app.core.errors import AppError, MeaningBehind, WorkspaceBusy
from app.core.events import Cancel, Done, Event, Found, Warned
from app.core.types import Hit, Query, Understood
from app.services.context import Workspace
from app.services.reporting import reported
from app.store.lock import WriteLock


@dataclass(frozen=True, slots=True)
class SearchResult:
    """`notices` says what was not available (dense search without its model, say), `understood` how the question
    was read; `absent` and its params as of search's Outcome: what the question names and the corpus does not hold."""

    query: str
    took_ms: int
    hits: tuple[Hit, ...]
    notices: tuple[Warned, ...]
    understood: Understood | None = None
    absent: str = ""
    absent_params: Mapping[str, str] = field(default_factory=dict)


def search(workspace: Workspace, query: Query, *, cancel: Cancel) -> Iterator[Event]:
    """Raises NothingIndexed."""
    yield from catch_up(workspace, cancel)
    started = time.monotonic()
    if not workspace.embedder.ready:  # loading it takes seconds: what the words find is there meanwhile
        yield Found(workspace.searcher.by_words(query).hits)
    outcome = workspace.searcher.search(query, cancel=cancel, figures=True)
    yield Found(outcome.hits)
    notices = (*outcome.notices, *_behind(workspace))
    absent = (outcome.absent, outcome.absent_params)
    yield Done(SearchResult(query.text, _ms_since(started), outcome.hits, notices, outcome.understood, *absent))


def suggest(workspace: Workspace, query: Query, *, cancel: Cancel) -> Iterator[Event]:
    """Raises NothingIndexed."""
    cancel.check()
    started = time.monotonic()
    outcome = workspace.searcher.suggest(query)
    yield Done(SearchResult(query.text, _ms_since(started), outcome.hits, (), outcome.understood))


def warm(workspace: Workspace, *, cancel: Cancel) -> Iterator[Event]:
    """Start the children before the first search waits for them. What is wrong with them the search will say."""
    cancel.check()
    with contextlib.suppress(AppError):
        workspace.searcher.warm()
    yield Done(None)


def catch_up(workspace: Workspace, cancel: Cancel) -> Iterator[Event]:
    """After a run that was killed the words may lag behind the store: bring them up first.

    While another window indexes, what is there is searched. Meaning may lag by hours of encoding: that is the work
    of the next `index`, and search says how much is missing. So is building an index of a new version.
    """
    indexer = workspace.searcher.indexer
    if indexer.stands_in() or not indexer.stale():
        return
    try:
        with WriteLock(workspace.home):
            yield from reported("words", indexer.index_words, cancel)
    except WorkspaceBusy:
        return


def _behind(workspace: Workspace) -> tuple[Warned, ...]:
    count = workspace.searcher.indexer.meaning_behind()
    return (Warned("", MeaningBehind.code, {"passages": count}),) if count else ()


def _ms_since(started: float) -> int:
    return round((time.monotonic() - started) * 1000)
