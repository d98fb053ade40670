"""A table of a few rows that are only read and chosen."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget


class PlainTable(QTableWidget):
    """Rows of words; the chosen one stays chosen by its place. `wide` is the column that takes the room there is."""

    def __init__(self, name: str, heads: Sequence[str], wide: int, parent: QWidget | None = None) -> None:
        super().__init__(0, len(heads), parent)
        self._wide = wide
        self.setAccessibleName(name)
        self.setHorizontalHeaderLabels(list(heads))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 12)
        bar = self.horizontalHeader()
        bar.setHighlightSections(False)
        bar.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        bar.setMinimumSectionSize(self.fontMetrics().height() * 3)
        bar.setSectionResizeMode(wide, QHeaderView.ResizeMode.Stretch)

    def show_rows(self, rows: Sequence[Sequence[str]]) -> None:
        at = self.currentRow()
        self.setRowCount(len(rows))
        for row, texts in enumerate(rows):
            for column, text in enumerate(texts):
                item = QTableWidgetItem(text)
                item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
                item.setToolTip(text)
                self.setItem(row, column, item)
        for column in range(self.columnCount()):
            if column != self._wide:
                widest = max(self.sizeHintForColumn(column), self.horizontalHeader().sectionSizeHint(column))
                self.setColumnWidth(column, widest + self.fontMetrics().height())
        if rows:
            self.selectRow(min(max(at, 0), len(rows) - 1))

    def texts(self) -> list[list[str]]:
        """What stands in it."""
        return [
            [item.text() if (item := self.item(row, column)) else "" for column in range(self.columnCount())]
            for row in range(self.rowCount())
        ]

    def fit_height(self, most: int) -> None:
        """As high as its rows, `most` of them at once."""
        shown = min(max(self.rowCount(), 1), most)
        rows = shown * self.verticalHeader().defaultSectionSize()
        self.setFixedHeight(self.horizontalHeader().sizeHint().height() + rows + 6)
