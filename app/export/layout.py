"""A sheet laid out for paper, whatever the format: paragraphs and tables with sizes, indentation and rules.

Looks follow 별지 제1호서식 (규칙 제3조제1항) for letters: agency, 수신, 경유, 제목 with a rule under it, body, 붙임,
the sender's name with room for a seal, and a small foot under a rule. Reports have a title box and larger letters
(□ 16 pt, ○ 15 pt …). The decree fixes A4 and nothing of margins, sizes or spacing: those are our choice.
Lengths are points, indentation is in em of the paragraph's letters.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from app.core.drafts import Line, Part, Sheet, Table

PAPER_MM = (210, 297)
MARGINS_MM = (30, 20, 15, 20)
"""Top, right, bottom, left; the number of the page stands in the bottom margin."""

FOOT_MM = 8
"""From the paper's lower edge to the number of the page."""

POINTS_PER_MM = 72 / 25.4
TEXT_WIDTH = (PAPER_MM[0] - MARGINS_MM[1] - MARGINS_MM[3]) * POINTS_PER_MM

_GAP = "  "
"""Between a label and what it labels: two half-width spaces."""


class Align(StrEnum):
    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"
    JUSTIFY = "justify"


class Rule(StrEnum):
    NONE = ""
    BELOW = "below"
    ABOVE = "above"


@dataclass(frozen=True, slots=True)
class Style:
    """`spacing` is the distance of two lines in percent of the letters' size; `before`, `after` in points."""

    points: float
    bold: bool = False
    align: Align = Align.JUSTIFY
    spacing: int = 165
    before: float = 0.0
    after: float = 0.0
    rule: Rule = Rule.NONE
    keep: bool = False
    """Stays on the page of the next paragraph."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """The first line begins `left` em and the width of `ahead` in from the margin; further lines stand under the
    letter that follows `hang`, with which the text begins."""

    text: str
    style: Style
    left: float = 0.0
    ahead: str = ""
    hang: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: cells of lines of text, the widths of columns as shares of 1, and whether a column is centred.

    `boxed` is the frame around a report's title: one cell, set in `style`.
    """

    rows: tuple[tuple[tuple[str, ...], ...], ...]
    heads: int
    shares: tuple[float, ...]
    centred: tuple[bool, ...]
    style: Style
    left: float = 0.0
    boxed: bool = False


Block = Paragraph | Grid


@dataclass(frozen=True, slots=True)
class Layout:
    """`creator` is the agency or the department, `summary` and `keywords` those of 영 제5조제2항."""

    blocks: tuple[Block, ...]
    title: str
    creator: str = ""
    summary: str = ""
    keywords: tuple[str, ...] = ()


_LETTER = Style(12, spacing=170)
_SMALL = Style(10, align=Align.LEFT, spacing=140)
_PARTS = {
    Part.AGENCY: Style(22, bold=True, align=Align.CENTER, spacing=130, after=16),
    Part.RECIPIENT: Style(12, align=Align.LEFT, spacing=160),
    Part.VIA: Style(12, align=Align.LEFT, spacing=160),
    Part.TITLE: Style(12, bold=True, align=Align.LEFT, spacing=160, after=11, rule=Rule.BELOW),
    Part.BYLINE: Style(11, align=Align.RIGHT, spacing=150, before=5, after=6),
    Part.SENDER: Style(20, bold=True, align=Align.CENTER, spacing=140, before=26, after=22),
    Part.RECIPIENTS: Style(11, align=Align.LEFT, spacing=150, after=4),
    Part.SIGNATURES: _SMALL,
    Part.REGISTRY: _SMALL,
    Part.CONTACT: _SMALL,
}
_FOOT = (Part.SIGNATURES, Part.REGISTRY, Part.CONTACT)
_BOX = Style(20, bold=True, align=Align.CENTER, spacing=140)
_REPORT = {
    "□": Style(16, bold=True, spacing=160, before=8, keep=True),
    "○": Style(15, spacing=160, before=3),
    "-": Style(14, spacing=155, before=2),
    "ㆍ": Style(13, spacing=150),
    "*": Style(13, spacing=150),
    "※": Style(13, spacing=150),
}
_ALIKE = {"◦": "○", "ㅇ": "○", "◯": "○", "❍": "○", "·": "ㆍ", "•": "ㆍ", "–": "-", "■": "□"}
_REPORT_PLAIN = Style(14, spacing=160)
_HEADING = 20.0
"""Em up to which a first item may be a heading."""

_TABLE = Style(11, spacing=135)
_TABLE_CROWDED = Style(9.5, spacing=130)
_CROWDED = 6
"""Columns from which on a table is set smaller."""

_ABOVE_TABLE = 5.0

_NARROW, _CENTRED = 3.5, 11.0
"""Em: a column asks for no less, and is centred up to there."""

_BREAKS = re.compile("\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")
_TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
"""Letters that turn the direction of what follows: nothing that a Korean letter needs, much that misleads."""


def lines_of(text: str) -> tuple[str, ...]:
    """Text as paper can hold it: without control letters, halves of letters and letters that are none; a tab is a
    space. Lines without words at the end are left out; at least one line."""
    kept = [_tame(line).strip(" ") for line in _BREAKS.split(text)]
    while len(kept) > 1 and not kept[-1]:
        kept.pop()
    return tuple(kept)


def _tame(line: str) -> str:
    if line.isprintable():
        return line
    return "".join(" " if char == "\t" else char for char in line if char == "\t" or _printable(char))


def _printable(char: str) -> bool:
    point = ord(char)
    return not (
        unicodedata.category(char) in ("Cc", "Cs")
        or char in _TURNING
        or point & 0xFFFE == 0xFFFE
        or 0xFDD0 <= point <= 0xFDEF
    )


def laid_out(sheet: Sheet, creator: str = "") -> Layout:
    """Every letter of the sheet's lines and tables, in their order. `creator` is used where no agency is named."""
    return Layout(
        blocks=blocks_of(sheet.lines, letter=is_letter(sheet)),
        title=" ".join(lines_of(sheet.title or _first(sheet, Part.TITLE))),
        creator=" ".join(lines_of(_first(sheet, Part.AGENCY) or creator or _first(sheet, Part.SENDER))),
        summary=" ".join(lines_of(sheet.summary)),
        keywords=tuple(word for given in sheet.keywords if (word := " ".join(lines_of(given)))),
    )


def is_letter(sheet: Sheet) -> bool:
    """Whether it goes to somebody; the others are set as reports."""
    return any(line.part is Part.RECIPIENT for line in sheet.lines)


def blocks_of(lines: Sequence[Line], *, letter: bool) -> tuple[Block, ...]:
    """Some lines of a sheet by themselves."""
    blocks: list[Block] = []
    before: Line | None = None
    for line in lines:
        for block in _letter_line(line, before) if letter else _report_line(line, before):
            if isinstance(block, Grid) and blocks and isinstance(blocks[-1], Paragraph):
                above = blocks[-1].style
                blocks[-1] = replace(blocks[-1], style=replace(above, after=max(above.after, _ABOVE_TABLE)))
            blocks.append(block)
        before = line
    if blocks and isinstance(blocks[-1], Paragraph):  # nothing follows that it could stay with
        blocks[-1] = replace(blocks[-1], style=replace(blocks[-1].style, keep=False))
    return tuple(blocks)


def texts(layout: Layout) -> tuple[str, ...]:
    """What a reader must find: the lines of paragraphs and cells in order, without empty ones."""
    return tuple(text for text in _texts(layout) if text.strip())


def _texts(layout: Layout) -> Iterator[str]:
    for block in layout.blocks:
        if isinstance(block, Paragraph):
            yield block.text
        else:
            for row in block.rows:
                for cell in row:
                    yield from cell


def _first(sheet: Sheet, part: Part) -> str:
    return next((line.text for line in sheet.lines if line.part is part), "")


def _letter_line(line: Line, before: Line | None) -> Iterator[Block]:
    style = _PARTS.get(line.part, _LETTER)
    if line.part in (Part.SENDER, Part.RECIPIENTS, *_FOOT):  # they stand on one page
        style = replace(style, keep=True)
    if line.part in _FOOT and (before is None or before.part not in _FOOT):
        style = replace(style, before=8, rule=Rule.ABOVE)
    yield from _set(line, _after_body(line, before, style))


def _after_body(line: Line, before: Line | None, style: Style) -> Style:
    """붙임 stands a little apart from the text."""
    first = line.part is Part.ATTACHMENT and (before is None or before.part is not Part.ATTACHMENT)
    return replace(style, before=10) if first else style


def _report_line(line: Line, before: Line | None) -> Iterator[Block]:
    if line.part is Part.TITLE:
        title = lines_of(line.text)
        yield Grid(((title,),), 0, (1.0,), (True,), _BOX, boxed=True)
        return
    mark = _ALIKE.get(line.mark, line.mark)
    if line.part is Part.BODY:
        style = _REPORT.get(mark, replace(_REPORT_PLAIN, bold=line.level == 1 and _is_heading(line), before=4))
    else:
        style = _PARTS.get(line.part, _REPORT_PLAIN)
    if line.part in _FOOT and (before is None or before.part not in _FOOT):
        style = replace(style, before=10)
    yield from _set(line, _after_body(line, before, style))


def _is_heading(line: Line) -> bool:
    return bool(line.mark) and em(line.text) <= _HEADING and not line.text.endswith(".") and ": " not in line.text


def _set(line: Line, style: Style) -> Iterator[Block]:
    if line.text.strip() or line.label or line.mark:
        yield from _paragraphs(line, style)
    if line.table is not None and line.table.rows:
        yield _grid(line.table)


def _paragraphs(line: Line, style: Style) -> Iterator[Paragraph]:
    """One for each line of the text; the mark stands before the first."""
    texts_ = lines_of(line.text)
    label = " ".join(lines_of(line.label))
    mark = " ".join(lines_of(line.mark))
    hang = (label + _GAP if label else "") + (mark + " " if mark else "")
    left = max(0.0, line.level - 1.0)
    if line.part is Part.END:
        left = 1.0
    ahead = "붙임" + _GAP if line.part is Part.ATTACHMENT and not label else ""
    yield Paragraph((hang + texts_[0]).rstrip(" "), style, left, ahead, hang)
    for text in texts_[1:]:
        if text:
            yield Paragraph(text, replace(style, before=0.0), left, ahead + hang)


def _grid(table: Table) -> Grid:
    width = max(len(row) for row in table.rows)
    rows = tuple(tuple(lines_of(cell) for cell in (*row, *("",) * (width - len(row)))) for row in table.rows)
    natural = [max((em(line) for row in rows for line in row[column]), default=0.0) + 1.2 for column in range(width)]
    style = _TABLE_CROWDED if width >= _CROWDED else _TABLE
    shares = _shares([max(size, _NARROW) for size in natural], TEXT_WIDTH / style.points)
    return Grid(
        rows,
        min(max(table.heads, 0), len(rows)),
        shares,
        tuple(size <= _CENTRED for size in natural),
        style,
    )


def _shares(wanted: Sequence[float], room: float) -> tuple[float, ...]:
    """What each column gets of the width: those that need little get it whole, the others share what is left."""
    given = [0.0] * len(wanted)
    left = room
    for done, column in enumerate(sorted(range(len(wanted)), key=lambda place: wanted[place])):
        given[column] = min(wanted[column], left / (len(wanted) - done))
        left -= given[column]
    return tuple(size / sum(given) for size in given)


def em(text: str) -> float:
    """The width of a text in a Hangul font, roughly."""
    return sum(1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.53 for char in text)


def advance(text: str, widths: dict[str, float], wide: float) -> float:
    """Em of a mark or a label by a font's own widths; `wide` is that of a Hangul letter or a sign as wide."""
    return sum(widths.get(char, wide if unicodedata.east_asian_width(char) in "WFA" else widths["0"]) for char in text)


def column_points(grid: Grid, width: float) -> Sequence[float]:
    """The widths of the columns in points."""
    return [share * width for share in grid.shares]
