"""A label of one line that gives way: what does not fit is cut off and told in full on hovering."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget


class Elided(QLabel):
    """Plain text, for it may hold a file's name."""

    def __init__(self, parent: QWidget | None = None, least: int = 8) -> None:
        """`least` characters always have room."""
        super().__init__(parent)
        self._least = least
        self._more = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def tell_more(self, more: str) -> None:
        """What hovering tells besides, and what is read out after the text."""
        self._more = more
        self.setAccessibleDescription(more)
        self.update()

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * self._least, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        room = self.contentsRect()
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        told = (self.text() if text != self.text() else "", self._more)
        self.setToolTip("\n".join(part for part in told if part))
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
