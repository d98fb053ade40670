"""Rows of the right side: a sign, a few lines of words, and a quiet line below them."""

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.gui import tones

WHAT = Qt.ItemDataRole.UserRole
_ENTRY = int(Qt.ItemDataRole.UserRole) + 1
_PAD = 8
_WRAP = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignTop)


@dataclass(frozen=True, slots=True)
class Entry:
    """`warm`: it asks for care."""

    sign: str
    words: str
    below: str = ""
    warm: bool = False


class EntryList(QListWidget):
    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setItemDelegate(_EntryDelegate(self))
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setWordWrap(True)

    def put(self, entry: Entry, what: object) -> QListWidgetItem:
        """One more row; `what` it stands for is its data."""
        item = QListWidgetItem(". ".join(part for part in (entry.words, entry.below) if part), self)
        item.setData(WHAT, what)
        item.setData(_ENTRY, entry)
        return item


class _EntryDelegate(QStyledItemDelegate):
    def __init__(self, view: QListWidget) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        width = self._view.viewport().width()
        words, below = _boxes(option.fontMetrics, index.data(_ENTRY), width)
        return QSize(width, max(words.bottom(), below.bottom()) + _PAD)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        entry: Entry = index.data(_ENTRY)
        self.initStyleOption(option, index)
        option.text = ""
        QApplication.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, self._view)
        words, below = _boxes(option.fontMetrics, entry, option.rect.width())
        corner = option.rect.topLeft()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        palette = option.palette
        ink = palette.highlightedText().color() if chosen else palette.text().color()
        quiet = ink if chosen else tones.quiet(palette)
        painter.save()
        painter.setPen(ink if chosen else tones.warning(palette) if entry.warm else tones.quiet(palette))
        sign = QRect(corner.x() + _PAD, corner.y() + _PAD, words.x() - _PAD, option.fontMetrics.height())
        painter.drawText(sign, _WRAP, entry.sign)
        painter.setPen(ink)
        painter.drawText(words.translated(corner), _WRAP, entry.words)
        painter.setPen(quiet)
        painter.drawText(below.translated(corner), _WRAP, entry.below)
        painter.restore()


def _boxes(metrics: QFontMetrics, entry: Entry, width: int) -> tuple[QRect, QRect]:
    left = _PAD + metrics.horizontalAdvance("● ") + 2
    room = QRect(0, 0, max(width - left - _PAD, 40), 10_000)
    words = QRect(left, _PAD, room.width(), metrics.boundingRect(room, _WRAP, entry.words).height())
    if not entry.below:
        return words, QRect(left, words.bottom(), 0, 0)
    height = metrics.boundingRect(room, _WRAP, entry.below).height()
    return words, QRect(left, words.bottom() + 3, room.width(), height)
