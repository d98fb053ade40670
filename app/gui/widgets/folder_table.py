"""The folders that the workspace keeps up with, and what is left out of each."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.gui.widgets.labels import Caption

if TYPE_CHECKING:
    from app.services.library import Folder

_PATH, _COLLECTION, _PATTERNS = range(3)


class FolderTable(QWidget):
    """A few rows, told as they are; `patterns_wanted` and `removal_wanted` give the Folder of the chosen one."""

    patterns_wanted = Signal(object)
    look_wanted = Signal()
    removal_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folders: tuple[Folder, ...] = ()
        self._free = True
        self.caption = Caption(self)
        self.table = QTableWidget(0, 3, self)
        self.patterns = QPushButton(self.tr("What to leave o&ut…"), self)
        self.patterns.setToolTip(self.tr("Patterns of files and folders that are not taken in (Enter)"))
        self.look = QPushButton(self.tr("&Look through them now"), self)
        self.look.setToolTip(self.tr("Take in what is new or changed since the last time (F5)"))
        self.removal = QPushButton(self.tr("&Stop keeping up…"), self)
        self.removal.setToolTip(self.tr("Take the folder and its documents out of the library (Delete)"))
        self._lay_out()
        self.patterns.clicked.connect(self._want_patterns)
        self.look.clicked.connect(self.look_wanted)
        self.removal.clicked.connect(self._want_removal)
        delete = QShortcut(QKeySequence.StandardKey.Delete, self.table)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self._want_removal)
        self.table.itemActivated.connect(lambda _item: self._want_patterns())
        self.table.itemSelectionChanged.connect(self._enable)
        self.show_folders(())

    def show_folders(self, folders: "Sequence[Folder]") -> None:
        """The chosen folder stays chosen where it still can."""
        chosen = self.current()
        self._folders = tuple(folders)
        self.table.setRowCount(len(self._folders))
        for row, folder in enumerate(self._folders):
            texts = (_shown(folder.path), folder.collection, ", ".join(folder.excludes))
            for column, text in enumerate(texts):
                item = QTableWidgetItem(text)
                item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
                item.setToolTip(text)
                self.table.setItem(row, column, item)
            if chosen is not None and (chosen.collection, chosen.path) == (folder.collection, folder.path):
                self.table.selectRow(row)
        if self._folders and self.current() is None:
            self.table.selectRow(0)
        self.caption.setText(
            self.tr("Files that are added, changed, moved or deleted in these folders are followed by themselves.")
            if self._folders
            else self.tr("No folder was added yet. “Add a folder…” takes one in and keeps up with it.")
        )
        self._enable()

    def set_free(self, free: bool) -> None:
        """Whether an order may be given now."""
        self._free = free
        self._enable()

    def current(self) -> "Folder | None":
        row = self.table.currentRow()
        return self._folders[row] if 0 <= row < len(self._folders) else None

    def _want_patterns(self) -> None:
        folder = self.current()
        if folder is not None and self._free:
            self.patterns_wanted.emit(folder)

    def _want_removal(self) -> None:
        folder = self.current()
        if folder is not None and self._free:
            self.removal_wanted.emit(folder)

    def _enable(self) -> None:
        self.removal.setEnabled(self._free and self.current() is not None)
        self.patterns.setEnabled(self._free and self.current() is not None)
        self.look.setEnabled(self._free and bool(self._folders))

    def _lay_out(self) -> None:
        table = self.table
        table.setAccessibleName(self.tr("Folders"))
        table.setHorizontalHeaderLabels([self.tr("Folder or file"), self.tr("Collection"), self.tr("Left out")])
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 12)
        heads = table.horizontalHeader()
        heads.setHighlightSections(False)
        heads.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        heads.setSectionResizeMode(_PATH, QHeaderView.ResizeMode.Stretch)
        heads.setSectionResizeMode(_PATTERNS, QHeaderView.ResizeMode.Stretch)
        table.setColumnWidth(_COLLECTION, self.fontMetrics().height() * 8)
        foot = QHBoxLayout()
        foot.addWidget(self.patterns)
        foot.addWidget(self.look)
        foot.addStretch(1)
        foot.addWidget(self.removal)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.caption)
        column.addWidget(table, 1)
        column.addLayout(foot)


def _shown(path: Path) -> str:
    """A path for people: names that are not UTF-8 keep their place."""
    return str(path).encode("utf-8", "replace").decode("utf-8")
