"""Word documents: paragraphs and tables in the order of the body, with labels of automatic numbering.

python-docx opens the package and resolves styles; the body is walked here, because its own iteration
skips content controls, insertions under review and text boxes.
"""

import io
from collections.abc import Iterator
from typing import Any

from app.core.errors import FileDamaged
from app.ingest import blocks
from app.ingest.blocks import Block, Extract
from app.ingest.readers.faults import PARSER_FAULTS
from app.ingest.readers.numbering import Numbering, styles_of

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SKIPPED = {_FALLBACK, f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", f"{_W}pPr", f"{_W}rPr", f"{_W}sectPr"}
_CONTAINERS = {f"{_W}sdt", f"{_W}sdtContent", f"{_W}customXml", f"{_W}ins", f"{_W}smartTag"}
_MARKS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_MAX_DEPTH = 40


def read(data: bytes, name: str, password: str = "") -> Extract:
    """Raises FileDamaged, or MemoryError when the limits of the process are reached."""
    import docx
    from docx.exceptions import PythonDocxError
    from docx.opc.exceptions import OpcError

    try:
        document = docx.Document(io.BytesIO(data))
        body = _Body(_heading_levels(document), Numbering.of(document))
        made = list(body.blocks(document.element.body, 0))
    except (*PARSER_FAULTS, PythonDocxError, OpcError) as error:
        if str(error).startswith("unknown error"):  # libxml2 out of memory: no line, no name
            raise MemoryError from error
        raise FileDamaged(name=name) from error
    return Extract("docx", tuple(made))


def _heading_levels(document: Any) -> dict[str, int]:
    """Style id -> heading level from 1; Title counts as 1."""
    levels = {}
    for style in styles_of(document):
        named = style.find(f"{_W}name")
        words = str(named.get(f"{_W}val", "")).lower() if named is not None else ""
        outline = style.find(f"{_W}pPr/{_W}outlineLvl")
        style_id = str(style.get(f"{_W}styleId", ""))
        kind, _, number = words.rpartition(" ")
        if kind in ("heading", "제목") and number.isdigit():
            levels[style_id] = int(number)
        elif words in ("title", "제목"):
            levels[style_id] = 1
        elif outline is not None and str(outline.get(f"{_W}val", "9")) < "9":
            levels[style_id] = int(outline.get(f"{_W}val")) + 1
    return levels


class _Body:
    def __init__(self, levels: dict[str, int], numbering: Numbering) -> None:
        self._levels = levels
        self._numbering = numbering

    def blocks(self, parent: Any, depth: int) -> Iterator[Block]:
        """Blocks of all paragraphs and tables below `parent`, in order."""
        if depth > _MAX_DEPTH:
            return
        for child in parent:
            if child.tag == f"{_W}p":
                yield from self._paragraph(child, depth)
            elif child.tag == f"{_W}tbl":
                yield from self._table(child, depth)
            elif child.tag in _CONTAINERS:
                yield from self.blocks(child, depth + 1)

    def _paragraph(self, paragraph: Any, depth: int) -> Iterator[Block]:
        boxes: list[Any] = []
        text = "".join(_text(paragraph, boxes))
        properties = paragraph.find(f"{_W}pPr")
        style, outline, label = "", None, ""
        if properties is not None:
            styled, outline = properties.find(f"{_W}pStyle"), properties.find(f"{_W}outlineLvl")
            style = str(styled.get(f"{_W}val", "")) if styled is not None else ""
        if text.strip():
            label = self._numbering.label(style, properties)
        level = self._levels.get(style, 0)
        if outline is not None and str(outline.get(f"{_W}val", "9")) < "9":
            level = int(outline.get(f"{_W}val")) + 1
        yield from blocks.paragraphs(label + text, blocks.HEADING if level else blocks.PARAGRAPH, level)
        for box in boxes:
            yield from self.blocks(box, depth + 1)

    def _table(self, table: Any, depth: int) -> Iterator[Block]:
        rows = [_cells(row) for row in _rows(table)]
        if max((len(row) for row in rows), default=0) <= 1:  # a frame around ordinary paragraphs
            for row in rows:
                for cell in row:
                    yield from self.blocks(cell, depth + 1)
            return
        yield from blocks.table([[self._cell(cell, depth) for cell in row] for row in rows])

    def _cell(self, cell: Any, depth: int) -> str:
        return "\n".join(block.text for block in self.blocks(cell, depth + 1))


def _rows(table: Any) -> Iterator[Any]:
    for child in table:
        if child.tag == f"{_W}tr":
            yield child
        elif child.tag in _CONTAINERS:
            yield from _rows(child)


def _cells(row: Any) -> list[Any]:
    found = []
    for child in row:
        if child.tag == f"{_W}tc":
            found.append(child)
        elif child.tag in _CONTAINERS:
            found += _cells(child)
    return found


def _text(node: Any, boxes: list[Any]) -> Iterator[str]:
    """The visible text of a paragraph; text boxes anchored in it are put aside into `boxes`."""
    for child in node:
        if child.tag in _SKIPPED:
            continue
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag in _MARKS:
            yield _MARKS[child.tag]
        elif child.tag == f"{_W}txbxContent":
            boxes.append(child)
        else:
            yield from _text(child, boxes)
