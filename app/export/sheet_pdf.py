"""A laid-out sheet as a document of Qt: the PDF, whose text can be searched, and what a window shows and prints.

A window makes `document(layout, family)` and prints it with `print_pages`; the PDF is drawn by the same function.
Lengths of the document are those of Qt's screen, so that it looks the same in a widget.
"""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFont,
    QFontDatabase,
    QFontMetricsF,
    QGuiApplication,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPalette,
    QPdfWriter,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
    QTextTableFormat,
)

from app.export import layout as paper
from app.export.layout import Align, Block, Grid, Layout, Paragraph, Rule, Style
from app.export.pdf import VARIANTS, family

_ALIGN = {
    Align.LEFT: Qt.AlignmentFlag.AlignLeft,
    Align.CENTER: Qt.AlignmentFlag.AlignHCenter,
    Align.RIGHT: Qt.AlignmentFlag.AlignRight,
    Align.JUSTIFY: Qt.AlignmentFlag.AlignJustify,
}
_HEIGHT = (paper.PAPER_MM[1] - paper.MARGINS_MM[0] - paper.MARGINS_MM[2]) * paper.POINTS_PER_MM
_BLACK = QColor("#000000")
_HEAD, _BOXED = QColor("#e7ecf2"), QColor("#f2f5f9")
_THIN, _THICK = 1.0, 1.1
"""A table's lines in dots of the screen (Qt draws no thinner ones), a box's and a rule's in points."""

_SPACER = Style(2, spacing=100)
"""The line that Qt keeps before and after a table."""

_FIXED = QTextBlockFormat.LineHeightTypes.FixedHeight.value
_BREAK = QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore
_NUMBER_POINTS = 9.0
_RESOLUTION = 600


def written(layout: Layout, fonts: Path) -> bytes:
    """The PDF's bytes. The first font of the folder `fonts` is embedded; without one the system's are."""
    own = None if QGuiApplication.instance() else QGuiApplication(["munjigi", "-platform", "offscreen"])
    try:
        made = document(layout, family(fonts))
        stream = QByteArray()
        buffer = QBuffer(stream)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        writer = QPdfWriter(buffer)
        writer.setTitle(layout.title)
        writer.setAuthor(layout.creator)
        writer.setCreator("문지기")
        writer.setResolution(_RESOLUTION)
        print_pages(made, writer)
        buffer.close()
        return bytes(stream.data())
    finally:
        if own is not None:
            own.shutdown()


def document(layout: Layout, face: str = "") -> QTextDocument:
    """Laid out in pages of the text's size; `face` is a font's family, empty for the program's."""
    made = QTextDocument()
    made.setUseDesignMetrics(True)
    made.setDocumentMargin(0)
    font = QFont(face) if face else QFont()
    for tag in VARIANTS:
        font.setFeature(QFont.Tag(tag), 0)
    made.setDefaultFont(font)
    made.setPageSize(QSizeF(paper.TEXT_WIDTH, _HEIGHT) * _dots())
    setting = _Setting(made, font)
    for block in layout.blocks:
        setting.add(block)
    setting.keep_together()
    return made


def print_pages(made: QTextDocument, device: QPagedPaintDevice) -> None:
    """Draw every page with its number at the bottom centre (규칙 제18조제1호) on A4."""
    size = QPageSize(QPageSize.PageSizeId.A4)
    device.setPageLayout(QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0)))
    painter = QPainter(device)
    try:
        scale = painter.device().logicalDpiX() / 72 / _dots()
        painter.scale(scale, scale)
        for page in range(made.pageCount()):
            if page:
                device.newPage()
            _page(made, painter, page)
    finally:
        painter.end()


def _page(made: QTextDocument, painter: QPainter, page: int) -> None:
    top, _right, _bottom, left = (mm * paper.POINTS_PER_MM * _dots() for mm in paper.MARGINS_MM)
    size = made.pageSize()
    painter.save()
    painter.translate(left, top - page * size.height())
    context = QAbstractTextDocumentLayout.PaintContext()
    context.clip = QRectF(0, page * size.height(), size.width(), size.height())
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Text, _BLACK)
    context.palette = palette
    painter.setClipRect(context.clip.adjusted(-2, 0, 2, 0))
    made.documentLayout().draw(painter, context)
    painter.restore()
    foot = paper.PAPER_MM[1] - paper.FOOT_MM - 4
    room = QRectF(0, foot * paper.POINTS_PER_MM, paper.PAPER_MM[0] * paper.POINTS_PER_MM, 4 * paper.POINTS_PER_MM)
    font = QFont(made.defaultFont())
    font.setPixelSize(round(_NUMBER_POINTS * _dots()))  # points would be those of the device, and scaled once more
    painter.setFont(font)
    painter.drawText(
        QRectF(room.topLeft() * _dots(), room.size() * _dots()), Qt.AlignmentFlag.AlignCenter, f"- {page + 1} -"
    )


def _dots() -> float:
    """Dots of the screen in a point: Qt lays a document out on those."""
    return QGuiApplication.primaryScreen().logicalDotsPerInch() / 72


class _Setting:
    """Sets blocks at the end of a document."""

    def __init__(self, made: QTextDocument, font: QFont) -> None:
        self._made = made
        self._font = font
        # a bold that Qt makes up is the same text drawn twice, and is found and copied twice
        self._thick = any(QFontDatabase.bold(font.family(), one) for one in QFontDatabase.styles(font.family()))
        self._cursor = QTextCursor(made)
        self._free = True  # the last block is empty and waits for a text
        self._chains: list[list[int]] = [[]]  # places of paragraphs that stay on one page
        self._cursor.setBlockFormat(_block(_SPACER))
        self._cursor.setBlockCharFormat(self._char(_SPACER))

    def add(self, block: Block) -> None:
        if isinstance(block, Grid):
            self._chains[-1].append(self._cursor.position())
            self._grid(block)
            self._chains.append([])
            return
        if block.style.rule is Rule.NONE:
            self._line(block)
        else:
            self._ruled(block)
        self._chains[-1].append(self._cursor.position())
        if block.style.rule is not Rule.NONE:
            self._leave()
        if not block.style.keep:
            self._chains.append([])

    def keep_together(self) -> None:
        """A page ends before what would else be torn from the next paragraph; longer than a page is not kept."""
        layout = self._made.documentLayout()
        height = self._made.pageSize().height()
        for chain in self._chains:
            if len(chain) < 2:
                continue
            first, last = (self._made.findBlock(place) for place in (chain[0], chain[-1]))
            starts, ends = (int(layout.blockBoundingRect(block).top() // height) for block in (first, last))
            cursor = QTextCursor(first)
            if starts < ends and first.blockNumber() > 1:
                table: QTextTable | None = cursor.currentTable()  # None outside of one, whatever the stubs say
                if table is None:
                    shape = QTextBlockFormat()
                    shape.setPageBreakPolicy(_BREAK)
                    cursor.mergeBlockFormat(shape)
                else:
                    around = table.format().toTableFormat()
                    around.setPageBreakPolicy(_BREAK)
                    table.setFormat(around)

    def _line(self, block: Paragraph) -> None:
        style = block.style
        metrics = QFontMetricsF(self._sized(style))
        hang = metrics.horizontalAdvance(block.hang)
        left = block.left * style.points * _dots() + metrics.horizontalAdvance(block.ahead)
        shape = _block(style)
        shape.setLeftMargin(left + hang)
        shape.setTextIndent(-hang)
        self._start(shape, self._char(style))
        self._cursor.insertText(block.text)

    def _start(self, shape: QTextBlockFormat, char: QTextCharFormat) -> None:
        if self._free:
            self._cursor.setBlockFormat(shape)
            self._cursor.setBlockCharFormat(char)
        else:
            self._cursor.insertBlock(shape, char)
        self._cursor.setCharFormat(char)
        self._free = False

    def _ruled(self, block: Paragraph) -> None:
        """A paragraph over or under a line, which in Qt only a cell has."""
        style = block.style
        table = self._table(1, (1.0,), style.before, style.after)
        cell = table.cellAt(0, 0)
        self._cursor = cell.firstCursorPosition()
        self._free = True
        flat = Style(style.points, style.bold, style.align, style.spacing)
        self._line(Paragraph(block.text, flat, block.left, block.ahead, block.hang))
        edge = cell.format().toTableCellFormat()  # after the text, whose format would take this one's place
        if style.rule is Rule.BELOW:
            edge.setBottomBorder(_THICK * _dots())
            edge.setBottomBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
            edge.setBottomBorderBrush(_BLACK)
            edge.setBottomPadding(2 * _dots())
        else:
            edge.setTopBorder(_THICK * _dots())
            edge.setTopBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
            edge.setTopBorderBrush(_BLACK)
            edge.setTopPadding(3 * _dots())
        cell.setFormat(edge)

    def _grid(self, grid: Grid) -> None:
        table = self._table(len(grid.rows), grid.shares, 0.0, 5.0, grid)
        shapes: dict[tuple[bool, bool], tuple[QTextBlockFormat, QTextCharFormat]] = {}
        for head in (False, True):
            for centred in (False, True):
                align = Align.CENTER if centred else Align.LEFT
                style = Style(grid.style.points, grid.style.bold or head, align, grid.style.spacing)
                shapes[head, centred] = _block(style), self._char(style)
        for place, row in enumerate(grid.rows):
            head = place < grid.heads
            for column, lines in enumerate(row):
                cell = table.cellAt(place, column)
                _fill(cell.firstCursorPosition(), lines, *shapes[head, head or grid.centred[column]])
                look = cell.format().toTableCellFormat()
                look.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignMiddle)
                if head or grid.boxed:
                    look.setBackground(_BOXED if grid.boxed else _HEAD)
                cell.setFormat(look)
        self._leave()

    def _table(
        self, rows: int, shares: Sequence[float], above: float, below: float, grid: Grid | None = None
    ) -> QTextTable:
        shape = QTextTableFormat()
        shape.setCellSpacing(0)
        shape.setBorder((_THICK * _dots() if grid.boxed else _THIN) if grid is not None else 0)
        shape.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        shape.setBorderBrush(_BLACK)
        shape.setBorderCollapse(True)
        shape.setCellPadding((4.0 if grid is not None else 0.0) * _dots())
        shape.setTopMargin(above * _dots())
        shape.setBottomMargin(below * _dots())
        shape.setHeaderRowCount(grid.heads if grid is not None else 0)
        shape.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        shape.setColumnWidthConstraints(
            [QTextLength(QTextLength.Type.PercentageLength, share * 100) for share in shares]
        )
        return self._cursor.insertTable(rows, len(shares), shape)

    def _leave(self) -> None:
        """Out of a table, to the line that Qt keeps after it."""
        self._cursor = QTextCursor(self._made)
        self._cursor.movePosition(QTextCursor.MoveOperation.End)
        self._cursor.setBlockFormat(_block(_SPACER))
        self._cursor.setBlockCharFormat(self._char(_SPACER))
        self._free = True

    def _sized(self, style: Style) -> QFont:
        font = QFont(self._font)
        font.setPointSizeF(style.points)
        font.setBold(style.bold and self._thick)
        return font

    def _char(self, style: Style) -> QTextCharFormat:
        made = QTextCharFormat()
        made.setFont(self._sized(style))
        return made


def _fill(cursor: QTextCursor, lines: Sequence[str], shape: QTextBlockFormat, char: QTextCharFormat) -> None:
    for place, line in enumerate(lines):
        if place:
            cursor.insertBlock(shape, char)
        else:
            cursor.setBlockFormat(shape)
            cursor.setBlockCharFormat(char)
        cursor.insertText(line, char)


def _block(style: Style) -> QTextBlockFormat:
    made = QTextBlockFormat()
    made.setAlignment(_ALIGN[style.align])
    made.setLineHeight(style.points * style.spacing / 100 * _dots(), _FIXED)
    made.setTopMargin(style.before * _dots())
    made.setBottomMargin(style.after * _dots())
    return made
