"""The list of hits, with words in it when it is empty."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QListView, QWidget

from app.core.types import Hit
from app.gui import tones
from app.gui.listmodels.hits import HIT, HitModel
from app.gui.widgets.hit_delegate import HitDelegate


class Results(QListView):
    """`chosen` when a hit becomes current, `opened` on Enter or a double click."""

    chosen = Signal(object)  # Hit
    opened = Signal(object)  # Hit
    copy_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hits = HitModel(self)
        self._hint = ""
        self.setModel(self.hits)
        self.setItemDelegate(HitDelegate(self))
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Results"))
        self.doubleClicked.connect(lambda index: self.opened.emit(index.data(HIT)))

    def show_hits(self, hits: tuple[Hit, ...]) -> None:
        """Put new hits in; none is current until the user moves or `choose` is called."""
        self.hits.show(hits)
        self.scrollToTop()

    def replace_hits(self, hits: tuple[Hit, ...]) -> None:
        """Put better hits in the place of early ones: the current one stays current, and where it is on the screen."""
        if hits == self.hits.hits:
            return
        held = self.current_hit()
        top = self.visualRect(self.currentIndex()).top()
        self.show_hits(hits)
        row = self.hits.row_of(held.passage.id) if held is not None else -1
        if row >= 0:
            self.choose_quietly(row)
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + self.visualRect(self.currentIndex()).top() - top)

    def show_hint(self, text: str) -> None:
        """The words for an empty list."""
        self._hint = text
        self.setAccessibleDescription(text)
        self.viewport().update()

    def current_hit(self) -> Hit | None:
        hit: Hit | None = self.currentIndex().data(HIT)
        return hit

    def choose(self, row: int) -> None:
        """Make a row current, within the list's ends."""
        count = self.hits.rowCount()
        if count:
            self.setCurrentIndex(self.hits.index(min(max(row, 0), count - 1)))

    def choose_quietly(self, row: int) -> None:
        """Make a row current (-1: none) without opening it: something more exact is opened."""
        self.blockSignals(True)
        self.setCurrentIndex(self.hits.index(row) if row >= 0 else QModelIndex())
        self.blockSignals(False)

    def step(self, rows: int) -> None:
        """Down (or up) from the current hit; from nothing, to the first."""
        current = self.currentIndex()
        self.choose(current.row() + rows if current.isValid() else 0)

    def currentChanged(
        self, current: QModelIndex | QPersistentModelIndex, previous: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().currentChanged(current, previous)
        if current.isValid():
            self.chosen.emit(current.data(HIT))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.current_hit())
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_wanted.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hits.rowCount() == 0 and self._hint:
            painter = QPainter(self.viewport())
            painter.setPen(tones.quiet(self.palette()))
            room = self.viewport().rect().adjusted(24, 24, -24, -24)
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._hint)
