"""Documents without articles: by headings, else by pages, else by paragraphs."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.ingest.blocks import TABLE, Block
from app.ingest.structure.outline import TOPIC, is_child, label, levels

ENORMOUS = 4000
"""Characters above which a section that is no article is cut at paragraph borders."""
TARGET = 1200
LEAST = 400
_LONGEST_ROW = 120
_ARROW = " › "


@dataclass(frozen=True, slots=True)
class Piece:
    """Blocks [start, end). `offset` counts from 1 where the page alone would not tell pieces apart."""

    start: int
    end: int
    page: int = 0
    offset: int = 0
    heading: str = ""
    breadcrumb: str = ""


def divide(found: Sequence[Block], start: int, end: int, *, minutes: bool = False) -> list[Piece]:
    """Cut blocks [start, end) into pieces that cover them all."""
    if start >= end:
        return []
    ranks = levels(found, start, end, minutes=minutes)
    if len(ranks) > 1 or (ranks and not any(b.page for b in found[start:end])):
        pieces = [
            p
            for piece in _by_headings(found, start, end, ranks)
            for p in by_length(found, piece.start, piece.end, piece)
        ]
    elif any(block.page for block in found[start:end]):
        pieces = [p for piece in _by_pages(found, start, end) for p in by_length(found, piece.start, piece.end, piece)]
    else:
        pieces = by_length(found, start, end, enormous=TARGET)
    return numbered(pieces)


def by_length(
    found: Sequence[Block], start: int, end: int, like: Piece | None = None, *, enormous: int = ENORMOUS
) -> list[Piece]:
    """[start, end) as one piece, or, when longer than `enormous`, cut at paragraph borders.

    Pieces have LEAST to TARGET characters where the paragraphs allow; a paragraph is never cut, nor a - or ※
    parted from what it stands under while that is no longer than ENORMOUS. What begins inside a table bears
    the table's first row in its breadcrumb.
    """
    like = like or Piece(start, end, found[start].page)
    if sum(len(found[i].text) + 1 for i in range(start, end)) <= enormous:
        return [like]
    borders = [start]
    size = 0
    for index in range(start, end):
        length = len(found[index].text) + 1
        if size >= LEAST and size + length > TARGET and (size + length > ENORMOUS or not is_child(found[index])):
            borders.append(index)
            size = 0
        size += length
    if (
        size < LEAST
        and len(borders) > 1
        and size + sum(len(b.text) + 1 for b in found[borders[-2] : borders[-1]]) <= TARGET + LEAST
    ):
        borders.pop()
    heads = _table_heads(found, start, end)
    return [
        Piece(a, b, found[a].page or like.page, 0, like.heading, _under(like.breadcrumb, heads.get(a, "")))
        for a, b in zip(borders, [*borders[1:], end], strict=True)
    ]


def _table_heads(found: Sequence[Block], start: int, end: int) -> dict[int, str]:
    """For each block that goes on with the table of the block before: the table's first row."""
    heads: dict[int, str] = {}
    row = ""
    for index in range(start, end):
        table = found[index].kind == TABLE
        if table and index > start and found[index - 1].kind == TABLE:
            heads[index] = row
        elif table:
            row = found[index].text[: 2 * _LONGEST_ROW].split("\n", 1)[0]
            row = row if len(row) <= _LONGEST_ROW else ""
    return heads


def _under(breadcrumb: str, row: str) -> str:
    return _ARROW.join(part for part in (breadcrumb, row) if part)


def _by_headings(found: Sequence[Block], start: int, end: int, ranks: dict[int, int]) -> list[Piece]:
    """A piece a heading; headings with nothing of their own go with the first one below them."""
    made: list[Piece] = []
    above: dict[int, str] = {}
    first, holds_text = start, False
    crumb, name = "", ""
    for index in range(start, end):
        level = ranks.get(index, 0)
        if not level:
            holds_text = True
            continue
        if holds_text:
            made.append(Piece(first, index, found[first].page, 0, name, crumb))
            first = index
        holds_text = level >= TOPIC
        above = {rank: text for rank, text in above.items() if rank < level}
        crumb, name = _ARROW.join(above[rank] for rank in sorted(above)), label(found[index])
        above[level] = name
    if made and not holds_text:  # a line that only looks like a heading: a signature, an end mark
        made[-1] = replace(made[-1], end=end)
    else:
        made.append(Piece(first, end, found[first].page, 0, name, crumb))
    return made


def _by_pages(found: Sequence[Block], start: int, end: int) -> list[Piece]:
    borders = [start] + [i for i in range(start + 1, end) if found[i].page != found[i - 1].page]
    return [Piece(a, b, found[a].page) for a, b in zip(borders, [*borders[1:], end], strict=True)]


def numbered(pieces: list[Piece]) -> list[Piece]:
    """Offsets: none for the only piece of a page, else 1, 2, … within the page (or the document)."""
    on_page: dict[int, int] = {}
    for piece in pieces:
        on_page[piece.page] = on_page.get(piece.page, 0) + 1
    seen: dict[int, int] = {}
    made = []
    for piece in pieces:
        seen[piece.page] = seen.get(piece.page, 0) + 1
        alone = piece.page > 0 and on_page[piece.page] == 1
        offset = 0 if alone else seen[piece.page]
        made.append(Piece(piece.start, piece.end, piece.page, offset, piece.heading, piece.breadcrumb))
    return made
