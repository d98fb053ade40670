"""A new passphrase, typed twice; with the present one where there is one."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from app.gui.site_counter import NewLock
from app.gui.widgets.labels import Caption, Headline


class PassphraseDialog(QDialog):
    """`changing`: the workspace is encrypted already. What was typed is given once by `take`, and wiped."""

    def __init__(self, least: int, *, changing: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._least = least
        title = self.tr("Change the passphrase") if changing else self.tr("Encrypt the workspace")
        self.setWindowTitle(title)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(20, 18, 20, 16)
        self._column.setSpacing(8)
        self._column.addWidget(Headline(self, title, scale=1.1))
        self._column.addWidget(
            Caption(self, self.tr("Nobody can bring back a forgotten passphrase, and with it everything is lost."))
        )
        self.present = self._field(self.tr("&Present passphrase")) if changing else None
        told = self.tr("&New passphrase, {count} letters at least").format(count=least)
        self.new = self._field(told)
        self.again = self._field(self.tr("The &same once more"))
        self.fault = QLabel(self)
        self.fault.setTextFormat(Qt.TextFormat.PlainText)
        self.reveal = QCheckBox(self.tr("&Show what I type"), self)
        self.recovery = QCheckBox(self.tr("Also make a &recovery passphrase to keep on paper"), self)
        self.account = QCheckBox(self.tr("Open without asking in this &account of this PC"), self)
        for box in (self.recovery, self.account):
            box.setVisible(not changing)
        kinds = QDialogButtonBox.StandardButton
        self.buttons = QDialogButtonBox(kinds.Ok | kinds.Cancel, self)
        for button in self.buttons.buttons():
            button.setIcon(QIcon())
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.reveal.toggled.connect(self._show_typed)
        for widget in (self.fault, self.reveal, self.recovery, self.account, self.buttons):
            self._column.addWidget(widget)
        self._judge()
        (self.present or self.new).setFocus()

    def take(self) -> tuple[str, NewLock]:
        """(the present passphrase, the new one with the ways in beside it)."""
        present = self.present.text() if self.present is not None else ""
        lock = NewLock(self.new.text(), self.recovery.isChecked(), self.account.isChecked())
        for field in self._fields():
            field.clear()
        return present, lock

    def _fields(self) -> tuple[QLineEdit, ...]:
        return tuple(field for field in (self.present, self.new, self.again) if field is not None)

    def _field(self, name: str) -> QLineEdit:
        field = QLineEdit(self)
        field.setEchoMode(QLineEdit.EchoMode.Password)
        field.setInputMethodHints(Qt.InputMethodHint.ImhHiddenText | Qt.InputMethodHint.ImhNoPredictiveText)
        field.setMinimumWidth(self.fontMetrics().averageCharWidth() * 52)
        field.setAccessibleName(name.replace("&", ""))
        field.textChanged.connect(self._judge)
        label = QLabel(name, self)
        label.setBuddy(field)
        self._column.addWidget(label)
        self._column.addWidget(field)
        return field

    def _judge(self) -> None:
        """Why it cannot go on yet is said once something stands in both fields."""
        if not hasattr(self, "buttons"):
            return
        new, again = self.new.text(), self.again.text()
        short = len(new.strip()) < self._least
        fault = ""
        if new and short:
            fault = self.tr("Too short.")
        elif again and new != again:
            fault = self.tr("The two are not the same.")
        self.fault.setText(fault)
        ready = not short and new == again and (self.present is None or bool(self.present.text()))
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(ready)

    def _show_typed(self, on: bool) -> None:
        for field in self._fields():
            field.setEchoMode(QLineEdit.EchoMode.Normal if on else QLineEdit.EchoMode.Password)
