"""Which rows of the ledger are shown: by words, state and collection."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget

from app.core.types import Collection, FileState
from app.gui.words import state_name


class LedgerFilter(QWidget):
    """Empty strings mean all."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = QLineEdit(self)
        self.words.setPlaceholderText(self.tr("Filter by file or title"))
        self.words.setAccessibleName(self.tr("Filter by file or title"))
        self.words.setClearButtonEnabled(True)
        self.words.setAcceptDrops(False)  # files dropped here are for the window
        self.states = QComboBox(self)
        self.states.setAccessibleName(self.tr("State"))
        self.states.addItem(self.tr("All states"), "")
        for state in (FileState.FAILED, FileState.WAITING, FileState.SKIPPED, FileState.INDEXED):
            self.states.addItem(state_name(state), state.value)
        self.collections = QComboBox(self)
        self.collections.setAccessibleName(self.tr("Collection"))
        self.collections.addItem(self.tr("All collections"), "")
        self.collections.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.words, 1)
        row.addWidget(self.states)
        row.addWidget(self.collections)
        self.words.textChanged.connect(lambda _text: self.changed.emit())
        self.states.currentIndexChanged.connect(lambda _row: self.changed.emit())
        self.collections.currentIndexChanged.connect(lambda _row: self.changed.emit())

    @property
    def state(self) -> str:
        return str(self.states.currentData() or "")

    @property
    def collection(self) -> str:
        return str(self.collections.currentData() or "")

    @property
    def text(self) -> str:
        return self.words.text().strip()

    def show_only(self, state: FileState) -> None:
        """All files in one state, whatever was looked for before."""
        self.words.clear()
        self.collections.setCurrentIndex(0)
        self.states.setCurrentIndex(self.states.findData(state.value))

    def set_collections(self, collections: Sequence[Collection]) -> None:
        """Put new names in; the choice stays where it still can."""
        names = [each.name for each in collections]
        if names == [self.collections.itemData(row) for row in range(1, self.collections.count())]:
            return
        chosen = self.collection
        self.collections.blockSignals(True)
        while self.collections.count() > 1:
            self.collections.removeItem(1)
        for name in names:
            self.collections.addItem(name, name)
        self.collections.setCurrentIndex(max(0, self.collections.findData(chosen)))
        self.collections.blockSignals(False)
        if self.collection != chosen:
            self.changed.emit()
