"""A sheet put into a form template: every named field gets its part of the letter, what has no part is emptied.

The text goes where the field 본문 is, in that paragraph's own shapes, as many paragraphs and tables as it has; the list
붙임 where its field is, or behind the text. A form without 본문 is a cover: the text follows on a new page.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from app.core.drafts import Line, Part, Sheet
from app.export.hwpx.body import Body
from app.export.hwpx.fields import Field
from app.export.hwpx.likeness import Likeness, points_of, scaled, width_of
from app.export.hwpx.names import ATTACHMENTS, BODY, key_of, name_of
from app.export.hwpx.parts import ABOUT, HEADER, PICTURE, PREVIEW, about, packed, preview, xml
from app.export.hwpx.styles import HP, Shapes
from app.export.hwpx.template import Template
from app.export.layout import Block, Layout, Paragraph, blocks_of, is_letter, lines_of, texts

_PARTS = {
    Part.AGENCY: "agency",
    Part.RECIPIENT: "recipient",
    Part.VIA: "via",
    Part.TITLE: "title",
    Part.SENDER: "sender",
    Part.RECIPIENTS: "recipients",
}
_FOOT = (Part.BYLINE, Part.SIGNATURES, Part.REGISTRY, Part.CONTACT)
_WITH_WORDS = (ATTACHMENTS, "recipients")
"""Fields whose paragraph says nothing without them."""
_LETTER_POINTS, _REPORT_POINTS = 12.0, 15.0
"""The size of our own text, which becomes that of the form."""
_LABEL = "붙임"
_ENDED = re.compile(r"끝\.$")
_END = re.compile(r"\s*끝\s*\.?\s*")


@dataclass(frozen=True, slots=True)
class Value:
    """Something that a foot or a byline says: the key and label of its field, and the text."""

    key: str
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Filled:
    """The file; what its fields must say by their names, and the lines that must stand in it in this order; `lacking`:
    names of what the letter says and the form has no field for."""

    data: bytes
    fields: Mapping[str, str]
    lines: tuple[str, ...]
    lacking: tuple[str, ...]


def filled(template: Template, sheet: Sheet, layout: Layout, values: Sequence[Value] = ()) -> Filled:
    """Writes into `template`. `layout` is the sheet's; `values` take the lines of the foot apart."""
    given = _given(sheet, values, layout.summary)
    body, attached, own = _groups(sheet, {key_of(field.name) for field in template.fields})
    if any(_ENDED.search(line.text) for line in sheet.lines):
        _drop_ends(template)
    writing = _Writing(template, letter=is_letter(sheet))
    for field in template.fields:
        key = key_of(field.name)
        if key == BODY and not writing.placed:
            listed = any(key_of(one.name) == ATTACHMENTS for one in template.fields)
            writing.body(field, [*body, *(() if listed else attached), *own])
        elif key == ATTACHMENTS and attached and not writing.listed:
            writing.attachments(field, attached)
        else:
            writing.field(field, given[key].text if key in given else "")
    if not writing.placed:
        writing.append([*body, *(() if writing.listed else attached), *own])
    known = {key_of(name) for name in writing.said} | {key_of(line.label) for line in own}
    lacking = tuple(dict.fromkeys(one.label for key, one in given.items() if key not in known and key != "summary"))
    return Filled(_packed(template, layout), writing.said, tuple(writing.lines), lacking)


def _given(sheet: Sheet, values: Sequence[Value], summary: str) -> dict[str, Value]:
    """What the sheet prints, by the keys of fields; `values` that it does not print are nothing to it."""
    given = {}
    for line in sheet.lines:
        if line.part in _PARTS and line.text:
            key = _PARTS[line.part]
            given[key] = Value(key, name_of(key), " ".join(lines_of(line.text)))
    printed = "\n".join(line.text for line in sheet.lines if line.part in _FOOT)
    for one in values:
        if one.key not in _PARTS.values() and one.text and one.text in printed:
            label = key_of(one.label)
            given[one.key if name_of(one.key) != one.key else label] = replace(one, text=" ".join(lines_of(one.text)))
    if summary:
        given["summary"] = Value("summary", "", summary)
    return given


def _groups(sheet: Sheet, known: set[str]) -> tuple[list[Line], list[Line], list[Line]]:
    """The text, the list of attachments with what ends it, and lines of the foot that only this form of letter has and
    the template does not."""
    body: list[Line] = []
    attached: list[Line] = []
    own: list[Line] = []
    for line in sheet.lines:
        if line.part is Part.ATTACHMENT or (line.part is Part.END and attached):
            attached.append(line)
        elif line.part in (Part.BODY, Part.TABLE, Part.END):
            body.append(line)
        elif line.part is Part.SIGNATURES and line.label and key_of(line.label) not in known:
            own.append(line)
    return body, attached, own


class _Writing:
    """What has been written so far: `said` in fields, `lines` in order."""

    def __init__(self, template: Template, *, letter: bool) -> None:
        self._template = template
        self._letter = letter
        self._number = max((_number(one) for root in template.sections.values() for one in root.iter()), default=0)
        self.said: dict[str, str] = {}
        self.lines: list[str] = []
        self.placed = self.listed = False

    def field(self, field: Field, text: str) -> None:
        field.fill(text)
        self.said[field.name] = text
        if text:
            return
        holder, alone = field.paragraph, len(field.paragraph.findall(f".//{HP}fieldBegin")) == 1
        if alone and key_of(field.name) in _WITH_WORDS and _may_go(holder):
            after = holder.getnext()
            if _is_empty(holder.getprevious()) and _is_empty(after):
                holder.getparent().remove(after)
            holder.getparent().remove(holder)
            return
        field.tidy()

    def body(self, field: Field, lines: Sequence[Line]) -> None:
        """The first paragraph is the field's, the others stand behind it."""
        self.placed = True
        if _END.fullmatch(field.words()[1]):
            field.around(None, "")
        self._put(field, lines, "")

    def attachments(self, field: Field, lines: Sequence[Line]) -> None:
        """The word 붙임 and the count are the letter's own (규칙 제4조제4항), not the form's example."""
        self.listed = True
        alone = len(field.paragraph.findall(f".//{HP}fieldBegin")) == 1
        labelled = alone and bool(field.words()[0].strip()) and lines[0].label == _LABEL
        if alone:
            field.around(f"{_LABEL}  " if labelled else "", "")
        self._put(field, lines, f"{_LABEL}  " if labelled else "")

    def append(self, lines: Sequence[Line]) -> None:
        """Behind everything, on a new page, in our own shapes."""
        section = list(self._template.sections.values())[-1]
        blocks = blocks_of(lines, letter=self._letter)
        if blocks:
            shapes = Shapes(self._template.header, plain=None)
            made = Body(shapes, width_of(section[-1], section), self._number).made(blocks)
            made[0].set("pageBreak", "1")
            section.extend(made)
            self._note(blocks)

    def _put(self, field: Field, lines: Sequence[Line], said: str) -> None:
        blocks = blocks_of(lines, letter=self._letter)
        header, paragraph = self._template.header, field.paragraph
        char, shape = field.run.get("charPrIDRef", ""), paragraph.get("paraPrIDRef", "")
        section = paragraph.getroottree().getroot()
        sized = scaled(blocks, points_of(header, char), _LETTER_POINTS if self._letter else _REPORT_POINTS)
        body = Body(
            Likeness(header, char, shape), width_of(paragraph, section), self._number, Shapes(header, char, shape, None)
        )
        made = body.made(sized)
        self._number = body.number
        text = sized[0].text.removeprefix(said) if sized and isinstance(sized[0], Paragraph) else ""
        field.fill(text)
        self.said[field.name] = text
        if text:
            _take_shapes(field, made.pop(0))
        place = paragraph.getparent().index(paragraph) + 1
        for one in reversed(made):
            paragraph.getparent().insert(place, one)
        self._note(blocks)

    def _note(self, blocks: Sequence[Block]) -> None:
        self.lines += texts(Layout(tuple(blocks), ""))


def _take_shapes(field: Field, made: Any) -> None:
    """The field's paragraph is set as the line that it says."""
    field.paragraph.set("paraPrIDRef", made.get("paraPrIDRef"))
    if not field.words()[0].strip():
        field.run.set("charPrIDRef", made[0].get("charPrIDRef"))


def _drop_ends(template: Template) -> None:
    """A form's own 끝 goes where the letter has one: it is said once, behind what it ends."""
    for section in template.sections.values():
        for paragraph in list(section.iter(f"{HP}p")):
            if _END.fullmatch(_words(paragraph)) and _may_go(paragraph):
                paragraph.getparent().remove(paragraph)


def _packed(template: Template, layout: Layout) -> bytes:
    parts = dict(template.parts)
    for name, section in template.sections.items():
        _forget_places(section)
        parts[name] = xml(section)
    parts[HEADER] = xml(template.header)
    parts[ABOUT] = about(parts[ABOUT], layout)
    parts[PREVIEW] = preview(texts(layout))
    if PICTURE.encode() not in parts[ABOUT]:
        parts.pop(PICTURE, None)  # it shows the empty form
    return packed(parts)


def _forget_places(section: Any) -> None:
    """Where the word processor remembers lines to stand is not true any more from the first field on, and in boxes
    with a field; other boxes keep theirs."""
    moved = False
    for top in section:
        moved = moved or top.find(f".//{HP}fieldBegin") is not None
        for places in list(top.iter(f"{HP}linesegarray")) if moved else ():
            box = next(places.iterancestors(f"{HP}subList"), None)
            if box is None or box.find(f".//{HP}fieldBegin") is not None:
                places.getparent().remove(places)


def _may_go(paragraph: Any) -> bool:
    """Whether a paragraph holds nothing else, and its cell or section has another."""
    others = paragraph.getparent().findall(f"{HP}p")
    held = any(child.tag != f"{HP}t" and child.tag != f"{HP}ctrl" for run in paragraph for child in run)
    settings = any(True for _ in paragraph.iter(f"{HP}secPr", f"{HP}colPr"))
    return len(others) > 1 and not held and not settings


def _is_empty(paragraph: Any) -> bool:
    return paragraph is not None and paragraph.tag == f"{HP}p" and not _words(paragraph).strip() and _bare(paragraph)


def _bare(paragraph: Any) -> bool:
    return all(child.tag == f"{HP}t" for run in paragraph.iterchildren(f"{HP}run") for child in run)


def _words(paragraph: Any) -> str:
    told = (one for run in paragraph.iterchildren(f"{HP}run") for one in run.iterchildren(f"{HP}t"))
    return "".join("".join(one.itertext()) for one in told)


def _number(one: Any) -> int:
    value = one.get("id", "") if one.tag in (f"{HP}p", f"{HP}tbl") else ""
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else 0
