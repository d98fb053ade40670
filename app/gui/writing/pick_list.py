"""A list over the page with a field that searches in it: drafts from before, letters that are like this one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from app.gui.widgets.labels import Caption
from app.gui.widgets.overlay import Overlay

_WHAT = Qt.ItemDataRole.UserRole
_ROOM = 60
_PAUSE_MS = 120


@dataclass(frozen=True, slots=True)
class Pick:
    """`what` is given back when it is chosen."""

    title: str
    below: str
    what: object


class PickList(Overlay):
    """`chosen` and `removed` give what a row stands for, `searched` what to look for, `left`: the page is wanted."""

    chosen = Signal(object)
    removed = Signal(object)
    searched = Signal(str)
    left = Signal()

    def __init__(self, name: str, hint: str, parent: QWidget, *, removing: bool) -> None:
        """`hint` stands in the field; `removing`: rows can be taken out for good."""
        super().__init__(parent, name)
        self.field = QLineEdit(self)
        self.field.setPlaceholderText(hint)
        self.field.setAccessibleName(hint)
        self.field.setClearButtonEnabled(True)
        self.field.setAcceptDrops(False)
        self.field.installEventFilter(self)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(lambda: self.searched.emit(self.field.text().strip()))
        self.field.textChanged.connect(self._pause.start)
        self.list.itemClicked.connect(lambda item: self.chosen.emit(item.data(_WHAT)))
        self.list.currentRowChanged.connect(self._allow)
        self.note = Caption(self)
        self.remove_button = QPushButton(self.tr("Remove"), self)
        self.remove_button.setToolTip(self.tr("Remove for good (Delete)"))
        self.remove_button.clicked.connect(lambda: self._with_current(self.removed.emit))
        self.remove_button.setVisible(removing)
        self._removing = removing
        self._lay_out()

    def open_below(self, box: QWidget, picks: Sequence[Pick], note: str) -> None:
        """Over the page, under the box, with the keyboard in the list, or in the field where there is none."""
        self.field.blockSignals(True)
        self.field.clear()
        self.field.blockSignals(False)
        self.list.setCurrentRow(-1)
        self.show_picks(picks, note)
        self.lie_below(
            box, least=3, chrome=self.field.sizeHint().height() + self.remove_button.sizeHint().height() + 40
        )
        (self.list if picks else self.field).setFocus(Qt.FocusReason.PopupFocusReason)

    def show_picks(self, picks: Sequence[Pick], note: str) -> None:
        """Put the rows in anew; the row that was current, or its neighbour, stays so."""
        at = self.list.currentRow()
        self.list.clear()
        for pick in picks:
            title = " ".join(pick.title.split()) or "—"
            short = title if len(title) <= _ROOM else title[: _ROOM - 1] + "…"
            item = QListWidgetItem(" · ".join(part for part in (short, pick.below) if part), self.list)
            item.setData(_WHAT, pick.what)
            item.setToolTip(title)
        self.take_row(at)
        self._allow(self.list.currentRow())
        self.note.setText(note)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = Qt.Key(event.key())
            if watched is self.list and self._press(key):
                return True
            if watched is self.field and self._press_in_field(key):
                return True
        return super().eventFilter(watched, event)

    def _press(self, key: Qt.Key) -> bool:
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._with_current(self.chosen.emit)
        elif key == Qt.Key.Key_Delete and self._removing:
            self._with_current(self.removed.emit)
        elif key == Qt.Key.Key_Up and self.list.currentRow() <= 0:
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            return False
        return True

    def _press_in_field(self, key: Qt.Key) -> bool:
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._pause.isActive():
                self._pause.stop()
                self.searched.emit(self.field.text().strip())
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            return False
        return True

    def _with_current(self, tell: Callable[[object], None]) -> None:
        item = self.list.currentItem()
        if item is not None:
            tell(item.data(_WHAT))

    def _allow(self, row: int) -> None:
        self.remove_button.setEnabled(row >= 0)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(8, 8, 8, 4)
        head.addWidget(self.field)
        foot = QHBoxLayout()
        foot.setContentsMargins(10, 4, 8, 6)
        foot.addWidget(self.note, 1)
        foot.addWidget(self.remove_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.list, 1)
        column.addLayout(foot)
