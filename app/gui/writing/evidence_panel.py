"""근거: what each sentence stands on, and the articles that the letter cites or might cite."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QPlainTextEdit, QSplitter, QVBoxLayout, QWidget

from app.core.drafts import Basis, Computation, Provenance
from app.core.findings import Footing
from app.gui.widgets.labels import Caption
from app.gui.writing.entries import WHAT, Entry, EntryList
from app.gui.writing.origins import provenance_name

_ROWS = 400
_ROOM = 90
"""Characters of a quotation; the whole article stands below."""
_CODES_OWN = frozenset({Provenance.USER, Provenance.MODEL, Provenance.MISSING})


class EvidencePanel(QWidget):
    """`shown` gives the Footing that the keyboard is on, `cited` a Basis and whether it is to be in the letter."""

    shown = Signal(object)
    cited = Signal(object, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hint = Caption(self, self.tr("Each sentence of the letter is listed here with what it stands on."))
        self.sentences = EntryList(self.tr("Sentences and what they stand on"), self)
        self.sentences.currentRowChanged.connect(self._turn)
        self.sentences.itemClicked.connect(lambda item: self.shown.emit(item.data(WHAT)))
        self.figures = Caption(self)
        self.figures.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.bases = QListWidget(self)
        self.bases.setAccessibleName(self.tr("Articles: Space puts one into the letter or takes it out"))
        self.bases.setWordWrap(True)
        self.bases.itemChanged.connect(self._cite)
        self.bases.currentRowChanged.connect(self._read)
        self.article = QPlainTextEdit(self)
        self.article.setReadOnly(True)
        self.article.setTabChangesFocus(True)
        self.article.setAccessibleName(self.tr("The article's text"))
        self._no_bases = Caption(self, self.tr("No article is cited. Ctrl+Shift+D in Search sends one here."))
        self._bases: tuple[Basis, ...] | None = None
        self._lay_out()
        self.show_waiting()

    def show_waiting(self) -> None:
        self.sentences.clear()
        self.show_bases(())
        self.show_computations(())
        self.hint.show()
        self._below.hide()
        self.sentences.hide()

    def show_footings(self, footings: Sequence[Footing], text: str) -> None:
        at = self.sentences.currentRow()
        blocker = QSignalBlocker(self.sentences)
        self.sentences.clear()
        for each in footings[:_ROWS]:
            own = each.provenance in _CODES_OWN
            words = " ".join(text[slice(*each.span)].split())
            below = provenance_name(each.provenance, each.where)
            if each.quote and each.provenance is Provenance.ARTICLE:
                quote = " ".join(each.quote.split())
                below = f"{below}: {quote if len(quote) <= _ROOM else quote[: _ROOM - 1] + '…'}"
            self.sentences.put(Entry("○" if own else "●", words, below), each)
        self.sentences.setCurrentRow(min(at, self.sentences.count() - 1))
        blocker.unblock()
        self.hint.setVisible(not footings)
        self.sentences.show()
        self._below.show()

    def show_bases(self, bases: Sequence[Basis]) -> None:
        """Left as they are where they are the same: the keyboard may be on one."""
        if tuple(bases) == self._bases:
            return
        self._bases = tuple(bases)
        at = self.bases.currentRow()
        blocker = QSignalBlocker(self.bases)
        self.bases.clear()
        for basis in bases:
            item = QListWidgetItem(basis.place, self.bases)
            item.setData(WHAT, basis)
            item.setToolTip(basis.quote)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if basis.chosen else Qt.CheckState.Unchecked)
        self.bases.setCurrentRow(min(max(at, 0), self.bases.count() - 1))
        blocker.unblock()
        self._read(self.bases.currentRow())
        for widget in (self.bases, self.article):
            widget.setVisible(bool(bases))
        self._no_bases.setVisible(not bases)

    def show_computations(self, computations: Sequence[Computation]) -> None:
        lines = []
        for each in computations:
            basis = f" ({each.basis})" if each.basis else ""
            lines.append(f"{each.label}: {each.result} = {each.formula}{basis}")
        self.figures.setText("\n".join(lines))
        self.figures.setVisible(bool(lines))

    def _turn(self, row: int) -> None:
        if row >= 0:
            self.shown.emit(self.sentences.item(row).data(WHAT))

    def _cite(self, item: QListWidgetItem) -> None:
        self.cited.emit(item.data(WHAT), item.checkState() == Qt.CheckState.Checked)

    def _read(self, row: int) -> None:
        basis = self.bases.item(row).data(WHAT) if row >= 0 else None
        self.article.setPlainText((basis.text or basis.quote) if basis is not None else "")

    def _lay_out(self) -> None:
        above, below = QWidget(self), QWidget(self)
        self._below = below
        upper = QVBoxLayout(above)
        upper.setContentsMargins(0, 6, 0, 0)
        upper.addWidget(self.hint)
        upper.addWidget(self.sentences, 1)
        upper.addWidget(self.figures)
        upper.addStretch()
        name = QLabel(self.tr("A&rticles"), self)
        name.setBuddy(self.bases)
        lower = QVBoxLayout(below)
        lower.setContentsMargins(0, 6, 0, 0)
        lower.addWidget(name)
        lower.addWidget(self._no_bases)
        lower.addWidget(self.bases, 1)
        lower.addWidget(self.article, 1)
        lower.addStretch()
        halves = QSplitter(Qt.Orientation.Vertical, self)
        halves.addWidget(above)
        halves.addWidget(below)
        halves.setChildrenCollapsible(False)
        halves.setSizes([300, 260])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(halves)
