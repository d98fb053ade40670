"""Conversations before, in a list that opens under the box, with a field that searches in them."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from app.core.answers import Conversation
from app.gui.widgets.labels import Caption
from app.gui.widgets.overlay import Overlay
from app.gui.words import time_text

_WHAT = Qt.ItemDataRole.UserRole
_ROOM = 70
_PAUSE_MS = 120


class TalkList(Overlay):
    """`chosen`, `forgotten` and `export_wanted` give a Conversation, `searched` what to look for, `emptied` is the
    wish to forget all, `left` that the box is wanted.
    """

    chosen = Signal(object)
    forgotten = Signal(object)
    export_wanted = Signal(object)
    searched = Signal(str)
    emptied = Signal()
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, QCoreApplication.translate("TalkList", "Conversations"))
        self.field = QLineEdit(self)
        self.field.setPlaceholderText(self.tr("Search in conversations"))
        self.field.setAccessibleName(self.tr("Search in conversations"))
        self.field.setClearButtonEnabled(True)
        self.field.setAcceptDrops(False)
        self.field.installEventFilter(self)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(lambda: self.searched.emit(self.field.text().strip()))
        self.field.textChanged.connect(self._pause.start)
        self.list.itemClicked.connect(lambda item: self.chosen.emit(item.data(_WHAT)))
        self.list.currentRowChanged.connect(self._allow)
        self.note = Caption(self)
        self.export_button = QPushButton(self.tr("Export…"), self)
        self.export_button.setToolTip(self.tr("Save this conversation as a file (Ctrl+S)"))
        self.export_button.clicked.connect(lambda: self._with_current(self.export_wanted.emit))
        self.forget_button = QPushButton(self.tr("Forget"), self)
        self.forget_button.setToolTip(self.tr("Forget this conversation (Delete)"))
        self.forget_button.clicked.connect(lambda: self._with_current(self.forgotten.emit))
        self.empty_button = QPushButton(self.tr("Forget all"), self)
        self.empty_button.clicked.connect(self.emptied)
        self._lay_out()

    def open_below(self, box: QWidget, conversations: Sequence[Conversation], *, keeping: bool) -> None:
        """Over the page, under the box, with the keyboard in the list, or in the field where there is none."""
        self.field.blockSignals(True)
        self.field.clear()
        self.field.blockSignals(False)
        self.list.setCurrentRow(-1)
        self.show_conversations(conversations, keeping=keeping)
        chrome = self.field.sizeHint().height() + self.empty_button.sizeHint().height() + 40
        self.lie_below(box, least=3, chrome=chrome)
        (self.list if conversations else self.field).setFocus(Qt.FocusReason.PopupFocusReason)

    def show_conversations(self, conversations: Sequence[Conversation], *, keeping: bool) -> None:
        """Put the rows in anew; the row that was current, or its neighbour, stays so. `keeping`: new ones come in."""
        at = self.list.currentRow()
        self.list.clear()
        for each in conversations:
            title = " ".join(each.title.split())
            short = title if len(title) <= _ROOM else title[: _ROOM - 1] + "…"
            count = self.tr("{count} questions").format(count=each.exchanges)
            item = QListWidgetItem(f"{short} · {count} · {time_text(each.touched)}", self.list)
            item.setData(_WHAT, each)
            item.setToolTip(title)
        self.take_row(at)
        self._allow(self.list.currentRow())
        self.empty_button.setEnabled(bool(conversations) or bool(self.field.text()))
        self.note.setText(self._told(bool(conversations), keeping))

    def export_current(self) -> None:
        self._with_current(self.export_wanted.emit)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = Qt.Key(event.key())
            if watched is self.list and self._press(key):
                return True
            if watched is self.field and self._press_in_field(key):
                return True
        return super().eventFilter(watched, event)

    # --- the keyboard ------------------------------------------------------------------------
    def _press(self, key: Qt.Key) -> bool:
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._with_current(self.chosen.emit)
        elif key == Qt.Key.Key_Delete:
            self._with_current(self.forgotten.emit)
        elif key == Qt.Key.Key_Up and self.list.currentRow() <= 0:
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            return False
        return True

    def _press_in_field(self, key: Qt.Key) -> bool:
        if key == Qt.Key.Key_Up:
            self.left.emit()
        elif key == Qt.Key.Key_Down:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._pause.stop()
            self.searched.emit(self.field.text().strip())
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            return False
        return True

    def _with_current(self, tell: Callable[[Conversation], None]) -> None:
        item = self.list.currentItem()
        if item is not None:
            tell(item.data(_WHAT))

    def _allow(self, row: int) -> None:
        for button in (self.export_button, self.forget_button):
            button.setEnabled(row >= 0)

    def _told(self, any_found: bool, keeping: bool) -> str:
        if not keeping:
            return self.tr("New conversations are not kept: remembering is switched off (Ctrl+H, or the settings).")
        if any_found:
            return self.tr("Enter opens, Delete forgets, Ctrl+S exports.")
        if self.field.text():
            return self.tr("No conversation holds these words.")
        return self.tr("Nothing yet. A question asked with Ctrl+Enter begins one.")

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(8, 8, 8, 4)
        head.addWidget(self.field)
        foot = QHBoxLayout()
        foot.setContentsMargins(10, 4, 8, 6)
        foot.setSpacing(6)
        foot.addWidget(self.note, 1)
        for button in (self.export_button, self.forget_button, self.empty_button):
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.list, 1)
        column.addLayout(foot)
