"""Automatic numbers and bullets of Hancom paragraphs (제1조, 1., 가., ①, □), which stand in no text.

HWPX and HWP 5 tell them alike: a paragraph shape names a kind (outline, number, bullet), a definition
and a level; a definition has a form, a pattern such as `제^1조` and a first number for each level
(KS X 6101 `numbering`; 한글문서파일형식 5.0 revision 1.3, 4.2.7 and 4.2.8). Both readers fill this one.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from app.core.locator import SUBITEMS

OUTLINE, NUMBER, BULLET = "OUTLINE", "NUMBER", "BULLET"

_MAX_LEVEL = 9
_PLACE = re.compile(r"\^(10|[1-9]|[nN])")
_ROMAN = (
    (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_PRIVATE = {
    "\uf06c": "●", "\uf06d": "○", "\uf06e": "■", "\uf06f": "□", "\uf071": "❑", "\uf075": "◆", "\uf076": "❖",
    "\uf09f": "•", "\uf0a7": "▪", "\uf0a8": "◻", "\uf0b7": "•", "\uf0d8": "➢", "\uf0e0": "→", "\uf0fc": "✓",
}  # fmt: skip
"""Signs of the Wingdings and Symbol fonts, which Hancom keeps in the private use area."""


@dataclass(frozen=True, slots=True)
class Level:
    """`form` is one of FORMS; `pattern` holds ^1..^10 for the numbers of the levels, ^n for the whole path."""

    form: str
    pattern: str
    start: int = 1


@dataclass(frozen=True, slots=True)
class Head:
    """What a paragraph shape says: the kind, the definition's id (0: the section's), the level from 0."""

    kind: str
    definition: int
    level: int


@dataclass(slots=True)
class Labels:
    """Counters of one document; `of` must be asked once for each paragraph, in document order."""

    heads: Mapping[int, Head] = field(default_factory=dict)
    numberings: Mapping[int, tuple[Level, ...]] = field(default_factory=dict)
    bullets: Mapping[int, str] = field(default_factory=dict)
    outline: int = 0
    """The numbering of outline levels in the section that is being read; 0: none."""
    _counts: dict[tuple[str, int], dict[int, int]] = field(default_factory=dict)

    def of(self, shape: int) -> str:
        """The label of a paragraph of this shape as printed, with a space after it, or nothing."""
        head = self.heads.get(shape)
        if head is None:
            return ""
        if head.kind == BULLET:
            return _bullet(self.bullets.get(head.definition, ""))
        definition = (self.outline if head.kind == OUTLINE else head.definition) or 0
        levels = self.numberings.get(definition, ())
        depth = min(head.level, _MAX_LEVEL)
        if depth >= len(levels):
            return ""
        counts = self._counts.setdefault((head.kind, definition), {})
        counts[depth] = counts.get(depth, levels[depth].start - 1) + 1
        for deeper in [at for at in counts if at > depth]:
            del counts[deeper]
        printed = _PLACE.sub(lambda found: _place(found[1], levels, counts, depth), levels[depth].pattern).strip()
        return f"{printed} " if printed else ""


def _place(name: str, levels: tuple[Level, ...], counts: Mapping[int, int], depth: int) -> str:
    def number(at: int) -> str:
        return spell(levels[at].form, counts.get(at, levels[at].start)) if at < len(levels) else ""

    if name in "nN":
        return ".".join(number(at) for at in range(depth + 1)) + ("." if name == "N" else "")
    return number(int(name) - 1)


def _bullet(sign: str) -> str:
    sign = sign.strip("\x00 ")
    if not sign:
        return ""
    return f"{_PRIVATE.get(sign, '•' if 0xE000 <= ord(sign[0]) <= 0xF8FF else sign)} "


def spell(form: str, number: int) -> str:
    """`number` from 1 in one of FORMS; an unknown form, or a number past its letters, counts in digits."""
    return FORMS.get(form, str)(number) if number > 0 else str(number)


def _from(letters: str) -> Callable[[int], str]:
    return lambda number: letters[number - 1] if number <= len(letters) else str(number)


def _run(first: int, count: int) -> Callable[[int], str]:
    return _from("".join(chr(first + at) for at in range(count)))


def _roman(number: int) -> str:
    if number > 399:
        return str(number)
    spelt = ""
    for value, letters in _ROMAN:
        while number >= value:
            spelt, number = spelt + letters, number - value
    return spelt


def _counted(digits: str, ten: str) -> Callable[[int], str]:
    """일, 이, …, 십, 십일, …: numbers as they are read aloud, up to 99."""

    def told(number: int) -> str:
        if number > 99:
            return str(number)
        tens, ones = divmod(number, 10)
        head = (digits[tens - 1] if tens > 1 else "") + ten if tens else ""
        return head + (digits[ones - 1] if ones else "")

    return told


_LETTERS = "abcdefghijklmnopqrstuvwxyz"
FORMS: Mapping[str, Callable[[int], str]] = {
    "DIGIT": str,
    "CIRCLED_DIGIT": _run(0x2460, 20),
    "ROMAN_CAPITAL": lambda number: _roman(number).upper(),
    "ROMAN_SMALL": _roman,
    "LATIN_CAPITAL": _from(_LETTERS.upper()),
    "LATIN_SMALL": _from(_LETTERS),
    "CIRCLED_LATIN_CAPITAL": _run(0x24B6, 26),
    "CIRCLED_LATIN_SMALL": _run(0x24D0, 26),
    "HANGUL_SYLLABLE": _from(SUBITEMS),
    "CIRCLED_HANGUL_SYLLABLE": _run(0x326E, 14),
    "HANGUL_JAMO": _from("ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ"),
    "CIRCLED_HANGUL_JAMO": _run(0x3260, 14),
    "HANGUL_PHONETIC": _counted("일이삼사오육칠팔구", "십"),
    "IDEOGRAPH": _counted("一二三四五六七八九", "十"),
    "CIRCLED_IDEOGRAPH": _run(0x3280, 10),
}
"""The names of KS X 6101, in the order of their numbers in HWP 5 (0 to 14)."""

FORM_NAMES = tuple(FORMS)
