"""The searches of 찾기: one of each sort at a time, and a newer order drops the older."""

from PySide6.QtCore import QObject, Signal

from app.core.types import Query
from app.gui.finder import Finder
from app.gui.job import Job


class Searching(QObject):
    """What a dropped order would have said is never heard. `search_ended` follows a search,
    however it ended."""

    suggested = Signal(object)  # SearchResult
    found_early = Signal(object)  # tuple[Hit, ...], by words, while the search goes on
    searched = Signal(object)  # SearchResult
    search_failed = Signal()
    search_ended = Signal()
    failed = Signal(object)  # AppError, of any order
    broke = Signal(str)

    def __init__(self, finder: Finder, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._finder = finder
        self._suggesting: Job | None = None
        self._searching: Job | None = None

    @property
    def searching(self) -> bool:
        return self._searching is not None

    def suggest(self, query: Query) -> None:
        self.drop_searches()
        job = self._suggesting = self._finder.suggest(query)
        job.done.connect(self.suggested)
        self._watch(job)

    def search(self, query: Query) -> None:
        self.drop_searches()
        job = self._searching = self._finder.search(query)
        job.found.connect(self.found_early)
        job.done.connect(self.searched)
        job.failed.connect(lambda _error: self.search_failed.emit())
        job.broke.connect(lambda _trace: self.search_failed.emit())
        self._watch(job)

    def drop_suggestion(self) -> None:
        self._suggesting = _dropped(self._suggesting)

    def drop_searches(self) -> None:
        self.drop_suggestion()
        self._searching = _dropped(self._searching)

    def cancel(self) -> bool:
        """Stop the search; whether one ran."""
        job = self._searching
        if job is not None:
            job.cancel()
        return job is not None

    def _watch(self, job: Job) -> None:
        job.failed.connect(self.failed)
        job.broke.connect(self.broke)
        job.ended.connect(self._forget_ended)

    def _forget_ended(self) -> None:
        job = self.sender()
        if job is self._suggesting:
            self._suggesting = None
        if job is self._searching:
            self._searching = None
            self.search_ended.emit()


def _dropped(job: Job | None) -> Job | None:
    """What was ordered is no longer wanted; gives None for its place."""
    if job is not None:
        job.drop()
    return None
