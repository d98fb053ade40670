"""The letter as it will print, on the screen: paragraphs with marks and ends that are drawn, not typed."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFontMetricsF,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCursor,
    QTextFrameFormat,
    QTextLength,
    QTextTableFormat,
    QTransform,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from app.core.drafts import Part
from app.gui import tones
from app.gui.laid import Laid
from app.gui.utf16 import Units
from app.gui.writing.lines import Block, blocks
from app.gui.writing.places import Located, Marked
from app.gui.writing.sheet_formats import COLUMNS, block_format, char_format, font_of, lead_width
from app.gui.writing.sheet_marks import selections
from app.gui.writing.state import Address, Place, State
from app.gui.writing.tracked import Ink, Piece

_EDGE = 14
"""Pixels of desk around the paper."""


class SheetText(QTextEdit):
    """Shows a State; `touched` tells that the user has typed: the address, its text, where the caret is and was."""

    touched = Signal(object, str, object, object)  # Address, str, Place, Place | None

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._spots: list[Block] = []
        self._addresses: dict[Address, int] = {}
        self._numbers: list[int] = []  # of the document's paragraphs, by the number of the spot
        self._shown: tuple[Block, ...] = ()
        self._marks: tuple[Marked, ...] = ()
        self._wanted: tuple[State, Laid | None, Place | None] | None = None
        self._last: tuple[State, Laid | None] | None = None
        self._filling = self._typing = False
        self.composing = False
        self._before: Place | None = None
        self.setUndoRedoEnabled(False)
        self.setAcceptRichText(False)
        self.setAcceptDrops(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setBackgroundRole(QPalette.ColorRole.Base)
        self.document().setDocumentMargin(0)
        self.document().contentsChange.connect(self._take_change)
        self.cursorPositionChanged.connect(self._remember)

    # --- showing -----------------------------------------------------------------------------
    def show_state(self, state: State | None, laid: Laid | None, caret: Place | None = None) -> None:
        """What did not change is left alone; while a syllable is composed, all is, until it is there."""
        self._last = (state, laid) if state is not None else None
        if state is None:
            self._wanted = None
            self._fill(())
        elif self.composing:
            self._wanted = (state, laid, caret)
        else:
            self._show(blocks(state, laid), caret)

    def _show(self, wanted: tuple[Block, ...], caret: Place | None) -> None:
        if self._typing:  # the words are there already; only what is drawn around them can differ
            self._take_drawn(wanted)
            return
        held, bar = self.place(), self.verticalScrollBar().value()
        if not self._update(wanted):
            self._fill(wanted)
        self.verticalScrollBar().setValue(bar)
        self.put_caret(caret or held)
        if caret is not None:
            self.ensureCursorVisible()

    def _take_drawn(self, wanted: tuple[Block, ...]) -> None:
        spots = _flat(wanted)
        if len(spots) == len(self._spots):
            self._shown, self._spots = wanted, spots
            self.viewport().update()

    def _update(self, wanted: tuple[Block, ...]) -> bool:
        """Change single paragraphs where the letter is built as before; False: it has to be put in anew."""
        spots = _flat(wanted)
        if [_kind(block) for block in spots] != [_kind(block) for block in self._spots]:
            return False
        self._filling = True
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        try:
            for number, (after, before) in enumerate(zip(spots, self._spots, strict=True)):
                block = self._block(number) if after != before else None
                if block is not None:
                    self._rewrite(cursor, block, after, before)
        finally:
            cursor.endEditBlock()
            self._filling = False
        self._shown, self._spots = wanted, spots
        self.viewport().update()
        return True

    def _rewrite(self, cursor: QTextCursor, block: QTextBlock, after: Block, before: Block) -> None:
        cursor.setPosition(block.position())
        if after.pieces != before.pieces or block.text() != after.text:
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
            cursor.removeSelectedText()
            self._write_pieces(cursor, after)
        if after.part is not Part.TABLE:
            cursor.setBlockFormat(block_format(after, self.font()))

    def _fill(self, wanted: tuple[Block, ...]) -> None:
        self._filling = True
        self._shown, self._spots = wanted, _flat(wanted)
        self.document().clear()
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        try:
            self._write(cursor, wanted)
        finally:
            cursor.endEditBlock()
            self._filling = False
        self._number()
        self._settle_paper()
        self.setExtraSelections(selections(self, self._marks))
        self.viewport().update()

    def _number(self) -> None:
        """Where each paragraph of the letter is in the document."""
        self._numbers = [-1] * len(self._spots)
        self._addresses = {held.address: n for n, held in enumerate(self._spots) if held.address is not None}
        block = self.document().begin()
        while block.isValid():
            if 0 <= block.userState() < len(self._numbers):
                self._numbers[block.userState()] = block.blockNumber()
            block = block.next()

    def _write(self, cursor: QTextCursor, wanted: tuple[Block, ...]) -> None:
        number, fresh = 0, True
        for block in wanted:
            if block.cells:
                number = self._write_table(cursor, block, number)
                fresh = True  # Qt puts an empty paragraph behind a table
                continue
            if not fresh:
                cursor.insertBlock()
            fresh = False
            cursor.setBlockFormat(block_format(block, self.font()))
            cursor.setBlockCharFormat(char_format(block.part, Ink.PLAIN, self.font(), self.palette()))
            self._write_pieces(cursor, block)
            cursor.block().setUserState(number)
            number += 1
        if fresh and wanted:
            thin = QTextBlockFormat()
            thin.setLineHeight(1.0, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
            cursor.setBlockFormat(thin)

    def _write_table(self, cursor: QTextCursor, block: Block, number: int) -> int:
        form = QTextTableFormat()
        form.setBorder(1.0)
        form.setBorderCollapse(True)
        form.setBorderBrush(tones.blend(self.palette().base().color(), self.palette().text().color(), 0.5))
        form.setCellPadding(4.0)
        form.setHeaderRowCount(block.heads)
        form.setTopMargin(4.0)
        form.setBottomMargin(4.0)
        form.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        table = cursor.insertTable(len(block.cells), max(len(row) for row in block.cells), form)
        for r, row in enumerate(block.cells):
            for c, cell in enumerate(row):
                inside = table.cellAt(r, c).firstCursorPosition()
                written = char_format(cell.part, Ink.PLAIN, self.font(), self.palette())
                if r < block.heads:
                    written.setFontWeight(600)
                    shade = table.cellAt(r, c).format()
                    shade.setBackground(tones.wash(self.palette()))
                    table.cellAt(r, c).setFormat(shade)
                inside.setBlockCharFormat(written)
                inside.insertText(cell.text, written)
                inside.block().setUserState(number)
                number += 1
        cursor.movePosition(QTextCursor.MoveOperation.End)
        return number

    def _write_pieces(self, cursor: QTextCursor, block: Block) -> None:
        for piece in block.pieces:
            cursor.insertText(piece.text, char_format(block.part, piece.ink, self.font(), self.palette()))
        if not block.pieces or block.pieces[-1].ink is not Ink.PLAIN:  # what is typed next is plain
            cursor.setCharFormat(char_format(block.part, Ink.PLAIN, self.font(), self.palette()))

    # --- places ------------------------------------------------------------------------------
    def spot(self, block: QTextBlock) -> Block | None:
        number = block.userState()
        return self._spots[number] if 0 <= number < len(self._spots) else None

    def place_at(self, position: int) -> Place | None:
        """Where a position of the text is in the letter; None: in what code alone writes."""
        block = self.document().findBlock(position)
        held = self.spot(block)
        if held is None or held.address is None:
            return None
        return Place(held.address, Units(block.text()).point(position - block.position()))

    def place(self) -> Place | None:
        return self.place_at(self.textCursor().position())

    def position_of(self, place: Place) -> int | None:
        block = self.block_of(place.address)
        if block is None:
            return None
        return block.position() + Units(block.text()).unit(min(place.offset, len(block.text())))

    def block_of(self, address: Address) -> QTextBlock | None:
        return self._block(self._addresses.get(address, -1))

    def put_caret(self, place: Place | None, *, until: int | None = None) -> None:
        """`until`: with the text from there to that offset selected."""
        position = self.position_of(place) if place is not None else None
        if place is None or position is None:
            return
        cursor = self.textCursor()
        cursor.setPosition(position)
        end = self.position_of(Place(place.address, until)) if until is not None else None
        if end is not None:
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    def show_marks(self, marks: Sequence[Marked]) -> None:
        """Underlined, or washed; they go along with what is typed before them, and come again with the next look."""
        self._marks = tuple(marks)
        self.setExtraSelections(selections(self, self._marks))

    def paragraph(self, place: Located) -> QTextBlock | None:
        """The paragraph of a place: by its address, or by its line."""
        if place.address is not None:
            return self.block_of(place.address)
        held = (n for n, spot in enumerate(self._spots) if spot.line == place.line and spot.address is None)
        return self._block(next(held, -1))

    def _block(self, spot: int) -> QTextBlock | None:
        if not 0 <= spot < len(self._numbers):
            return None
        block = self.document().findBlockByNumber(self._numbers[spot])
        return block if block.isValid() else None

    # --- what was typed ----------------------------------------------------------------------
    def _remember(self) -> None:
        if not self._filling and not self._typing:
            self._before = self.place()

    def _take_change(self, position: int, _removed: int, _added: int) -> None:
        if self._filling:
            return
        block = self.document().findBlock(position)
        held = self.spot(block)
        if held is None or held.address is None or not held.open:
            QTimer.singleShot(0, self, self._mend)
            return
        text, before = block.text(), self._before
        number = block.userState()
        self._spots[number] = replace(held, pieces=(Piece(text, Ink.PLAIN),) if text else ())
        caret = self.place() or Place(held.address, len(text))
        self._typing = True
        try:
            self.touched.emit(held.address, text, caret, before)
        finally:
            self._typing = False
        self._before = caret

    def _mend(self) -> None:
        """Something came in where nothing is typed: the letter is shown again as it is."""
        if self._last is not None:
            self._fill(blocks(*self._last))

    def catch_up(self) -> None:
        """What had to wait for a syllable."""
        if self._wanted is not None and not self.composing:
            (state, laid, caret), self._wanted = self._wanted, None
            self.show_state(state, laid, caret)

    # --- the paper ---------------------------------------------------------------------------
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._settle_paper()
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange) and self._shown and not self._filling:
            held = self.place()
            self._fill(self._shown)
            self.put_caret(held)

    def _settle_paper(self) -> None:
        """A page wide where there is room, in the middle of the desk."""
        em = QFontMetricsF(self.font()).horizontalAdvance("가")
        room = self.width() - self.verticalScrollBar().sizeHint().width() - 2 * _EDGE
        pad = min(em * 4, max(room - em * 30, em * 4) / 2)
        paper = min(em * COLUMNS + 2 * pad + 2, room)
        side = max(int((room - paper) / 2) + _EDGE, _EDGE)
        self.setViewportMargins(side, _EDGE, side, 0)
        form = QTextFrameFormat(self.document().rootFrame().frameFormat())
        if form.leftMargin() != pad:
            form.setLeftMargin(pad)
            form.setRightMargin(pad)
            form.setTopMargin(em * 2.5)
            form.setBottomMargin(em * 4)
            filling, self._filling = self._filling, True
            self.document().rootFrame().setFrameFormat(form)
            self._filling = filling

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.setPen(tones.line(self.palette()))
        edge = self.viewport().rect()
        painter.drawLine(edge.topLeft(), edge.bottomLeft())
        painter.drawLine(edge.topRight(), edge.bottomRight())
        top = self.verticalScrollBar().value()
        if top == 0:
            painter.drawLine(edge.topLeft(), edge.topRight())
        painter.setTransform(QTransform.fromTranslate(0, -top), combine=True)
        seen = QRectF(event.rect()).translated(0, top)
        block = self.cursorForPosition(event.rect().topLeft()).block().previous()
        block = block if block.isValid() else self.document().begin()
        while block.isValid():
            held = self.spot(block)
            if held is not None and self._draw(painter, block, held, seen):
                break
            block = block.next()

    def _draw(self, painter: QPainter, block: QTextBlock, held: Block, seen: QRectF) -> bool:
        """The mark before the first line, the end behind the last, the rule under the title. Whether it is below all
        that is seen."""
        box = self.document().documentLayout().blockBoundingRect(block)
        layout = block.layout()
        if not box.adjusted(0, -40, 0, 40).intersects(seen) or not layout.lineCount():
            return box.top() > seen.bottom() + 40 and held.part is not Part.TABLE
        font = font_of(held.part, self.font())
        painter.setFont(font)
        metrics = QFontMetricsF(font)
        first, last = layout.lineAt(0), layout.lineAt(layout.lineCount() - 1)
        origin = layout.position()
        if held.address is not None and held.address.cell is not None:  # its place is told within the table
            origin = box.topLeft() - layout.boundingRect().topLeft()
        painter.setPen(self.palette().text().color())
        if held.lead:
            x = origin.x() + first.x() - lead_width(held, metrics)
            painter.drawText(round(x), round(origin.y() + first.y() + first.ascent()), held.lead)
        if held.tail:
            painter.setPen(tones.quiet(self.palette()))
            x = origin.x() + last.x() + last.naturalTextWidth()
            painter.drawText(round(x), round(origin.y() + last.y() + last.ascent()), held.tail)
        if held.part is Part.TITLE:
            pad = self.document().rootFrame().frameFormat().leftMargin()
            y = round(origin.y() + last.y() + last.height() + 0.4 * metrics.lineSpacing())
            painter.setPen(tones.blend(self.palette().base().color(), self.palette().text().color(), 0.55))
            painter.drawLine(round(pad), y, round(self.viewport().width() - pad), y)
        return False


def _flat(shown: Sequence[Block]) -> list[Block]:
    """Paragraphs in the order of the document; a table gives its cells."""
    made: list[Block] = []
    for block in shown:
        if block.cells:
            made.extend(cell for row in block.cells for cell in row)
        else:
            made.append(block)
    return made


def _kind(block: Block) -> tuple[Part, Address | None]:
    return block.part, block.address
