"""What every section of 설정 is made of: a title, a sentence, a bar for news, and work that can be stopped."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.gui.job import Job
from app.gui.site.desk import SiteDesk
from app.gui.widgets.labels import Caption, Headline
from app.gui.widgets.notice import Notice
from app.gui.widgets.work_bar import WorkBar


class Section(QWidget):
    """`column` takes what is the section's own. `load` is called whenever it comes to sight, and asks anew."""

    said = Signal(str)  # a short word for the status bar

    def __init__(self, desk: SiteDesk, title: str, sentence: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.title = title
        self.messages = desk.session.messages
        self.notice = Notice(self.messages, self)
        self.work = WorkBar(self.messages, self)
        inner = QWidget(self)
        self.column = QVBoxLayout(inner)
        self.column.setContentsMargins(0, 0, 6, 0)
        self.column.setSpacing(10)
        self._area = QScrollArea(self)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(inner)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(10)
        page.addWidget(Headline(self, title))
        page.addWidget(Caption(self, sentence))
        page.addWidget(self.notice)
        page.addWidget(self.work)
        page.addWidget(self._area, 1)

    def load(self) -> None:
        """Ask for what is shown."""

    def follow(self, job: Job, taken: Callable[[Any], None]) -> Job:
        """What comes of it, or why nothing does."""
        job.done.connect(taken)
        job.failed.connect(self.notice.show_error)
        job.broke.connect(self.notice.show_bug)
        return job

    def long(self, job: Job, label: str, taken: Callable[[Any], None]) -> Job:
        """The same for work that lasts: with a bar here and in the status line."""
        self.notice.hide()
        self.work.follow(job, label)
        self.desk.session.working.emit(job, label)
        return self.follow(job, taken)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.desk.ready:
            self.load()


def row(*widgets: QWidget | None) -> QHBoxLayout:
    """Side by side; None is the space that gives."""
    line = QHBoxLayout()
    line.setSpacing(8)
    for widget in widgets:
        if widget is None:
            line.addStretch(1)
        else:
            line.addWidget(widget)
    return line
