"""dochan's parser of HWP 5 sections, with what it leaves out: labels, numbers of captions, memos.

한글문서파일형식 5.0 revision 1.3, 4.3. dochan is pinned; the methods overridden here are its own seams, and
the tests of the reader fail when one of them moves.
"""

import struct
from typing import Any

from dochan.hwp.doc_info import DocInfo
from dochan.hwp.section import RawRecord, SectionParser
from dochan.model.header_footer import Footnote, HeaderFooter

from app.ingest.readers.hancom_labels import FORM_NAMES, Labels, spell

_PARAGRAPH, _CONTROL, _LIST, _MEMOS, _EQUATION = 66, 71, 72, 93, 88
_SECTION_DEFINITION, _AUTO_NUMBER, _OVERLAP, _EQUATION_CONTROL = b"dces", b"onta", b"spct", b"deqe"
_COUNTED = {3, 4, 5}
"""Kinds of automatic numbers that stand in captions: picture, table, equation."""


class BodyParser(SectionParser):  # type: ignore[misc]
    """`parse_stream` as dochan's; every Paragraph that has an automatic label carries it in `label`."""

    def __init__(self, doc_info: DocInfo, labels: Labels) -> None:
        super().__init__(doc_info=doc_info)
        self._labels = labels
        self._label = ""

    def _parse_paragraph_group_impl(self, para_node: Any) -> Any:
        sections = [c for c in para_node["children"] if c["record"].data[:4] == _SECTION_DEFINITION]
        for node in sections:
            if len(node["record"].data) >= 20:
                (self._labels.outline,) = struct.unpack_from("<H", node["record"].data, 18)
        header = para_node["record"].data
        shape = struct.unpack_from("<H", header, 8)[0] if len(header) >= 10 else -1
        self._label = self._labels.of(shape)
        made = super()._parse_paragraph_group_impl(para_node)
        self._label = ""
        return made + self._strays(para_node) + [part for node in sections for part in self._master_pages(node)]

    def _detect_heading_level(self, para: Any) -> int:
        """Called once for the paragraph's own text, before anything inside it is read."""
        para.label, self._label = self._label, ""
        return int(super()._detect_heading_level(para))

    def _master_pages(self, node: Any) -> list[Any]:
        """What stands on every page of a section, which dochan passes over."""
        inside = [part for child in node["children"] for part in self._listed(child)]
        return [HeaderFooter(type="header", paragraphs=inside)] if inside else []

    def _strays(self, para_node: Any) -> list[Any]:
        """Lists that hang on a paragraph without a control: the texts of memos, behind the last paragraph."""
        inside = [part for child in para_node["children"] for part in self._listed(child)]
        return [Footnote(type="comment", paragraphs=inside)] if inside else []

    def _listed(self, node: Any) -> list[Any]:
        tag = node["record"].tag_id
        if tag == _PARAGRAPH:
            return list(self._parse_paragraph_group(node))
        if tag in (_LIST, _MEMOS):
            return [part for child in node["children"] for part in self._listed(child)]
        return []

    def _parse_equation(self, ctrl_node: Any) -> Any:
        made = super()._parse_equation(ctrl_node)
        caption = [
            part for child in ctrl_node["children"] if child["record"].tag_id == _LIST for part in self._listed(child)
        ]
        if made is None:  # the tree puts the script below the caption's list
            below = [sub for child in ctrl_node["children"] for sub in child["children"]]
            made = super()._parse_equation({"children": below})
        return [made, *caption] if made is not None and caption else made or caption

    def _form_text_result(self, text_result: Any, ctrl_nodes: Any) -> Any:
        """Write the numbers of captions out: to dochan they become letters that overlap, which it keeps."""
        controls, nodes = [], []
        numbers = iter([node for node in ctrl_nodes if node["record"].data[:4] == _AUTO_NUMBER])
        replaced = {}
        for start, end, control in text_result.get("inline_controls", []):
            node = next(numbers, None) if control == _AUTO_NUMBER else None
            shown = _shown(node["record"].data) if node is not None else ""
            if node is not None and shown:
                replaced[id(node)] = shown
            controls.append((start, end, _OVERLAP if shown else control))
        for node in ctrl_nodes:
            shown = replaced.get(id(node), "")
            nodes.append({"record": _overlap(shown), "children": []} if shown else node)
        return super()._form_text_result({**text_result, "inline_controls": controls}, nodes)


def _shown(data: bytes) -> str:
    """The number of an `atno` control with the letters around it; nothing for pages and notes."""
    if len(data) < 16:
        return ""
    properties, number, _sign, before, after = struct.unpack_from("<IHHHH", data, 4)
    if properties & 15 not in _COUNTED:
        return ""
    form = properties >> 4 & 255
    spelt = spell(FORM_NAMES[form] if form < len(FORM_NAMES) else "", number)
    return "".join((chr(before) if before else "", spelt, chr(after) if after else ""))


def _overlap(shown: str) -> RawRecord:
    data = _OVERLAP + struct.pack("<H", len(shown)) + shown.encode("utf-16-le")
    return RawRecord(_CONTROL, 0, len(data), data)
