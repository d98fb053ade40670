"""The section part: paragraphs and tables of a laid-out sheet.

A table is told its width and the height of its rows: without them renderers draw rows of no height.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from lxml import etree

from app.export.hwpx.styles import HP, UNITS, Shapes
from app.export.layout import TEXT_WIDTH, Align, Block, Grid, Layout, Paragraph, Rule, Style, advance, column_points, em

_WIDTHS = {" ": 0.5, ".": 0.32, ",": 0.32, "(": 0.32, ")": 0.32, ":": 0.32, "-": 0.55, "0": 0.55, "*": 0.5, "·": 0.32}
"""Em of the signs of 함초롬바탕; a space is half an em as the word processor sets it."""
_WIDE = 1.0

_CELL_SIDE, _CELL_TOP = 5.1, 1.41
"""Points between a cell's line and its text: 1.8 mm and 0.5 mm, the word processor's own."""

_HEAD = "#E7ECF2"
_BOXED = "#F2F5F9"
_ALL = ("left", "right", "top", "bottom")
_RULE = Style(3, spacing=100, rule=Rule.BELOW)
_UNDER_RULE = 4.0
_AFTER_TABLE = Style(6, spacing=100)
"""The line that holds a table: it shows nothing and stands under it."""

_LINE = "styleIDRef=0 pageBreak=0 columnBreak=0 merged=0"
_TABLE = (
    "zOrder=0 numberingType=TABLE textWrap=TOP_AND_BOTTOM textFlow=BOTH_SIDES lock=0 dropcapstyle=None pageBreak=CELL "
    "repeatHeader=1 cellSpacing=0 noAdjust=0"
)
_SIZE = "widthRelTo=ABSOLUTE heightRelTo=ABSOLUTE protect=0"
_PLACE = (
    "treatAsChar=0 affectLSpacing=0 flowWithText=1 allowOverlap=0 holdAnchorAndSO=0 vertRelTo=PARA horzRelTo=COLUMN "
    "vertAlign=TOP horzAlign=LEFT vertOffset=0 horzOffset=0"
)
_CELL = "hasMargin=0 protect=0 editable=0 dirty=0"
_INSIDE = (
    "textDirection=HORIZONTAL lineWrap=BREAK vertAlign=CENTER linkListIDRef=0 linkListNextIDRef=0 textWidth=0 "
    "textHeight=0 hasTextRef=0 hasNumRef=0"
)


class Body:
    """Paragraphs and tables in the shapes of a header (tables in those of `tables`, if given); `width` points of text,
    `number` the highest number given."""

    def __init__(
        self, shapes: Shapes, width: float = TEXT_WIDTH, number: int = 0, tables: Shapes | None = None
    ) -> None:
        self._shapes = shapes
        self._tables = tables or shapes
        self._width = width
        self.number = number
        self._owed = 0.0  # points that stand below a rule

    def add(self, section: Any, layout: Layout) -> None:
        """To `section` (hs:sec), whose first paragraph holds the section's own settings."""
        made = self.made(layout.blocks)
        if made:  # the settings' paragraph is the first line of the text, or an empty line would stand above
            _join(section[0], made[0])
            section.extend(made[1:])

    def made(self, blocks: Sequence[Block]) -> list[Any]:
        """The paragraphs (hp:p) of some blocks; a table is in one of its own."""
        return [one for block in blocks for one in self._block(block)]

    def _block(self, block: Block) -> Iterator[Any]:
        """A rule is the lower edge of an empty line, and the space below it belongs to the next line: whether a
        paragraph's own edge stands inside or outside of the space around it differs between programs."""
        if not isinstance(block, Paragraph):
            self._owed = 0.0
            yield self._table(block)
            return
        rule, style = block.style.rule, replace(block.style, rule=Rule.NONE)
        before, self._owed = max(style.before, self._owed), 0.0
        if rule is Rule.ABOVE:
            yield self._ruled(before, keep=style.keep)
            before = _UNDER_RULE
        if rule is Rule.BELOW:
            self._owed, style = style.after, replace(style, after=0.0)
        yield self._paragraph(replace(block, style=replace(style, before=before)))
        if rule is Rule.BELOW:
            yield self._ruled(0.0, keep=style.keep)

    def _ruled(self, before: float, *, keep: bool) -> Any:
        return self._line("", _RULE, self._shapes.paragraph(replace(_RULE, before=before, keep=keep)))

    def _paragraph(self, block: Paragraph) -> Any:
        points = block.style.points
        left = (block.left + advance(block.ahead, _WIDTHS, _WIDE)) * points
        hang = advance(block.hang, _WIDTHS, _WIDE) * points
        return self._line(block.text, block.style, self._shapes.paragraph(block.style, left, hang))

    def _line(self, text: str, style: Style, shape: int, shapes: Shapes | None = None) -> Any:
        self.number += 1
        line = etree.Element(
            f"{HP}p",
            _told(_LINE, id=self.number, paraPrIDRef=shape),
        )
        run = etree.SubElement(line, f"{HP}run", {"charPrIDRef": str((shapes or self._shapes).char(style))})
        if text:
            etree.SubElement(run, f"{HP}t").text = text
        return line

    def _table(self, grid: Grid) -> Any:
        columns = [round(points * UNITS) for points in column_points(grid, self._width)]
        heights = [_row_height(row, columns, grid.style) for row in grid.rows]
        host = self._line("", _AFTER_TABLE, self._tables.paragraph(_AFTER_TABLE), self._tables)
        self.number += 1
        line = "0.4 mm" if grid.boxed else "0.12 mm"
        table = etree.SubElement(
            host[0],
            f"{HP}tbl",
            _told(
                _TABLE,
                id=self.number,
                rowCnt=len(grid.rows),
                colCnt=len(columns),
                borderFillIDRef=self._tables.border(_ALL, line),
            ),
        )
        _placed(table, sum(columns), sum(heights))
        for place, row in enumerate(grid.rows):
            self._row(table, grid, place, row, columns, heights[place])
        etree.SubElement(host[0], f"{HP}t")
        return host

    def _row(
        self, table: Any, grid: Grid, place: int, row: Sequence[tuple[str, ...]], columns: list[int], height: int
    ) -> None:
        head = place < grid.heads
        fill = _BOXED if grid.boxed else _HEAD if head else ""
        border = self._tables.border(_ALL, "0.4 mm" if grid.boxed else "0.12 mm", fill)
        made = etree.SubElement(table, f"{HP}tr")
        for column, lines in enumerate(row):
            centred = head or grid.centred[column]
            style = replace(grid.style, bold=grid.style.bold or head, align=Align.CENTER if centred else Align.LEFT)
            shape = self._tables.paragraph(style)
            cell = etree.SubElement(
                made,
                f"{HP}tc",
                _told(_CELL, name="", header=int(head), borderFillIDRef=border),
            )
            inside = etree.SubElement(
                cell,
                f"{HP}subList",
                _told(_INSIDE, id=""),
            )
            inside.extend(self._line(line, style, shape, self._tables) for line in lines)
            _cell_size(cell, column, place, columns[column], height)


def _join(settings: Any, made: Any) -> None:
    for name in ("paraPrIDRef", "styleIDRef"):
        settings.set(name, made.get(name))
    for child in list(settings):
        if child.tag != f"{HP}run" or child.find(f"{HP}secPr") is None:
            settings.remove(child)
    settings.extend(list(made))


def _placed(table: Any, width: int, height: int) -> None:
    """Its size, its place in the paragraph and the margins inside its cells."""
    etree.SubElement(table, f"{HP}sz", _told(_SIZE, width=width, height=height))
    etree.SubElement(table, f"{HP}pos", _told(_PLACE))
    etree.SubElement(table, f"{HP}outMargin", _margin(0.0, 2.83))
    etree.SubElement(table, f"{HP}inMargin", _margin(_CELL_SIDE, _CELL_TOP))


def _cell_size(cell: Any, column: int, row: int, width: int, height: int) -> None:
    etree.SubElement(cell, f"{HP}cellAddr", {"colAddr": str(column), "rowAddr": str(row)})
    etree.SubElement(cell, f"{HP}cellSpan", {"colSpan": "1", "rowSpan": "1"})
    etree.SubElement(cell, f"{HP}cellSz", {"width": str(width), "height": str(height)})
    etree.SubElement(cell, f"{HP}cellMargin", _margin(_CELL_SIDE, _CELL_TOP))


def _told(fixed: str, **values: object) -> dict[str, str]:
    """Attributes: those that change and those that are always the same."""
    return {name: str(value) for name, value in values.items()} | dict(pair.split("=") for pair in fixed.split())


def _margin(side: float, top: float) -> dict[str, str]:
    across, down = str(round(side * UNITS)), str(round(top * UNITS))
    return {"left": across, "right": across, "top": down, "bottom": down}


def _row_height(row: Sequence[tuple[str, ...]], columns: Sequence[int], style: Style) -> int:
    """What the fullest cell needs, as far as can be told without fonts; the word processor makes it larger."""
    most = max(sum(_wrapped(lines, columns[column] / UNITS, style)) for column, lines in enumerate(row))
    return round((most * style.points * style.spacing / 100 + 2 * _CELL_TOP) * UNITS)


def _wrapped(lines: Sequence[str], width: float, style: Style) -> Iterator[int]:
    room = max(width - 2 * _CELL_SIDE, style.points)
    for line in lines:
        yield max(1, math.ceil(em(line) * style.points / room))
