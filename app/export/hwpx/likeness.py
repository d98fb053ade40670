"""Shapes for text that goes into a form: those of the form's own paragraph, moved in and made larger or smaller."""

from dataclasses import replace
from typing import Any

from app.export.hwpx.styles import HC, HH, HP, UNITS, Shapes, margins
from app.export.layout import Block, Grid, Style

_USUAL = 12.0
_UNDER_TABLE = 5.0
_LEAST_WIDTH = 100.0
"""Points: no text is narrower, whatever a form says."""


class Likeness(Shapes):
    """Copies of one character shape and one paragraph shape of a form. Letters keep the size that the form gives them;
    of our styles only bold, indentation and the space around count."""

    def __init__(self, header: Any, char: str, paragraph: str) -> None:
        super().__init__(header, char, paragraph, None)

    def char(self, style: Style) -> int:
        own = self._base(self._chars)
        alike = own.get("height") == str(round(style.points * UNITS)) and not style.bold
        return int(own.get("id")) if alike else super().char(style)

    def paragraph(self, style: Style, left: float = 0.0, hang: float = 0.0) -> int:
        key = ("like", style.before, style.after, style.keep, left, hang)
        return self._once(key, self._paragraphs, lambda one: _moved(one, style, left, hang))


def scaled(blocks: tuple[Block, ...], points: float, text: float) -> tuple[Block, ...]:
    """Blocks whose letters of `text` points have `points`; those of tables are never larger than the text."""
    made: list[Block] = []
    for block in blocks:
        style = _scaled(block.style, isinstance(block, Grid), points, text)
        if made and isinstance(made[-1], Grid):
            style = replace(style, before=max(style.before, _UNDER_TABLE))
        made.append(replace(block, style=style))
    return tuple(made)


def points_of(header: Any, char: str) -> float:
    """The size of a character shape, the usual one where it says none that can be."""
    shapes = header.find(f"{HH}refList/{HH}charProperties")
    height = next((one.get("height", "") for one in shapes if one.get("id") == char), "")
    points = int(height) / UNITS if height.isascii() and height.isdigit() else 0.0
    return points if 4 <= points <= 72 else _USUAL


def width_of(paragraph: Any, section: Any) -> float:
    """Points of text across: of the cell that holds the paragraph, or of the page."""
    cell = next(paragraph.iterancestors(f"{HP}tc"), None)
    if cell is not None:
        size = cell.find(f"{HP}cellSz")
        units = _units(size, "width") - _sides(cell.find(f"{HP}cellMargin"))
    else:
        page = section.find(f".//{HP}pagePr")
        across = "height" if page is not None and page.get("landscape") == "NARROWLY" else "width"
        margin = None if page is None else page.find(f"{HP}margin")
        units = _units(page, across) - _sides(margin) - _units(margin, "gutter")
    return max(units / UNITS, _LEAST_WIDTH)


def _sides(margin: Any) -> int:
    return _units(margin, "left") + _units(margin, "right")


def _units(holder: Any, name: str) -> int:
    value = "" if holder is None else holder.get(name, "")
    return int(value) if value.isascii() and value.isdigit() else 0


def _scaled(style: Style, table: bool, points: float, text: float) -> Style:
    if table:
        return replace(style, points=min(style.points, points))
    return replace(style, points=round(style.points * points / text, 1))


def _moved(shape: Any, style: Style, left: float, hang: float) -> None:
    shape.find(f"{HH}breakSetting").set("keepWithNext", "1" if style.keep else "0")
    more = {"left": left, "intent": -hang, "prev": style.before, "next": style.after}
    for margin, units in margins(shape):
        for name, points in more.items():
            side = margin.find(f"{HC}{name}")
            if side is None:
                side = margin.makeelement(f"{HC}{name}", {"value": "0", "unit": "HWPUNIT"})
                margin.append(side)
            held = side.get("value", "")
            own = int(held) if held.lstrip("-").isascii() and held.lstrip("-").isdigit() else 0
            side.set("value", str((0 if name == "intent" and hang else own) + round(points * UNITS * units)))
