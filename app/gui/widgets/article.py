"""The right half: an article in its document, the way to its neighbours, and what it and others point to."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QPalette, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QStackedLayout,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from app.core.drafts import Basis
from app.core.types import Citing, Document, Link, Passage, Span, Standing
from app.gui.citing import amended_on, heading, place, quoted, source_line
from app.gui.clipboard_guard import COPIES
from app.gui.widgets.document_text import DocumentText
from app.gui.widgets.labels import Badge, Caption, Headline
from app.gui.widgets.original import OriginalPane
from app.gui.words import kind_name, ocr_text, standing_name, status_name

_ORIGINAL = 1
"""The tab of the original; the article's is the first."""

MOST_CITING = 25
"""Citing articles that a menu can hold and still be read; how many there are is told on the button."""


class ArticlePane(QFrame):
    """Shows what it is given; `copied` tells that something went to the clipboard.

    `turned` gives the Passage that is shown now, `followed` the Link and `citing_wanted` the Citing that the user
    chose, `back_wanted` leads to where the last of them was chosen, `original_shown` tells that the user turned to
    the original.
    """

    copied = Signal(str)
    sent = Signal(object)  # Basis, for the draft that is open
    turned = Signal(object)
    followed = Signal(object)
    citing_wanted = Signal(object)
    back_wanted = Signal()
    original_shown = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document: Document | None = None
        self._passages: tuple[Passage, ...] = ()
        self._at = 0
        self._standing = Standing.CURRENT
        self.title = Headline(self)
        self.place = Caption(self)
        self.meta = Caption(self)
        self.badge = Badge(self)
        self.text = DocumentText(self)
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self.text.copy_wanted.connect(self.copy)
        self.text.followed.connect(self.followed)
        self.original = OriginalPane(self)
        self.tabs = QTabBar(self)
        self.tabs.setAccessibleName(self.tr("Article or original"))
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.addTab(self.tr("Article"))
        self.tabs.addTab(self.tr("Original"))
        self.tabs.setTabToolTip(_ORIGINAL, self.tr("The page as its author sees it (F9)"))
        self.tabs.currentChanged.connect(self._turn_over)
        self.previous = self._button(self.tr("‹ Previous"), self.tr("Previous article"), "Alt+Left", -1)
        self.next = self._button(self.tr("Next ›"), self.tr("Next article"), "Alt+Right", 1)
        self.back = QPushButton(self.tr("Back"), self)
        self.back.setToolTip(self.tr("Back to the article that led here (Alt+Up)"))
        self.back.clicked.connect(self.back_wanted)
        self.cited_by = QPushButton(self)
        self.cited_by.setToolTip(self.tr("Articles that refer to this one"))
        self.cited_by.setMenu(QMenu(self.cited_by))
        self.copy_button = QPushButton(self.tr("Copy with source"), self)
        self.copy_button.setToolTip(self.tr("Copy the article with its citation (Ctrl+C)"))
        self.copy_button.setProperty(COPIES, True)
        self.copy_button.clicked.connect(self.copy)
        self.send_button = QPushButton(self.tr("To the draft"), self)
        self.send_button.setToolTip(self.tr("Cite the article in the draft that is open (Ctrl+Shift+D)"))
        self.send_button.clicked.connect(self.send)
        self.hint = QLabel(self.tr("Choose a result to read the article here, in its document."), self)
        self.hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.hint.setWordWrap(True)
        self._lay_out()
        self.show_connections((), ())
        self.offer_back(False)
        self._shortcut("F9", self.toggle_original)
        self._shortcut("Alt+Up", lambda: self.back_wanted.emit() if self.back.isVisible() else None)

    def show_passage(
        self,
        document: Document,
        passages: tuple[Passage, ...],
        passage_id: int,
        marks: Sequence[Span],
        standing: Standing = Standing.CURRENT,
    ) -> None:
        """`marks` are in the text of the passage. A passage that is no longer there: the first is shown."""
        self._document, self._passages, self._standing = document, passages, standing
        rows = [row for row, passage in enumerate(passages) if passage.id == passage_id]
        self._go_to(rows[0] if rows else 0, marks if rows else ())

    def show_connections(self, links: Sequence[Link], cited_by: Sequence[Citing]) -> None:
        """What the article that is shown points to, and what points to it."""
        passage = self.current()
        if passage is not None:
            self.text.show_links(passage, links)
        menu = self.cited_by.menu()
        menu.clear()
        sources: dict[int, Citing] = {}
        for each in cited_by:
            sources.setdefault(each.passage_id, each)
        for each in list(sources.values())[:MOST_CITING]:
            menu.addAction(self._citing_text(each)).triggered.connect(
                lambda _checked, citing=each: self.citing_wanted.emit(citing)
            )
        if (rest := len(sources) - MOST_CITING) > 0:
            menu.addAction(self.tr("and {count} more").format(count=f"{rest:,}")).setEnabled(False)
        self.cited_by.setText(self.tr("Cited by {count}").format(count=f"{len(sources):,}"))
        self.cited_by.setVisible(bool(sources))

    def offer_back(self, possible: bool) -> None:
        self.back.setVisible(possible)

    def clear(self) -> None:
        self._document, self._passages = None, ()
        self._stack.setCurrentIndex(0)

    @property
    def document(self) -> Document | None:
        return self._document

    @property
    def shows_original(self) -> bool:
        return self.tabs.currentIndex() == _ORIGINAL and self._document is not None

    def toggle_original(self) -> None:
        """From the article to its original page, and back."""
        if self._document is not None:
            self.tabs.setCurrentIndex(_ORIGINAL - self.tabs.currentIndex())

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
        chosen = self.text.selected_span()
        if chosen is None:
            words, source = passage.text, source_line(self._document, [passage])
        else:
            words, source = self.text.selected_text(), self._source_of(self._document, chosen)
        QGuiApplication.clipboard().setText(quoted(words, source))
        self.copied.emit(source)

    def send(self) -> None:
        """The article goes to the open draft; what is selected in it is its quotation."""
        passage, document = self.current(), self._document
        if passage is None or document is None:
            return
        span = self.text.selected_span()
        inside = span is not None and passage.start <= span[0] and span[1] <= passage.end
        quote = self.text.selected_text() if inside else ""
        name = place(passage)
        self.sent.emit(
            Basis(document.id, document.title, name, quote, passage.id, text=passage.text, file=document.source.path)
        )

    def _go_to(self, at: int, marks: Sequence[Span]) -> None:
        self._at = at
        passage = self.current()
        if passage is None or self._document is None:
            self.clear()
            return
        document = self._document
        self.title.setText(document.title)
        self.place.setText(" › ".join(part for part in (passage.breadcrumb, heading(passage)) if part))
        amended = amended_on(passage.text)
        facts = _facts(document, self.tr("effective {date}"))
        facts += [self.tr("article amended {date}").format(date=amended)] if amended else []
        self.meta.setText(" · ".join(facts))
        badges = (standing_name(self._standing), ocr_text(passage.ocr) if passage.ocr else "")
        self.badge.tell(" · ".join(badge for badge in badges if badge))
        self.previous.setEnabled(at > 0)
        self.next.setEnabled(at + 1 < len(self._passages))
        self._stack.setCurrentIndex(1)
        self.text.show_passage(document, self._passages, passage, marks)
        self.show_connections((), ())
        self.turned.emit(passage)

    def _source_of(self, document: Document, chosen: Span) -> str:
        """Where the chosen part of the document's text is from: it need not lie in the article that is marked."""
        touched = [each for each in self._passages if each.start < chosen[1] and chosen[0] < each.end]
        if not touched:
            return source_line(document, [self._passages[self._at]])
        start = touched[0].start
        return source_line(document, touched, (chosen[0] - start, chosen[1] - start))

    def _turn_over(self, tab: int) -> None:
        held = self._sides.isAncestorOf(self.window().focusWidget() or self)
        self._sides.setCurrentIndex(tab)
        if held:
            (self.original.view if tab == _ORIGINAL else self.text).setFocus(Qt.FocusReason.OtherFocusReason)
        if tab == _ORIGINAL:
            self.original_shown.emit()

    def _citing_text(self, citing: Citing) -> str:
        place = f"{citing.label}({citing.heading})" if citing.heading and citing.label else citing.label
        own = self._document is not None and self._document.id == citing.document_id
        text = place if own and place else f"「{citing.title}」 {place}".rstrip()
        return text.replace("&", "&&")  # a single one would mark a key

    def _button(self, text: str, name: str, keys: str, by: int) -> QPushButton:
        button = QPushButton(text, self)
        button.setAccessibleName(name)
        button.setToolTip(f"{name} ({keys})")
        button.clicked.connect(lambda: self.step(by))
        self._shortcut(keys, lambda: self.step(by) if self.isVisible() else None)
        return button

    def _shortcut(self, keys: str, act: Callable[[], None]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self, context=Qt.ShortcutContext.WindowShortcut)
        shortcut.activated.connect(act)

    def _lay_out(self) -> None:
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        reading = QWidget(self)
        head = QVBoxLayout()
        head.setContentsMargins(16, 12, 16, 8)
        head.setSpacing(3)
        for label in (self.title, self.place):
            head.addWidget(label)
        facts = QHBoxLayout()
        facts.addWidget(self.meta, 1)
        facts.addWidget(self.badge)
        head.addLayout(facts)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 8, 16, 10)
        foot.setSpacing(6)
        for button in (self.previous, self.next, self.back):
            foot.addWidget(button)
        foot.addStretch(1)
        foot.addWidget(self.cited_by)
        foot.addWidget(self.copy_button)
        foot.addWidget(self.send_button)
        column = QVBoxLayout(reading)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        sides = QHBoxLayout()
        sides.setContentsMargins(14, 0, 14, 0)
        sides.addWidget(self.tabs)
        column.addLayout(sides)
        self._sides = QStackedWidget(self)
        self._sides.addWidget(self.text)
        self._sides.addWidget(self.original)
        column.addWidget(self._sides, 1)
        column.addLayout(foot)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.hint)
        self._stack.addWidget(reading)


def _facts(document: Document, effective: str) -> list[str]:
    date = effective.format(date=document.effective) if document.effective else ""
    parts = (kind_name(document.kind), document.ministry, document.number, date, status_name(document.status))
    return [part for part in parts if part]
