"""The right half: an article in its document, and the way to its neighbours."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QPalette, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QStackedLayout, QVBoxLayout, QWidget

from app.core.types import Document, Passage, Span
from app.gui.citing import heading, quoted
from app.gui.widgets.document_text import DocumentText
from app.gui.widgets.labels import Caption, Headline
from app.gui.words import kind_name, status_name


class ArticlePane(QFrame):
    """Shows what it is given; `copied` tells that something went to the clipboard."""

    copied = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document: Document | None = None
        self._passages: tuple[Passage, ...] = ()
        self._at = 0
        self.title = Headline(self)
        self.place = Caption(self)
        self.meta = Caption(self)
        self.text = DocumentText(self)
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self.text.copy_wanted.connect(self.copy)
        self.previous = self._button(self.tr("‹ Previous"), self.tr("Previous article"), "Alt+Left", -1)
        self.next = self._button(self.tr("Next ›"), self.tr("Next article"), "Alt+Right", 1)
        self.copy_button = QPushButton(self.tr("Copy with source"), self)
        self.copy_button.setToolTip(self.tr("Copy the article with its citation (Ctrl+C)"))
        self.copy_button.clicked.connect(self.copy)
        self.hint = QLabel(self.tr("Choose a result to read the article here, in its document."), self)
        self.hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.hint.setWordWrap(True)
        self._lay_out()

    def show_passage(
        self, document: Document, passages: tuple[Passage, ...], passage_id: int, marks: Sequence[Span]
    ) -> None:
        """`marks` are in the text of the passage. A passage that is no longer there: the first is shown."""
        self._document, self._passages = document, passages
        rows = [row for row, passage in enumerate(passages) if passage.id == passage_id]
        self._go_to(rows[0] if rows else 0, marks if rows else ())

    def clear(self) -> None:
        self._document, self._passages = None, ()
        self._stack.setCurrentIndex(0)

    def current(self) -> Passage | None:
        return self._passages[self._at] if self._passages else None

    def step(self, by: int) -> None:
        if 0 <= self._at + by < len(self._passages):
            self._go_to(self._at + by, ())

    def copy(self) -> None:
        """The selected text, or the whole article, with its citation."""
        passage = self.current()
        if passage is None or self._document is None:
            return
        QGuiApplication.clipboard().setText(quoted(self.text.selected_text() or passage.text, self._document, passage))
        self.copied.emit(heading(passage))

    def _go_to(self, at: int, marks: Sequence[Span]) -> None:
        self._at = at
        passage = self.current()
        if passage is None or self._document is None:
            self.clear()
            return
        document = self._document
        self.title.setText(document.title)
        self.place.setText(" › ".join(part for part in (passage.breadcrumb, heading(passage)) if part))
        self.meta.setText(" · ".join(_facts(document, self.tr("effective {date}"))))
        self.previous.setEnabled(at > 0)
        self.next.setEnabled(at + 1 < len(self._passages))
        self._stack.setCurrentIndex(1)
        self.text.show_passage(document, self._passages, passage, marks)

    def _button(self, text: str, name: str, keys: str, by: int) -> QPushButton:
        button = QPushButton(text, self)
        button.setAccessibleName(name)
        button.setToolTip(f"{name} ({keys})")
        button.clicked.connect(lambda: self.step(by))
        QShortcut(QKeySequence(keys), self, context=Qt.ShortcutContext.WindowShortcut).activated.connect(
            lambda: self.step(by) if self.isVisible() else None
        )
        return button

    def _lay_out(self) -> None:
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        reading = QWidget(self)
        head = QVBoxLayout()
        head.setContentsMargins(16, 12, 16, 8)
        head.setSpacing(3)
        for label in (self.title, self.place, self.meta):
            head.addWidget(label)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 8, 16, 10)
        foot.setSpacing(6)
        foot.addWidget(self.previous)
        foot.addWidget(self.next)
        foot.addStretch(1)
        foot.addWidget(self.copy_button)
        column = QVBoxLayout(reading)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.text, 1)
        column.addLayout(foot)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.hint)
        self._stack.addWidget(reading)


def _facts(document: Document, effective: str) -> list[str]:
    date = effective.format(date=document.effective) if document.effective else ""
    parts = (kind_name(document.kind), document.ministry, document.number, date, status_name(document.status))
    return [part for part in parts if part]
