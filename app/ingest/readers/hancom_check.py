"""Two readers for one Hancom file: what syhwp, which shares no code with dochan, finds in the same bytes.

Each has lost text silently in files where the other had not; the fuller text wins and the ledger says so.
"""

import io
import re
from collections.abc import Sequence
from typing import Any

from app.core.errors import FileDamaged, FilePartlyRead, ReadersDisagree
from app.ingest import blocks
from app.ingest.blocks import Block, Extract
from app.ingest.readers.faults import PARSER_FAULTS

ENOUGH = 0.98
"""Share of the second reader's Hangul that the first must have found."""
MAX_GRID = 200_000
"""Cells of one table, those that are empty or covered with them."""

_HANGUL = re.compile("[가-힣]")
_FILLERS = re.compile(r"\[(그림|수식)\]|\[수식: ")


def settle(extract: Extract, data: bytes, name: str, lost: Sequence[str], *, checkable: bool = True) -> Extract:
    """`extract`, or the second reader's text where that is fuller. `lost` are the first reader's complaints.

    Raises FileDamaged when neither found anything in a file that the first complained about.
    """
    parts = _parts(data, extract.format) if checkable else ()
    mine = sum(hangul(block.text) for block in extract.blocks)
    if mine < ENOUGH * sum(hangul(text) for part in parts for text in _texts(part)):
        second = [block for part in parts for block in _blocks(part)]
        return Extract(extract.format, tuple(second), warnings=((ReadersDisagree.code, {"name": name}),))
    if not lost:
        return extract
    if not extract.blocks:
        raise FileDamaged(name=name)
    return Extract(extract.format, extract.blocks, warnings=((FilePartlyRead.code, {"name": name}),))


def hangul(text: str) -> int:
    """How many syllables a text holds."""
    return len(_HANGUL.findall(text))


def _parts(data: bytes, found: str) -> Sequence[Any]:
    """syhwp's paragraphs, tables and formulas; none where it cannot read the file."""
    from syhwp._hwp5 import read_document_hwp5
    from syhwp._hwpx import read_document_hwpx
    from syhwp.exceptions import SyhwpError

    read = read_document_hwpx if found == "hwpx" else read_document_hwp5
    try:
        parts: Sequence[Any] = read(io.BytesIO(data)).blocks
    except (*PARSER_FAULTS, SyhwpError):
        return ()
    return parts


def _texts(part: Any) -> list[str]:
    found = [cell.text for cell in part.cells] if hasattr(part, "cells") else [part.text]
    return [_FILLERS.sub("", text) for text in found]


def _blocks(part: Any) -> list[Block]:
    texts = _texts(part)
    if not hasattr(part, "cells"):
        return blocks.paragraphs(texts[0])
    rows, columns = min(part.n_rows, len(part.cells)), min(part.n_cols, len(part.cells))
    if rows * columns > MAX_GRID:  # it says to be larger than all that stands in it
        return [block for text in texts for block in blocks.paragraphs(text)]
    grid = [[""] * columns for _ in range(rows)]
    beyond = []
    for cell, text in zip(part.cells, texts, strict=True):
        if cell.row < rows and cell.col < columns and not grid[cell.row][cell.col]:
            grid[cell.row][cell.col] = text
        else:
            beyond += blocks.paragraphs(text)
    return blocks.table(grid) + beyond
