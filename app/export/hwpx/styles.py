"""The header part: character and paragraph shapes and borders, each made once and found again by what it looks like.

OWPML keeps shapes in lists that paragraphs point into by number. New ones are copies of the empty document's first,
so that whatever we do not set stays as the word processor has it.
"""

import copy
from collections.abc import Iterator
from typing import Any

from lxml import etree

from app.export.layout import Rule, Style

HH = "{http://www.hancom.co.kr/hwpml/2011/head}"
HP = "{http://www.hancom.co.kr/hwpml/2011/paragraph}"
HS = "{http://www.hancom.co.kr/hwpml/2011/section}"
HC = "{http://www.hancom.co.kr/hwpml/2011/core}"

UNITS = 100
"""HWPUNIT in a point."""

_SIDES = ("left", "right", "top", "bottom")
_HORIZONTAL = {"left": "LEFT", "center": "CENTER", "right": "RIGHT", "justify": "JUSTIFY"}
_BEFORE_BOLD = tuple(f"{HH}{name}" for name in ("fontRef", "ratio", "spacing", "relSz", "offset", "italic"))
"""What stands before it in a character shape, as the schema has it."""
_NO_BORDER = 2
"""The empty document's border without lines and filling, for paragraphs and characters."""


class Shapes:
    """Adds shapes to the `header` (hh:head), by default that of an empty document. `char` and `paragraph` are the
    numbers of the shapes that new ones are copies of, `plain` that of a border without lines (None: made)."""

    def __init__(self, header: Any, char: str = "", paragraph: str = "", plain: int | None = _NO_BORDER) -> None:
        lists = header.find(f"{HH}refList")
        self._chars = lists.find(f"{HH}charProperties")
        self._paragraphs = lists.find(f"{HH}paraProperties")
        self._borders = lists.find(f"{HH}borderFills")
        self._made: dict[tuple[object, ...], int] = {}
        self._first = {self._chars: char, self._paragraphs: paragraph}
        self._plain = self.border((), "0.1 mm") if plain is None else plain

    def char(self, style: Style) -> int:
        """The number of the character shape."""
        key = ("char", style.points, style.bold)
        return self._once(key, self._chars, lambda one: _letters(one, style))

    def paragraph(self, style: Style, left: float = 0.0, hang: float = 0.0) -> int:
        """The number of the paragraph shape. `left` and `hang` in points: further lines stand `hang` further in.
        Of rules there is only the one below."""
        border = self.border(("bottom",), "0.4 mm") if style.rule is Rule.BELOW else self._plain
        key = ("paragraph", style.align, style.spacing, style.before, style.after, style.rule, style.keep, left, hang)
        return self._once(key, self._paragraphs, lambda one: _lines(one, style, left, hang, border))

    def border(self, sides: tuple[str, ...], width: str, fill: str = "") -> int:
        """The number of a border with lines on `sides` (left, right, top, bottom); `fill` is `#RRGGBB` or none."""
        return self._once(("border", sides, width, fill), self._borders, lambda one: _edges(one, sides, width, fill))

    def _once(self, key: tuple[object, ...], listed: Any, shape: Any) -> int:
        if key not in self._made:
            numbers = [int(one.get("id")) for one in listed]
            new = copy.deepcopy(self._base(listed))
            new.set("id", str(max(numbers) + 1))
            shape(new)
            listed.append(new)
            listed.set("itemCnt", str(len(listed)))
            self._made[key] = max(numbers) + 1
        return self._made[key]

    def _base(self, listed: Any) -> Any:
        wanted = self._first.get(listed, "")
        return next((one for one in listed if one.get("id") == wanted), listed[0])


def margins(shape: Any) -> Iterator[tuple[Any, int]]:
    """The margins of a paragraph shape, each with the units that make one: the older unit is half as large."""
    for margin in shape.iter(f"{HH}margin"):
        yield margin, 1 if margin.getparent().tag == f"{HP}case" else 2


def _letters(shape: Any, style: Style) -> None:
    shape.set("height", str(round(style.points * UNITS)))
    bold = shape.find(f"{HH}bold")
    if bold is not None and not style.bold:
        shape.remove(bold)
    if bold is None and style.bold:
        ahead = [one for one in shape if one.tag in _BEFORE_BOLD]
        shape.insert(shape.index(ahead[-1]) + 1 if ahead else 0, shape.makeelement(f"{HH}bold", {}))


def _lines(shape: Any, style: Style, left: float, hang: float, border: int) -> None:
    shape.find(f"{HH}align").set("horizontal", _HORIZONTAL[style.align])
    breaks = shape.find(f"{HH}breakSetting")
    breaks.set("breakNonLatinWord", "KEEP_WORD")
    breaks.set("widowOrphan", "1")
    breaks.set("keepWithNext", "1" if style.keep else "0")
    # OWPML: `left` is where the first line begins; a negative `intent` moves the further lines in by as much
    values = {"intent": -hang, "left": left, "right": 0.0, "prev": style.before, "next": style.after}
    for margin, units in margins(shape):
        for name, points in values.items():
            side = margin.find(f"{HC}{name}")
            (etree.SubElement(margin, f"{HC}{name}", {"unit": "HWPUNIT"}) if side is None else side).set(
                "value", str(round(points * UNITS * units))
            )
    for spacing in shape.iter(f"{HH}lineSpacing"):
        spacing.attrib.update({"type": "PERCENT", "value": str(style.spacing)})
    shape.find(f"{HH}border").set("borderFillIDRef", str(border))


def _edges(shape: Any, sides: tuple[str, ...], width: str, fill: str) -> None:
    for side in _SIDES:
        line = shape.find(f"{HH}{side}Border")
        line.set("type", "SOLID" if side in sides else "NONE")
        line.set("width", width if side in sides else "0.1 mm")
    for brush in shape.findall(f"{HC}fillBrush"):
        shape.remove(brush)
    if fill:
        brush = shape.makeelement(f"{HC}fillBrush", {})
        brush.append(brush.makeelement(f"{HC}winBrush", {"faceColor": fill, "hatchColor": "#999999", "alpha": "0"}))
        shape.append(brush)
