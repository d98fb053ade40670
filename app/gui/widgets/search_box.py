"""The one box: what is typed, asked, and which way the arrows point."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget

PAUSE_MS = 120
PAGE_ROWS = 5

_MOVES = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_PageUp: -PAGE_ROWS,
    Qt.Key.Key_PageDown: PAGE_ROWS,
}


class SearchBox(QLineEdit):
    """`typed` follows a pause after committed text; Hangul that is still being composed sends nothing."""

    typed = Signal()
    entered = Signal()
    verbatim_wanted = Signal()
    moved = Signal(int)  # rows down
    copy_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.typed)
        self.textEdited.connect(self._on_edited)

    def settle(self) -> None:
        """Forget a pause that has not passed yet: a full search has taken its place."""
        self._pause.stop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            shifted = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            (self.verbatim_wanted if shifted else self.entered).emit()
        elif key in _MOVES and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.moved.emit(_MOVES[key])
        elif event.matches(QKeySequence.StandardKey.Copy) and not self.hasSelectedText():
            self.copy_wanted.emit()
        else:
            super().keyPressEvent(event)

    def _on_edited(self, _text: str) -> None:
        self._pause.start()
