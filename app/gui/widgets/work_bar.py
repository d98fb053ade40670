"""What one job of a page is at, with the time it still takes and a way to stop it."""

from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QSizePolicy, QWidget

from app.core.events import Progress
from app.core.messages import Messages
from app.gui.job import Job
from app.gui.remaining import Remaining
from app.gui.widgets.elided import Elided
from app.gui.words import left_text, stage_name


class WorkBar(QWidget):
    """Hidden while it follows nothing."""

    def __init__(self, messages: Messages, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._messages = messages
        self._job: Job | None = None
        self._remaining = Remaining()
        self.text = Elided(self, least=20)
        self.text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.left = QLabel(self)
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(self.fontMetrics().averageCharWidth() * 24)
        self.bar.setAccessibleName(self.tr("Progress"))
        self.cancel = QPushButton(self.tr("Stop"), self)
        self.cancel.clicked.connect(self._stop)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self.bar)
        row.addWidget(self.text, 1)
        row.addWidget(self.left)
        row.addWidget(self.cancel)
        self.hide()

    @property
    def busy(self) -> bool:
        return self._job is not None

    def follow(self, job: Job, label: str) -> None:
        self._job = job
        self._remaining = Remaining()
        self.text.setText(label)
        self.left.clear()
        self.bar.setRange(0, 0)
        self.cancel.setEnabled(True)
        job.progressed.connect(self._take)
        job.ended.connect(self._end)
        self.show()

    def _take(self, progress: Progress) -> None:
        name = stage_name(self._messages, progress.stage)
        self.text.setText(" · ".join(part for part in (name, progress.subject) if part))
        scale = max(1, progress.total >> 30)  # a bar counts in 32 bits
        self.bar.setRange(0, progress.total // scale)
        self.bar.setValue(progress.done // scale)
        left = self._remaining.seconds(progress)
        self.left.setText(left_text(left) if left is not None else "")

    def _stop(self) -> None:
        if self._job is not None:
            self.cancel.setEnabled(False)
            self.text.setText(self.tr("Stopping the work…"))
            self._job.cancel()

    def _end(self) -> None:
        self._job = None
        self.hide()
