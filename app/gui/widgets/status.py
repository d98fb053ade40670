"""The line at the bottom that tells the truth: network, model, index, and what is at work."""

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QStatusBar, QWidget

from app.gui.icons import icon

_SAID_MS = 4000


class Status(QStatusBar):
    """Says only what it was told; `cancel_wanted` when the user stops the work."""

    cancel_wanted = Signal()

    def __init__(self, network_locked: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._locked = network_locked
        self.setSizeGripEnabled(False)
        self._lock_icon = QLabel(self)
        self.network = QLabel(self.tr("Network blocked") if network_locked else self.tr("Network not blocked"), self)
        self.model = QLabel(self)
        self.holdings = QLabel(self)
        self.said = QLabel(self)
        self.work = QLabel(self)
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setMaximumWidth(160)
        self.bar.setAccessibleName(self.tr("Progress"))
        self.cancel = QPushButton(self.tr("Cancel"), self)
        self.cancel.clicked.connect(self.cancel_wanted)
        for label in (self._lock_icon, self.network, self.model, self.holdings):
            label.setContentsMargins(0 if label is self.network else 10, 2, 0, 2)
            self.addWidget(label)
        for widget in (self.said, self.work, self.bar, self.cancel):
            self.addPermanentWidget(widget)
        self._silence = QTimer(self, singleShot=True, interval=_SAID_MS)
        self._silence.timeout.connect(self.said.clear)
        self.setContentsMargins(0, 0, 8, 0)
        self._tint()
        self.show_idle()

    def show_model(self, model: str) -> None:
        """Where it runs is CPU: no other device is used by this version."""
        self.model.setText(self.tr("{model} · CPU").format(model=model) if model else self.tr("No model for answers"))

    def show_holdings(self, documents: int, passages: int, failures: int) -> None:
        text = self.tr("Documents {documents} · Articles {passages}").format(
            documents=f"{documents:,}", passages=f"{passages:,}"
        )
        if failures:
            text += " · " + self.tr("{failures} failed").format(failures=f"{failures:,}")
        self.holdings.setText(text)

    def say(self, text: str) -> None:
        """A short word that goes away by itself, beside what is always shown."""
        self.said.setText(text)
        self._silence.start()

    def show_work(self, text: str, done: int = 0, total: int = 0, subject: str = "") -> None:
        """`total` 0: the bar moves without an end, next to the words."""
        counted = f"{text} {done:,}/{total:,}" if total else text
        room = self.fontMetrics().averageCharWidth() * 24
        short = self.fontMetrics().elidedText(subject, Qt.TextElideMode.ElideMiddle, room)
        self.work.setText(f"{counted} · {short}" if subject else counted)
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        for widget in (self.work, self.bar, self.cancel):
            widget.show()

    def show_idle(self) -> None:
        for widget in (self.work, self.bar, self.cancel):
            widget.hide()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_lock_icon"):
            self._tint()

    def _tint(self) -> None:
        size = self.fontMetrics().height()
        made = icon("locked" if self._locked else "open", self.palette().windowText().color(), size)
        self._lock_icon.setPixmap(made.pixmap(size, size))
