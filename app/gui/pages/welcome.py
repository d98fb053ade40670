"""The first start: an empty window that says what to do."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCommandLinkButton, QHBoxLayout, QVBoxLayout, QWidget

from app.gui.widgets.labels import Caption, Headline

_WIDTH = 520


class WelcomePage(QWidget):
    """Two large choices; files may also be dropped anywhere on the window."""

    folder_wanted = Signal()
    sample_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.folder = QCommandLinkButton(
            self.tr("Add a folder"),
            self.tr("HWP, HWPX, PDF, Word or text. They are read on this computer and stay where they are."),
            self,
        )
        self.sample = QCommandLinkButton(
            self.tr("Try with the sample"),
            self.tr("A few regulations of an invented office, to see searching and asking at once."),
            self,
        )
        self.folder.clicked.connect(self.folder_wanted)
        self.sample.clicked.connect(self.sample_wanted)
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addStretch(2)
        column.addWidget(Headline(self, self.tr("Put documents in, and they can be searched and asked")))
        column.addWidget(
            Caption(self, self.tr("Nothing leaves this computer. Files can also be dropped on this window."))
        )
        column.addSpacing(12)
        for button in (self.folder, self.sample):
            button.setMinimumWidth(_WIDTH)
            column.addWidget(button)
        column.addStretch(3)
        row = QHBoxLayout(self)
        row.addStretch(1)
        row.addLayout(column)
        row.addStretch(1)
