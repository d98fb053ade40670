"""Two readers for one Hancom file: what syhwp, which shares no code with dochan, finds in the same bytes.

Each has lost text silently in files where the other had not; the fuller text wins and the ledger says so.
"""

import io
import re
from collections.abc import Sequence

from app.core.errors import FileDamaged, FilePartlyRead, ReadersDisagree
from app.ingest import blocks
from app.ingest.blocks import Block, Extract
from app.ingest.readers.faults import PARSER_FAULTS

ENOUGH = 0.98
"""Share of the second reader's Hangul that the first must have found."""

_HANGUL = re.compile("[가-힣]")
_FILLERS = re.compile(r"\[(그림|수식)\]|\[수식: ")


def settle(extract: Extract, data: bytes, name: str, lost: Sequence[str], *, checkable: bool = True) -> Extract:
    """`extract`, or the second reader's text where that is fuller. `lost` are the first reader's complaints.

    Raises FileDamaged when neither found anything in a file that the first complained about.
    """
    second = _second(data, extract.format) if checkable else []
    mine, theirs = _hangul(extract.blocks), _hangul(second)
    if mine < ENOUGH * theirs:
        return Extract(extract.format, tuple(second), warnings=((ReadersDisagree.code, {"name": name}),))
    if not lost:
        return extract
    if not extract.blocks:
        raise FileDamaged(name=name)
    return Extract(extract.format, extract.blocks, warnings=((FilePartlyRead.code, {"name": name}),))


def _second(data: bytes, found: str) -> list[Block]:
    """Blocks of syhwp's reading; none where it cannot read the file."""
    from syhwp._hwp5 import read_document_hwp5
    from syhwp._hwpx import read_document_hwpx
    from syhwp.exceptions import SyhwpError

    read = read_document_hwpx if found == "hwpx" else read_document_hwp5
    try:
        document = read(io.BytesIO(data))
        made: list[Block] = []
        for part in document.blocks:
            if hasattr(part, "cells"):
                made += blocks.table([[_FILLERS.sub("", cell) for cell in row] for row in part.grid()])
            else:
                made += blocks.paragraphs(_FILLERS.sub("", part.text))
    except (*PARSER_FAULTS, SyhwpError):
        return []
    return made


def _hangul(found: Sequence[Block]) -> int:
    return sum(len(_HANGUL.findall(block.text)) for block in found)
