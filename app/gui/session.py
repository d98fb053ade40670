"""What the window stands on: the counter, the open workspace, the crew and the words.

Pages order here, at `filing` and at `upkeep`, and nowhere else; every order comes back as a Job.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QElapsedTimer, QObject, Signal

from app.core.errors import AppError
from app.core.events import Cancel, Done, Event
from app.core.messages import Messages
from app.core.pace import Pace
from app.core.policy import Policy
from app.core.settings import Settings
from app.core.types import Citing, Collection, Document, Link, Passage
from app.gui.counter import Counter
from app.gui.crew import Crew, Lane
from app.gui.job import Job
from app.gui.listmodels.ledger import Sorted
from app.gui.running import Running

if TYPE_CHECKING:
    from app.services.context import Workspace
    from app.services.library import Folder, Totals

    _Opened = tuple[Workspace, str, Policy, tuple[AppError, ...]]

_R = TypeVar("_R")

Verb = Callable[[Counter, "Workspace", Cancel], Iterator[Event]]
"""An order at the counter, on the workspace that is open."""

RECOUNT_MS = 2000


@dataclass(frozen=True, slots=True)
class Reading:
    """A document with its text, and its passages in order."""

    document: Document
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Connections:
    """What one passage points to, and what points to it."""

    passage_id: int
    links: tuple[Link, ...]
    cited_by: tuple[Citing, ...]


@dataclass(frozen=True, slots=True)
class Holdings:
    """What the workspace holds: for the status bar, the filters and the first start."""

    totals: "Totals"
    collections: tuple[Collection, ...]
    folders: "tuple[Folder, ...]"


class Session(QObject):
    """Made before the workspace is open; `open` is the only order that may come before `opened`."""

    opened = Signal(str)  # the chat model's id, empty when its file is missing
    changed = Signal(object)  # Holdings, after every reading of them
    working = Signal(object, str)  # a Job that the status bar should show, and what it does
    faulted = Signal(object)  # AppError of something that nobody ordered
    broke = Signal(str)  # the trace of a bug there

    def __init__(self, counter: Counter, messages: Messages, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.messages = messages
        self.crew = Crew(self)
        self.counter = counter
        self._workspace: Workspace | None = None
        self.policy = Policy()
        """What the site forbids or fixes; known once the workspace is open."""
        self._counted = QElapsedTimer()
        self._counted.start()

    def open(self, home: Path, settings: Settings, passphrase: str = "") -> Job:
        """An empty passphrase: none was asked for yet."""

        def work() -> "_Opened":
            workspace = self.counter.open(home, settings, passphrase)
            site = self.counter.site
            return workspace, self.counter.chat_model(workspace), site.policy(workspace), site.notices(workspace)

        job = self.crew.start(lambda _cancel: once(work), lane=Lane.WRITE)
        job.done.connect(self._take_workspace)
        self.working.emit(job, self.tr("Opening the workspace"))
        return job

    def close(self, *, for_good: bool = True) -> None:
        """Give the workspace back and end the threads, unless another is to be opened; nothing may be at work. Takes
        milliseconds."""
        workspace, self._workspace = self._workspace, None
        if workspace is not None:
            self.crew.start(lambda _cancel: once(lambda: self.counter.close(workspace)), lane=Lane.WRITE)
        if for_good:
            self.crew.dismiss()

    def warm(self) -> Job:
        """Have ready what the first search needs."""
        job = self.order(lambda counter, workspace, cancel: counter.warm(workspace, cancel=cancel))
        job.broke.connect(self.broke)
        return job

    def ledger(self) -> Job:
        """Done gives it Sorted."""
        return self.order(lambda counter, workspace, _: once(lambda: Sorted.of(counter.ledger(workspace))))

    def save_ledger(self, out: Path) -> Job:
        """Done gives the number of rows."""
        return self.order(
            lambda counter, workspace, _: once(lambda: counter.save_ledger(workspace, out, self.messages))
        )

    def located(self, collection: str, path: str) -> Job:
        """Done gives the files on disk behind a row of the ledger."""
        return self.order(lambda counter, workspace, _: once(lambda: counter.located(workspace, collection, path)))

    def read(self, document_id: str) -> Job:
        """Done gives a Reading."""
        return self.order(
            lambda counter, workspace, _: once(
                lambda: Reading(counter.document(workspace, document_id), counter.passages(workspace, document_id))
            )
        )

    def connections(self, passage_id: int) -> Job:
        """Done gives Connections."""
        return self.order(
            lambda counter, workspace, _: once(
                lambda: Connections(
                    passage_id, counter.links(workspace, passage_id), counter.cited_by(workspace, passage_id)
                )
            )
        )

    def refresh(self) -> None:
        """Count again what the workspace holds; `changed` follows."""
        if self._workspace is None:
            return
        self._counted.restart()
        job = self.order(
            lambda counter, workspace, _: once(
                lambda: Holdings(counter.totals(workspace), counter.collections(workspace), counter.folders(workspace))
            )
        )
        job.done.connect(self.changed)
        job.failed.connect(self.faulted)
        job.broke.connect(self.broke)

    def running(self) -> Job:
        """Done gives how the chat model is Running."""

        def work(counter: Counter, workspace: "Workspace", cancel: Cancel) -> Running:
            model = counter.chat_model(workspace)
            return Running(model, counter.placement(workspace, cancel) if model else None, counter.speed(workspace))

        return self.order(lambda counter, workspace, cancel: once(lambda: work(counter, workspace, cancel)))

    def order(self, verb: Verb, lane: Lane = Lane.READ) -> Job:
        """What goes beside other work: at once, or in the order of its lane."""
        return self.crew.start(self._work(verb), lane=lane)

    def ahead(self, verb: Verb) -> Job:
        """What nobody waits for, one after another, beside other work."""
        return self.crew.start(self._work(verb), lane=Lane.AHEAD)

    def write(self, verb: Verb, label: str, pace: Pace | None = None) -> Job:
        """What changes the workspace, one after another; the holdings are counted again as it goes on."""
        job = self.crew.start(self._work(verb), lane=Lane.WRITE, pace=pace)
        job.progressed.connect(self._refresh_sometimes)
        job.ended.connect(self.refresh)  # also after a cancel or a fault: what was stored is stored
        self.working.emit(job, label)
        return job

    def watch(self) -> Job:
        """Stands until cancelled, or ends at once when there is nothing to watch."""
        return self.crew.start(
            self._work(lambda counter, workspace, cancel: counter.watch(workspace, cancel=cancel)), lane=Lane.WATCH
        )

    @property
    def is_open(self) -> bool:
        return self._workspace is not None

    def _work(self, verb: Verb) -> Callable[[Cancel], Iterator[Event]]:
        workspace, counter = self._workspace, self.counter
        if workspace is None:
            raise RuntimeError("ordered before the workspace was open")
        return lambda cancel: verb(counter, workspace, cancel)

    def _refresh_sometimes(self) -> None:
        """While work goes on, show what has come so far."""
        if self._counted.elapsed() >= RECOUNT_MS:
            self.refresh()

    def _take_workspace(self, result: "_Opened") -> None:
        self._workspace, model, self.policy, notices = result
        self.opened.emit(model)
        self.refresh()
        for notice in notices:
            self.faulted.emit(notice)


def once(call: Callable[[], _R]) -> Iterator[Event]:
    """A plain call as a verb; it runs when the event is taken, in the job's thread."""
    yield Done(call())
