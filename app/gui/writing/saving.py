"""Keeps what is written, a second after it was: nobody has to think of saving."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal

from app.core.drafts import Draft
from app.core.errors import AppError, WorkspaceBusy
from app.core.kept_drafts import Cause
from app.gui.archive import Archive
from app.gui.job import Job

EVERY_MS = 1000


class Saving(QObject):
    """`saved` gives the Draft as the store has it. One order at a time, so that none overtakes another."""

    saved = Signal(object)
    failed = Signal(object)
    broke = Signal(str)

    def __init__(self, archive: Archive, current: Callable[[], Draft | None], parent: QObject | None = None) -> None:
        """`current` gives the draft with its notes as they are now, None: there is nothing to keep."""
        super().__init__(parent)
        self._archive = archive
        self._current = current
        self._kept: Draft | None = None
        self._order: Job | None = None
        self._desk = 0  # counts the drafts that were opened: an order of the one before says nothing of this one
        self._cause: Cause | None = None
        self._name = ""
        self._timer = QTimer(self, singleShot=True, interval=EVERY_MS)
        self._timer.timeout.connect(self.now)

    @property
    def dirty(self) -> bool:
        draft = self._current()
        return draft is not None and not _same(draft, self._kept)

    def touch(self) -> None:
        """Something was written."""
        if not self._timer.isActive() and self.dirty:
            self._timer.start()

    def open(self, draft: Draft | None) -> None:
        """Another draft, as the store has it; None: a new one."""
        self._timer.stop()
        self._desk += 1
        self._kept, self._cause, self._name = draft, None, ""

    def keep(self, cause: Cause, name: str = "") -> None:
        """Now, and as a version; `name` is what the user calls it."""
        self._cause, self._name = cause, name
        self.now()

    def now(self) -> None:
        self._timer.stop()
        draft = self._current()
        if draft is None or not self._archive.ready or (self._cause is None and _same(draft, self._kept)):
            return
        if self._order is not None:
            return  # it looks again when it ends
        cause, name, desk = self._cause, self._name, self._desk
        self._cause, self._name = None, ""
        job = self._archive.keep(draft, cause, name) if cause is not None else self._archive.autosave(draft)
        self._order = job
        job.done.connect(lambda kept: self._take(draft, kept, desk))
        job.failed.connect(lambda error: self._fail(error, desk))
        job.broke.connect(self.broke)
        job.ended.connect(self._end)

    def _take(self, draft: Draft, kept: Draft, desk: int) -> None:
        if desk == self._desk:
            self._kept = replace(draft, id=kept.id, started=kept.started, touched=kept.touched)
            self.saved.emit(self._kept)

    def _fail(self, error: AppError, desk: int) -> None:
        if not isinstance(error, WorkspaceBusy):  # the next second may do
            self.failed.emit(error)
            if desk == self._desk:
                self._kept = self._current()  # not the same fault every second: the next words try again

    def _end(self) -> None:
        self._order = None
        if self._cause is not None:
            self.now()
        elif self.dirty:
            self._timer.start()


def _same(draft: Draft, kept: Draft | None) -> bool:
    if kept is None:
        return False
    return replace(draft, id=0, started=0, touched=0) == replace(kept, id=0, started=0, touched=0)
