"""Small questions: a password, what to leave out of a folder, a name."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from app.gui.widgets.labels import Caption, Headline


class PasswordDialog(QDialog):
    """What is typed is given once by `take` and wiped from the field."""

    def __init__(self, name: str, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Locked file"))
        self.field = QLineEdit(self)
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.setInputMethodHints(Qt.InputMethodHint.ImhHiddenText | Qt.InputMethodHint.ImhNoPredictiveText)
        self.field.setAccessibleName(self.tr("Password"))
        self.field.setMinimumWidth(self.fontMetrics().averageCharWidth() * 44)
        self.reveal = QCheckBox(self.tr("&Show what I type"), self)
        self.reveal.toggled.connect(self._show_typed)
        label = QLabel(self.tr("&Password"), self)
        label.setBuddy(self.field)
        promise = Caption(self, self.tr("It is used to read this file once and is kept nowhere."))
        self.buttons = _buttons(self)
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(False)
        self.field.textChanged.connect(
            lambda text: self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(bool(text))
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(8)
        column.addWidget(Headline(self, name, scale=1.1))
        column.addWidget(Caption(self, hint))
        column.addSpacing(4)
        for widget in (label, self.field, self.reveal, promise, self.buttons):
            column.addWidget(widget)
        self.field.setFocus()

    def take(self) -> str:
        text = self.field.text()
        self.field.clear()
        return text

    def _show_typed(self, on: bool) -> None:
        self.field.setEchoMode(QLineEdit.EchoMode.Normal if on else QLineEdit.EchoMode.Password)


class PatternsDialog(QDialog):
    """One pattern a line; `patterns` gives them as they were typed, without blanks and repetitions."""

    def __init__(self, folder: Path, patterns: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("What to leave out"))
        self.text = QPlainTextEdit("\n".join(patterns), self)
        self.text.setAccessibleName(self.tr("Patterns, one a line"))
        self.text.setTabChangesFocus(True)
        self.text.setMinimumSize(self.fontMetrics().averageCharWidth() * 60, self.fontMetrics().lineSpacing() * 7)
        examples = Caption(
            self,
            "\n".join(
                (
                    self.tr("*.tmp   all files whose names end like this"),
                    self.tr("drafts/   every folder of this name with all that is in it"),
                    self.tr("2019/old/*.hwp   a path from the added folder"),
                )
            ),
        )
        note = Caption(
            self, self.tr("What is left out also leaves the search. The files themselves stay where they are.")
        )
        self.buttons = _buttons(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(8)
        column.addWidget(Headline(self, folder.name or str(folder), scale=1.1))
        column.addWidget(Caption(self, self.tr("Files and folders that fit one of these patterns are not taken in.")))
        for widget in (self.text, examples, note, self.buttons):
            column.addWidget(widget)
        self.text.setFocus()

    def patterns(self) -> tuple[str, ...]:
        lines = (line.strip() for line in self.text.toPlainText().splitlines())
        return tuple(dict.fromkeys(line for line in lines if line))


class NameDialog(QDialog):
    """A name, with a proposal that typing replaces."""

    def __init__(self, title: str, suggested: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.field = QLineEdit(suggested, self)
        self.field.setMaxLength(80)
        self.field.setAccessibleName(self.tr("Name"))
        self.field.setMinimumWidth(self.fontMetrics().averageCharWidth() * 50)
        self.field.selectAll()
        label = QLabel(self.tr("&Name"), self)
        label.setBuddy(self.field)
        self.buttons = _buttons(self)
        ok = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        ok.setEnabled(bool(suggested.strip()))
        self.field.textChanged.connect(lambda text: ok.setEnabled(bool(text.strip())))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(8)
        for widget in (label, self.field, self.buttons):
            column.addWidget(widget)
        self.field.setFocus()


def _buttons(dialog: QDialog) -> QDialogButtonBox:
    kinds = QDialogButtonBox.StandardButton
    buttons = QDialogButtonBox(kinds.Ok | kinds.Cancel, dialog)
    for button in buttons.buttons():
        button.setIcon(QIcon())  # some styles draw pictures that belong to no other button here
    buttons.accepted.connect(dialog.accept)
    buttons.rejected.connect(dialog.reject)
    return buttons
