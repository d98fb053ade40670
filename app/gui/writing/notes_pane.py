"""The form, the rough notes, and the order to make a draft of them."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from app.core.drafts import Form
from app.gui.widgets.labels import Caption


class NotesPane(QWidget):
    """`drafted` is the order, `stopped` the wish to stop it, `form_changed` gives the form's id, `typed` tells that the
    notes are others."""

    drafted = Signal()
    stopped = Signal()
    form_changed = Signal(str)
    typed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = QComboBox(self)
        self.form.setAccessibleName(self.tr("Form"))
        self.form.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.form.activated.connect(lambda row: self.form_changed.emit(self.form.itemData(row)))
        self.notes = _Notes(self)
        self.notes.ordered.connect(self._order)
        self.notes.textChanged.connect(self.typed)
        self.button = QPushButton(self.tr("Make a draft"), self)
        self.button.setToolTip(self.tr("Make a draft of the notes (Ctrl+Enter)"))
        self.button.setDefault(True)
        self.button.clicked.connect(self._order)
        self.stage = Caption(self)
        self.stage.hide()
        self._running = False
        self._lay_out()

    @property
    def form_id(self) -> str:
        return str(self.form.currentData() or "")

    def show_forms(self, forms: Sequence[Form]) -> None:
        held = self.form_id
        self.form.clear()
        for form in forms:
            self.form.addItem(form.name, form.id)
            self.form.setItemData(self.form.count() - 1, form.source, Qt.ItemDataRole.ToolTipRole)
        self.choose_form(held)

    def choose_form(self, form: str) -> None:
        at = self.form.findData(form)
        if at >= 0:
            self.form.setCurrentIndex(at)

    def show_notes(self, text: str) -> None:
        """Those of a draft that was opened; not while they are typed."""
        if self.notes.toPlainText() != text:
            self.notes.blockSignals(True)
            self.notes.setPlainText(text)
            self.notes.blockSignals(False)

    def show_running(self, stage: str) -> None:
        """Empty: nothing runs."""
        self._running = bool(stage)
        self.stage.setText(stage)
        self.stage.setVisible(self._running)
        self.button.setText(self.tr("Stop (Esc)") if self._running else self.tr("Make a draft"))

    def _order(self) -> None:
        (self.stopped if self._running else self.drafted).emit()

    def _lay_out(self) -> None:
        head = QLabel(self.tr("&Form"), self)
        head.setBuddy(self.form)
        row = QHBoxLayout()
        row.addWidget(head)
        row.addWidget(self.form, 1)
        name = QLabel(self.tr("N&otes"), self)
        name.setBuddy(self.notes)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(row)
        column.addWidget(name)
        column.addWidget(self.notes, 1)
        column.addWidget(self.stage)
        column.addWidget(self.button)


class _Notes(QPlainTextEdit):
    """Ctrl+Enter is the order, wherever the caret is; Tab leads on."""

    ordered = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setAcceptDrops(False)
        self.setAccessibleName(self.tr("Notes"))
        self.setPlaceholderText(
            self.tr(
                "Paste or type what you have, as it is:\n\n"
                "what it is about\nwhen and where\nwho, how many, how much\nwhat you ask for, by when\nattachments"
            )
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if control and Qt.Key(event.key()) in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.ordered.emit()
        else:
            super().keyPressEvent(event)
