"""The ledger as a table, and under it the whole story of the chosen row."""

from PySide6.QtCore import QItemSelection, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QVBoxLayout, QWidget

from app.core.messages import Messages
from app.core.types import LedgerEntry
from app.gui import tones
from app.gui.listmodels import ledger
from app.gui.listmodels.ledger import ENTRY, LedgerModel
from app.gui.widgets.labels import Caption

_WIDTHS = {
    ledger.STATE: 8,
    ledger.COLLECTION: 9,
    ledger.KIND: 8,
    ledger.FORMAT: 6,
    ledger.PASSAGES: 6,
    ledger.SIZE: 7,
}
"""In widths of an average character; file and title share the rest."""


class _View(QTableView):
    """A table with words in it when it is empty."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.hint = ""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        model = self.model()
        if self.hint and model is not None and model.rowCount() == 0:
            painter = QPainter(self.viewport())
            painter.setPen(tones.quiet(self.palette()))
            room = self.viewport().rect().adjusted(24, 24, -24, -24)
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self.hint)


class LedgerTable(QWidget):
    """Rows are one line high and columns of fixed width, so that size never depends on the number of rows."""

    def __init__(self, messages: Messages, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entries = LedgerModel(messages, self)
        self.view = _View(self)
        self._chosen = ("", "")
        self.story = Caption(self)
        self.story.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._set_up_view()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.view, 1)
        column.addWidget(self.story)
        self.view.selectionModel().selectionChanged.connect(self._tell)
        self.entries.modelAboutToBeReset.connect(self._remember)
        self.entries.modelReset.connect(self._restore)
        self._tell()

    def show_hint(self, text: str) -> None:
        """The words for an empty table."""
        self.view.hint = text
        self.view.viewport().update()

    def current_entry(self) -> LedgerEntry | None:
        entry: LedgerEntry | None = self.view.currentIndex().data(ENTRY)
        return entry

    def _remember(self) -> None:
        entry = self.current_entry()
        if entry is not None:
            self._chosen = (entry.collection, entry.path)

    def _restore(self) -> None:
        """The chosen file stays chosen when the ledger is read again, sorted or narrowed."""
        row = self.entries.row_of(*self._chosen)
        if row >= 0:
            self.view.setCurrentIndex(self.entries.index(row, 0))
        self._tell()

    def _tell(self, _selected: QItemSelection | None = None) -> None:
        entry = self.current_entry()
        message = self.entries.reason(entry) if entry else None
        if entry is None:
            self.story.setText(self.tr("Choose a row to see all about the file."))
        elif message is None:
            self.story.setText(entry.path)
        else:
            self.story.setText(f"{entry.path}\n{message}")

    def _set_up_view(self) -> None:
        view = self.view
        view.setModel(self.entries)
        view.setAccessibleName(self.tr("Files"))
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        view.setTabKeyNavigation(False)
        view.setShowGrid(False)
        view.setWordWrap(False)
        view.setSortingEnabled(True)
        view.sortByColumn(ledger.PATH, Qt.SortOrder.AscendingOrder)
        view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        rows = view.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(self.fontMetrics().height() + 10)
        heads = view.horizontalHeader()
        heads.setHighlightSections(False)
        heads.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        unit = self.fontMetrics().averageCharWidth()
        for column, width in _WIDTHS.items():
            view.setColumnWidth(column, max(unit * width, self.fontMetrics().height() * width // 2))
        for column in (ledger.PATH, ledger.TITLE):
            heads.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
