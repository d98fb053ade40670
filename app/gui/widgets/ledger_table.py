"""The ledger as a table, and under it the whole story of the chosen row."""

from PySide6.QtCore import QItemSelection, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QVBoxLayout, QWidget

from app.core.messages import Messages
from app.core.types import LedgerEntry
from app.gui.listmodels import ledger
from app.gui.listmodels.ledger import ENTRY, LedgerModel
from app.gui.widgets.labels import Caption

_WIDTHS = {
    ledger.STATE: 9,
    ledger.PATH: 30,
    ledger.TITLE: 26,
    ledger.COLLECTION: 10,
    ledger.KIND: 9,
    ledger.FORMAT: 8,
    ledger.PASSAGES: 8,
    ledger.SIZE: 9,
}
"""In widths of an average character; the reason takes the rest."""


class LedgerTable(QWidget):
    """Rows are one line high and columns of fixed width, so that size never depends on the number of rows."""

    def __init__(self, messages: Messages, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entries = LedgerModel(messages, self)
        self.view = QTableView(self)
        self.story = Caption(self)
        self.story.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._set_up_view()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.view, 1)
        column.addWidget(self.story)
        self.view.selectionModel().selectionChanged.connect(self._tell)
        self.entries.modelReset.connect(self._tell)
        self._tell()

    def current_entry(self) -> LedgerEntry | None:
        entry: LedgerEntry | None = self.view.currentIndex().data(ENTRY)
        return entry

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
        heads.setStretchLastSection(True)
        unit = self.fontMetrics().averageCharWidth()
        for column, width in _WIDTHS.items():
            view.setColumnWidth(column, max(unit * width, self.fontMetrics().height() * width // 3))
