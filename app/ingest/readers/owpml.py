"""dochan's HWPX parser, with what it leaves out put where it finds it: labels, memos, captions, order.

KS X 6101 (OWPML). dochan is pinned; the methods overridden here are its own seams, and the tests of the
reader fail when one of them moves.
"""

from typing import Any
from xml.etree.ElementTree import Element

from dochan.hwpx import parser as dochan_parser

from app.ingest.readers.hancom_labels import BULLET, NUMBER, OUTLINE, Head, Labels, Level, spell

_KINDS = (OUTLINE, NUMBER, BULLET)
_COUNTED = {"TABLE", "PICTURE", "FIGURE", "EQUATION"}
_SHAPES = {"rect", "ellipse", "line", "connectLine", "curve", "polygon", "arc", "container", "ole"}
_LABEL = "munjigi-label"


class OwpmlParser(dochan_parser.HWPXParser):  # type: ignore[misc]
    """`parse` as dochan's; every Paragraph that has an automatic label carries it in `label`."""

    def _reset(self) -> None:
        super()._reset()
        self.labels = Labels()
        self.locked = False
        """Whether the manifest speaks of locked parts, which nobody but dochan can check."""

    def _read_zip_part(self, zf: Any, name: str, max_size: int) -> bytes:
        data = bytes(super()._read_zip_part(zf, name, max_size))
        self.locked |= name.endswith("manifest.xml") and b"encryption-data" in data
        return data

    def _read_meta(self, zf: Any, name: str) -> bytes | None:
        data: bytes | None = super()._read_meta(zf, name)
        if data is not None and name.endswith("header.xml"):
            try:
                self.labels = _labels(dochan_parser._parse_xml_tolerant(data))
            except (SyntaxError, ValueError):  # dochan reads the same bytes next and reports them
                self.labels = Labels()
        return data

    def _limit_body_nodes(self, root: Element) -> None:
        prepare(root, self.labels)
        super()._limit_body_nodes(root)

    def _make_paragraph(self, runs: Any, p_elem: Element) -> Any:
        made = super()._make_paragraph(runs, p_elem)
        made.label = p_elem.attrib.pop(_LABEL, "")
        return made

    def _parse_drawing_elem(self, elem: Element, depth: int = 0) -> Any:
        made = super()._parse_drawing_elem(elem, depth)
        for child in elem:
            if _local(child) == "caption":
                made += self._sublist_paragraphs(child)
        return made


def _labels(header: Element) -> Labels:
    """Paragraph shapes, numberings and bullets of a header.xml."""
    heads: dict[int, Head] = {}
    numberings: dict[int, tuple[Level, ...]] = {}
    bullets: dict[int, str] = {}
    for element in header.iter():
        tag = _local(element)
        if tag == "paraPr":
            head = next((c for c in element.iter() if _local(c) == "heading"), None)
            if head is not None and head.get("type") in _KINDS:
                heads[_int(element, "id")] = Head(str(head.get("type")), _int(head, "idRef"), _int(head, "level"))
        elif tag == "numbering":
            numberings[_int(element, "id")] = _levels(element)
        elif tag == "bullet":
            bullets[_int(element, "id")] = element.get("char", "")
    return Labels(heads, numberings, bullets)


def _levels(numbering: Element) -> tuple[Level, ...]:
    found = {
        _int(head, "level"): Level(head.get("numFormat", "DIGIT"), head.text or "", _int(head, "start", 1))
        for head in numbering
        if _local(head) == "paraHead"
    }
    return tuple(found.get(at, Level("DIGIT", "")) for at in range(1, max(found, default=0) + 1))


def prepare(root: Element, labels: Labels) -> None:
    """Rewrite a section so that dochan sees all of it: label each paragraph, write numbers of captions out,
    turn memos into comments, put what hangs on a paragraph behind its words.
    """
    for element in list(root.iter()):
        tag = _local(element)
        if tag == "secPr":
            labels.outline = _int(element, "outlineShapeIDRef")
        elif tag == "p":
            outline = next((c for c in element.iter() if _local(c) == "secPr"), None)
            if outline is not None:
                labels.outline = _int(outline, "outlineShapeIDRef")
            if label := labels.of(_int(element, "paraPrIDRef", -1)):
                element.set(_LABEL, label)
            _arrange(element)


def _arrange(paragraph: Element) -> None:
    runs = [child for child in paragraph if _local(child) == "run"]
    behind: list[Element] = []
    for run in runs:
        for child in list(run):
            tag = _local(child)
            if tag == "ctrl":
                _number(child)
                behind += _memos(child)
            elif tag == "textart":
                child.tag, child.text = _sibling(child, "t"), child.get("text", "")
                del child[:]
            elif tag == "equation":
                behind += _boxed(child)
            elif tag in _SHAPES or (tag == "tbl" and not _inline(child)):
                if not _words_follow(runs, run, child):
                    continue
                run.remove(child)
                behind.append(child)
    if behind:
        last = Element(runs[-1].tag, runs[-1].attrib)
        last.extend(behind)
        paragraph.insert(list(paragraph).index(runs[-1]) + 1, last)


def _words_follow(runs: list[Element], run: Element, child: Element) -> bool:
    later = list(run)[list(run).index(child) + 1 :]
    for other in runs[runs.index(run) + 1 :]:
        later += list(other)
    return any(_local(c) == "t" and "".join(c.itertext()).strip() for c in later)


def _number(ctrl: Element) -> None:
    """`표 <autoNum 3>` becomes `표 3`; numbers of pages and notes are told otherwise or not at all."""
    for child in ctrl:
        if _local(child) == "autoNum" and child.get("numType") in _COUNTED:
            form = next((c for c in child if _local(c) == "autoNumFormat"), None)
            shown = spell(form.get("type", "DIGIT") if form is not None else "DIGIT", _int(child, "num", 1))
            if form is not None:
                shown = form.get("prefixChar", "") + shown + form.get("suffixChar", "")
            ctrl.tag = _sibling(ctrl, "t")
            del ctrl[:]
            ctrl.text = shown
            return


def _memos(ctrl: Element) -> list[Element]:
    """A memo is a field whose text sits in the field's own start; dochan reads comments only."""
    made = []
    for start in ctrl:
        if _local(start) != "fieldBegin" or start.get("type") != "MEMO":
            continue
        for inside in [child for child in start if _local(child) == "subList"]:
            start.remove(inside)
            outer = Element(ctrl.tag)
            comment = Element(_sibling(ctrl, "hiddenComment"))
            comment.append(inside)
            outer.append(comment)
            made.append(outer)
    return made


def _boxed(equation: Element) -> list[Element]:
    """An equation's caption, which dochan passes over, as a text box behind it."""
    made = []
    for caption in [child for child in equation if _local(child) == "caption"]:
        box, drawn = Element(_sibling(equation, "rect")), Element(_sibling(equation, "drawText"))
        drawn.extend(list(caption))
        box.append(drawn)
        equation.remove(caption)
        made.append(box)
    return made


def _inline(element: Element) -> bool:
    at = next((child for child in element if _local(child) == "pos"), None)
    return at is None or at.get("treatAsChar") in ("1", "true")


def _sibling(element: Element, name: str) -> str:
    """The tag `name` in the element's namespace."""
    return element.tag.rpartition("}")[0] + "}" + name if "}" in element.tag else name


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _int(element: Element, name: str, default: int = 0) -> int:
    text = element.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else default
