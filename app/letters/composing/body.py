"""The body's items as lines with marks.

규칙 제2조제1항: items are told apart by 1. 가. 1) 가) (1) (가) ① ㉮ in order, or by □ ○ - ㆍ. 편람: an item that is
alone at its place has no mark; what is under it has the marks that it would have had.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from app.core.drafts import Item, Line, Marks, Part, Table
from app.core.official import levels
from app.letters.composing.clean import clean, looks_marked, missing, without_bullet

_SYMBOL_DEPTH = len(levels.SYMBOLS)
_UNNAMED_TABLE = "표"
Path = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Node:
    """An item that has something to say, with its way from the letter."""

    text: str
    path: Path
    nodes: tuple["_Node", ...]
    table: Table | None


def lines(items: tuple[Item, ...], marks: Marks) -> tuple[Line, ...]:
    """The lines of a body, never none. Below the deepest level there is, items stand beside each other."""
    nodes = _nodes(items, (), 1, _SYMBOL_DEPTH if marks is Marks.SYMBOLS else levels.DEPTH)
    if not nodes:
        nodes = (_Node(missing("내용"), (), (), None),)
    return tuple(_lines(nodes, 1, marks))


def _nodes(items: tuple[Item, ...], path: Path, depth: int, deepest: int) -> tuple[_Node, ...]:
    """Items without those that are empty; what is under an empty one moves up."""
    made: list[_Node] = []
    for at, item in enumerate(items):
        way = (*path, at)
        text = clean(without_bullet(clean(item.text)))
        table = _table(item.table)
        if not text and table is None:
            made += _nodes(item.items, way, depth, deepest)
        elif depth >= deepest:
            made.append(_Node(text or _UNNAMED_TABLE, way, (), table))
            made += _nodes(item.items, way, depth, deepest)
        else:
            made.append(_Node(text or _UNNAMED_TABLE, way, _nodes(item.items, way, depth + 1, deepest), table))
    return tuple(made)


def _lines(nodes: tuple[_Node, ...], level: int, marks: Marks) -> Iterator[Line]:
    alone = marks is Marks.NUMBERED and len(nodes) == 1 and not looks_marked(nodes[0].text)
    for index, node in enumerate(nodes, 1):
        mark = "" if alone else levels.mark(level, index, marks)
        yield Line(Part.BODY, node.text, mark=mark, level=level, item=node.path)
        if node.table is not None:
            yield Line(Part.TABLE, "", level=level, item=node.path, table=node.table)
        yield from _lines(node.nodes, level if alone else level + 1, marks)


def _table(table: Table | None) -> Table | None:
    """A table with clean cells and rows of one length; None when it has no cell."""
    if table is None:
        return None
    width = max((len(row) for row in table.rows), default=0)
    if not width:
        return None
    rows = tuple(tuple(clean(cell) for cell in row) + ("",) * (width - len(row)) for row in table.rows)
    return Table(rows, min(max(table.heads, 0), len(rows)))
