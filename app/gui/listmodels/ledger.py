"""Every file the workspace knows, as a table that sorts and filters ten thousand rows at once.

It does both itself: a proxy model would ask for each cell through Qt, hundreds of thousands of times.
"""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QGuiApplication

from app.core.messages import Message, Messages
from app.core.types import LedgerEntry
from app.gui import tones
from app.gui.words import kind_name, size_text, state_name

ENTRY = Qt.ItemDataRole.UserRole + 1

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()

STATE, PATH, TITLE, COLLECTION, KIND, FORMAT, PASSAGES, SIZE = range(8)

_NUMBERS = (PASSAGES, SIZE)


class LedgerModel(QAbstractTableModel):
    """ENTRY gives the LedgerEntry of a row."""

    def __init__(self, messages: Messages, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._messages = messages
        self._all: tuple[LedgerEntry, ...] = ()
        self._rows: list[LedgerEntry] = []
        self._state = self._collection = self._words = ""
        self._column, self._order = PATH, Qt.SortOrder.AscendingOrder

    def show(self, entries: Sequence[LedgerEntry]) -> None:
        self._all = tuple(entries)
        self._select()

    def narrow(self, state: str, collection: str, words: str) -> None:
        """Show only these; empty strings mean all. `words` is looked for in path and title."""
        self._state, self._collection, self._words = state, collection, words.casefold()
        self._select()

    def reason(self, entry: LedgerEntry) -> Message | None:
        """Why a file failed, in words."""
        return self._messages.for_code(entry.code, entry.params) if entry.code else None

    def row_of(self, collection: str, path: str) -> int:
        """The row of a file, or -1."""
        rows = enumerate(self._rows)
        return next((row for row, each in rows if each.path == path and each.collection == collection), -1)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._column, self._order = column, order
        self._select()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else SIZE + 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._headers()[section]
        if role == Qt.ItemDataRole.TextAlignmentRole and section in _NUMBERS:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        entry, column = self._rows[index.row()], index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._text(entry, column)
        if role == ENTRY:
            return entry
        if role == Qt.ItemDataRole.TextAlignmentRole and column in _NUMBERS:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ForegroundRole and entry.code and column in (STATE, TITLE):
            return tones.warning(QGuiApplication.palette())
        return None

    def _headers(self) -> tuple[str, ...]:
        return (
            self.tr("State"),
            self.tr("File"),
            self.tr("Title or reason"),
            self.tr("Collection"),
            self.tr("Kind"),
            self.tr("Format"),
            self.tr("Articles"),
            self.tr("Size"),
        )

    def _text(self, entry: LedgerEntry, column: int) -> str:
        cells: tuple[Callable[[], str], ...] = (
            lambda: f"{'⚠ ' if entry.code else ''}{state_name(entry.state)}",
            lambda: entry.path,
            lambda: self._title_text(entry),
            lambda: entry.collection,
            lambda: kind_name(entry.kind),
            entry.format.upper,
            lambda: f"{entry.passages:,}" if not entry.code else "",
            lambda: size_text(entry.size),
        )
        return cells[column]()

    def _title_text(self, entry: LedgerEntry) -> str:
        """A file that was not taken in has no title, but a reason."""
        message = self.reason(entry)
        return f"{message.title} ({message.code})" if message else entry.title

    def _key(self, entry: LedgerEntry) -> tuple[Any, str]:
        keys: tuple[Any, ...] = (
            entry.state,
            entry.path,
            (entry.code, entry.title),
            entry.collection,
            entry.kind,
            entry.format,
            entry.passages,
            entry.size,
        )
        return keys[self._column], entry.path

    def _fits(self, entry: LedgerEntry) -> bool:
        return (
            self._state in ("", entry.state)
            and self._collection in ("", entry.collection)
            and (not self._words or self._words in f"{entry.path}\n{entry.title}".casefold())
        )

    def _select(self) -> None:
        self.beginResetModel()
        self._rows = sorted(filter(self._fits, self._all), key=self._key)
        if self._order == Qt.SortOrder.DescendingOrder:
            self._rows.reverse()
        self.endResetModel()
