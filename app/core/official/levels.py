"""The marks of items at their levels.

Source: 규칙 제2조제1항: 1. 가. 1) 가) (1) (가) ① ㉮, and □ ○ - ㆍ where needed. After 하 come 거, 너, 더 … (편람).
"""

import re
from dataclasses import dataclass

from app.core.drafts import Marks

DEPTH = 8
"""Levels that the rule names; deeper items have the marks of the last."""
_CONSONANTS = (0, 2, 3, 5, 6, 7, 9, 11, 12, 14, 15, 16, 17, 18)
_VOWELS = (0, 4, 8, 13, 18, 20)
LETTERS = "".join(chr(0xAC00 + one * 588 + vowel * 28) for vowel in _VOWELS for one in _CONSONANTS)
"""가 나 다 … 하 거 너 … 허 고 …."""
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿"
CIRCLED_LETTERS = "㉮㉯㉰㉱㉲㉳㉴㉵㉶㉷㉸㉹㉺㉻"
SYMBOLS = "□○-ㆍ"
_RING = "\u20dd"
"""Puts a ring about the sign before it: for what has no sign of its own."""
_ALIKE = {1: "□■▢◻", 2: "○●ㅇ〇◦⚪◯", 3: "-–—―−", 4: "ㆍ·•‧・･∙"}


@dataclass(frozen=True, slots=True)
class Marked:
    """A line with a mark: its level from 1, its number among its like from 1 (0 for symbols), and its text."""

    level: int
    index: int
    mark: str
    text: str
    marks: Marks


_N = r"(?P<n>\d{1,3})"
_L = rf"(?P<l>[{LETTERS}]{{1,2}})"
_F = rf"(?P<l>[{LETTERS[:28]}])"
"""In brackets the first two rows alone: `(주)` stands before the name of a firm."""
_PATTERNS = (
    rf"{_N}\.(?=\s|$)",
    rf"{_L}\.(?=\s|$)",
    rf"{_N}\)",
    rf"{_F}\)",
    rf"\({_N}\)",
    rf"\({_F}\)",
    rf"(?P<c>[{CIRCLED}]|\d{{1,3}}{_RING})",
    rf"(?P<c>[{CIRCLED_LETTERS}]|[{LETTERS}]{{1,2}}{_RING})",
)
_NUMBERED = tuple(re.compile(rf"\s*(?P<mark>{pattern})\s*(?P<text>.*)", re.DOTALL) for pattern in _PATTERNS)
_SYMBOL = re.compile(rf"\s*(?P<mark>[{re.escape(''.join(_ALIKE.values()))}])(?P<gap>\s*)(?P<text>.*)", re.DOTALL)
_DATE = re.compile(r"\d{1,2}\.(?!\d)(?!\s*\d{1,2}\.)")
"""What follows a number's point where the two are a day (`4. 13. 접수`)."""


def mark(level: int, index: int, marks: Marks = Marks.NUMBERED) -> str:
    """The mark of the item `index` (from 1) at a `level` (from 1). ValueError below 1."""
    if level < 1 or index < 1:
        raise ValueError((level, index))
    if marks is Marks.SYMBOLS:
        return SYMBOLS[min(level, len(SYMBOLS)) - 1]
    letter = letters(index)
    return (
        f"{index}.",
        f"{letter}.",
        f"{index})",
        f"{letter})",
        f"({index})",
        f"({letter})",
        CIRCLED[index - 1] if index <= len(CIRCLED) else f"{index}{_RING}",
        CIRCLED_LETTERS[index - 1] if index <= len(CIRCLED_LETTERS) else f"{letter}{_RING}",
    )[min(level, DEPTH) - 1]


def letters(index: int) -> str:
    """가 for 1, 하 for 14, 거 for 15; after the last letter two of them, and so on."""
    made = ""
    while index:
        index, at = divmod(index - 1, len(LETTERS))
        made = LETTERS[at] + made
    return made


def parse(line: str) -> Marked | None:
    """The mark at the head of a line. None: there is none, it is a day (`4. 13. 접수`), or the space behind the
    point is missing (`1.붙임`)."""
    for level, pattern in enumerate(_NUMBERED, 1):
        match = pattern.fullmatch(line)
        if match is None:
            continue
        if level == 1 and _DATE.match(match["text"]):
            return None
        index = _index(match)
        return Marked(level, index, match["mark"], match["text"].rstrip(), Marks.NUMBERED) if index else None
    match = _SYMBOL.fullmatch(line)
    if match is None:
        return None
    level = next(level for level, signs in _ALIKE.items() if match["mark"] in signs)
    text = match["text"].rstrip()
    if not match["gap"] and (text[:1] == match["mark"] or (level > 2 and text[:1].isdigit())):
        return None  # a rule across the page (----), a negative number
    return Marked(level, 0, match["mark"], text, Marks.SYMBOLS)


def _index(match: re.Match[str]) -> int:
    """The number that a mark says; 0 when it says none."""
    groups = match.groupdict()
    if groups.get("n"):
        return int(groups["n"])
    sign = groups.get("l") or groups["c"]
    if sign in CIRCLED:
        return CIRCLED.index(sign) + 1
    if sign in CIRCLED_LETTERS:
        return CIRCLED_LETTERS.index(sign) + 1
    sign = sign.removesuffix(_RING)
    if sign.isdigit():
        return int(sign)
    if len(sign) == 1:
        return LETTERS.index(sign) + 1
    return (LETTERS.index(sign[0]) + 1) * len(LETTERS) + LETTERS.index(sign[1]) + 1
