"""Tables that are a document's text: a row that is an article, a row of minutes that is one of their parts.

`구분 | 내용` regulations hold `제3조(휴가) | ① …` in a row. Such a row becomes a paragraph, which the rest treats
like any article. The words stay as they are; a cell before the article's goes to the row's end.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from app.ingest import blocks
from app.ingest.blocks import Block
from app.ingest.structure.marks import Strength, article_mark, division_mark
from app.ingest.structure.outline import is_opening, is_topic
from app.ingest.structure.sequence import succeeds

_CELL = " | "
_LEADING = 3
"""Cells of a row in which its article may stand."""
_NEXT = re.compile(r"(?<=[.>)\]])\s(?=제\s?\d{1,4}\s?조(?:\s?의\s?\d{1,3})?\s?\()")
_COMPARED = re.compile(r"현\s{0,9}행\s{0,9}\|\s{0,9}개\s{0,9}정")
"""The head of a table of old and new text, whose rows quote articles."""


def opened(found: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks with such rows on their own; the very same blocks where there are none."""
    tables = [block for block in found if block.kind == blocks.TABLE and not _COMPARED.match(block.text)]
    if not tables:
        return tuple(found)
    in_rows = sum(_article_cell(row) is not None for block in tables for row in block.text.split("\n"))
    if in_rows > 1 and in_rows > sum(_titled(block.text) for block in found if block.kind != blocks.TABLE):
        return tuple(part for block in found for part in (_articles(block) if block.kind == blocks.TABLE else [block]))
    if _minutes(tables):
        return tuple(part for block in found for part in (_topics(block) if block.kind == blocks.TABLE else [block]))
    return tuple(found)


def _titled(text: str) -> bool:
    mark = article_mark(text)
    return mark is not None and mark.strength == Strength.TITLED


def _article_cell(row: str) -> int | None:
    """Which cell of a row is the head of an article."""
    if "조" not in row:
        return None
    for index, cell in enumerate(row.split(_CELL, _LEADING)[:_LEADING]):
        mark = article_mark(cell)
        if mark is not None and mark.strength in (Strength.TITLED, Strength.BARE, Strength.DELETED):
            return index
    return None


def _articles(block: Block) -> list[Block]:
    if _COMPARED.match(block.text):
        return [block]
    made: list[Block] = []
    held: list[str] = []
    for row in block.text.split("\n"):
        cell = _article_cell(row)
        division = division_mark(row.strip(" |"))
        if cell is None and division is None:
            held.append(row)
            continue
        if held:
            made.append(replace(block, text="\n".join(held)))
            held = []
        if cell is None:
            made.append(replace(block, text=row.strip(" |"), kind=blocks.PARAGRAPH))
        else:
            made += [replace(block, text=text, kind=blocks.PARAGRAPH) for text in _row(row.split(_CELL), cell)]
    return made + ([replace(block, text="\n".join(held))] if held else [])


def _row(cells: list[str], at: int) -> list[str]:
    """The lines of a row whose article stands in cell `at`: 장 before it, then each article in it."""
    divisions = [cell for cell in cells[:at] if division_mark(cell)]
    before = [cell for cell in cells[:at] if cell.strip() and cell not in divisions]
    text = _CELL.join([" ".join(cell for cell in cells[at : at + 2] if cell), *cells[at + 2 :], *before])
    parts = [""]
    held = None
    for part in _NEXT.split(text):
        mark = article_mark(part)
        if held is None or (mark is not None and mark.strength == Strength.TITLED and succeeds(held, mark.number)):
            parts.append(part)
            held = mark.number if mark is not None else held
        else:
            parts[-1] = f"{parts[-1]} {part}"
    return [*divisions, *(part for part in parts if part)]


def _minutes(tables: Sequence[Block]) -> bool:
    rows = [row for block in tables[:4] for row in block.text.split("\n")]
    return sum(is_opening(row) for row in rows) > 1 and any(is_topic(row) for row in rows)


def _topics(block: Block) -> list[Block]:
    parts: list[list[str]] = [[]]
    for row in block.text.split("\n"):
        if is_topic(row) and parts[-1]:
            parts.append([])
        parts[-1].append(row)
    return [replace(block, text="\n".join(part)) for part in parts]
