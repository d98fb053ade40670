"""What is at work, as the status bar shows it: the newest job that lasts, with pause and cancel."""

from dataclasses import dataclass, field

from PySide6.QtCore import QObject

from app.core.events import Progress
from app.core.messages import Messages
from app.gui.job import Job
from app.gui.remaining import Remaining
from app.gui.widgets.status import Status, Work
from app.gui.words import left_text, stage_name

_TIMED = ("read", "words", "vectors")
"""Stages whose total is that of the whole run."""

_MANY = 1 << 24
"""From here on it is bytes that are counted."""


@dataclass(slots=True)
class _Shown:
    job: Job
    label: str
    progress: Progress | None = None
    left: float | None = None
    remaining: Remaining = field(default_factory=Remaining)


class Board(QObject):
    """Jobs come with `show` and leave when they end."""

    def __init__(self, messages: Messages, status: Status, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._messages = messages
        self._status = status
        self._at_work: list[_Shown] = []

    def show(self, job: Job, label: str) -> None:
        shown = _Shown(job, label)
        self._at_work.append(shown)
        job.progressed.connect(lambda progress: self._take(shown, progress))
        job.tokens.connect(lambda _text: self._forget_stage(shown))
        job.ended.connect(lambda: self._drop(shown))
        self._write()

    def cancel(self) -> None:
        """Stop what is shown."""
        if self._at_work:
            self._at_work[-1].job.cancel()

    def toggle_pause(self) -> None:
        """Pause the newest work that can be paused, whether it is the one that is shown or not; or go on with it."""
        shown = next((each for each in reversed(self._at_work) if each.job.pace is not None), None)
        if shown is None or shown.job.pace is None:
            return
        if shown.job.pace.paused:
            shown.job.pace.resume()
            shown.remaining.resume()
        else:
            shown.job.pace.pause()
            shown.remaining.pause()
        self._write()

    def _take(self, shown: _Shown, progress: Progress) -> None:
        shown.progress = progress
        shown.left = shown.remaining.seconds(progress) if progress.stage in _TIMED else None
        self._write()

    def _forget_stage(self, shown: _Shown) -> None:
        """The stage is over once words come."""
        shown.progress = None
        self._write()

    def _drop(self, shown: _Shown) -> None:
        self._at_work.remove(shown)
        self._write()

    def _write(self) -> None:
        if not self._at_work:
            self._status.show_idle()
            return
        shown = self._at_work[-1]
        pace, progress = shown.job.pace, shown.progress
        work = Work(shown.label, pausable=pace is not None, paused=pace is not None and pace.paused)
        if progress is not None:
            work.text = stage_name(self._messages, progress.stage)
            work.done, work.total, work.subject = progress.done, progress.total, progress.subject
            if progress.total >= _MANY:
                work.text, work.done, work.total = f"{work.text} (MB)", work.done >> 20, work.total >> 20
            work.left = left_text(shown.left) if shown.left is not None else ""
        self._status.show_work(work)
