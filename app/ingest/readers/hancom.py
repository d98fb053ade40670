"""The elements of a Hancom document as dochan models them -> blocks, for HWPX and HWP 5 alike.

Text stands in the order of the document; notes follow the paragraph or the table they hang on; memos
and running heads come last, each marked, so that they are found and yet never pass for an article.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from app.ingest import blocks
from app.ingest.blocks import Block

_MAX_DEPTH = 40
_BOOKMARK = re.compile(r"\[bookmark: [^\]\r\n]*\] ")
_PAGE_NUMBER = re.compile(r"[\W\d_]*(쪽|페이지|page)?[\W\d_]*", re.IGNORECASE)
_NOTES = {"footnote": "각주", "endnote": "미주"}
_HEADS = {"header": "머리말", "footer": "꼬리말"}


def document_blocks(document: Any) -> list[Block]:
    """All text of a dochan Document. A paragraph's attribute `label`, where there is one, goes before its text."""
    walk = _Walk()
    made = [block for section in document.sections for block in walk.flow(section.elements, 0)]
    return made + walk.memos + walk.heads


@dataclass(slots=True)
class _Walk:
    memos: list[Block] = field(default_factory=list)
    heads: list[Block] = field(default_factory=list)
    _said: set[str] = field(default_factory=set)
    _counts: dict[str, int] = field(default_factory=dict)

    def flow(self, elements: Iterable[Any], depth: int) -> list[Block]:
        """The blocks of elements that follow each other; dochan's classes are told apart by what they carry."""
        if depth > _MAX_DEPTH:
            return []
        return [block for element in elements for block in self._element(element, depth)]

    def _element(self, element: Any, depth: int) -> list[Block]:
        if hasattr(element, "rows"):
            return self._captioned(element, self._table(element, depth), depth)
        if hasattr(element, "paragraphs") and hasattr(element, "type"):
            return self._apart(element, depth)
        if hasattr(element, "runs"):
            level = int(element.heading_level or 0)
            text = str(getattr(element, "label", "")) + _text(element.runs)
            return blocks.paragraphs(text, blocks.HEADING if level else blocks.PARAGRAPH, level)
        if hasattr(element, "script"):
            return blocks.paragraphs(str(element.script or ""))
        return self._captioned(element, [], depth)  # a picture: its caption is the only text it has

    def _captioned(self, element: Any, made: list[Block], depth: int) -> list[Block]:
        caption = self.flow(getattr(element, "caption", ()), depth + 1)
        return made + caption if getattr(element, "caption_side", "") == "BOTTOM" else caption + made

    def _apart(self, element: Any, depth: int) -> list[Block]:
        """Notes here; memos and running heads put aside for the end."""
        inside = self.flow(element.paragraphs, depth + 1)
        if element.type in _HEADS:
            self._keep_heads(_HEADS[element.type], inside)
            return []
        if element.type not in _NOTES:
            self.memos += _aside("[메모] ", inside)
            return []
        name = _NOTES[element.type]
        self._counts[name] = self._counts.get(name, 0) + 1
        return blocks.marked(f"[{name} {self._counts[name]}] ", inside)

    def _keep_heads(self, name: str, inside: list[Block]) -> None:
        for block in inside:
            if _PAGE_NUMBER.fullmatch(block.text) or block.text in self._said:
                continue
            self._said.add(block.text)
            self.heads += _aside(f"[{name}] ", [block])

    def _table(self, element: Any, depth: int) -> list[Block]:
        if max((len(row) for row in element.rows), default=0) <= 1:  # a frame around ordinary paragraphs
            return self.flow((part for row in element.rows for cell in row for part in cell.paragraphs), depth + 1)
        after: list[Block] = []
        rows = [[self._cell(cell, after, depth) for cell in row] for row in element.rows]
        return blocks.table(rows) + after

    def _cell(self, cell: Any, after: list[Block], depth: int) -> str:
        """The cell's text, nothing where a merged cell covers it; tables and notes inside it go to `after`."""
        lines: list[str] = []
        for part in cell.paragraphs:
            made = self._element(part, depth + 1) if depth < _MAX_DEPTH else []
            if hasattr(part, "paragraphs") or any(block.kind == blocks.TABLE for block in made):
                after += made
            else:
                lines += [block.text for block in made]
        return "\n".join(lines)


def _aside(mark: str, inside: list[Block]) -> list[Block]:
    """Every block with its mark: none of them is the document's own text."""
    return [Block(mark + b.text, blocks.TABLE if b.kind == blocks.TABLE else blocks.PARAGRAPH) for b in inside]


def _text(runs: Iterable[Any]) -> str:
    """The words of a paragraph, without the marks that dochan sets for notes and bookmarks."""
    parts = []
    for run in runs:
        if run.equation is not None:
            parts.append(f" {run.equation.script} ")
        elif not run.note_ref:
            parts.append(_BOOKMARK.sub("", run.text))
    return "".join(parts)
