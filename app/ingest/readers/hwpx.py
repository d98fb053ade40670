"""HWPX (KS X 6101 OWPML) through dochan's parser.

dochan never raises for a bad file; it tells in `errors`. Lines that begin with ERR mean lost text.
"""

import io
from typing import Any

from app.core.errors import FileDamaged, FileEncrypted, FilePartlyRead
from app.ingest import blocks
from app.ingest.blocks import Block, Extract
from app.ingest.readers.faults import PARSER_FAULTS

_MAX_DEPTH = 16


def read(data: bytes, name: str, password: str = "") -> Extract:
    """Raises FileDamaged or FileEncrypted."""
    from dochan.hwpx.parser import HWPXParser

    try:
        document = HWPXParser().parse(io.BytesIO(data), include_assets=False)
        made = [b for section in document.sections for element in section.elements for b in _element(element, 0)]
    except PARSER_FAULTS as error:
        raise FileDamaged(name=name) from error
    lost = [str(line) for line in document.errors if str(line).startswith("ERR")]
    if any("암호" in line for line in lost):
        raise FileEncrypted(name=name)
    if lost and not made:
        raise FileDamaged(name=name)
    return Extract("hwpx", tuple(made), warnings=((FilePartlyRead.code, {"name": name}),) if lost else ())


def _element(element: Any, depth: int) -> list[Block]:
    """The blocks of one dochan element; its classes are told apart by what they carry."""
    if depth > _MAX_DEPTH:
        return []
    if hasattr(element, "rows"):
        caption = [b for part in element.caption for b in _element(part, depth + 1)]
        return caption + _table(element, depth)
    if hasattr(element, "paragraphs") and hasattr(element, "type"):
        if element.type in ("header", "footer"):
            return []
        return [b for part in element.paragraphs for b in _element(part, depth + 1)]
    if hasattr(element, "runs"):
        level = int(element.heading_level or 0)
        kind = blocks.HEADING if level else blocks.PARAGRAPH
        return blocks.paragraphs(element.text, kind, level)
    if hasattr(element, "caption"):  # a picture: its caption is the only text it has
        return [b for part in element.caption for b in _element(part, depth + 1)]
    if hasattr(element, "script"):
        return blocks.paragraphs(str(element.script or ""))
    return []


def _table(element: Any, depth: int) -> list[Block]:
    rows = [[cell for cell in row if not cell.is_merged_away] for row in element.rows]
    if max((len(row) for row in rows), default=0) <= 1:  # a frame around ordinary paragraphs
        return [b for row in rows for cell in row for part in cell.paragraphs for b in _element(part, depth + 1)]
    return blocks.table([[cell.text for cell in row] for row in rows])
