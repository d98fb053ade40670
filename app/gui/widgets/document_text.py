"""A document's text with one article of it marked, and what that article points to as links."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QMimeData, QRectF, Qt, QUrl, Signal
from PySide6.QtGui import (
    QFont,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QTextBrowser, QTextEdit, QWidget

from app.core.types import Document, Link, Passage, Span
from app.gui import tones
from app.gui.citing import heading_length
from app.gui.utf16 import Units

WINDOW = 48_000
"""Characters laid out at once: more would hold the event loop for longer than a blink."""

_LINE_HEIGHT = 138
_ABOVE_ARTICLE = 10
_BAR = 3
_LINK = "link:"


class DocumentText(QTextBrowser):
    """Read-only. Of a very long document it holds the part around the article that is shown.

    Tab goes from link to link of the article, Enter follows one; `followed` gives the Link.
    """

    copy_wanted = Signal()
    followed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setOpenLinks(False)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextBrowserInteraction | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setTabChangesFocus(True)
        self.anchorClicked.connect(self._follow)
        self.setAccessibleName(self.tr("Article in its document"))
        self._source: Document | None = None
        self._laid_out: QTextDocument | None = None
        self._passages: tuple[Passage, ...] = ()
        self._begin = self._end = 0
        self._units = Units("")
        self._article: Span = (0, 0)
        self._marks: list[Span] = []
        self._links: list[tuple[Span, Link]] = []

    def show_passage(
        self, document: Document, passages: tuple[Passage, ...], passage: Passage, marks: Sequence[Span]
    ) -> None:
        """Mark the passage and, in it, `marks` (code points of its text); scroll to the first of them."""
        inside = self._begin <= passage.start and passage.end <= self._end
        if self._source is not document or not inside:
            self._lay_out(document, passages, passage)
        self._unlink()
        self._article = (self._at(passage.start), self._at(passage.end))
        spans = [(self._at(passage.start + start), self._at(passage.start + end)) for start, end in marks]
        self._marks = spans
        self._mark()
        self._scroll_to(spans[0][0] if spans else self._article[0])
        self.viewport().update()

    def show_links(self, passage: Passage, links: Sequence[Link]) -> None:
        """Spans of the links are in the text of the passage, which must be the one that is shown."""
        self._unlink()
        ends = len(passage.text)
        for link in links:
            start, end = link.span
            if not 0 <= start < end <= ends:
                continue
            span = (self._at(passage.start + start), self._at(passage.start + end))
            shape = QTextCharFormat()
            shape.setToolTip(self._tip(link))
            if link.target_document:
                shape.setAnchor(True)
                shape.setAnchorHref(f"{_LINK}{len(self._links)}")
            self._shape(span, shape)
            self._links.append((span, link))
        self._mark()

    def selected_text(self) -> str:
        return self.textCursor().selection().toPlainText()

    def selected_span(self) -> Span | None:
        """The selection's place in the document's text, without blanks around it; None where nothing is selected."""
        cursor = self.textCursor()
        text = self.selected_text()
        if not text.strip() or self._source is None:
            return None
        start = self._begin + self._units.point(cursor.selectionStart()) + len(text) - len(text.lstrip())
        return (start, start + len(text.strip()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_wanted.emit()
        else:
            super().keyPressEvent(event)

    def createMimeDataFromSelection(self) -> QMimeData:
        data = QMimeData()
        data.setText(self.selected_text())
        return data

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._laid_out is not None:
            self._mark()

    def paintEvent(self, event: QPaintEvent) -> None:
        start, end = self._article
        if end > start:
            layout = self.document().documentLayout()
            top = layout.blockBoundingRect(self.document().findBlock(start)).top()
            bottom = layout.blockBoundingRect(self.document().findBlock(end - 1)).bottom()
            shift = self.verticalScrollBar().value()
            painter = QPainter(self.viewport())
            box = QRectF(0, top - shift, self.viewport().width(), bottom - top)
            painter.fillRect(box, tones.wash(self.palette()))
            painter.fillRect(QRectF(0, box.top(), _BAR, box.height()), self.palette().highlight())
            painter.end()
        super().paintEvent(event)

    def _at(self, point: int) -> int:
        return self._units.unit(point - self._begin)

    def _lay_out(self, document: Document, passages: tuple[Passage, ...], passage: Passage) -> None:
        self._source, self._passages = document, passages
        self._links = []
        self._begin, self._end = window(document.text, passages, passage)
        part = document.text[self._begin : self._end].replace("\r", " ").replace("\0", " ")
        self._units = Units(part)
        made = QTextDocument(self)
        made.setUndoRedoEnabled(False)
        made.setDefaultFont(self.font())
        made.setDocumentMargin(16)
        cursor = QTextCursor(made)
        shape = QTextBlockFormat()
        shape.setLineHeight(_LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor.setBlockFormat(shape)
        cursor.insertText(part)
        self._set_off(cursor, passages)
        self.setDocument(made)
        if self._laid_out is not None:
            self._laid_out.deleteLater()
        self._laid_out = made

    def _set_off(self, cursor: QTextCursor, passages: Sequence[Passage]) -> None:
        """Headings in bold, and some air above each article."""
        strong = QTextCharFormat()
        strong.setFontWeight(QFont.Weight.Bold)
        for each in passages:
            if self._begin <= each.start and each.end <= self._end:
                cursor.setPosition(self._at(each.start))
                if cursor.block().previous().length() > 1:
                    shape = cursor.blockFormat()
                    shape.setTopMargin(_ABOVE_ARTICLE)
                    cursor.setBlockFormat(shape)
                cursor.setPosition(self._at(each.start + heading_length(each)), QTextCursor.MoveMode.KeepAnchor)
                cursor.mergeCharFormat(strong)

    def _mark(self) -> None:
        """Colours lie over the text, so that a change from light to dark needs no new layout."""
        matched = QTextCharFormat()
        matched.setBackground(tones.mark(self.palette()))
        matched.setFontUnderline(True)
        pointing = QTextCharFormat()
        pointing.setForeground(tones.link(self.palette()))
        pointing.setFontUnderline(True)
        links = [span for span, link in self._links if link.target_document]
        self.setExtraSelections(
            [self._selection(span, pointing) for span in links]
            + [self._selection(span, matched) for span in self._marks]
        )

    def _selection(self, span: Span, shape: QTextCharFormat) -> QTextEdit.ExtraSelection:
        selection = QTextEdit.ExtraSelection()
        selection.cursor, selection.format = self._cursor(span), shape
        return selection

    def _cursor(self, span: Span) -> QTextCursor:
        cursor = QTextCursor(self.document())
        cursor.setPosition(span[0])
        cursor.setPosition(span[1], QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _shape(self, span: Span, shape: QTextCharFormat) -> None:
        self._cursor(span).mergeCharFormat(shape)

    def _unlink(self) -> None:
        """The links of the article that was shown before are text again."""
        plain = QTextCharFormat()
        plain.setAnchor(False)
        plain.setAnchorHref("")
        plain.setToolTip("")
        for span, _link in self._links:
            self._shape(span, plain)
        self._links = []

    def _tip(self, link: Link) -> str:
        if not link.target_document:
            return self.tr("“{law}” is not in the library.").format(law=link.law or link.label)
        if not link.target_passage and link.locator.label:
            return self.tr("{label}: not found in that document; it opens at its beginning.").format(label=link.label)
        return link.label

    def _follow(self, url: QUrl) -> None:
        number = url.toString().removeprefix(_LINK)
        if number.isdecimal() and int(number) < len(self._links):
            self.followed.emit(self._links[int(number)][1])

    def _scroll_to(self, unit: int) -> None:
        """Put the article's head at the top, unless the marked place would then be out of sight."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(unit)
        self.setTextCursor(cursor)  # lays out as far as here
        layout = self.document().documentLayout()
        head = layout.blockBoundingRect(self.document().findBlock(self._article[0])).top()
        mark = self.cursorRect().bottom() + self.verticalScrollBar().value()
        room = self.viewport().height()
        top = head - 12 if mark - head < room * 0.8 else mark - room * 0.4
        self.verticalScrollBar().setValue(int(top))


def window(text: str, passages: Sequence[Passage], passage: Passage, room: int = WINDOW) -> Span:
    """The part of the text to lay out: all of it, or whole passages around the one that is shown."""
    if len(text) <= room:
        return (0, len(text))
    begin = min((p.start for p in passages if p.start >= passage.start - room // 2), default=passage.start)
    limit = max(begin + room, passage.end)
    end = max((p.end for p in passages if p.end <= limit), default=passage.end)
    return (min(begin, passage.start), max(end, passage.end))
