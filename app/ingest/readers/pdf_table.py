"""Ruled tables of a PDF page: lines that cross make a grid; a missing line between two cells makes them one.

Tables without ruled lines are left as lines of text: whether a gap is a cell's border cannot be told there.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from app.ingest.readers.pdf_page import Box, Drawn, Glyphs

_NEAR = 3.0
"""Points within which two lines are the same, or touch."""
_LEAST_CELL = 5.0
_MAX_LINES = 1500
_MAX_CELLS = 20_000

Rule = tuple[float, float, float]
"""(from, to, where)"""


@dataclass(frozen=True, slots=True)
class Grid:
    """`xs` from left, `ys` from the top; `cell` gives each (row, column) the first cell it is one with."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cell: dict[tuple[int, int], tuple[int, int]]

    @property
    def box(self) -> Box:
        return self.xs[0], self.ys[-1], self.xs[-1], self.ys[0]

    def at(self, x: float, y: float) -> tuple[int, int] | None:
        """The (merged) cell that holds a point."""
        left, bottom, right, top = self.box
        if not (left <= x <= right and bottom <= y <= top):
            return None
        column = max(index for index, edge in enumerate(self.xs[:-1]) if edge <= x)
        row = max(index for index, edge in enumerate(self.ys[:-1]) if edge >= y)
        return self.cell[row, column]


def grids(drawn: Drawn) -> list[Grid]:
    """Grids of at least two columns, from their crossing lines."""
    across, down = _merged(drawn.across), _merged(drawn.down)
    if not across or not down or len(across) + len(down) > _MAX_LINES:
        return []
    made = []
    for rows, columns in _groups(across, down):
        grid = _grid(rows, columns)
        if grid is not None:
            made.append(grid)
    return [grid for grid in made if not any(_inside(grid.box, other.box) for other in made if other is not grid)]


def rows(grid: Grid, taken: dict[tuple[int, int], list[int]], glyphs: Glyphs) -> list[list[list[str]]]:
    """Lines of text of every cell, by row and column; cells that are part of another are empty."""
    return [
        [_cell_lines(taken.get((row, column), []), glyphs) for column in range(len(grid.xs) - 1)]
        for row in range(len(grid.ys) - 1)
    ]


def _cell_lines(indexes: list[int], glyphs: Glyphs) -> list[str]:
    """A cell's text, a line wherever a character stands wholly below those before it."""
    made: list[list[int]] = []
    tallest, floor = 0.0, 0.0
    for index in indexes:
        tall = glyphs.top[index] - glyphs.bottom[index]
        if not made or (tall > 0 and glyphs.top[index] <= floor):
            made.append([])
            tallest = 0.0
        if tall > tallest:
            tallest, floor = tall, glyphs.bottom[index]
        made[-1].append(index)
    return [text for line in made if (text := glyphs.text(line)).strip()]


def _merged(rules: Sequence[Rule]) -> list[Rule]:
    """Strokes that continue each other on one line become one."""
    made: list[Rule] = []
    for start, end, where in sorted(rules, key=lambda rule: (round(rule[2] / _NEAR), rule[0])):
        if made and abs(made[-1][2] - where) <= _NEAR and start <= made[-1][1] + _NEAR:
            made[-1] = (made[-1][0], max(made[-1][1], end), made[-1][2])
        else:
            made.append((start, end, where))
    return made


def _groups(across: list[Rule], down: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Lines that hang together by crossing or touching."""
    parent = list(range(len(across) + len(down)))

    def root(item: int) -> int:
        while parent[item] != item:
            parent[item] = parent[parent[item]]
            item = parent[item]
        return item

    for h, (left, right, y) in enumerate(across):
        for v, (bottom, top, x) in enumerate(down):
            if left - _NEAR <= x <= right + _NEAR and bottom - _NEAR <= y <= top + _NEAR:
                parent[root(h)] = root(len(across) + v)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for h, rule in enumerate(across):
        groups.setdefault(root(h), ([], []))[0].append(rule)
    for v, rule in enumerate(down):
        groups.setdefault(root(len(across) + v), ([], []))[1].append(rule)
    return [group for group in groups.values() if len(group[0]) > 1 and group[1]]


def _grid(across: list[Rule], down: list[Rule]) -> Grid | None:
    """Korean tables are often open at the sides: the ends of the horizontal lines close them."""
    ends = [min(rule[0] for rule in across), max(rule[1] for rule in across)]
    xs = _places([*(rule[2] for rule in down), *ends])
    ys = _places([rule[2] for rule in across])[::-1]
    if len(xs) < 3 or len(ys) < 2 or (len(xs) - 1) * (len(ys) - 1) > _MAX_CELLS:
        return None
    cell: dict[tuple[int, int], tuple[int, int]] = {}
    for row in range(len(ys) - 1):
        middle = (ys[row] + ys[row + 1]) / 2
        for column in range(len(xs) - 1):
            centre = (xs[column] + xs[column + 1]) / 2
            if column and not _ruled(down, xs[column], middle):
                cell[row, column] = cell[row, column - 1]
            elif row and not _ruled(across, ys[row], centre):
                cell[row, column] = cell[row - 1, column]
            else:
                cell[row, column] = (row, column)
    if len({place[1] for place in cell.values()}) < 2:
        return None
    return Grid(tuple(xs), tuple(ys), cell)


def _places(values: list[float]) -> list[float]:
    made: list[float] = []
    for value in sorted(values):
        if not made or value - made[-1] > _LEAST_CELL:
            made.append(value)
    return made


def _ruled(rules: list[Rule], where: float, at: float) -> bool:
    """Whether one of the lines at `where` covers the point `at` along it."""
    return any(abs(rule[2] - where) <= _LEAST_CELL and rule[0] <= at <= rule[1] for rule in rules)


def _inside(inner: Box, outer: Box) -> bool:
    return (
        inner[0] >= outer[0] - _NEAR
        and inner[1] >= outer[1] - _NEAR
        and inner[2] <= outer[2] + _NEAR
        and inner[3] <= outer[3] + _NEAR
        and inner != outer
    )
