"""Named fields of a form (누름틀, OWPML fieldBegin of type CLICK_HERE): found, filled, emptied.

A field stays a field when it is filled, so that it can be filled again. An empty one shows its prompt in red: the
prompt of what stays empty is blanked.
"""

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from app.export.hwpx.styles import HP

_KIND = "CLICK_HERE"
_COMMAND = "Direction:wstring:1:  HelpState:wstring:0:  "
_NO_PROMPT = f"Clickhere:set:{len(_COMMAND)}:{_COMMAND}"
_OPENED, _CLOSED, _SLASH = re.compile(r"\s*\(\s*$"), re.compile(r"^\s*\)"), re.compile(r"\s*/\s*$")


class FieldTorn(Exception):
    """A field that does not end where it could: its name."""


class Field:
    """One field: `begin` and `end` are the controls (hp:ctrl) around its content, which is nothing from now on."""

    def __init__(self, begin: Any, end: Any) -> None:
        self._begin = begin
        self._end = end
        self.name: str = begin.find(f"{HP}fieldBegin").get("name", "").strip()

    @property
    def run(self) -> Any:
        return self._begin.getparent()

    @property
    def paragraph(self) -> Any:
        return self.run.getparent()

    def fill(self, text: str) -> None:
        """Puts a text where the content stands. A field without text shows nothing."""
        if not text:
            self._blank()
            return
        told = etree.Element(f"{HP}t")
        told.text = text
        self._begin.addnext(told)

    def tidy(self) -> None:
        """Brackets around nothing go, and a stroke before nothing."""
        before, after = self._beside()
        if before is None:
            return
        text = before.text or ""
        if after is not None and _OPENED.search(text) and _CLOSED.search(after.text or ""):
            before.text = _OPENED.sub("", text)
            after.text = _CLOSED.sub("", after.text or "")
        else:
            before.text = _SLASH.sub("", text)

    def around(self, before: str | None, after: str | None) -> None:
        """Sets the paragraph's own words before and after the field; None: they stay."""
        first, last = list(_told(self.paragraph, self._begin)), list(_told(self.paragraph, self._end, behind=True))
        for texts, wanted in ((first, before), (last, after)):
            if wanted is None:
                continue
            for text in texts:
                text.getparent().remove(text)
        if before:
            told = etree.Element(f"{HP}t")
            told.text = before
            self._begin.addprevious(told)
        if after:
            told = etree.Element(f"{HP}t")
            told.text = after
            self._end.addnext(told)

    def words(self) -> tuple[str, str]:
        """The paragraph's own words before and after the field."""
        before = "".join("".join(one.itertext()) for one in _told(self.paragraph, self._begin))
        return before, "".join("".join(one.itertext()) for one in _told(self.paragraph, self._end, behind=True))

    def _beside(self) -> tuple[Any, Any]:
        """The simple texts next to the field, None where there are none."""
        places = [child for run in self.paragraph.iterchildren(f"{HP}run") for child in run]
        at, to = places.index(self._begin), places.index(self._end)
        before, after = places[at - 1] if at > 0 else None, places[to + 1] if to + 1 < len(places) else None
        return before if _simple(before) else None, after if _simple(after) else None

    def _blank(self) -> None:
        for one in self._begin.iter(f"{HP}stringParam"):
            if one.get("name") == "Command":
                one.text = _NO_PROMPT
            elif one.get("name") == "Direction":
                one.text = " "


def fields(section: Any) -> list[Field]:
    """All named fields of a section in their order, each with its content taken out. Raises FieldTorn."""
    found = []
    for begin in [one for one in section.iter(f"{HP}fieldBegin") if one.get("type") == _KIND and one.get("name")]:
        if begin.getroottree().getroot() is section:  # not within another field's content
            found.append(_field(begin))
    return found


def _field(begin: Any) -> Field:
    name, number = begin.get("name"), begin.get("id")
    control = begin.getparent()
    paragraph = _paragraph(control, name)
    for holder in (paragraph, *paragraph.itersiblings(f"{HP}p")):
        for end in holder.iterfind(f"{HP}run/{HP}ctrl/{HP}fieldEnd"):
            if end.get("beginIDRef") == number and (holder is not paragraph or _follows(paragraph, control, end)):
                _clear(paragraph, holder, control, end.getparent())
                return Field(control, end.getparent())
    raise FieldTorn(name)


def _paragraph(control: Any, name: str) -> Any:
    run = control.getparent()
    paragraph = None if run is None else run.getparent()
    if control.tag != f"{HP}ctrl" or paragraph is None or run.tag != f"{HP}run" or paragraph.tag != f"{HP}p":
        raise FieldTorn(name)
    return paragraph


def _follows(paragraph: Any, control: Any, end: Any) -> bool:
    places = [child for run in paragraph.iterchildren(f"{HP}run") for child in run]
    return places.index(end.getparent()) > places.index(control)


def _clear(first: Any, last: Any, begin: Any, end: Any) -> None:
    """Takes out what is between the controls; a field of several paragraphs ends in its first one."""
    if first is not last:
        rest = list(last.iterchildren(f"{HP}run"))
        for between in list(first.itersiblings()):
            first.getparent().remove(between)
            if between is last:
                break
        first.extend(rest)
    places = [child for run in first.iterchildren(f"{HP}run") for child in run]
    for place in places[places.index(begin) + 1 : places.index(end)]:
        place.getparent().remove(place)


def _told(paragraph: Any, control: Any, *, behind: bool = False) -> Iterator[Any]:
    places = [child for run in paragraph.iterchildren(f"{HP}run") for child in run]
    at = places.index(control)
    for place in places[at + 1 :] if behind else places[:at]:
        if place.tag == f"{HP}t":
            yield place


def _simple(place: Any) -> bool:
    return place is not None and place.tag == f"{HP}t" and len(place) == 0
