"""Tables with merged cells -> rows of equal columns, and sheets of cells -> the tables in them.

A merged cell's text stands once, at its top left; the places it covers are empty, so that its neighbours
stay in their columns.
"""

import re
from collections.abc import Iterable, Sequence

from app.ingest import blocks
from app.ingest.blocks import Block

MAX_SPAN = 1000
"""Columns that one cell may cover, as in the HTML standard; a table of more is made to be slow."""
MAX_CELLS = 1_000_000

_NUMBER = re.compile(r"[-+△▲(]?[\d,.]+\s*[%)원]?")


def placed(rows: Sequence[Sequence[tuple[str, int, int]]]) -> list[list[str]]:
    """Rows of (text, columns covered, rows covered; 0: to the last row) -> a full grid. Raises ValueError when huge."""
    made: list[list[str]] = []
    covered: dict[int, int] = {}  # column -> rows still covered from above, the current one counted
    cells = 0
    for index, row in enumerate(rows):
        line: list[str] = []
        below: dict[int, int] = {}
        waiting = iter(row)
        last = max(covered, default=-1)
        while True:
            column = len(line)
            if column in covered:
                line.append("")
                continue
            cell = next(waiting, None)
            if cell is None:
                if column > last:
                    break
                line.append("")
                continue
            text, wide, high = cell
            wide = min(max(wide, 1), MAX_SPAN)
            high = min(high if high > 0 else len(rows), len(rows) - index)
            below |= {column + step: high for step in range(wide)}
            line += [text, *[""] * (wide - 1)]
        covered = {at: left - 1 for at, left in (covered | below).items() if left > 1}
        made.append(line)
        cells += len(line)
        if cells > MAX_CELLS:
            raise ValueError(cells)
    width = max((len(line) for line in made), default=0)
    if width * len(made) > MAX_CELLS:
        raise ValueError(width * len(made))
    return [line + [""] * (width - len(line)) for line in made]


def sheet(rows: Iterable[list[str]]) -> list[Block]:
    """The blocks of a sheet of cells: an empty row ends a table, lines of one cell above it are paragraphs,
    columns in which a table has nothing are left out, and its header stands in each of its blocks."""
    made: list[Block] = []
    part: list[list[str]] = []
    for row in rows:
        if any(cell.strip() for cell in row):
            part.append(row)
            continue
        if part:
            made += _table(part)
            part = []
    return made + _table(part)


def _table(rows: list[list[str]]) -> list[Block]:
    first = next((i for i, row in enumerate(rows) if sum(bool(cell.strip()) for cell in row) > 1), len(rows))
    made = [block for row in rows[:first] for cell in row for block in blocks.paragraphs(re.sub(r"\s+", " ", cell))]
    rest = rows[first:]
    used = sorted({column for row in rest for column, cell in enumerate(row) if cell.strip()})
    tidy = [[row[column] if column < len(row) else "" for column in used] for row in rest]
    return made + blocks.table(tidy, header=_header_rows(tidy))


def _header_rows(rows: list[list[str]]) -> int:
    """Two when the first row has gaps (merged heads) that the second, without a figure, fills; else one."""
    if len(rows) < 3 or all(cell.strip() for cell in rows[0]):
        return 1
    second = [cell.strip() for cell in rows[1]]
    fills = any(below and not above.strip() for above, below in zip(rows[0], second, strict=True))
    return 2 if fills and not any(_NUMBER.fullmatch(cell) for cell in second) else 1
