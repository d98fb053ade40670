"""What to do about tracked changes, while there are any."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from app.gui import tones


class ReviewBar(QWidget):
    """`decided` gives whether to take the change at the caret, `all_decided` the same for all, `stepped` +1 or -1."""

    decided = Signal(bool)
    all_decided = Signal(bool)
    stepped = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = QLabel(self)
        self.words.setWordWrap(True)
        self.take = self._button(self.tr("Accept"), self.tr("Accept this change (Alt+Y)"))
        self.refuse = self._button(self.tr("Reject"), self.tr("Reject this change (Alt+N)"))
        self.take_all = self._button(self.tr("Accept all"), self.tr("Accept all changes (Alt+Shift+Y)"))
        self.refuse_all = self._button(self.tr("Reject all"), self.tr("Reject all changes (Alt+Shift+N)"))
        self.next = self._button(self.tr("Next"), self.tr("Next change (F3)"))
        self.take.clicked.connect(lambda: self.decided.emit(True))
        self.refuse.clicked.connect(lambda: self.decided.emit(False))
        self.take_all.clicked.connect(lambda: self.all_decided.emit(True))
        self.refuse_all.clicked.connect(lambda: self.all_decided.emit(False))
        self.next.clicked.connect(lambda: self.stepped.emit(1))
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 5, 6, 5)
        row.setSpacing(6)
        row.addWidget(self.words, 1)
        for button in (self.next, self.take, self.refuse, self.take_all, self.refuse_all):
            row.addWidget(button)
        self.hide()

    def show_count(self, number: int, reason: str = "") -> None:
        """`number` changes wait; `reason` is why the one at the caret is proposed."""
        told = self.tr("{number} changes to decide on").format(number=number)
        self.words.setText(f"{told} · {reason}" if reason else told)
        self.setVisible(number > 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), tones.wash(self.palette()))
        painter.setPen(tones.line(self.palette()))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def _button(self, text: str, told: str) -> QToolButton:
        """As narrow as its words: the sheet below is narrow on a small screen."""
        button = QToolButton(self)
        button.setText(text)
        button.setToolTip(told)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button
