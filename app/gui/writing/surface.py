"""How the place of writing is laid out: notes and fields, the sheet, what it stands on and what is to be mended."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from app.core.messages import Messages
from app.gui.widgets.labels import Caption
from app.gui.widgets.notice import Notice
from app.gui.writing.check_panel import CheckPanel
from app.gui.writing.desk import Desk
from app.gui.writing.evidence_panel import EvidencePanel
from app.gui.writing.notes_pane import NotesPane
from app.gui.writing.review_bar import ReviewBar
from app.gui.writing.sheet_view import SheetView
from app.gui.writing.slots_panel import SlotsPanel
from app.gui.writing.style_bar import StyleBar
from app.gui.writing.top_bar import TopBar

EVIDENCE, CHECK = 0, 1


class Surface(QWidget):
    """Widgets and their places; what they do is the page's."""

    def __init__(self, desk: Desk, messages: Messages, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bar = TopBar(self)
        self.notice = Notice(messages, self)
        self.notes = NotesPane(self)
        self.slots = SlotsPanel(self)
        self.open_fields = QPushButton(self)
        self.open_fields.setFlat(True)
        self.open_fields.setAccessibleName(self.tr("To the next field that is to be filled in"))
        self.open_fields.hide()
        self.open_fields.clicked.connect(self.slots.focus_open)
        self.styles = StyleBar(desk.stack, self)
        self.review = ReviewBar(self)
        self.sheet = SheetView(desk, self)
        self.empty = QLabel(self._lesson(), self)
        self.empty.setWordWrap(True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setMargin(40)
        self.caption = Caption(self)
        self.paper = QStackedWidget(self)
        self.paper.addWidget(self.empty)
        self.paper.addWidget(self.sheet)
        self.evidence = EvidencePanel(self)
        self.check = CheckPanel(self)
        self.tabs = QTabWidget(self)
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self.evidence, self.tr("Evidence"))
        self.tabs.addTab(self.check, self.tr("Check"))
        self._lay_out()

    def show_sheet(self, on: bool) -> None:
        self.paper.setCurrentWidget(self.sheet if on else self.empty)
        self.styles.allow(on)

    def tell_open(self, number: int) -> None:
        """How many fields wait for a word of the user."""
        told = self.tr("{number} fields to be filled in (F4)").format(number=number)
        self.open_fields.setText(told)
        self.open_fields.setVisible(number > 0)

    def step(self, by: int) -> None:
        """F6: the keyboard goes round: notes, fields, sheet, right side."""
        stops: list[QWidget] = [self.notes.notes]
        if self.slots.rows:
            stops.append(next(iter(self.slots.rows.values())).box)
        if self.paper.currentWidget() is self.sheet:
            stops.append(self.sheet)
        inner = self.evidence.sentences if self.tabs.currentIndex() == EVIDENCE else self.check.list
        stops.append(inner)
        held = self.focusWidget()
        parts = (self.notes, self.slots, self.sheet, self.tabs)
        part = next((each for each in parts if held is not None and _within(each, held)), None)
        at = next((n for n, stop in enumerate(stops) if part is not None and _within(part, stop)), -1)
        stops[(at + by) % len(stops)].setFocus(Qt.FocusReason.TabFocusReason)

    def _lesson(self) -> str:
        return self.tr(
            "The letter appears here, as it will print.\n\n"
            "1. Choose a form on the left.\n"
            "2. Paste your notes.\n"
            "3. Ctrl+Enter makes the draft. Numbers, dates, marks and the end follow the rules by themselves.\n\n"
            "What the notes do not say stays open and is marked; nothing is invented.\n"
            "Ctrl+J opens drafts from before, Ctrl+L begins as a letter from before."
        )

    def _lay_out(self) -> None:
        left = QSplitter(Qt.Orientation.Vertical, self)
        left.addWidget(self.notes)
        fields = QWidget(self)
        below = QVBoxLayout(fields)
        below.setContentsMargins(0, 6, 0, 0)
        head = QHBoxLayout()
        head.addWidget(QLabel(self.tr("Fields"), fields))
        head.addStretch(1)
        head.addWidget(self.open_fields)
        below.addLayout(head)
        below.addWidget(self.slots, 1)
        left.addWidget(fields)
        left.setChildrenCollapsible(False)
        left.setSizes([300, 320])
        centre = QWidget(self)
        middle = QVBoxLayout(centre)
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(6)
        middle.addWidget(self.styles)
        middle.addWidget(self.review)
        middle.addWidget(self.paper, 1)
        middle.addWidget(self.caption)
        columns = QSplitter(Qt.Orientation.Horizontal, self)
        for widget in (left, centre, self.tabs):
            columns.addWidget(widget)
        columns.setSizes([280, 600, 290])
        columns.setStretchFactor(0, 2)
        columns.setStretchFactor(1, 5)
        columns.setStretchFactor(2, 2)
        columns.setChildrenCollapsible(False)
        columns.setHandleWidth(9)
        page = QVBoxLayout(self)
        page.setContentsMargins(16, 12, 16, 10)
        page.setSpacing(8)
        page.addWidget(self.bar)
        page.addWidget(self.notice)
        page.addWidget(columns, 1)


def _within(part: QWidget, widget: QWidget) -> bool:
    return widget is part or part.isAncestorOf(widget)
