"""The line at the bottom that tells the truth: network, model, index, and what is at work."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QStatusBar, QWidget

from app.gui.icons import icon
from app.gui.running import Running, running_text
from app.gui.widgets.elided import Elided

if TYPE_CHECKING:
    from app.services.library import Totals

_SAID_MS = 6000
_SUBJECT = 28
"""Average characters of a file's name."""

_GAP = 12


@dataclass(slots=True)
class Work:
    """What is at work, in words. `total` 0: the bar moves without an end, next to the words."""

    text: str
    done: int = 0
    total: int = 0
    subject: str = ""
    left: str = ""
    pausable: bool = False
    paused: bool = False


class Status(QStatusBar):
    """Says only what it was told; `cancel_wanted` and `pause_wanted` when the user steers the work."""

    cancel_wanted = Signal()
    pause_wanted = Signal()

    def __init__(self, network_locked: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._locked = network_locked
        self.setSizeGripEnabled(False)
        self.setMinimumWidth(1)  # never wider than the window: what does not fit gives way
        self._lock_icon = QLabel(self)
        self.network = QLabel(self.tr("Network blocked") if network_locked else self.tr("Network not blocked"), self)
        self.model = Elided(self)
        self.holdings = QLabel(self)
        self.meaning = QLabel(self)
        self.said = Elided(self)
        self.work = Elided(self, least=14)
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(self.fontMetrics().averageCharWidth() * 10)
        self.bar.setAccessibleName(self.tr("Progress"))
        self.pause = QPushButton(self)
        self.pause.clicked.connect(self.pause_wanted)
        self.cancel = QPushButton(self.tr("Stop"), self)
        self.cancel.setToolTip(self.tr("Stop this work (Shift+F8)"))
        self.cancel.clicked.connect(self.cancel_wanted)
        for label in (self._lock_icon, self.network, self.model, self.holdings, self.meaning):
            label.setContentsMargins(0 if label is self.network else 10, 2, 0, 2)
            self.addWidget(label)
        self.meaning.setToolTip(self.tr("So much can be found by meaning already; by words everything can."))
        for widget in (self.said, self.work, self.bar, self.pause, self.cancel):
            self.addPermanentWidget(widget)
        self._silence = QTimer(self, singleShot=True, interval=_SAID_MS)
        self._silence.timeout.connect(self.said.clear)
        self.setContentsMargins(0, 0, 8, 0)
        self._tint()
        self.show_idle()

    def show_running(self, running: Running, why: str) -> None:
        """`why` is behind the words, for the mouse and for who has it read out."""
        self.model.setText(running_text(running))
        self.model.tell_more(why)
        self._fit()

    def show_holdings(self, totals: "Totals") -> None:
        parts = [
            self.tr("Documents {documents}").format(documents=f"{totals.documents:,}"),
            self.tr("Articles {passages}").format(passages=f"{totals.passages:,}"),
        ]
        if totals.waiting:
            parts.append(self.tr("Waiting {waiting}").format(waiting=f"{totals.waiting:,}"))
        if totals.failures:
            parts.append(self.tr("Failed {failures}").format(failures=f"{totals.failures:,}"))
        self.holdings.setText(" · ".join(parts))
        share = 100 * (totals.passages - totals.behind) // totals.passages if totals.passages else 100
        self.meaning.setText(self.tr("Meaning {share}%").format(share=share) if totals.behind else "")
        self.meaning.setVisible(bool(totals.behind))
        self._fit()

    def say(self, text: str) -> None:
        """A short word that goes away by itself, beside what is always shown."""
        self.said.setText(text)
        self._silence.start()

    def show_work(self, work: Work) -> None:
        counted = f"{work.text} {work.done:,}/{work.total:,}" if work.total else work.text
        room = self.fontMetrics().averageCharWidth() * _SUBJECT
        short = self.fontMetrics().elidedText(work.subject, Qt.TextElideMode.ElideMiddle, room)
        parts = [self.tr("Paused") if work.paused else "", counted, "" if work.paused else work.left, short]
        self.work.setText(" · ".join(part for part in parts if part))
        # a bar that moves without an end says that something happens
        self.bar.setRange(0, work.total or int(work.paused))
        self.bar.setValue(work.done if work.total else 0)
        self.pause.setText(self.tr("Continue") if work.paused else self.tr("Pause"))
        self.pause.setToolTip(
            self.tr("Go on with the work (F8)")
            if work.paused
            else self.tr("Pause; the file in hand is read to its end (F8)")
        )
        for widget in (self.work, self.cancel):
            widget.show()
        self.pause.setVisible(work.pausable)
        self._fit()

    def show_idle(self) -> None:
        for widget in (self.work, self.bar, self.pause, self.cancel):
            widget.hide()
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """In a narrow window the bar and the model give way to the words and the buttons."""
        working = not self.cancel.isHidden()
        whole = [self._lock_icon, self.network, self.holdings, self.meaning, self.pause, self.cancel]
        shown = [widget for widget in whole if not widget.isHidden()]
        room = self.width() - sum(widget.sizeHint().width() + _GAP for widget in shown)
        room -= self.work.minimumSizeHint().width() + _GAP if working else 0
        self.bar.setVisible(working and room > self.bar.width() + _GAP)
        room -= self.bar.width() + _GAP if working else 0
        self.model.setVisible(room > self.model.minimumSizeHint().width())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_lock_icon"):
            self._tint()

    def _tint(self) -> None:
        size = self.fontMetrics().height()
        made = icon("locked" if self._locked else "open", self.palette().windowText().color(), size)
        self._lock_icon.setPixmap(made.pixmap(size, size))
