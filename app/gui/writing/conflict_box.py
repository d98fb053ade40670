"""Two values for one thing in the notes: neither is put in before the user has said which."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.core.drafts import Conflict
from app.gui import tones


class _Choice(QPushButton):
    """Never wider than the pane: what does not fit is left out, and told by the tip."""

    def __init__(self, words: str, parent: QWidget) -> None:
        super().__init__(words, parent)
        self._words = words
        self.setToolTip(words)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width() - self.fontMetrics().averageCharWidth()
        self.setText(self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, room))


class ConflictBox(QFrame):
    chosen = Signal(object, str)  # Conflict, value

    def __init__(self, conflict: Conflict, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.conflict = conflict
        told = self.tr("{label}: the notes contradict themselves. Which is right?").format(label=conflict.label)
        words = QLabel(told, self)
        words.setWordWrap(True)
        self.setAccessibleName(told)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 8)
        column.setSpacing(4)
        column.addWidget(words)
        self.buttons: list[QPushButton] = []
        for at, value in enumerate(conflict.values):
            line = conflict.lines[at] if at < len(conflict.lines) else 0
            where = self.tr("notes, line {line}").format(line=line) if line else ""
            button = _Choice(f"{where}: {value}" if where else value, self)
            button.setAccessibleName(f"{conflict.label}: {value}")
            button.clicked.connect(lambda _=False, value=value: self.chosen.emit(self.conflict, value))
            column.addWidget(button)
            self.buttons.append(button)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tone, base = tones.warning(self.palette()), self.palette().base().color()
        painter.setPen(tones.blend(base, tone, 0.5))
        painter.setBrush(tones.blend(base, tone, 0.08))
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 4, 4)
