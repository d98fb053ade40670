"""The hits of one search, as a list."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.core.types import Hit
from app.gui.citing import heading, heading_length
from app.gui.listmodels.snippet import Snippet, snippet
from app.gui.words import hit_badges

HIT = Qt.ItemDataRole.UserRole + 1
SNIPPET = Qt.ItemDataRole.UserRole + 2

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class HitModel(QAbstractListModel):
    """HIT gives the Hit, SNIPPET the Snippet; the display text is what a screen reader says."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hits: tuple[Hit, ...] = ()
        self._snippets: dict[int, Snippet] = {}

    @property
    def hits(self) -> tuple[Hit, ...]:
        return self._hits

    def show(self, hits: Sequence[Hit]) -> None:
        self.beginResetModel()
        self._hits = tuple(hits)
        self._snippets = {}
        self.endResetModel()

    def row_of(self, passage_id: int) -> int:
        """The row of a passage, or -1."""
        return next((row for row, hit in enumerate(self._hits) if hit.passage.id == passage_id), -1)

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._hits)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._hits):
            return None
        hit = self._hits[index.row()]
        if role == HIT:
            return hit
        if role == SNIPPET:
            return self._snippet(index.row())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            parts = (hit.document.title, hit.passage.breadcrumb, heading(hit.passage), *hit_badges(hit))
            return ", ".join(part for part in parts if part) + ". " + self._snippet(index.row()).text
        return None

    def _snippet(self, row: int) -> Snippet:
        if row not in self._snippets:
            hit = self._hits[row]
            self._snippets[row] = snippet(hit.passage.text, hit.highlights, heading_length(hit.passage))
        return self._snippets[row]
