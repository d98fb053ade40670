"""The body of a letter as a flat list of rows, and what an editor does to it.

An item's place in the tree is its row's level; the tree follows from the levels, as in any outline editor.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from app.core.drafts import Item, Table

DEEPEST = 8
"""1. 가. 1) 가) (1) (가) ① ㉮."""

Way = tuple[int, ...]
"""The way to an item: `(1, 0)` is the first item under the second."""


@dataclass(frozen=True, slots=True)
class Row:
    """`level` counts from 1."""

    level: int
    text: str
    table: Table | None = None


Rows = tuple[Row, ...]


def rows(items: Sequence[Item], level: int = 1) -> Rows:
    """In the order in which they are read."""
    flat: list[Row] = []
    for item in items:
        flat.append(Row(level, item.text, item.table))
        flat.extend(rows(item.items, level + 1))
    return tuple(flat)


def items(flat: Sequence[Row]) -> tuple[Item, ...]:
    """The tree of the rows. A level that skips one is drawn back to the next below its parent's."""
    made, _ = _under(settled(flat), 0, 1)
    return made


def _under(flat: Rows, at: int, level: int) -> tuple[tuple[Item, ...], int]:
    made: list[Item] = []
    while at < len(flat) and flat[at].level >= level:
        row = flat[at]
        below, at = _under(flat, at + 1, level + 1)
        made.append(Item(row.text, below, row.table))
    return tuple(made), at


def settled(flat: Sequence[Row]) -> Rows:
    """No row is more than one level below the row before it, the first is of level 1."""
    done: list[Row] = []
    for row in flat:
        most = min(done[-1].level + 1 if done else 1, DEEPEST)
        done.append(row if 1 <= row.level <= most else replace(row, level=min(max(row.level, 1), most)))
    return tuple(done)


def ways(flat: Sequence[Row]) -> Iterator[Way]:
    """The way to the item of each row."""
    counts: list[int] = []
    for row in flat:
        del counts[row.level :]
        if len(counts) < row.level:
            counts.append(0)
        else:
            counts[-1] += 1
        yield tuple(counts)


# --- what an editor does ---------------------------------------------------------------------
def put(flat: Rows, at: int, text: str) -> Rows:
    return (*flat[:at], replace(flat[at], text=text), *flat[at + 1 :])


def split(flat: Rows, at: int, offset: int) -> Rows:
    """A new row of the same level from `offset` on; a table goes with the end."""
    row = flat[at]
    head, tail = (
        replace(row, text=row.text[:offset].rstrip(), table=None),
        replace(row, text=row.text[offset:].lstrip()),
    )
    return (*flat[:at], head, tail, *flat[at + 1 :])


def join(flat: Rows, at: int) -> tuple[Rows, int]:
    """Row `at` goes to the end of the one before; gives where its text begins there. A table above stays between."""
    before, row = flat[at - 1], flat[at]
    gap = " " if before.text and row.text and not before.text.endswith(" ") else ""
    joined = replace(before, text=before.text + gap + row.text, table=before.table or row.table)
    return settled((*flat[: at - 1], joined, *flat[at + 1 :])), len(before.text + gap)


def shift(flat: Rows, first: int, last: int, by: int) -> Rows:
    """Rows `first` to `last`, with all that stands under the last, one level down (`by` 1) or up (-1)."""
    end = last + 1
    while end < len(flat) and flat[end].level > flat[last].level:
        end += 1
    most = flat[first - 1].level + 1 if first else 1
    if not 1 <= flat[first].level + by <= most or any(row.level + by > DEEPEST for row in flat[first:end]):
        return flat
    moved = (replace(row, level=max(row.level + by, 1)) for row in flat[first:end])
    return settled((*flat[:first], *moved, *flat[end:]))


def cut(flat: Rows, start: tuple[int, int], end: tuple[int, int]) -> Rows:
    """Without what stands from (row, offset) to (row, offset); the ends become one row."""
    (first, begin), (last, stop) = start, end
    text = flat[first].text[:begin] + flat[last].text[stop:]
    return settled((*flat[:first], replace(flat[first], text=text, table=flat[last].table), *flat[last + 1 :]))


def insert(flat: Rows, at: int, offset: int, lines: Sequence[tuple[int, str]]) -> tuple[Rows, int, int]:
    """Put lines in at a place: each a number of levels below the row and its text. Gives row and offset behind it."""
    row = flat[at]
    head, tail = row.text[:offset], row.text[offset:]
    if len(lines) == 1:
        text = head + lines[0][1]
        return put(flat, at, text + tail), at, len(text)
    first = replace(row, text=head + lines[0][1], table=None)
    others = [Row(max(row.level + down, 1), text) for down, text in lines[1:]]
    behind = len(others[-1].text)
    others[-1] = replace(others[-1], text=others[-1].text + tail, table=row.table)
    return settled((*flat[:at], first, *others, *flat[at + 1 :])), at + len(others), behind
