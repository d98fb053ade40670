"""점검: what is to be mended, with the rule, the article, and the mending where code knows one."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.core.findings import Severity
from app.gui.widgets.labels import Caption
from app.gui.writing.entries import WHAT, Entry, EntryList
from app.gui.writing.remarks import Remark

_ROWS = 300
"""Rows that are listed at once: who has mended these sees the next."""


class CheckPanel(QWidget):
    """`shown` gives the Remark that the keyboard is on, `fix_wanted` one to mend, `all_wanted` the wish for all."""

    shown = Signal(object)
    fix_wanted = Signal(object)
    all_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._remarks: tuple[Remark, ...] = ()
        self.summary = Caption(self)
        self.list = EntryList(self.tr("What is to be mended"), self)
        self.list.currentRowChanged.connect(self._turn)
        self.list.itemClicked.connect(lambda item: self.shown.emit(item.data(WHAT)))
        self.list.itemActivated.connect(lambda _item: self._fix())
        self.fix_button = QPushButton(self.tr("Mend"), self)
        self.fix_button.setToolTip(self.tr("Mend what is chosen (Enter)"))
        self.fix_button.clicked.connect(self._fix)
        self.all_button = QPushButton(self.tr("Mend all"), self)
        self.all_button.setToolTip(self.tr("Mend everything that code knows how to (Ctrl+Shift+F)"))
        self.all_button.clicked.connect(self.all_wanted)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.fix_button)
        row.addWidget(self.all_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.summary)
        column.addWidget(self.list, 1)
        column.addLayout(row)
        self.show_waiting()

    def show_waiting(self) -> None:
        """There is no draft to look at."""
        self._remarks = ()
        self.list.clear()
        self.summary.setText(self.tr("What breaks a rule, and what comes from nowhere, is listed here."))
        self._allow()

    def show_remarks(self, remarks: Sequence[Remark]) -> None:
        """Put the rows in anew; the one that was current, or its neighbour, stays so."""
        at = self.list.currentRow()
        self.list.blockSignals(True)
        self.list.clear()
        self._remarks = tuple(remarks)
        for remark in remarks[:_ROWS]:
            self.list.put(self._entry(remark), remark)
        self.list.setCurrentRow(min(at, self.list.count() - 1))
        self.list.blockSignals(False)
        errors = sum(remark.severity is Severity.ERROR for remark in remarks)
        self.summary.setText(
            self.tr("Nothing to mend.")
            if not remarks
            else self.tr("{errors} errors, {hints} hints").format(errors=errors, hints=len(remarks) - errors)
        )
        self._allow()

    def remarks(self) -> tuple[Remark, ...]:
        """All of them, also those that the list has no room for."""
        return self._remarks

    def _entry(self, remark: Remark) -> Entry:
        grave = remark.severity is Severity.ERROR
        mending = self.tr("becomes: {fix}").format(fix=remark.fix) if remark.fix else ""
        if remark.fix == "":
            mending = self.tr("goes away")
        weight = self.tr("error") if grave else self.tr("hint")
        below = " · ".join(part for part in (weight, remark.rule, remark.article, mending) if part)
        return Entry("●" if grave else "○", remark.words, below, grave)

    def _turn(self, row: int) -> None:
        self._allow()
        if row >= 0:
            self.shown.emit(self.list.item(row).data(WHAT))

    def _fix(self) -> None:
        item = self.list.currentItem()
        if item is not None and item.data(WHAT).fix is not None:
            self.fix_wanted.emit(item.data(WHAT))

    def _allow(self) -> None:
        item = self.list.currentItem()
        self.fix_button.setEnabled(item is not None and item.data(WHAT).fix is not None)
        self.all_button.setEnabled(any(remark.fix is not None for remark in self.remarks()))
