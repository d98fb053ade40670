"""The letter on paper: a document for the printer, and the preview."""

from PySide6.QtCore import QMarginsF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPageLayout, QPageSize, QPalette, QTextCursor, QTextDocument
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog
from PySide6.QtWidgets import QWidget

from app.core.drafts import Part
from app.gui.writing.lines import Block
from app.gui.writing.sheet_formats import block_format, char_format, font_of, lead_width
from app.gui.writing.tracked import Ink

_POINTS = 12.0
_MARGIN_MM = 20.0


def document(blocks: tuple[Block, ...], family: QFont) -> QTextDocument:
    """Black on white, marks and ends written out; what waits to be decided on is printed as it is now."""
    made = QTextDocument()
    font = QFont(family)
    font.setPointSizeF(_POINTS)
    made.setDefaultFont(font)
    ink = QPalette(Qt.GlobalColor.white)
    ink.setColor(QPalette.ColorRole.Text, Qt.GlobalColor.black)
    ink.setColor(QPalette.ColorRole.Base, Qt.GlobalColor.white)
    cursor, fresh = QTextCursor(made), True
    for block in blocks:
        if block.cells:
            _table(cursor, block, font, ink)
            fresh = True
            continue
        if not fresh:
            cursor.insertBlock()
        fresh = False
        form = block_format(block, font)
        form.setTextIndent(-lead_width(block, QFontMetricsF(font_of(block.part, font))))
        cursor.setBlockFormat(form)
        lead = block.lead + (" " if block.part is Part.BODY else "  ") if block.lead else ""
        cursor.insertText(lead + _now(block) + block.tail, char_format(block.part, Ink.PLAIN, font, ink))
    return made


def preview(made: QTextDocument, parent: QWidget) -> None:
    """The pages as they will come out, with the way to the printer."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    size, margins = QPageSize(QPageSize.PageSizeId.A4), QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM)
    layout = QPageLayout(size, QPageLayout.Orientation.Portrait, margins, QPageLayout.Unit.Millimeter)
    printer.setPageLayout(layout)
    dialog = QPrintPreviewDialog(printer, parent)
    dialog.paintRequested.connect(made.print_)
    dialog.resize(900, 720)
    dialog.exec()
    dialog.deleteLater()


def _now(block: Block) -> str:
    return "".join(piece.text for piece in block.pieces if piece.ink is not Ink.NEW)


def _table(cursor: QTextCursor, block: Block, font: QFont, ink: QPalette) -> None:
    table = cursor.insertTable(len(block.cells), max(len(row) for row in block.cells))
    form = table.format()
    form.setBorder(0.7)
    form.setBorderCollapse(True)
    form.setCellPadding(4)
    form.setCellSpacing(0)
    table.setFormat(form)
    for r, row in enumerate(block.cells):
        for c, cell in enumerate(row):
            inside = table.cellAt(r, c).firstCursorPosition()
            inside.insertText(_now(cell) + cell.tail, char_format(cell.part, Ink.PLAIN, font, ink))
    cursor.movePosition(QTextCursor.MoveOperation.End)
