"""The first start: an empty window that says what to do."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.gui.widgets.choice import Choice
from app.gui.widgets.labels import Caption, Headline


class WelcomePage(QWidget):
    """Three large choices; files may also be dropped anywhere on the window."""

    folder_wanted = Signal()
    sample_wanted = Signal()
    bundle_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.folder = Choice(
            self.tr("Add a folder"),
            self.tr(
                "HWP, HWPX, PDF, Word, Excel, PowerPoint, mail, scans and text. "
                "They are read on this computer and stay where they are."
            ),
            "folder",
            self,
        )
        self.sample = Choice(
            self.tr("Try with the sample"),
            self.tr("A few regulations of an invented office, to see searching and asking at once."),
            "sample",
            self,
        )
        self.bundle = Choice(
            self.tr("Install a bundle"),
            self.tr("A signed medium: the program, models, documents, forms. It is checked before it is opened."),
            "package",
            self,
        )
        self.bundle.clicked.connect(self.bundle_wanted)
        self.folder.clicked.connect(self.folder_wanted)
        self.sample.clicked.connect(self.sample_wanted)
        head = Headline(self, self.tr("Put documents in, and they can be searched and asked"), scale=1.6)
        column = QVBoxLayout()
        column.setSpacing(10)
        column.addStretch(4)
        column.addWidget(head)
        column.addWidget(
            Caption(self, self.tr("Nothing leaves this computer. Files can also be dropped on this window."))
        )
        column.addSpacing(10)
        column.addWidget(self.folder)
        column.addWidget(self.sample)
        column.addWidget(self.bundle)
        column.addStretch(5)
        row = QHBoxLayout(self)
        row.setContentsMargins(32, 16, 32, 16)
        row.addStretch(1)
        row.addLayout(column, 4)
        row.addStretch(1)
        self.setFocusProxy(self.folder)
