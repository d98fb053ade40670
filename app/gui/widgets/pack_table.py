"""Documents that came with the installed release: what, by whom it was signed, when, and whether it was taken in."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.gui.bundle_counter import Pack
from app.gui.widgets.labels import Caption
from app.gui.widgets.plain_table import PlainTable


class PackTable(QWidget):
    """`taking_wanted` gives the Pack that is to be taken into the library."""

    taking_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._packs: tuple[Pack, ...] = ()
        self._free = True
        self.caption = Caption(self)
        heads = (
            self.tr("Pack"),
            self.tr("Version"),
            self.tr("Signed by"),
            self.tr("Signed on"),
            self.tr("In the library"),
        )
        self.table = PlainTable(self.tr("Installed packs"), heads, 0, self)
        self.take = QPushButton(self.tr("&Take into the library"), self)
        foot = QHBoxLayout()
        foot.addWidget(self.take)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.caption)
        column.addWidget(self.table, 1)
        column.addLayout(foot)
        self.take.clicked.connect(self._want)
        self.table.itemSelectionChanged.connect(self._enable)
        self.table.itemActivated.connect(lambda _item: self._want())
        self.show_packs(())

    def show_packs(self, packs: Sequence[Pack]) -> None:
        self._packs = tuple(packs)
        self.table.show_rows(
            [
                (
                    *(pack.collection, pack.version, ", ".join(pack.signers), pack.signed_on),
                    self.tr("Taken in") if pack.taken else self.tr("Not yet"),
                )
                for pack in self._packs
            ]
        )
        self.caption.setText(
            self.tr("These documents came with the installed release. What is taken in follows each upgrade.")
            if self._packs
            else self.tr("No documents came with a signed bundle on this PC.")
        )
        self._enable()

    def set_free(self, free: bool) -> None:
        """Whether an order may be given now."""
        self._free = free
        self._enable()

    def current(self) -> Pack | None:
        at = self.table.currentRow()
        return self._packs[at] if 0 <= at < len(self._packs) else None

    def _want(self) -> None:
        pack = self.current()
        if pack is not None and self._free and not pack.taken:
            self.taking_wanted.emit(pack)

    def _enable(self) -> None:
        pack = self.current()
        self.take.setEnabled(self._free and pack is not None and not pack.taken)
