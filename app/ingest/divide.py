"""Documents without articles: by headings, else by pages, else by paragraphs."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.ingest import blocks
from app.ingest.blocks import Block
from app.ingest.marks import without_notes

ENORMOUS = 4000
"""Characters above which a section that is no article is cut at paragraph borders."""
TARGET = 1200
LEAST = 400

_ARROW = " › "
_PLAIN_HEADING = re.compile(
    r"(?:[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ]{1,3}\s*[.)]?\s*\S.{0,40}|(?:붙\s?임|별\s?첨|참\s?고)\s*\d{0,2}\s*[.:]?\s*(?:\S.{0,40})?|[\[【<](?:붙임|별첨|참고)[^\]】>]{0,20}[\]】>].{0,40})$"
)
_ENDS_SENTENCE = re.compile(r"(?:다|요|끝|부)\.\s*$")


@dataclass(frozen=True, slots=True)
class Piece:
    """Blocks [start, end). `offset` counts from 1 where the page alone would not tell pieces apart."""

    start: int
    end: int
    page: int = 0
    offset: int = 0
    heading: str = ""
    breadcrumb: str = ""


def divide(found: Sequence[Block], start: int, end: int) -> list[Piece]:
    """Cut blocks [start, end) into pieces that cover them all."""
    if start >= end:
        return []
    levels = {index: level for index in range(start, end) if (level := _heading_level(found[index]))}
    if len(levels) > 1 or (levels and not any(b.page for b in found[start:end])):
        pieces = [
            p
            for piece in _by_headings(found, start, end, levels)
            for p in by_length(found, piece.start, piece.end, piece)
        ]
    elif any(block.page for block in found[start:end]):
        pieces = [p for piece in _by_pages(found, start, end) for p in by_length(found, piece.start, piece.end, piece)]
    else:
        pieces = by_length(found, start, end, enormous=TARGET)
    return _numbered(pieces)


def by_length(
    found: Sequence[Block], start: int, end: int, like: Piece | None = None, *, enormous: int = ENORMOUS
) -> list[Piece]:
    """[start, end) as one piece, or, when longer than `enormous`, cut at paragraph borders.

    Pieces have LEAST to TARGET characters where the paragraphs allow; a paragraph is never cut.
    """
    like = like or Piece(start, end, found[start].page)
    if sum(len(found[i].text) + 1 for i in range(start, end)) <= enormous:
        return [like]
    borders = [start]
    size = 0
    for index in range(start, end):
        length = len(found[index].text) + 1
        if size >= LEAST and size + length > TARGET:
            borders.append(index)
            size = 0
        size += length
    if (
        size < LEAST
        and len(borders) > 1
        and size + sum(len(b.text) + 1 for b in found[borders[-2] : borders[-1]]) <= TARGET + LEAST
    ):
        borders.pop()
    return [
        Piece(a, b, found[a].page or like.page, 0, like.heading, like.breadcrumb)
        for a, b in zip(borders, [*borders[1:], end], strict=True)
    ]


def _heading_level(block: Block) -> int:
    if block.kind == blocks.HEADING:
        return block.level
    if block.kind == blocks.PARAGRAPH and _PLAIN_HEADING.match(block.text) and not _ENDS_SENTENCE.search(block.text):
        return 2
    return 0


def _by_headings(found: Sequence[Block], start: int, end: int, levels: dict[int, int]) -> list[Piece]:
    """A piece a heading; headings with nothing of their own go with the first one below them."""
    made: list[Piece] = []
    above: dict[int, str] = {}
    first, holds_text = start, False
    crumb, name = "", ""
    for index in range(start, end):
        level = levels.get(index, 0)
        if not level:
            holds_text = True
            continue
        if holds_text:
            made.append(Piece(first, index, found[first].page, 0, name, crumb))
            first, holds_text = index, False
        above = {rank: text for rank, text in above.items() if rank < level}
        crumb, name = _ARROW.join(above[rank] for rank in sorted(above)), without_notes(found[index].text)
        above[level] = name
    made.append(Piece(first, end, found[first].page, 0, name, crumb))
    return made


def _by_pages(found: Sequence[Block], start: int, end: int) -> list[Piece]:
    borders = [start] + [i for i in range(start + 1, end) if found[i].page != found[i - 1].page]
    return [Piece(a, b, found[a].page) for a, b in zip(borders, [*borders[1:], end], strict=True)]


def _numbered(pieces: list[Piece]) -> list[Piece]:
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
