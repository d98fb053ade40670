"""A PDF page's characters -> lines in reading order: ruled tables as grids, two columns one after the other.

PDFium gives the characters in lines already; a line that runs through two columns is cut here, where a white gutter
goes down through many lines that fill both sides. PDFium also makes up spaces where glyphs stand apart: word
processors set Hangul and digits a little apart (제 1 조), so on a page that has spaces of its own the made-up ones
between Hangul and digits go.
"""

import re
from dataclasses import dataclass
from statistics import median

from app.ingest.readers.pdf_page import Glyphs
from app.ingest.readers.pdf_table import Grid, rows

_LINE_ENDS = (0x0D, 0x0A)
_SPACE = 0x20
_NEAR = 0.8
"""Gap in glyph sizes up to which two characters belong to one word."""
_WIDE = 1.2
"""Gap in glyph sizes from which two columns may stand beside it."""
_LEAST_LINES = 5
_FILLED = 0.55
"""Share of a column that its lines fill as a rule; cells and lists of names fill less."""
_LEAST_COLUMN = 0.25
_HANGUL = re.compile("[가-힣]")
_NARROW = re.compile("[0-9A-Za-zⅠ-Ⅻ]")


@dataclass(frozen=True, slots=True)
class Line:
    """`indexes` of its glyphs; `first` is one that shows the size of its letters."""

    text: str
    indexes: tuple[int, ...]
    first: int


@dataclass(frozen=True, slots=True)
class Table:
    """Lines of text by row and column."""

    cells: list[list[list[str]]]


@dataclass(frozen=True, slots=True)
class _Run:
    """Part of a line between wide gaps."""

    indexes: list[int]
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class _Row:
    runs: list[_Run]
    middle: float

    def indexes(self) -> list[int]:
        return [index for run in self.runs for index in run.indexes]


def arrange(glyphs: Glyphs, found: list[Grid]) -> list[Line | Table]:
    """The page from its first line to its last."""
    lines, cells = _sorted_out(glyphs, found, _made_up(glyphs))
    made: list[Line | Table] = []
    held: list[_Row] = []
    for item in lines:
        if isinstance(item, int):
            made += _flow(held, glyphs)
            held = []
            made.append(Table(rows(found[item], cells[item], glyphs)))
        else:
            held.append(_row(item, glyphs))
    return made + _flow(held, glyphs)


def _made_up(glyphs: Glyphs) -> set[int]:
    """Spaces that PDFium put between Hangul and digits standing near each other."""
    codes = glyphs.codes
    spaces = [index for index, code in enumerate(codes) if code == _SPACE]
    made_up = [index for index in spaces if glyphs.made_up[index]]
    if len(spaces) - len(made_up) <= len(made_up) // 4:
        return set()
    last = len(codes) - 1
    return {
        index
        for index in made_up
        if 0 < index < last and _mixed(chr(codes[index - 1]), chr(codes[index + 1])) and _near(glyphs, index)
    }


def _mixed(left: str, right: str) -> bool:
    return bool((_HANGUL.match(left) and _NARROW.match(right)) or (_NARROW.match(left) and _HANGUL.match(right)))


def _near(glyphs: Glyphs, index: int) -> bool:
    """Whether the characters beside a made-up space stand closer than cells of a table would."""
    before, after = index - 1, index + 1
    size = max(
        glyphs.right[before] - glyphs.left[before],
        glyphs.top[before] - glyphs.bottom[before],
        glyphs.top[after] - glyphs.bottom[after],
    )
    return glyphs.left[after] - glyphs.right[before] < _NEAR * size


def _sorted_out(
    glyphs: Glyphs, found: list[Grid], dropped: set[int]
) -> tuple[list[list[int] | int], dict[int, dict[tuple[int, int], list[int]]]]:
    """PDFium's lines, with a grid's number in the place of its first character; and what each cell holds."""
    lines: list[list[int] | int] = []
    cells: dict[int, dict[tuple[int, int], list[int]]] = {}
    current: list[int] = []
    number, place = -1, (0, 0)
    for index, code in enumerate(glyphs.codes):
        if code in _LINE_ENDS:
            if current:
                lines.append(current)
                current = []
            continue
        if index in dropped:
            continue
        if code != _SPACE:  # a made-up space has no box of its own: it goes with the character before it
            number, place = _place(glyphs, index, found)
        if number < 0:
            current.append(index)
            continue
        if number not in cells:
            cells[number] = {}
            lines += [current, number] if current else [number]
            current = []
        cells[number].setdefault(place, []).append(index)
    return [*lines, current] if current else lines, cells


def _place(glyphs: Glyphs, index: int, found: list[Grid]) -> tuple[int, tuple[int, int]]:
    """(which grid, which cell) a character stands in; (-1, …) for none."""
    for number, grid in enumerate(found):
        x = (glyphs.left[index] + glyphs.right[index]) / 2
        y = (glyphs.bottom[index] + glyphs.top[index]) / 2
        place = grid.at(x, y)
        if place is not None:
            return number, place
    return -1, (0, 0)


def _row(indexes: list[int], glyphs: Glyphs) -> _Row:
    """A line cut at its wide gaps."""
    inked = [index for index in indexes if glyphs.codes[index] != _SPACE]
    if not inked:
        return _Row([], 0.0)
    heights = sorted(glyphs.top[index] - glyphs.bottom[index] for index in inked)
    size = max(heights[len(heights) * 9 // 10], 1.0)
    runs: list[list[int]] = [[]]
    edge: float | None = None
    for index in indexes:
        if glyphs.codes[index] != _SPACE:
            gap = glyphs.left[index] - edge if edge is not None else 0.0
            if gap > _WIDE * size or gap < -4 * size:
                runs.append([])
            edge = glyphs.right[index]
        runs[-1].append(index)
    middle = median((glyphs.bottom[index] + glyphs.top[index]) / 2 for index in inked)
    return _Row([_run(run, glyphs) for run in runs], middle)


def _run(indexes: list[int], glyphs: Glyphs) -> _Run:
    inked = [index for index in indexes if glyphs.codes[index] != _SPACE] or indexes
    return _Run(indexes, min(glyphs.left[i] for i in inked), max(glyphs.right[i] for i in inked))


def _flow(held: list[_Row], glyphs: Glyphs) -> list[Line | Table]:
    """Lines of rows between two tables, columns apart."""
    made: list[Line | Table] = []
    for indexes in _read([row for row in held if row.runs]):
        text = glyphs.text(indexes)
        if text.strip():
            inked = [index for index in indexes if glyphs.codes[index] != _SPACE]
            made.append(Line(text, tuple(indexes), inked[len(inked) // 2]))
    return made


def _read(found: list[_Row]) -> list[list[int]]:
    """Glyphs of each line in reading order."""
    gutter = _gutter(found)
    if gutter is None:
        return [row.indexes() for row in found]
    made: list[list[int]] = []
    left: list[_Row] = []
    right: list[_Row] = []
    for row in found:
        sides = _cut(row, gutter)
        if sides is None:
            made += _read(left) + _read(right) + [row.indexes()]
            left, right = [], []
            continue
        left += [_Row(sides[0], row.middle)] if sides[0] else []
        right += [_Row(sides[1], row.middle)] if sides[1] else []
    return made + _read(left) + _read(right)


def _cut(row: _Row, gutter: float) -> tuple[list[_Run], list[_Run]] | None:
    """The runs left and right of the gutter; None for a line that goes across it."""
    if any(run.left < gutter < run.right for run in row.runs):
        return None
    return [run for run in row.runs if run.right <= gutter], [run for run in row.runs if run.left >= gutter]


def _gutter(found: list[_Row]) -> float | None:
    """Where two columns part: a place in gaps of many lines that fill both sides, seldom crossed by others."""
    gaps = [
        (a.right, b.left) for row in found for a, b in zip(row.runs, row.runs[1:], strict=False) if a.right < b.left
    ]
    if len(gaps) < _LEAST_LINES:
        return None
    left_edge = min(run.left for row in found for run in row.runs)
    right_edge = max(run.right for row in found for run in row.runs)
    width = right_edge - left_edge
    tries = {round((a + b) / 2) for a, b in gaps}
    gutter = max(tries, key=lambda x: sum(a < x < b for a, b in gaps))
    if not left_edge + _LEAST_COLUMN * width < gutter < right_edge - _LEAST_COLUMN * width:
        return None
    both = [sides for row in found if (sides := _cut(row, gutter)) is not None and sides[0] and sides[1]]
    if len(both) < _LEAST_LINES:
        return None
    left, right = [_whole(sides[0]) for sides in both], [_whole(sides[1]) for sides in both]
    shares = (
        median(run.right - run.left for run in left) / (gutter - left_edge),
        median(run.right - run.left for run in right) / (right_edge - gutter),
    )
    aligned = median(run.left for run in right)
    straight = sum(abs(run.left - aligned) < width / 20 for run in right)
    return gutter if min(shares) >= _FILLED and straight * 2 > len(both) else None


def _whole(runs: list[_Run]) -> _Run:
    return _Run([], runs[0].left, runs[-1].right)
