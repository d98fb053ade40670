"""A document's text with one article of it marked."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QMimeData, QRectF, Qt, Signal
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
from PySide6.QtWidgets import QTextEdit, QWidget

from app.core.types import Document, Passage, Span
from app.gui import tones
from app.gui.citing import heading_length
from app.gui.utf16 import Units

WINDOW = 80_000
"""Characters laid out at once: more would hold the event loop for longer than a blink."""

_LINE_HEIGHT = 138
_ABOVE_ARTICLE = 10
_BAR = 3


class DocumentText(QTextEdit):
    """Read-only. Of a very long document it holds the part around the article that is shown."""

    copy_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setTabChangesFocus(True)
        self.setAccessibleName(self.tr("Article in its document"))
        self._source: Document | None = None
        self._laid_out: QTextDocument | None = None
        self._passages: tuple[Passage, ...] = ()
        self._begin = self._end = 0
        self._units = Units("")
        self._article: Span = (0, 0)
        self._marks: list[Span] = []

    def show_passage(
        self, document: Document, passages: tuple[Passage, ...], passage: Passage, marks: Sequence[Span]
    ) -> None:
        """Mark the passage and, in it, `marks` (code points of its text); scroll to the first of them."""
        inside = self._begin <= passage.start and passage.end <= self._end
        if self._source is not document or not inside:
            self._lay_out(document, passages, passage)
        self._article = (self._at(passage.start), self._at(passage.end))
        spans = [(self._at(passage.start + start), self._at(passage.start + end)) for start, end in marks]
        self._marks = spans
        self._mark(spans)
        self._scroll_to(spans[0][0] if spans else self._article[0])
        self.viewport().update()

    def selected_text(self) -> str:
        return self.textCursor().selection().toPlainText()

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
            self._mark(self._marks)

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

    def _mark(self, spans: Sequence[Span]) -> None:
        shape = QTextCharFormat()
        shape.setBackground(tones.mark(self.palette()))
        shape.setFontUnderline(True)
        selections = []
        for start, end in spans:
            selection = QTextEdit.ExtraSelection()
            cursor = QTextCursor(self.document())
            cursor.setPosition(start)
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            selection.cursor, selection.format = cursor, shape
            selections.append(selection)
        self.setExtraSelections(selections)

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
