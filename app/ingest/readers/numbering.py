"""Automatic numbers of Word paragraphs (제1조, 1., 가., ①), which stand in no text run.

Reads word/numbering.xml as ECMA-376 part 1, 17.9 describes it: a paragraph names a `num` and a level,
the num an abstract list, each level a format and a pattern such as `제%1조`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from app.core.locator import SUBITEMS

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_SINO = "一二三四五六七八九十"
_HANGUL_DIGITS = "일이삼사오육칠팔구십"
_CHOSUNG = "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ"


@dataclass(frozen=True, slots=True)
class _Level:
    format: str
    pattern: str
    start: int


@dataclass(slots=True)
class Numbering:
    """Counters of one document; `label` must be asked once for each paragraph, in order."""

    levels: Mapping[tuple[str, int], _Level] = field(default_factory=dict)
    abstract_of: Mapping[str, str] = field(default_factory=dict)
    of_style: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    counters: dict[str, dict[int, int]] = field(default_factory=dict)

    @classmethod
    def of(cls, document: Any) -> Self:
        """The numbering of a python-docx Document; empty when it has none."""
        try:
            root = document.part.numbering_part.element
        except (KeyError, NotImplementedError, AttributeError):
            return cls()
        levels = {
            (str(abstract.get(f"{_W}abstractNumId")), int(level.get(f"{_W}ilvl", "0"))): _Level(
                _value(level, "numFmt", "decimal"), _value(level, "lvlText", ""), int(_value(level, "start", "1"))
            )
            for abstract in root.iter(f"{_W}abstractNum")
            for level in abstract.iter(f"{_W}lvl")
        }
        nums = {str(num.get(f"{_W}numId")): _value(num, "abstractNumId", "") for num in root.iter(f"{_W}num")}
        styles = {}
        for style in styles_of(document):
            marked = style.find(f"{_W}pPr/{_W}numPr")
            if marked is not None:
                styles[str(style.get(f"{_W}styleId", ""))] = _place(marked)
        return cls(levels, nums, styles)

    def label(self, style: str, properties: Any) -> str:
        """The number as printed, with a space after it, or nothing."""
        marked = properties.find(f"{_W}numPr") if properties is not None else None
        number, depth = _place(marked) if marked is not None else self.of_style.get(style, ("", 0))
        abstract = self.abstract_of.get(number, "")
        level = self.levels.get((abstract, depth))
        if level is None:
            return ""
        counts = self.counters.setdefault(abstract, {})
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [d for d in counts if d > depth]:
            del counts[deeper]
        if level.format in ("bullet", "none"):
            return ""
        printed = level.pattern
        for at in range(depth + 1):
            shown = self.levels.get((abstract, at), level)
            printed = printed.replace(f"%{at + 1}", _spell(shown.format, counts.get(at, shown.start)))
        return f"{printed} " if printed.strip() else ""


def styles_of(document: Any) -> list[Any]:
    """The styles that the package carries. (`document.styles` would open python-docx's own when it has none.)"""
    from docx.opc.constants import RELATIONSHIP_TYPE

    try:
        root = document.part.part_related_by(RELATIONSHIP_TYPE.STYLES).element
    except (KeyError, AttributeError):  # none, or not said to be styles
        return []
    return list(root.iter(f"{_W}style"))


def _place(marked: Any) -> tuple[str, int]:
    return _value(marked, "numId", ""), int(_value(marked, "ilvl", "0"))


def _value(parent: Any, tag: str, default: str) -> str:
    found = parent.find(f"{_W}{tag}")
    return str(found.get(f"{_W}val", default)) if found is not None else default


def _spell(form: str, number: int) -> str:
    """`number` from 1 in one of Word's number formats; an unknown format counts in digits."""
    return _FORMATS.get(form, str)(number) if number > 0 else str(number)


def _from(letters: str) -> Callable[[int], str]:
    return lambda number: letters[number - 1] if number <= len(letters) else str(number)


def _roman(number: int) -> str:
    if number >= 40:
        return str(number)
    spelt = ""
    for value, letters in _ROMAN:
        while number >= value:
            spelt, number = spelt + letters, number - value
    return spelt


_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_FORMATS: Mapping[str, Callable[[int], str]] = {
    "ganada": _from(SUBITEMS),
    "chosung": _from(_CHOSUNG),
    "decimalEnclosedCircle": _from("".join(chr(0x2460 + i) for i in range(20))),
    "koreanDigital": _from(_HANGUL_DIGITS),
    "koreanCounting": _from(_HANGUL_DIGITS),
    "chineseCounting": _from(_SINO),
    "upperRoman": lambda number: _roman(number).upper(),
    "lowerRoman": _roman,
    "upperLetter": _from(_LETTERS.upper()),
    "lowerLetter": _from(_LETTERS),
    "decimalZero": lambda number: f"{number:02d}",
}
