"""The places of the window, down the left side."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QToolButton, QVBoxLayout, QWidget

from app.gui import tones
from app.gui.icons import icon

ICON = 24


class Rail(QWidget):
    """`chosen` gives the number of the place."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names: list[str] = []
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self.chosen)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(6, 10, 6, 10)
        self._column.setSpacing(4)
        self._column.addStretch(1)
        self.setAccessibleName(self.tr("Places"))

    def add(self, text: str, icon_name: str, keys: str) -> None:
        """One more place, with the keys that lead to it."""
        button = QToolButton(self)
        button.setText(text)
        button.setToolTip(f"{text} ({keys})")
        button.setAccessibleName(text)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        button.setIconSize(QSize(ICON, ICON))
        button.setCheckable(True)
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        width = self.fontMetrics().horizontalAdvance(text) + 24
        button.setMinimumSize(max(width, 68), self.fontMetrics().height() + ICON + 20)
        self._group.addButton(button, len(self._names))
        self._names.append(icon_name)
        self._column.insertWidget(self._column.count() - 1, button)
        self._tint()

    def choose(self, place: int) -> None:
        self._group.button(place).setChecked(True)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._tint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(tones.line(self.palette()))
        painter.drawLine(self.rect().topRight(), self.rect().bottomRight())

    def _tint(self) -> None:
        colour = self.palette().buttonText().color()
        for place, name in enumerate(self._names):
            self._group.button(place).setIcon(icon(name, colour, ICON))
