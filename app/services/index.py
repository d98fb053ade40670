"""The verb `index`: files and folders into the workspace, so that they can be found and cited.

One document is one transaction; a kill at any moment loses at most the document in hand, and the
next run goes on from there. A file that cannot be read is recorded with its code and the rest goes on.
Words can be searched while the reading goes on; scanned pages come after all text, meaning last.
"""

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.core.errors import (
    ChildUnstartable,
    EmbedderFailed,
    ModelDamaged,
    ModelMissing,
    ModelUnloadable,
)
from app.core.events import Cancel, Done, Event, Warned
from app.core.pace import Pace
from app.core.types import FileState, LedgerEntry
from app.services.budget import MemoryCeiling
from app.services.collection_run import CollectionRun, IndexRequest
from app.services.context import Workspace
from app.services.reporting import Report, reported
from app.store.lock import WriteLock

DEFAULT_COLLECTION = "기본"

_NO_MODEL = (EmbedderFailed, ModelMissing, ModelDamaged, ModelUnloadable, ChildUnstartable)


@dataclass(frozen=True, slots=True)
class IndexReport:
    """Counts of files; `passages` is the workspace's total afterwards, `failed` what cannot be read now.

    `states` counts every file of the workspace by its state; `entries` are the ledger's rows of this run's
    collections.
    """

    added: int
    updated: int
    unchanged: int
    moved: int
    removed: int
    skipped: int
    failed: tuple[Warned, ...]
    passages: int
    seconds: float
    states: Mapping[FileState, int]
    entries: tuple[LedgerEntry, ...] = ()


def index(workspace: Workspace, request: IndexRequest, *, cancel: Cancel, pace: Pace | None = None) -> Iterator[Event]:
    """Add or refresh. Raises CollectionForbidden, WorkspaceBusy while another window indexes, DiskFull, and STO
    errors."""
    started = time.monotonic()
    pace = pace or Pace()
    names = _collections(workspace, request)
    runs = []
    with WriteLock(workspace.home):
        for name in names:
            run = CollectionRun(workspace, request, name, cancel, pace)
            runs.append(run)
            yield from run.take_all()
        if request.meaning:
            yield from refresh_meaning(workspace, cancel, pace)
    yield Done(_report(workspace, runs, names, round(time.monotonic() - started, 2)))


def refresh(workspace: Workspace, cancel: Cancel) -> Iterator[Event]:
    """Bring both indexes to the store's state; the caller holds the write lock."""
    yield from reported("words", workspace.searcher.indexer.index_words, cancel)
    yield from refresh_meaning(workspace, cancel, Pace())


def catch_up(workspace: Workspace, *, cancel: Cancel, pace: Pace | None = None) -> Iterator[Event]:
    """Encode what an earlier run left, without looking at any file. Raises WorkspaceBusy."""
    with WriteLock(workspace.home):
        yield from refresh_meaning(workspace, cancel, pace or Pace())
    yield Done(None)


def refresh_meaning(workspace: Workspace, cancel: Cancel, pace: Pace) -> Iterator[Event]:
    """Encode what has no vector yet; without the encoder, say so and go on."""

    ceiling = MemoryCeiling(workspace.settings.memory_mib, workspace.embedder.close)

    def work(report: Report) -> None:
        def breathe(done: int, total: int) -> None:
            pace.check(cancel)
            if pace.gentle():
                ceiling.keep()
            report(done, total)

        def threads() -> int:
            return min(pace.threads(), workspace.settings.encoding_threads())

        workspace.searcher.indexer.index_meaning(breathe, cancel=cancel, threads=threads)

    try:
        yield from reported("vectors", work, cancel)
    except _NO_MODEL as error:
        yield Warned("", error.code, error.params)


def _collections(workspace: Workspace, request: IndexRequest) -> tuple[str, ...]:
    """Raises CollectionForbidden for one that is named; of all, those that are not allowed are left as they are."""
    if request.paths or request.collection:
        name = request.collection or DEFAULT_COLLECTION
        workspace.admission.require([name])
        return (name,)
    names = dict.fromkeys(root.collection for root in workspace.roots.all())
    return tuple(name for name in names if workspace.admission.allows(name))


def _report(workspace: Workspace, runs: list[CollectionRun], names: tuple[str, ...], seconds: float) -> IndexReport:
    ledger = workspace.ledger
    return IndexReport(
        added=sum(run.added for run in runs),
        updated=sum(run.updated for run in runs),
        unchanged=sum(run.unchanged for run in runs),
        moved=sum(run.moved for run in runs),
        removed=sum(run.removed for run in runs),
        skipped=sum(run.skipped for run in runs),
        failed=tuple(warned for run in runs for warned in run.failed.values()),
        passages=ledger.counts()[1],
        seconds=seconds,
        states=ledger.states(),
        entries=tuple(entry for entry in ledger.entries() if entry.collection in names),
    )
