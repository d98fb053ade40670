"""What the user puts in, reads again, unlocks and throws out. Upkeep gives way to each of these."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.core.pace import Pace
from app.core.types import FileState, LedgerEntry
from app.gui.counter import Order
from app.gui.job import Job
from app.gui.session import Session, Verb
from app.gui.upkeep import Upkeep

if TYPE_CHECKING:
    from app.services.index import IndexReport


class Filing(QObject):
    """Every order is a Job. Scanned pages and meaning, which may take hours, are left to upkeep: an order ends when
    words find what was text."""

    def __init__(self, session: Session, upkeep: Upkeep, pace: Pace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._upkeep = upkeep
        self._pace = pace

    def add(self, paths: tuple[Path, ...], collection: str) -> Job:
        """Without a name, into the default collection."""
        return self._index(Order(paths, collection, meaning=False, scans=False))

    def look_again(self) -> Job:
        """Everything that was ever added."""
        return self._index(Order(meaning=False, scans=False))

    def exclude(self, collection: str, folder: Path, patterns: tuple[str, ...]) -> Job:
        """Leave out what the patterns fit, from now on."""
        return self._index(Order((folder,), collection, patterns, meaning=False, scans=False))

    def retry_failed(self) -> Job:
        return self._index(Order(retry=True, meaning=False, scans=False))

    def retry(self, entry: LedgerEntry, files: tuple[Path, ...]) -> Job:
        """Read one row's file again; `files` is where it lies."""
        # a word for the row, even none, has a container's member read again too
        return self._index(Order(files, entry.collection, retry=True, passwords={entry.path: ""}, meaning=False))

    def unlock(self, entry: LedgerEntry, files: tuple[Path, ...], password: str) -> Job:
        """The password lives as long as the order and goes nowhere else."""
        return self._index(Order(files, entry.collection, passwords={entry.path: password}, meaning=False))

    def remove_collection(self, name: str) -> Job:
        return self._order(
            lambda counter, workspace, cancel: counter.remove_collection(workspace, name, cancel=cancel),
            self.tr("Removing"),
        )

    def remove_folder(self, collection: str, folder: Path) -> Job:
        """Stop keeping up with a folder and forget what came from it."""
        return self._order(
            lambda counter, workspace, cancel: counter.remove_folder(workspace, collection, folder, cancel=cancel),
            self.tr("Removing"),
        )

    def _index(self, order: Order) -> Job:
        pace = self._pace
        pace.resume()
        job = self._order(
            lambda counter, workspace, cancel: counter.index(workspace, order, cancel=cancel, pace=pace),
            self._session.messages.say("indexing"),
            pace,
        )
        job.done.connect(self._leave_the_rest)
        return job

    def _leave_the_rest(self, report: "IndexReport") -> None:
        if report.states[FileState.WAITING]:
            self._upkeep.want_all()
        self._upkeep.want_meaning()

    def _order(self, verb: Verb, label: str, pace: Pace | None = None) -> Job:
        self._upkeep.hold()
        job = self._session.write(verb, label, pace)
        job.ended.connect(self._upkeep.release)
        return job
