"""Over the page: what is open and whether it is kept, and what one does with a whole draft."""

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from app.gui.widgets.elided import Elided
from app.gui.widgets.labels import Caption


class TopBar(QWidget):
    """Each signal is the wish that its button names."""

    new_wanted = Signal()
    drafts_wanted = Signal()
    similar_wanted = Signal()
    versions_wanted = Signal()
    print_wanted = Signal()
    export_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = Elided(self, least=12)
        font = self.title.font()
        font.setBold(True)
        self.title.setFont(font)
        self.title.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.saved = Caption(self)
        self.saved.setWordWrap(False)
        self.new = self._button(self.tr("New"), self.tr("Begin another letter (Ctrl+N)"), self.new_wanted)
        self.drafts = self._button(self.tr("Drafts"), self.tr("Drafts from before (Ctrl+J)"), self.drafts_wanted)
        self.similar = self._button(
            self.tr("Like one before"), self.tr("Begin as a letter from before (Ctrl+L)"), self.similar_wanted
        )
        self.versions = self._button(
            self.tr("Versions"), self.tr("Versions of this draft (Ctrl+H)"), self.versions_wanted
        )
        self.paper = self._button(self.tr("Print"), self.tr("Look at the pages and print (Ctrl+P)"), self.print_wanted)
        self.export = self._button(self.tr("Export"), self.tr("HWPX, DOCX, PDF (Ctrl+E)"), self.export_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for button in (self.new, self.drafts, self.similar):
            row.addWidget(button)
        row.addSpacing(10)
        row.addWidget(self.title, 1)
        row.addWidget(self.saved, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addSpacing(6)
        for button in (self.versions, self.paper, self.export):
            row.addWidget(button)
        self.allow(draft=False, kept=False)

    def allow(self, *, draft: bool, kept: bool) -> None:
        for button in (self.paper, self.export):
            button.setEnabled(draft)
        self.versions.setEnabled(kept)

    def _button(self, text: str, told: str, wanted: SignalInstance) -> QPushButton:
        button = QPushButton(text, self)
        button.setToolTip(told)
        button.setAutoDefault(False)
        button.clicked.connect(wanted)
        return button
