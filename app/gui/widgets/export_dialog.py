"""How a draft is to go out: the format, and whether the review goes with it."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from app.gui.widgets.labels import Caption, Headline

FORMATS = (".hwpx", ".docx", ".pdf", ".md")
"""The endings that a draft can have."""


@dataclass(frozen=True, slots=True)
class How:
    """`ending` with its point; `appendix`: a list of what each sentence stands on goes into a file beside it."""

    ending: str
    appendix: bool


class ExportDialog(QDialog):
    def __init__(self, warning: str, formats: Sequence[str] = FORMATS, parent: QWidget | None = None) -> None:
        """`warning` is what should be known before a draft goes out, empty: nothing. `formats` are offered, one at
        least."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Export"))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(8)
        column.addWidget(Headline(self, self.tr("Export the letter"), scale=1.1))
        self.choices: dict[str, QRadioButton] = {}
        group = QButtonGroup(self)
        names = {
            ".hwpx": self.tr("&HWPX: Hangul, an open format"),
            ".docx": self.tr("&DOCX: Word"),
            ".pdf": self.tr("&PDF: as it is printed"),
            ".md": self.tr("&Markdown: plain text"),
        }
        for ending in formats:
            button = QRadioButton(names[ending], self)
            group.addButton(button)
            column.addWidget(button)
            self.choices[ending] = button
        first = self.choices[formats[0]]
        first.setChecked(True)
        self.appendix = QCheckBox(self.tr("With the &review: what each sentence stands on"), self)
        column.addSpacing(4)
        column.addWidget(self.appendix)
        self.beside = Caption(
            self,
            self.tr("The review is a file of its own beside the letter (name_검토부록); it does not go out with it."),
        )
        column.addWidget(self.beside)
        if warning:
            column.addWidget(Caption(self, warning))
        if len(formats) < len(FORMATS):
            column.addWidget(Caption(self, self.tr("The policy of this site does not allow the other formats.")))
        kinds = QDialogButtonBox.StandardButton
        self.buttons = QDialogButtonBox(kinds.Ok | kinds.Cancel, self)
        self.buttons.button(kinds.Ok).setText(self.tr("Choose a place…"))
        for each in self.buttons.buttons():
            each.setIcon(QIcon())
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        column.addSpacing(4)
        column.addWidget(self.buttons)
        first.setFocus()

    def how(self) -> How:
        ending = next(ending for ending, button in self.choices.items() if button.isChecked())
        return How(ending, self.appendix.isChecked())
