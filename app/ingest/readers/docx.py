"""Word documents: paragraphs and tables in the order of the body, with labels of automatic numbering.

python-docx opens the package and resolves styles; the body is walked here, because its own iteration
skips content controls, insertions under review and text boxes. Notes and nested tables follow the
paragraph or the table they hang on; memos and running heads come last, each marked.
"""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from app.core.errors import FileDamaged
from app.ingest import blocks
from app.ingest.blocks import Block, Extract
from app.ingest.readers import grid
from app.ingest.readers.counting import symbol
from app.ingest.readers.faults import PARSER_FAULTS
from app.ingest.readers.numbering import Numbering, styles_of
from app.ingest.readers.opc import as_plain

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_RUBY = f"{_W}rt"
_SKIPPED = {_FALLBACK, _RUBY} | {f"{_W}{tag}" for tag in ("del", "moveFrom", "instrText", "pPr", "rPr", "sectPr")}
_MAY_COLOUR = {f"{_W}tbl", f"{_W}txbxContent"}
_COLOURED = tuple(f"{_W}{where}/{_W}{what}" for where in ("rPr", "pPr") for what in ("shd", "highlight"))
_CONTAINERS = {f"{_W}{tag}" for tag in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag")}
_MARKS = {f"{_W}tab": "\t", f"{_W}ptab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_REFERENCES = {f"{_W}footnoteReference": "각주", f"{_W}endnoteReference": "미주"}
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_MAX_DEPTH = 40
_CODE = re.compile("[0-9A-Fa-f]{4}")
_PAGE_NUMBER = re.compile(r"[\W\d_]*(쪽|페이지|page)?[\W\d_]*", re.IGNORECASE)

_PLAIN = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_VARIANTS = {
    b"application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml": _PLAIN,
    b"application/vnd.ms-word.document.macroEnabled.main+xml": _PLAIN,
    b"application/vnd.ms-word.template.macroEnabledTemplate.main+xml": _PLAIN,
}


def read(data: bytes, name: str, password: str = "") -> Extract:
    """Raises FileDamaged, or MemoryError when the limits of the process are reached."""
    import docx
    from docx.exceptions import PythonDocxError
    from docx.opc.exceptions import OpcError

    try:
        document = docx.Document(io.BytesIO(as_plain(data, _VARIANTS)))
        body = _Body(_heading_levels(document), Numbering.of(document), _apart(document))
        made = body.flow(document.element.body, 0)
        made += body.memos(document) + body.heads(document)
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
        style_id = str(style.get(f"{_W}styleId", ""))
        kind, _, number = words.rpartition(" ")
        if kind in ("heading", "제목") and number.isdecimal():
            levels[style_id] = int(number)
        elif words in ("title", "제목"):
            levels[style_id] = 1
        elif outline := _outline(style.find(f"{_W}pPr")):
            levels[style_id] = outline
    return levels


def _outline(properties: Any) -> int:
    """The heading level from 1 that paragraph properties name; 0 for body text (whose outline level is 9)."""
    found = properties.find(f"{_W}outlineLvl") if properties is not None else None
    written = str(found.get(f"{_W}val", "9")) if found is not None else "9"
    return int(written) + 1 if written in tuple("012345678") else 0


def _apart(document: Any) -> dict[str, dict[str, Any]]:
    """Notes by kind and id."""
    kinds = {"footnotes": "각주", "endnotes": "미주"}
    found: dict[str, dict[str, Any]] = {name: {} for name in kinds.values()}
    for kind, root in _related(document, tuple(kinds)):
        for note in root:
            if note.get(f"{_W}type") is None:  # the others are the lines between text and notes
                found[kinds[kind]][str(note.get(f"{_W}id"))] = note
    return found


def _related(document: Any, kinds: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
    """(kind, XML) of the parts that the document leads to."""
    from docx.oxml import parse_xml

    for relation in document.part.rels.values():
        kind = relation.reltype.rpartition("/")[2]
        if kind in kinds and not relation.is_external:
            part = relation.target_part
            yield kind, part.element if hasattr(part, "element") else parse_xml(part.blob)


@dataclass(slots=True)
class _Aside:
    """What a paragraph anchors: text boxes, and notes by kind and id."""

    boxes: list[Any] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)


class _Body:
    def __init__(self, levels: dict[str, int], numbering: Numbering, notes: dict[str, dict[str, Any]]) -> None:
        self._levels = levels
        self._numbering = numbering
        self._notes = notes
        self._counts: dict[str, int] = {}

    def flow(self, parent: Any, depth: int) -> list[Block]:
        """Blocks of all paragraphs and tables below `parent`, in order."""
        made: list[Block] = []
        if depth > _MAX_DEPTH:
            return made
        for child in parent:
            if child.tag == f"{_W}p":
                text, after = self._paragraph(child, depth)
                made += text + after
            elif child.tag == f"{_W}tbl":
                made += self._table(child, depth)
            elif child.tag in _CONTAINERS:
                made += self.flow(child, depth + 1)
        return made

    def memos(self, document: Any) -> list[Block]:
        """The memos of reviewers, which hang beside the text."""
        return [
            block
            for _, root in _related(document, ("comments",))
            for memo in root
            for block in blocks.marked("[메모] ", self.flow(memo, 1))
        ]

    def heads(self, document: Any) -> list[Block]:
        """Running heads and feet, each once, without those that only count pages."""
        made: list[Block] = []
        said: set[str] = set()
        kinds = {"header": "머리말", "footer": "꼬리말"}
        for kind, root in _related(document, tuple(kinds)):
            for block in self.flow(root, 1):
                if not _PAGE_NUMBER.fullmatch(block.text) and block.text not in said:
                    said.add(block.text)
                    made += blocks.marked(f"[{kinds[kind]}] ", [block])
        return made

    def _paragraph(self, paragraph: Any, depth: int) -> tuple[list[Block], list[Block]]:
        """(its own text, what hangs on it: text boxes and notes)."""
        aside = _Aside()
        text = "".join(_text(paragraph, aside))
        properties = paragraph.find(f"{_W}pPr")
        styled = properties.find(f"{_W}pStyle") if properties is not None else None
        style = str(styled.get(f"{_W}val", "")) if styled is not None else ""
        label = ""
        if text.strip() or properties is None or properties.find(f"{_W}rPr/{_W}del") is None:
            label = self._numbering.label(style, properties)  # an empty paragraph takes a number, a deleted one none
        level = _outline(properties) or self._levels.get(style, 0)
        made = blocks.paragraphs(label + text, blocks.HEADING if level else blocks.PARAGRAPH, level)
        after = [block for box in aside.boxes for block in self.flow(box, depth + 1)]
        for kind, number in aside.notes:
            after += self._note(kind, number, depth)
        return (made if text.strip() else []), after

    def _note(self, kind: str, number: str, depth: int) -> list[Block]:
        note = self._notes[kind].pop(number, None)  # said once, and no ring of notes
        if note is None:
            return []
        self._counts[kind] = self._counts.get(kind, 0) + 1
        return blocks.marked(f"[{kind} {self._counts[kind]}] ", self.flow(note, depth + 1))

    def _table(self, table: Any, depth: int) -> list[Block]:
        found = list(_rows(table))
        rows = [_cells(row) for row in found]
        placed = [[_span(cell) for cell in row] for row in rows]
        if max((sum(wide for _, wide in row) for row in placed), default=0) <= 1 or max(map(len, rows)) <= 1:
            cells = [cell for row in rows for cell in row if not isinstance(cell, int)]  # a frame around paragraphs
            return [block for cell in cells for block in self.flow(cell, depth + 1)]
        after: list[Block] = []
        texts: list[list[tuple[str, int, int]]] = []
        for row, spans in zip(rows, placed, strict=True):
            texts.append([])
            for cell, (covered, wide) in zip(row, spans, strict=True):
                texts[-1].append(("" if covered else self._cell(cell, after, depth), wide, 1))
        heads = sum(row.find(f"{_W}trPr/{_W}tblHeader") is not None for row in found)
        return blocks.table(grid.placed(texts), header=heads) + after

    def _cell(self, cell: Any, after: list[Block], depth: int) -> str:
        """The cell's text; what hangs on its paragraphs and the tables in it go to `after`."""
        lines: list[str] = []
        for child in _flat(cell):
            if child.tag == f"{_W}tbl":
                after += self._table(child, depth + 1) if depth < _MAX_DEPTH else []
                continue
            text, hanging = self._paragraph(child, depth + 1)
            lines += [block.text for block in text]
            after += hanging
        return "\n".join(lines)


def _flat(parent: Any) -> Iterator[Any]:
    """The paragraphs and tables below, through content controls and marks of review."""
    for child in parent:
        if child.tag in (f"{_W}p", f"{_W}tbl"):
            yield child
        elif child.tag in _CONTAINERS:
            yield from _flat(child)


def _rows(table: Any) -> Iterator[Any]:
    for child in table:
        if child.tag == f"{_W}tr":
            if child.find(f"{_W}trPr/{_W}del") is None:  # deleted under review
                yield child
        elif child.tag in _CONTAINERS:
            yield from _rows(child)


def _cells(row: Any) -> list[Any]:
    """The cells of a row; an int stands for as many columns that the row leaves out at its ends."""
    found: list[Any] = []
    before, behind = (_count(row, f"{_W}trPr/{_W}{tag}", 0) for tag in ("gridBefore", "gridAfter"))
    for child in row:
        if child.tag == f"{_W}tc":
            found.append(child)
        elif child.tag in _CONTAINERS:
            found += [cell for cell in _cells(child) if not isinstance(cell, int)]
    return [before] * bool(before) + found + [behind] * bool(behind)


def _span(cell: Any) -> tuple[bool, int]:
    """(covered by the cell above or left, columns it takes)."""
    if isinstance(cell, int):
        return True, cell
    wide = _count(cell, f"{_W}tcPr/{_W}gridSpan", 1)
    for tag in ("vMerge", "hMerge"):
        merged = cell.find(f"{_W}tcPr/{_W}{tag}")
        if merged is not None and merged.get(f"{_W}val", "continue") == "continue":
            return True, wide
    return False, wide


def _count(element: Any, path: str, default: int) -> int:
    found = element.find(path)
    written = str(found.get(f"{_W}val", "")) if found is not None else ""
    return min(int(written), grid.MAX_SPAN) if written.isdecimal() and len(written) < 7 else default


def _text(node: Any, aside: _Aside) -> Iterator[str]:
    """The visible text of a paragraph; text boxes and notes anchored in it are put into `aside`."""
    for child in node:
        if child.tag in _SKIPPED or (child.tag == f"{_W}r" and _hidden(child)):
            continue
        if child.tag in (f"{_W}t", _MATH):
            yield child.text or ""
        elif child.tag in _MARKS:
            yield _MARKS[child.tag]
        elif child.tag == f"{_W}sym":
            yield _symbol(child)
        elif child.tag in _REFERENCES:
            aside.notes.append((_REFERENCES[child.tag], str(child.get(f"{_W}id"))))
        elif child.tag == f"{_W}txbxContent":
            aside.boxes.append(child)
        else:
            yield from _text(child, aside)


def _hidden(run: Any) -> bool:
    """Whether nobody sees a run on paper: its own mark for hidden text, letters of a point and less, or white ones on
    a page that nothing colours there."""
    mark = run.find(f"{_W}rPr/{_W}vanish")
    if mark is not None and mark.get(f"{_W}val", "true") not in ("0", "false", "off"):
        return True
    size = run.find(f"{_W}rPr/{_W}sz")
    if size is not None and str(size.get(f"{_W}val", "")) in ("0", "1", "2"):  # half points
        return True
    colour = run.find(f"{_W}rPr/{_W}color")
    if colour is None or str(colour.get(f"{_W}val", "")).upper() != "FFFFFF":
        return False
    around = (run, *run.iterancestors())
    return not any(node.tag in _MAY_COLOUR or any(node.find(path) is not None for path in _COLOURED) for node in around)


def _symbol(node: Any) -> str:
    code = str(node.get(f"{_W}char", ""))
    return symbol(chr(int(code, 16)), str(node.get(f"{_W}font", ""))) if _CODE.fullmatch(code) else ""
