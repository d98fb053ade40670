"""Which collection and which kind of document to look in."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from app.core.types import Collection, DocumentKind
from app.gui.words import kind_name


class Filters(QWidget):
    """Empty strings mean all."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.collections = QComboBox(self)
        self.collections.setAccessibleName(self.tr("Collection"))
        self.collections.setToolTip(self.tr("Look only in this collection"))
        self.kinds = QComboBox(self)
        self.kinds.setAccessibleName(self.tr("Kind of document"))
        self.kinds.setToolTip(self.tr("Look only in this kind of document"))
        for box in (self.collections, self.kinds):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.collections.addItem(self.tr("All collections"), "")
        self.kinds.addItem(self.tr("All kinds"), "")
        for kind in DocumentKind:
            self.kinds.addItem(kind_name(kind), kind.value)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.collections)
        row.addWidget(self.kinds)
        self.collections.activated.connect(lambda _row: self.changed.emit())
        self.kinds.activated.connect(lambda _row: self.changed.emit())

    @property
    def collection(self) -> str:
        return str(self.collections.currentData() or "")

    @property
    def kind(self) -> str:
        return str(self.kinds.currentData() or "")

    def set_collections(self, collections: Sequence[Collection]) -> None:
        """Put new names in; the choice stays where it still can."""
        chosen = self.collection
        while self.collections.count() > 1:
            self.collections.removeItem(1)
        for each in collections:
            self.collections.addItem(each.name, each.name)
        self.collections.setCurrentIndex(max(0, self.collections.findData(chosen)))
