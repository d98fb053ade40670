"""What the window stands on: the counter, the open workspace, the crew and the words.

Pages order here and nowhere else; every order comes back as a Job.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QElapsedTimer, QObject, Signal

from app.core.events import Cancel, Done, Event
from app.core.messages import Messages
from app.core.settings import Settings
from app.core.types import Collection, Document, Passage, Query
from app.gui.counter import Counter
from app.gui.crew import Crew
from app.gui.job import Job, Work

if TYPE_CHECKING:
    from app.services.context import Workspace
    from app.services.library import Totals

_R = TypeVar("_R")

RECOUNT_MS = 2000


@dataclass(frozen=True, slots=True)
class Reading:
    """A document with its text, and its passages in order."""

    document: Document
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Holdings:
    """What the workspace holds: for the status bar, the filters and the first start."""

    totals: "Totals"
    collections: tuple[Collection, ...]


class Session(QObject):
    """Made before the workspace is open; `open` is the only order that may come before `opened`."""

    opened = Signal(str)  # the chat model's id, empty when its file is missing
    changed = Signal(object)  # Holdings, after every reading of them
    working = Signal(object, str)  # a Job that the status bar should show, and what it does
    faulted = Signal(object)  # AppError of a count that nobody ordered
    broke = Signal(str)  # the trace of a bug there

    def __init__(self, counter: Counter, messages: Messages, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.messages = messages
        self.crew = Crew(self)
        self._counter = counter
        self._workspace: Workspace | None = None
        self._counted = QElapsedTimer()
        self._counted.start()

    def open(self, home: Path, settings: Settings) -> Job:
        def work() -> "tuple[Workspace, str]":
            workspace = self._counter.open(home, settings)
            return workspace, self._counter.chat_model(workspace)

        job = self.crew.start(_once(work), writes=True)
        job.done.connect(self._take_workspace)
        self.working.emit(job, self.tr("Opening the workspace"))
        return job

    def close(self) -> None:
        """Give the workspace back and end the threads; nothing may be at work. Takes milliseconds."""
        workspace, self._workspace = self._workspace, None
        if workspace is not None:
            self.crew.start(_once(lambda: self._counter.close(workspace)), writes=True)
        self.crew.dismiss()

    def suggest(self, query: Query) -> Job:
        workspace = self._open_workspace()
        return self.crew.start(lambda cancel: self._counter.suggest(workspace, query, cancel=cancel))

    def search(self, query: Query) -> Job:
        workspace = self._open_workspace()
        return self._shown(
            lambda cancel: self._counter.search(workspace, query, cancel=cancel), self.messages.say("searching")
        )

    def ask(self, text: str, collection: str) -> Job:
        workspace = self._open_workspace()
        return self._shown(
            lambda cancel: self._counter.ask(workspace, text, collection, cancel=cancel), self.tr("Answering")
        )

    def warm(self) -> None:
        """Have ready what the first search needs."""
        workspace = self._open_workspace()
        self.crew.start(lambda cancel: self._counter.warm(workspace, cancel=cancel)).broke.connect(self.broke)

    def index(self, paths: tuple[Path, ...], collection: str) -> Job:
        workspace = self._open_workspace()
        return self._writing(
            lambda cancel: self._counter.index(workspace, paths, collection, cancel=cancel),
            self.messages.say("indexing"),
        )

    def retry_failed(self) -> Job:
        """Index again every file or folder that holds a failed file."""
        workspace = self._open_workspace()

        def work(cancel: Cancel) -> Iterator[Event]:
            last = Done(None)
            for collection, root in self._counter.failed_roots(workspace):
                for event in self._counter.index(workspace, (root,), collection, cancel=cancel):
                    if isinstance(event, Done):
                        last = event
                    else:
                        yield event
            yield last

        return self._writing(work, self.messages.say("indexing"))

    def remove_collection(self, name: str) -> Job:
        workspace = self._open_workspace()
        return self._writing(
            lambda cancel: self._counter.remove_collection(workspace, name, cancel=cancel), self.tr("Removing")
        )

    def ledger(self) -> Job:
        workspace = self._open_workspace()
        return self.crew.start(_once(lambda: self._counter.ledger(workspace)))

    def read(self, document_id: str) -> Job:
        """Done gives a Reading."""
        workspace = self._open_workspace()

        def work() -> Reading:
            document = self._counter.document(workspace, document_id)
            return Reading(document, self._counter.passages(workspace, document_id))

        return self.crew.start(_once(work))

    def refresh(self) -> None:
        """Count again what the workspace holds; `changed` follows."""
        if self._workspace is None:
            return
        workspace = self._workspace
        self._counted.restart()

        def work() -> Holdings:
            return Holdings(self._counter.totals(workspace), self._counter.collections(workspace))

        job = self.crew.start(_once(work))
        job.done.connect(self.changed)
        job.failed.connect(self.faulted)
        job.broke.connect(self.broke)

    @property
    def is_open(self) -> bool:
        return self._workspace is not None

    def _refresh_sometimes(self) -> None:
        """While work goes on, show what has come so far."""
        if self._counted.elapsed() >= RECOUNT_MS:
            self.refresh()

    def _take_workspace(self, result: "tuple[Workspace, str]") -> None:
        self._workspace, model = result
        self.opened.emit(model)
        self.refresh()

    def _open_workspace(self) -> "Workspace":
        if self._workspace is None:
            raise RuntimeError("ordered before the workspace was open")
        return self._workspace

    def _shown(self, work: Work, label: str) -> Job:
        job = self.crew.start(work)
        self.working.emit(job, label)
        return job

    def _writing(self, work: Work, label: str) -> Job:
        job = self.crew.start(work, writes=True)
        job.progressed.connect(self._refresh_sometimes)
        job.ended.connect(self.refresh)  # also after a cancel or a fault: what was stored is stored
        self.working.emit(job, label)
        return job


def _once(call: Callable[[], _R]) -> Work:
    def work(_cancel: Cancel) -> Iterator[Event]:
        yield Done(call())

    return work
