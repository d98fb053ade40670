"""The rows of the audit viewer: time, kind, what; narrowed by kind and words without asking again."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

if TYPE_CHECKING:
    from app.core.chain import Entry

_Index = QModelIndex | QPersistentModelIndex

Row = tuple[str, str, str, str]
"""Number, time, kind and what, in words."""


class AuditModel(QAbstractTableModel):
    """`show` takes the entries with their rows in words."""

    def __init__(self, heads: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._heads = tuple(heads)
        self._all: tuple[tuple[Entry, Row], ...] = ()
        self._rows: tuple[tuple[Entry, Row], ...] = ()
        self._kind = ""
        self._text = ""

    def show(self, rows: "Sequence[tuple[Entry, Row]]") -> None:
        self._all = tuple(rows)
        self.narrow(self._kind, self._text)

    def narrow(self, kind: str, text: str) -> None:
        """Only one kind of act, empty: all; only what holds the words."""
        self._kind, self._text = kind, text.casefold()
        self.beginResetModel()
        self._rows = tuple(
            (entry, row)
            for entry, row in self._all
            if kind in ("", entry.kind) and self._text in " ".join(row).casefold()
        )
        self.endResetModel()

    @property
    def total(self) -> int:
        return len(self._all)

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._heads)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section]
        return None

    def data(self, index: _Index, role: int = 0) -> Any:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._rows[index.row()][1][index.column()]
        return None
