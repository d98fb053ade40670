"""Automatic numbers of Word paragraphs (제1조, 1., 가., ①, □), which stand in no text run.

Reads word/numbering.xml as ECMA-376 part 1, 17.9 describes it: a paragraph (or its style) names a `num` and a
level, the num an abstract list and what it changes in it, each level a format and a pattern such as `제%1조`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Self

from app.ingest.readers.counting import spelt, symbol

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MAX_LEVEL = 9
_MAX_STYLES = 30
"""Styles that may be based on each other in a row; more is a ring."""


@dataclass(frozen=True, slots=True)
class _Level:
    """`restart` is the level (from 1) whose step starts this one anew; 0: none does, -1: every higher one."""

    format: str
    pattern: str
    start: int
    restart: int
    legal: bool
    typeface: str
    style: str


_Levels = Mapping[int, _Level]


@dataclass(frozen=True, slots=True)
class _Num:
    """A list in use: whose counters it shares, its levels, and where it starts anew."""

    abstract: str
    levels: _Levels
    starts: Mapping[int, int]


@dataclass(slots=True)
class Numbering:
    """Counters of one document; `label` must be asked once for each paragraph, in order."""

    nums: Mapping[str, _Num] = field(default_factory=dict)
    of_style: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    _counters: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    @classmethod
    def of(cls, document: Any) -> Self:
        """The numbering of a python-docx Document; empty when it has none."""
        try:
            root = document.part.numbering_part.element
        except (KeyError, NotImplementedError, AttributeError):
            return cls()
        styles = {str(style.get(f"{_W}styleId", "")): style for style in styles_of(document)}
        nums = _nums(root, styles)
        placed = {name: place for name in styles if (place := _style_place(name, styles, nums))[0]}
        return cls(nums, placed)

    def label(self, style: str, properties: Any) -> str:
        """The number or bullet as printed, with a space after it, or nothing."""
        number, depth = self._place(style, properties)
        num = self.nums.get(number)
        level = num.levels.get(depth) if num is not None else None
        if num is None or level is None:
            return ""
        if level.format == "none":
            return ""
        if level.format == "bullet":
            sign = symbol(level.pattern, level.typeface)
            return f"{sign} " if sign.strip() else ""
        counts = self._step(number, num, depth, level)
        printed = level.pattern
        for at in range(depth + 1):
            shown = num.levels.get(at, level)
            form = "decimal" if level.legal and at < depth else shown.format
            printed = printed.replace(f"%{at + 1}", spelt(form, counts.get(at, shown.start)))
        return f"{printed} " if printed.strip() else ""

    def _place(self, style: str, properties: Any) -> tuple[str, int]:
        """A paragraph's own list, or its style's; a level of its own alone moves it within the style's list."""
        number, depth = self.of_style.get(style, ("", 0))
        marked = properties.find(f"{_W}numPr") if properties is not None else None
        if marked is None:
            return number, depth
        return _value(marked, "numId", number), _int(marked, "ilvl", depth if _lacks(marked, "numId") else 0)

    def _step(self, number: str, num: _Num, depth: int, level: _Level) -> dict[int, int]:
        counts = self._counters.setdefault(num.abstract, {})
        start = level.start
        if depth in num.starts and (number, depth) not in self._begun:
            counts.pop(depth, None)
            start = num.starts[depth]
        self._begun.add((number, depth))
        counts[depth] = counts.get(depth, start - 1) + 1
        for deeper in [at for at in counts if at > depth]:
            restart = num.levels[deeper].restart if deeper in num.levels else -1
            if restart < 0 or depth < restart:
                del counts[deeper]
        return counts


def styles_of(document: Any) -> list[Any]:
    """The styles that the package carries. (`document.styles` would open python-docx's own when it has none.)"""
    from docx.opc.constants import RELATIONSHIP_TYPE

    try:
        root = document.part.part_related_by(RELATIONSHIP_TYPE.STYLES).element
    except (KeyError, AttributeError):  # none, or not said to be styles
        return []
    return list(root.iter(f"{_W}style"))


def _nums(root: Any, styles: Mapping[str, Any]) -> dict[str, _Num]:
    abstracts: dict[str, _Levels] = {}
    links: dict[str, str] = {}  # an abstract list may only name a style, whose num has the levels
    for item in root.iter(f"{_W}abstractNum"):
        name = str(item.get(f"{_W}abstractNumId"))
        abstracts[name] = {_attribute(level, "ilvl"): _level(level) for level in item.iter(f"{_W}lvl")}
        if link := _value(item, "numStyleLink", ""):
            links[name] = link
    found: dict[str, _Num] = {}
    for item in root.iter(f"{_W}num"):
        abstract = _value(item, "abstractNumId", "")
        levels = dict(abstracts.get(abstract, {}))
        starts = {}
        for change in item.iter(f"{_W}lvlOverride"):
            depth = _attribute(change, "ilvl")
            own = change.find(f"{_W}lvl")
            if own is not None:
                levels[depth] = _level(own)
            if not _lacks(change, "startOverride"):
                starts[depth] = _int(change, "startOverride", 1)
        found[str(item.get(f"{_W}numId"))] = _Num(abstract, levels, starts)
    return {number: _linked(num, links, styles, found) for number, num in found.items()}


def _linked(num: _Num, links: Mapping[str, str], styles: Mapping[str, Any], nums: Mapping[str, _Num]) -> _Num:
    style = styles.get(links.get(num.abstract, ""))
    marked = style.find(f"{_W}pPr/{_W}numPr") if style is not None else None
    target = nums.get(_value(marked, "numId", "")) if marked is not None else None
    return num if target is None or num.levels else replace(num, levels=target.levels, abstract=target.abstract)


def _style_place(name: str, styles: Mapping[str, Any], nums: Mapping[str, _Num]) -> tuple[str, int]:
    """The list and level of a style, its own or of the style it is based on."""
    depth = -1
    at = name
    for _ in range(_MAX_STYLES):
        style = styles.get(at)
        if style is None:
            break
        marked = style.find(f"{_W}pPr/{_W}numPr")
        if marked is not None:
            depth = _int(marked, "ilvl", depth) if depth < 0 and not _lacks(marked, "ilvl") else depth
            if not _lacks(marked, "numId"):
                number = _value(marked, "numId", "")
                return number, _level_of_style(number, name, nums) if depth < 0 else depth
        at = _value(style, "basedOn", "")
    return "", 0


def _level_of_style(number: str, name: str, nums: Mapping[str, _Num]) -> int:
    """A level may name the style that stands for it; such a style need not name its level."""
    num = nums.get(number)
    levels = num.levels if num is not None else {}
    return next((depth for depth, level in levels.items() if level.style == name), 0)


def _level(element: Any) -> _Level:
    fonts = element.find(f"{_W}rPr/{_W}rFonts")
    return _Level(
        _value(element, "numFmt", "decimal"),
        _value(element, "lvlText", ""),
        _int(element, "start", 1),
        _int(element, "lvlRestart", -1),
        not _lacks(element, "isLgl") and _value(element, "isLgl", "1") not in ("0", "false"),
        str(fonts.get(f"{_W}ascii", "")) if fonts is not None else "",
        _value(element, "pStyle", ""),
    )


def _lacks(parent: Any, tag: str) -> bool:
    return parent.find(f"{_W}{tag}") is None


def _value(parent: Any, tag: str, default: str) -> str:
    found = parent.find(f"{_W}{tag}")
    return str(found.get(f"{_W}val", default)) if found is not None else default


def _int(parent: Any, tag: str, default: int) -> int:
    written = _value(parent, tag, "")
    return int(written) if written.isdecimal() and len(written) < 7 else default


def _attribute(element: Any, name: str) -> int:
    written = str(element.get(f"{_W}{name}", "0"))
    return int(written) if written.isdecimal() and len(written) < 3 else _MAX_LEVEL
