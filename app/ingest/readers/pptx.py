"""PowerPoint with python-pptx: a slide is a page, its title a heading, its shapes in the order people read them."""

import io
from collections.abc import Iterable, Iterator
from typing import Any

from app.core.errors import FileDamaged
from app.ingest import blocks
from app.ingest.blocks import Block, Extract
from app.ingest.readers.counting import spelt, symbol
from app.ingest.readers.faults import PARSER_FAULTS
from app.ingest.readers.opc import as_plain

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_PLAIN = b"application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
_VARIANTS = {
    b"application/vnd.openxmlformats-officedocument.presentationml.slideshow.main+xml": _PLAIN,
    b"application/vnd.openxmlformats-officedocument.presentationml.template.main+xml": _PLAIN,
    b"application/vnd.ms-powerpoint.slideshow.macroEnabled.main+xml": _PLAIN,
    b"application/vnd.ms-powerpoint.template.macroEnabled.main+xml": _PLAIN,
}
_MAX_DEPTH = 40
_SAME_LINE = 0.03
"""Of a slide's height: shapes whose tops differ by less stand side by side."""

_NUMBER, _HEAD, _FOOT, _DATE = 13, 14, 15, 16
"""Placeholders of every slide (PP_PLACEHOLDER in the Office object model)."""

_SCHEMES = {
    "arabic": "decimal",
    "alphaLc": "lowerLetter",
    "alphaUc": "upperLetter",
    "romanLc": "lowerRoman",
    "romanUc": "upperRoman",
    "circleNumDb": "decimalEnclosedCircle",
    "circleNumWd": "decimalEnclosedCircle",
    "ea1JpnKor": "chineseCounting",
    "ea1Chs": "chineseCounting",
}
_ENDINGS = {"Period": "{}.", "ParenR": "{})", "ParenBoth": "({})", "Plain": "{}", "WdBlackPlain": "{}", "Minus": "{} -"}


def read(data: bytes, name: str, password: str = "") -> Extract:
    """Raises FileDamaged, or MemoryError when the limits of the process are reached."""
    import pptx
    from pptx.exc import PythonPptxError

    try:
        show = pptx.Presentation(io.BytesIO(as_plain(data, _VARIANTS)))
        reading = _Reading(int(show.slide_height or 1))
        made = [block for number, slide in enumerate(show.slides, 1) for block in reading.slide(slide, number)]
    except (*PARSER_FAULTS, PythonPptxError) as error:
        if str(error).startswith("unknown error"):  # libxml2 out of memory: no line, no name
            raise MemoryError from error
        raise FileDamaged(name=name) from error
    return Extract("pptx", tuple(made + reading.feet))


class _Reading:
    def __init__(self, height: int) -> None:
        self._height = height
        self._said: set[str] = set()
        self.feet: list[Block] = []

    def slide(self, slide: Any, page: int) -> list[Block]:
        """A heading, what stands on the slide, then its notes and memos."""
        title = slide.shapes.title
        words = blocks.clean(title.text_frame.text if title is not None else "").replace("\n", " ").strip()
        inside = [
            b for shape in self._ordered(slide.shapes) if not _same(shape, title) for b in self._shape(shape, page)
        ]
        inside += self._unseen(slide, page)
        if not words and not inside:
            return []
        hidden = " (숨긴 슬라이드)" if slide._element.get("show") == "0" else ""
        return [Block(f"{words or f'슬라이드 {page}'}{hidden}", blocks.HEADING, 1, page), *inside]

    def _ordered(self, shapes: Iterable[Any]) -> list[Any]:
        """Top to bottom, and left to right where shapes stand side by side."""
        placed = sorted(
            ((int(s.top or 0), int(s.left or 0), n, s) for n, s in enumerate(shapes)), key=lambda at: at[:3]
        )
        lines: list[list[tuple[int, int, int, Any]]] = []
        for item in placed:
            if not lines or item[0] - lines[-1][0][0] > self._height * _SAME_LINE:
                lines.append([])
            lines[-1].append(item)
        return [item[3] for line in lines for item in sorted(line, key=lambda at: at[1:3])]

    def _shape(self, shape: Any, page: int, depth: int = 0) -> Iterator[Block]:
        kind = int(shape.placeholder_format.type or 0) if shape.is_placeholder else 0
        if kind in (_NUMBER, _DATE):
            return
        if kind in (_HEAD, _FOOT):
            self._foot(shape.text_frame.text)
        elif hasattr(shape, "shapes") and depth < _MAX_DEPTH:
            for inner in self._ordered(shape.shapes):
                yield from self._shape(inner, page, depth + 1)
        elif getattr(shape, "has_table", False):
            rows = [["" if cell.is_spanned else cell.text_frame.text for cell in row.cells] for row in shape.table.rows]
            yield from blocks.table(rows, page, header=1)
        elif shape.has_text_frame:
            yield from _paragraphs(shape.text_frame._txBody.iter(f"{_A}p"), page)

    def _foot(self, text: str) -> None:
        words = " ".join(text.split())
        if words and words not in self._said:
            self._said.add(words)
            self.feet += blocks.paragraphs(f"[꼬리말] {words}")

    def _unseen(self, slide: Any, page: int) -> Iterator[Block]:
        """What python-pptx does not show: alternatives, diagrams, charts' words, notes, memos."""
        for choice in slide.shapes._spTree.iter(f"{_MC}Choice"):
            yield from _paragraphs(choice.iter(f"{_A}p"), page)
        for relation in slide.part.rels.values():
            kind = relation.reltype.rpartition("/")[2]
            if relation.is_external or kind not in ("diagramData", "chart", "comments"):
                continue
            tree = _tree(relation.target_part)
            if kind == "comments":
                yield from _memos(tree, page)
            else:
                yield from _paragraphs(tree.iter(f"{_A}p"), page)
        if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
            for block in blocks.paragraphs(slide.notes_slide.notes_text_frame.text, page=page):
                yield Block(f"[노트] {block.text}", page=page)


def _same(shape: Any, title: Any) -> bool:
    return title is not None and shape.shape_id == title.shape_id


def _tree(part: Any) -> Any:
    from lxml import etree

    if hasattr(part, "_element"):
        return part._element
    return etree.fromstring(part.blob, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))


def _memos(tree: Any, page: int) -> Iterator[Block]:
    for memo in tree:
        words = "".join(node.text or "" for node in memo.iter() if str(node.tag).rpartition("}")[2] in ("text", "t"))
        for block in blocks.paragraphs(" ".join(words.split()), page=page):
            yield Block(f"[메모] {block.text}", page=page)


def _paragraphs(found: Iterable[Any], page: int) -> Iterator[Block]:
    """Paragraphs with the numbers and bullets that PowerPoint makes."""
    counts: dict[int, int] = {}
    for paragraph in found:
        text = "".join(_run(node) for node in paragraph)
        if text.strip():
            yield from blocks.paragraphs(_label(paragraph, counts) + text, page=page)


def _run(node: Any) -> str:
    if node.tag == f"{_A}br":
        return "\n"
    return "".join(part.text or "" for part in node.iter(f"{_A}t"))


def _label(paragraph: Any, counts: dict[int, int]) -> str:
    properties = paragraph.find(f"{_A}pPr")
    depth = int(properties.get("lvl", "0")) if properties is not None else 0
    for deeper in [at for at in counts if at > depth]:
        del counts[deeper]
    number = properties.find(f"{_A}buAutoNum") if properties is not None else None
    if number is None:
        counts.pop(depth, None)
        sign = properties.find(f"{_A}buChar") if properties is not None else None
        font = properties.find(f"{_A}buFont") if properties is not None else None
        typeface = font.get("typeface", "") if font is not None else ""
        return f"{symbol(sign.get('char', ''), typeface)} " if sign is not None else ""
    counts[depth] = counts.get(depth, int(number.get("startAt", "1")) - 1) + 1
    scheme = number.get("type", "arabicPeriod")
    ending = next((end for end in _ENDINGS if scheme.endswith(end)), "Plain")
    form = _SCHEMES.get(scheme.removesuffix(ending), "decimal")
    return _ENDINGS[ending].format(spelt(form, counts[depth])) + " "
