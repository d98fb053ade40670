"""Searches made before and saved ones, in a list that opens under the box."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from app.core.types import Query, SavedSearch
from app.gui.widgets.labels import Caption
from app.gui.widgets.overlay import Overlay
from app.gui.words import filters_text

if TYPE_CHECKING:
    from app.services.searches import Recollection

_WHAT = Qt.ItemDataRole.UserRole
_ROOM = 90


class History(Overlay):
    """`chosen` gives a Query to look for again, `forgotten` one to forget, `removed` the name of a saved search,
    `emptied` the wish to forget all, `switched` whether to remember from now on, `left` that the box is wanted.
    """

    chosen = Signal(object)
    forgotten = Signal(object)
    removed = Signal(str)
    emptied = Signal()
    switched = Signal(bool)
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, QCoreApplication.translate("History", "Searches made before"))
        self.list.itemClicked.connect(self._choose)
        self.note = Caption(self)
        self.keep = QCheckBox(self.tr("&Remember searches and conversations"), self)
        self.keep.clicked.connect(self.switched)
        self.empty_button = QPushButton(self.tr("Forget all"), self)
        self.empty_button.setToolTip(self.tr("Forget the searches made before; saved ones stay"))
        self.empty_button.clicked.connect(self.emptied)
        foot = QHBoxLayout()
        foot.setContentsMargins(10, 4, 8, 6)
        foot.addWidget(self.keep)
        foot.addWidget(self.note, 1)
        foot.addWidget(self.empty_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self.list, 1)
        column.addLayout(foot)

    def open_below(self, box: QWidget, recollection: "Recollection") -> None:
        """Over the page, under the box, with the keyboard in the list."""
        self.show_recollection(recollection)
        self.lie_below(box, least=1, chrome=self.empty_button.sizeHint().height() + 24)
        self.list.setFocus(Qt.FocusReason.PopupFocusReason)

    def show_recollection(self, recollection: "Recollection") -> None:
        """Put the rows in anew; the row that was current, or its neighbour, stays so."""
        at = self.list.currentRow()
        self.list.clear()
        for saved in recollection.saved:
            self._add(f"★ {saved.name}", saved.query, saved)
        for query in recollection.past:
            self._add("", query, query)
        self.take_row(at)
        self.keep.setChecked(recollection.remembering)
        self.keep.setEnabled(not recollection.locked)
        self.empty_button.setEnabled(bool(recollection.past))
        self.note.setText(self._told(recollection))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.list and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._press(Qt.Key(event.key())) or super().eventFilter(watched, event)
        return super().eventFilter(watched, event)

    def _press(self, key: Qt.Key) -> bool:
        item = self.list.currentItem()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and item is not None:
            self._choose(item)
        elif key == Qt.Key.Key_Delete and item is not None:
            what = item.data(_WHAT)
            if isinstance(what, SavedSearch):
                self.removed.emit(what.name)
            else:
                self.forgotten.emit(what)
        elif key == Qt.Key.Key_Up and self.list.currentRow() <= 0:
            self.left.emit()
        else:
            return False
        return True

    def _choose(self, item: QListWidgetItem) -> None:
        what = item.data(_WHAT)
        self.chosen.emit(what.query if isinstance(what, SavedSearch) else what)

    def _add(self, name: str, query: Query, what: SavedSearch | Query) -> None:
        text = " ".join(query.text.split())
        shown = text if len(text) <= _ROOM else text[: _ROOM - 1] + "…"
        as_typed = self.tr("as typed") if query.verbatim else ""
        parts = (name, shown, filters_text(query), as_typed)
        item = QListWidgetItem(" · ".join(part for part in parts if part), self.list)
        item.setData(_WHAT, what)
        item.setToolTip(text)

    def _told(self, recollection: "Recollection") -> str:
        if recollection.locked:
            return self.tr("Switched off in the settings.")
        if not recollection.past and not recollection.saved:
            return self.tr("Nothing yet. Ctrl+S saves a search under a name.")
        return self.tr("Enter looks again, Delete forgets a row.")
