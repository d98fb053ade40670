"""The model reads what is open on the screen, so that a question on it starts at once."""

from collections.abc import Iterable

from PySide6.QtCore import QObject, QTimer

from app.core.types import Passage
from app.gui.job import Job
from app.gui.talker import Talker

PAUSE_MS = 4000
"""An article that stays open this long, while nobody types, is being read by a person."""


class Ahead(QObject):
    """One order at a time, and never one while somebody asks or searches.

    Nothing is read before a first answer: the model is not loaded for a question that may never come.
    """

    def __init__(self, talker: Talker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._talker = talker
        self._job: Job | None = None
        self._allowed = False
        self._standing: tuple[int, ...] = ()
        self._open: tuple[int, ...] = ()
        self._read: tuple[int, ...] = ()
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setInterval(PAUSE_MS)
        self.timer.timeout.connect(self._start)

    @property
    def reading(self) -> bool:
        return self._job is not None

    def stand_on(self, passages: Iterable[int], *, read: bool) -> None:
        """The conversation stands on these, and so will its next question; `read`: a model has read them just now."""
        self._standing = tuple(dict.fromkeys(passages))
        self._allowed = self._allowed or read
        self._read = self._standing if read else ()

    def forget(self) -> None:
        """The conversation is over."""
        self._standing = ()

    def look_at(self, passage: Passage) -> None:
        """An article was opened."""
        self._open = (passage.id,)
        self.wait()

    def wait(self) -> None:
        """Somebody types or turns pages: stop, and begin again once it has been quiet for a while."""
        self.hold()
        if self._allowed and self._open and self._wanted() != self._read:
            self.timer.start()

    def hold(self) -> None:
        """Something is asked or searched for: that goes first."""
        self.timer.stop()
        job, self._job = self._job, None
        if job is not None:
            self._read = ()
            job.drop()

    def _wanted(self) -> tuple[int, ...]:
        """In the order of a prompt: what comes first need not be read again when the next question is asked."""
        return tuple(dict.fromkeys((*self._standing, *self._open)))

    def _start(self) -> None:
        if not self._talker.ready:
            return
        self._read = self._wanted()
        self._job = self._talker.read_ahead(self._read)
        self._job.ended.connect(self._forget_ended)

    def _forget_ended(self) -> None:
        if self.sender() is self._job:
            self._job = None
