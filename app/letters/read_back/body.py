"""The body's lines read back as items, by their marks; what hangs under what follows from the order of the marks."""

import re
from dataclasses import dataclass, field, replace

from app.core.drafts import Item, Marks, Table
from app.core.official import levels
from app.letters.composing.clean import clean
from app.letters.composing.ending import BLANK
from app.letters.composing.plain import cells

_ROW = re.compile(r"\|.*\|")
_RULE = re.compile(r"(?:\|\s*:?-{3,}:?\s*)+\|")
"""Markdown's line under a table's head."""
_CELL = re.compile(r"(?<!\\)(?:\\\\)*\|")
_NONE = (0, Marks.NUMBERED)
_FULL_ROW = 44
"""Cells of a line from which the next one without a mark may be its rest."""

Kind = tuple[int, Marks]


@dataclass(slots=True)
class _Open:
    """An item being read, with the kind of its mark; `_NONE` for none."""

    kind: Kind
    index: int
    text: str
    opened: list["_Open"] = field(default_factory=list)
    table: Table | None = None

    def made(self) -> Item:
        return Item(clean(self.text), tuple(one.made() for one in self.opened), self.table)


def items(lines: list[str], marks: Marks, strict: bool, ends: bool) -> tuple[Item, ...]:
    """The items of a body's lines. `strict`: a line without a mark, where an item that is alone would stand, is one.
    `ends`: the body is where the letter ends, and `이하 빈칸` in its last table is the form's."""
    root = _Open((-1, marks), 0, "")
    way = [root]
    rows: list[str] = []
    gap = True
    last = ""
    for line in (*lines, ""):
        told = line.strip()
        if _ROW.fullmatch(told):
            rows.append(told)
            continue
        if rows:
            _put_table(way, rows if strict else [row for row in rows if not _RULE.fullmatch(row)])
            rows = []
        if told:
            _put(way, line, marks, strict, joined=not gap and cells(last) >= _FULL_ROW)
            last = line
        gap = not told
    if ends:
        _clear_blank(way[-1])
    return tuple(one.made() for one in root.opened)


def _put(way: list[_Open], line: str, marks: Marks, strict: bool, joined: bool) -> None:
    """A line's place: beside the last item of its kind, else under the last item."""
    told = line.strip()
    kind, index, text = _marked(way, told, marks)
    if kind == _NONE:
        indent = len(line) - len(line.lstrip(" "))
        under = sum(one.kind != _NONE for one in way[1:])
        if not strict:
            _put_paragraph(way, told, joined or (indent > 0 and len(way) > 1))
            return
        if way[-1].opened or indent != 2 * under:
            way[-1].text = f"{way[-1].text} {told}"
            return
    else:
        at = next((at for at in range(len(way) - 1, 0, -1) if way[at].kind == kind), None)
        if at is not None:
            del way[at:]
    made = _Open(kind, index, text)
    way[-1].opened.append(made)
    way.append(made)


def _put_paragraph(way: list[_Open], told: str, joined: bool) -> None:
    """A line without a mark in another's letter: the rest of the line before it, or a paragraph beside the others."""
    if joined and len(way) > 1:
        way[-1].text = f"{way[-1].text} {told}"
        return
    del way[1:]
    made = _Open(_NONE, 0, told)
    way[0].opened.append(made)
    way.append(made)


def _marked(way: list[_Open], told: str, marks: Marks) -> tuple[Kind, int, str]:
    """Kind, number and text of a line: first the mark that would come next here, so that a text that begins like a
    day (`4. 13. 접수`) is told from one; else whatever mark it has."""
    if marks is Marks.NUMBERED:
        for one in reversed(way[1:]):
            if one.kind != _NONE and one.kind[1] is marks:
                following = f"{levels.mark(one.kind[0], one.index + 1)} "
                if told.startswith(following):
                    return one.kind, one.index + 1, told[len(following) :]
        depth = sum(one.kind != _NONE for one in way[1:])
        first = f"{levels.mark(depth + 1, 1)} "
        if depth < levels.DEPTH and told.startswith(first):
            return (depth + 1, marks), 1, told[len(first) :]
    marked = levels.parse(told)
    if marked is None or not marked.text:
        return _NONE, 0, told
    return (marked.level, marked.marks), marked.index, marked.text


def _put_table(way: list[_Open], rows: list[str]) -> None:
    cells_ = tuple(map(_cells, rows))
    width = max(map(len, cells_), default=0)
    if not width:
        return
    table = Table(tuple(row + ("",) * (width - len(row)) for row in cells_))
    if len(way) == 1 or way[-1].table is not None:
        made = _Open(_NONE, 0, "")
        way[-1].opened.append(made)
        way.append(made)
    way[-1].table = table


def _cells(row: str) -> tuple[str, ...]:
    found: list[str] = []
    start = 1
    for match in _CELL.finditer(row, 1):
        cell = row[start : match.end() - 1].strip()
        found.append(re.sub(r"\\([\\|])", r"\1", cell))
        start = match.end()
    return tuple(found)


def _clear_blank(last: _Open) -> None:
    """The cell of `이하 빈칸` is empty in the letter."""
    if last.table is None:
        return
    at = [(row, column) for row, cells_ in enumerate(last.table.rows) for column, cell in enumerate(cells_) if cell]
    if at and last.table.rows[at[-1][0]][at[-1][1]] == BLANK:
        rows = [list(row) for row in last.table.rows]
        rows[at[-1][0]][at[-1][1]] = ""
        last.table = replace(last.table, rows=tuple(tuple(row) for row in rows))
