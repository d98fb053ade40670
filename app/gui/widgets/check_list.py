"""A short list of names of which any number may be ticked."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QItemSelectionModel, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QMouseEvent, QPalette
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from app.gui import tones

_VALUE = Qt.ItemDataRole.UserRole
_ROWS = 6
_CURRENT = QItemSelectionModel.SelectionFlag.ClearAndSelect
_QUIETLY = QItemSelectionModel.SelectionFlag.NoUpdate


class CheckList(QListWidget):
    """Space ticks the current row, so does a click anywhere on it. What is ticked stands first once filled."""

    changed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setTabKeyNavigation(False)
        self.itemChanged.connect(lambda _item: self.changed.emit())
        self._tint()

    def fill(self, names: Sequence[tuple[str, str]]) -> None:
        """(value, text) of each row. Ticks stay; a ticked value that is no longer among them stays as a row too."""
        ticked = self.ticked()
        known = dict(names)
        rows = [(value, known.get(value, value)) for value in ticked]
        rows += [(value, text) for value, text in names if value not in ticked]
        if rows == [(self._value(row), self.item(row).text()) for row in range(self.count())]:
            return
        self.blockSignals(True)
        self.clear()
        for value, text in rows:
            item = QListWidgetItem(text, self)
            item.setData(_VALUE, value)
            item.setToolTip(text)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(_state(value in ticked))
        self.blockSignals(False)
        self.setCurrentRow(0, _CURRENT if self.hasFocus() else _QUIETLY)

    def ticked(self) -> tuple[str, ...]:
        """The values, in the order of the rows."""
        rows = range(self.count())
        return tuple(self._value(row) for row in rows if self.item(row).checkState() == Qt.CheckState.Checked)

    def tick(self, values: Sequence[str]) -> None:
        """Exactly these, without a word to anybody."""
        self.blockSignals(True)
        known = {self._value(row) for row in range(self.count())}
        for value in values:
            if value not in known:
                item = QListWidgetItem(value, self)
                item.setData(_VALUE, value)
        for row in range(self.count()):
            self.item(row).setCheckState(_state(self._value(row) in values))
        self.blockSignals(False)

    def text_of(self, value: str) -> str:
        return next((self.item(row).text() for row in range(self.count()) if self._value(row) == value), value)

    def show_only(self, words: str) -> None:
        """The rows whose text holds the words, and those that are ticked."""
        wanted = "".join(words.split())
        for row in range(self.count()):
            item = self.item(row)
            fits = wanted in "".join(item.text().split()) or item.checkState() == Qt.CheckState.Checked
            item.setHidden(not fits)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.setCurrentRow(max(self.currentRow(), 0))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Only where the keyboard is a row stands out: elsewhere it would look as if it were chosen."""
        super().focusOutEvent(event)
        self.clearSelection()

    def sizeHint(self) -> QSize:
        line = self.fontMetrics().height() + 6
        return QSize(self.fontMetrics().averageCharWidth() * 22, line * _ROWS + 4)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 12, self.fontMetrics().height() * 4)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._tint()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        item = self.itemAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and item is not None:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.setCurrentItem(item)
            item.setCheckState(_state(item.checkState() != Qt.CheckState.Checked))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The press has done it; Qt would tick the box a second time."""

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mousePressEvent(event)

    def _tint(self) -> None:
        """Boxes that can be seen: styles take their outline from Window, which in dark schemes is as dark as Base."""
        parent = self.parentWidget()
        palette = QPalette(parent.palette() if parent else self.palette())
        outline = tones.blend(palette.base().color(), palette.text().color(), 0.45)
        if self.palette().color(QPalette.ColorRole.Window) == outline:
            return  # setPalette() below comes back here as a change
        palette.setColor(QPalette.ColorRole.Window, outline)
        self.setPalette(palette)

    def _value(self, row: int) -> str:
        return str(self.item(row).data(_VALUE))


def _state(ticked: bool) -> Qt.CheckState:
    return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
