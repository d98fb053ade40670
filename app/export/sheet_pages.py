"""A laid-out sheet set in pages: lines of letters, rules and fillings with their places, to be drawn on anything.

Qt's own documents are not used for this: where a paragraph or a table goes on on the next page they draw a line twice
and clip it, and what is clipped is still found and copied in a PDF. Lengths are tenths of a point.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QFontMetricsF,
    QPainter,
    QPen,
    QTextLayout,
    QTextLine,
    QTextOption,
)

from app.export import layout as paper
from app.export.layout import Align, Block, Grid, Layout, Paragraph, Rule, Style

UNITS = 10.0
"""In a point."""

WIDTH = paper.TEXT_WIDTH * UNITS
HEIGHT = (paper.PAPER_MM[1] - paper.MARGINS_MM[0] - paper.MARGINS_MM[2]) * paper.POINTS_PER_MM * UNITS

VARIANTS = ("calt", "ccmp", "liga", "locl", "kern")
"""Features of a font that put other glyphs for letters and digits; Qt writes those without saying what they stand for,
and a search in the PDF would not find them."""

_ALIGN = {
    Align.LEFT: Qt.AlignmentFlag.AlignLeft,
    Align.CENTER: Qt.AlignmentFlag.AlignHCenter,
    Align.RIGHT: Qt.AlignmentFlag.AlignRight,
    Align.JUSTIFY: Qt.AlignmentFlag.AlignJustify,
}
_BLACK, _GREY = QColor("#000000"), QColor("#606060")
_HEAD, _BOXED = QColor("#e7ecf2"), QColor("#f2f5f9")
_THIN, _THICK = 0.5 * UNITS, 1.1 * UNITS
_CELL_SIDE, _CELL_TOP = 5.0 * UNITS, 2.0 * UNITS
_AFTER_TABLE = 6.0 * UNITS
_NUMBER_POINTS = 9.0
_END = "끝."
_FULL = 0.9
"""Of a line that may be set to both edges."""


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight line."""

    start: QPointF
    end: QPointF
    width: float
    colour: QColor


@dataclass(frozen=True, slots=True)
class Filling:
    where: QRectF
    colour: QColor


@dataclass(frozen=True, slots=True)
class Letters:
    """A line of text in its place. `layout` holds what `line` points into."""

    layout: QTextLayout
    line: QTextLine


Piece = Stroke | Filling | Letters


@dataclass(slots=True)
class Pages:
    """What stands on each page, in order; `font` is what the sheet is set in."""

    font: QFont
    pages: list[list[Piece]] = field(default_factory=lambda: [[]])


def font_of(face: str = "") -> QFont:
    """The font of that family, or the program's, without features and hinting."""
    font = QFont(face) if face else QFont()
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    for tag in VARIANTS:
        font.setFeature(QFont.Tag(tag), 0)
    return font


def set_in_pages(layout: Layout, face: str = "") -> Pages:
    """`face` is a font's family; empty: the program's. A QGuiApplication must be there."""
    font = font_of(face)
    setting = _Setting(Pages(font), _Typesetter(font))
    setting.add_all(layout.blocks)
    return setting.pages


def draw(pages: Pages, number: int, painter: QPainter) -> None:
    """A page of the whole paper (A4) with its number at the bottom centre (규칙 제18조제1호).

    The painter must be scaled to tenths of a point.
    """
    top, _right, _bottom, left = (mm * paper.POINTS_PER_MM * UNITS for mm in paper.MARGINS_MM)
    painter.save()
    painter.translate(left, top)
    for piece in pages.pages[number]:
        if isinstance(piece, Filling):
            painter.fillRect(piece.where, piece.colour)
        elif isinstance(piece, Stroke):
            painter.setPen(QPen(piece.colour, piece.width))
            painter.drawLine(piece.start, piece.end)
        else:
            painter.setPen(_BLACK)
            piece.line.draw(painter, QPointF(0, 0))
    painter.restore()
    painter.setPen(_BLACK)
    painter.setFont(_sized(pages.font, Style(_NUMBER_POINTS)))
    millimetre = paper.POINTS_PER_MM * UNITS
    foot = QRectF(
        0, (paper.PAPER_MM[1] - paper.FOOT_MM - 4) * millimetre, paper.PAPER_MM[0] * millimetre, 4 * millimetre
    )
    painter.drawText(foot, Qt.AlignmentFlag.AlignCenter, f"- {number + 1} -")


def _sized(font: QFont, style: Style, *, bold: bool = False) -> QFont:
    made = QFont(font)
    made.setPixelSize(round(style.points * UNITS))
    made.setBold(bold)
    return made


@dataclass(slots=True)
class _Set:
    """Lines of a paragraph or a cell, each `step` high."""

    lines: list[Letters]
    step: float

    @property
    def height(self) -> float:
        return self.step * len(self.lines)


class _Typesetter:
    """Breaks text into lines."""

    def __init__(self, font: QFont) -> None:
        self._font = font
        # a bold that Qt makes up is the same text drawn twice, and is found and copied twice
        self._thick = any(QFontDatabase.bold(font.family(), one) for one in QFontDatabase.styles(font.family()))

    def paragraph(self, block: Paragraph) -> _Set:
        style = block.style
        metrics = QFontMetricsF(self._styled(style))
        left = block.left * style.points * UNITS + metrics.horizontalAdvance(block.ahead)
        return self._broken(block.text, style, left, left + metrics.horizontalAdvance(block.hang), WIDTH)

    def cell(self, lines: Sequence[str], style: Style, start: float, end: float) -> _Set:
        broken = [self._broken(line, style, start + _CELL_SIDE, start + _CELL_SIDE, end - _CELL_SIDE) for line in lines]
        return _Set([line for one in broken for line in one.lines], style.points * style.spacing / 100 * UNITS)

    def _styled(self, style: Style) -> QFont:
        return _sized(self._font, style, bold=style.bold and self._thick)

    def _broken(self, text: str, style: Style, first: float, further: float, end: float) -> _Set:
        """Between `first` (further lines: `further`) and `end`; a word longer than a line is cut.

        Where a line would have wide gaps, the right edge is left ragged.
        """
        if style.align is Align.JUSTIFY:
            ragged = self._broken(text, replace(style, align=Align.LEFT), first, further, end)
            if any(one.line.naturalTextWidth() < _FULL * one.line.width() for one in ragged.lines[:-1]):
                return ragged
        option = QTextOption(_ALIGN[style.align])
        longest = max(map(len, text.split()), default=0) * style.points * UNITS
        anywhere = longest > end - further  # such a word begins beside its mark and is cut where the line ends
        modes = QTextOption.WrapMode
        option.setWrapMode(modes.WrapAnywhere if anywhere else modes.WrapAtWordBoundaryOrAnywhere)
        made = QTextLayout(text, self._styled(style))
        made.setTextOption(option)
        lines: list[Letters] = []
        made.beginLayout()
        while (line := made.createLine()).isValid():
            start = first if not lines else further
            line.setLineWidth(max(end - start, style.points * UNITS))
            line.setPosition(QPointF(start, 0))
            lines.append(Letters(made, line))
        made.endLayout()
        if len(lines) > 1 and text[lines[-1].line.textStart() :].strip() == _END:  # 규칙 제4조제5항제1호 단서
            lines[-1].line.setPosition(QPointF(style.points * UNITS, 0))
        return _Set(lines, style.points * style.spacing / 100 * UNITS)


class _Setting:
    """Puts blocks one under another, and on the next page what has no room."""

    def __init__(self, pages: Pages, typesetter: _Typesetter) -> None:
        self.pages = pages
        self._typesetter = typesetter
        self._y = 0.0

    def add_all(self, blocks: Sequence[Block]) -> None:
        made = [
            (block, self._typesetter.paragraph(block) if isinstance(block, Paragraph) else None) for block in blocks
        ]
        for place, (block, lines) in enumerate(made):
            if isinstance(block, Grid):
                self._grid(block)
            elif lines is not None:
                starts = not place or not _keeps(blocks[place - 1])
                if starts and _keeps(block) and self._y + (kept := _kept(made[place:])) > HEIGHT >= kept:
                    self._turn()
                self._paragraph(block.style, lines)

    def _turn(self) -> None:
        if self.pages.pages[-1] or self._y:
            self.pages.pages.append([])
        self._y = 0.0

    def _put(self, *pieces: Piece) -> None:
        self.pages.pages[-1].extend(pieces)

    def _paragraph(self, style: Style, lines: _Set) -> None:
        if self._y:
            self._y += style.before * UNITS
        alone = len(lines.lines) > 1 and self._y + 2 * lines.step > HEIGHT  # one line left behind
        if self._y + lines.step > HEIGHT or alone:
            self._turn()
        if style.rule is Rule.ABOVE:
            self._rule(self._y)
            self._y += 4 * UNITS
        for line in lines.lines:
            if self._y + lines.step > HEIGHT:
                self._turn()
            self._line(line, self._y, lines.step)
            self._y += lines.step
        if style.rule is Rule.BELOW:
            self._rule(self._y + 2 * UNITS)
            self._y += 3 * UNITS
        self._y += style.after * UNITS

    def _line(self, line: Letters, y: float, step: float) -> None:
        line.line.setPosition(QPointF(line.line.position().x(), y + (step - line.line.height()) / 2))
        self._put(line)

    def _rule(self, y: float) -> None:
        self._put(Stroke(QPointF(0, y), QPointF(WIDTH, y), _THICK, _BLACK))

    def _grid(self, grid: Grid) -> None:
        edges = [0.0]
        for points in paper.column_points(grid, paper.TEXT_WIDTH):
            edges.append(edges[-1] + points * UNITS)
        rows = [self._row(grid, place, edges) for place in range(len(grid.rows))]
        heads = rows[: grid.heads]
        again = sum(_height(row) for row in heads)
        if again > HEIGHT / 2:  # such a head stands once
            heads, again = [], 0.0
        if self._y and self._y + again + (_height(rows[len(heads)]) if len(rows) > len(heads) else 0.0) > HEIGHT:
            self._turn()
        for place, row in enumerate(rows):
            head = place < grid.heads
            full = self._y + _height(row) > HEIGHT and self._y > again
            if full and (_height(row) <= HEIGHT - again or self._y + 4 * row[0].step > HEIGHT):
                self._next_page(grid, heads, edges)
            for cut in self._cut(row, grid, heads, edges):
                self._cells(grid, cut, edges, head=head)
        self._y += _AFTER_TABLE

    def _next_page(self, grid: Grid, heads: list[list[_Set]], edges: list[float]) -> None:
        self._turn()
        for place, _ in enumerate(heads):  # set anew: a line has one place
            self._cells(grid, self._row(grid, place, edges), edges, head=True)

    def _row(self, grid: Grid, place: int, edges: list[float]) -> list[_Set]:
        head = place < grid.heads
        made = []
        for column, lines in enumerate(grid.rows[place]):
            align = Align.CENTER if head or grid.centred[column] else Align.LEFT
            style = replace(grid.style, bold=grid.style.bold or head, align=align)
            made.append(self._typesetter.cell(lines, style, edges[column], edges[column + 1]))
        return made

    def _cut(self, row: list[_Set], grid: Grid, heads: list[list[_Set]], edges: list[float]) -> Iterator[list[_Set]]:
        """The row in parts that have room, turning the page between them."""
        while self._y + _height(row) > HEIGHT:
            fitting = max(1, int((HEIGHT - self._y - 2 * _CELL_TOP) // row[0].step))
            if all(len(cell.lines) <= fitting for cell in row):
                break
            yield [_Set(cell.lines[:fitting], cell.step) for cell in row]
            row = [_Set(cell.lines[fitting:], cell.step) for cell in row]
            self._next_page(grid, heads, edges)
        yield row

    def _cells(self, grid: Grid, row: list[_Set], edges: list[float], *, head: bool) -> None:
        height = _height(row)
        top, bottom = self._y, self._y + height
        if head or grid.boxed:
            self._put(Filling(QRectF(0, top, WIDTH, height), _BOXED if grid.boxed else _HEAD))
        width, colour = (_THICK, _BLACK) if grid.boxed else (_THIN, _GREY)
        self._put(*(Stroke(QPointF(0, y), QPointF(WIDTH, y), width, colour) for y in (top, bottom)))
        self._put(*(Stroke(QPointF(x, top), QPointF(x, bottom), width, colour) for x in edges))
        for cell in row:
            y = top + (height - cell.height) / 2
            for line in cell.lines:
                self._line(line, y, cell.step)
                y += cell.step
        self._y = bottom


def _keeps(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.style.keep


def _kept(made: Sequence[tuple[Block, _Set | None]]) -> float:
    """The height of the first block and of those that it must not be torn from; of a table, some lines."""
    height = 0.0
    for block, lines in made:
        if lines is None:
            return height + 60 * UNITS
        ruled = 0.0 if block.style.rule is Rule.NONE else 4 * UNITS
        if not _keeps(block):
            return height + block.style.before * UNITS + ruled + min(lines.height, 2 * lines.step)
        height += block.style.before * UNITS + ruled + lines.height + block.style.after * UNITS
    return height


def _height(row: list[_Set]) -> float:
    return max(cell.height for cell in row) + 2 * _CELL_TOP
