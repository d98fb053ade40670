"""What of a draft is no fact: gaps to be filled, the marks of items, page numbers, 공개구분, a quantity of 1부.

A masked text is as long as the one it comes from; BLANK stands where something was, and borders on everything.
"""

import re

BLANK = "\x00"

_GAP = re.compile(r"\[\s?확인\s?필요[^\]\n]{0,80}\]")
_MARK = re.compile(
    r"(?m)^[ \t\u3000]*(?:(?:\d{1,2}\.(?![ \t]?\d{1,2}\.)|[가-하거너더러]\.|[1-9]\d?\)|[가-하]\)|\(\d{1,2}\)"
    r"|\([가-하]\)|[①-⑳㉮-㉻]|[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ]+\.)(?=[ \t\u3000]|$))"
)
_MARK_BEFORE_DAY = re.compile(r"(?m)^[ \t\u3000]*\d{1,2}\.(?=[ \t]{1,4}(?:19|20)\d{2}\.)")
_ATTACHED_MARK = re.compile(r"(?m)^[ \t\u3000]*붙[ \t]*임[ \t\u3000]*(\d{1,2}\.(?=[ \t]))?")
_PAGE = re.compile(r"(?m)^[ \t]*[-–—][ \t]*\d{1,3}[ \t]*[-–—][ \t]*$")
_OPENNESS = re.compile(r"(?:부분\s?공개|비공개)\s?\(\s?\d(?:\s?[,·]\s?\d)*\s?(?:호)?\s?\)")
_IDIOM = re.compile(r"제\s?3자|제1선|4대\s?보험|6하\s?원칙|24시간제|1인당|1회용")
_ONE_COPY = re.compile(r"(?<!\d)(?:각\s?)?1\s?부(?=\s*(?:[.,)]|끝|$))", re.MULTILINE)


def blanked(text: str, start: int, end: int) -> str:
    return text[:start] + BLANK * (end - start) + text[end:]


def masked(text: str, printed: str = "") -> str:
    """`text` with its frame blanked; whole lines of `printed`, what the form prints, too."""
    for pattern in (_GAP, _MARK_BEFORE_DAY, _MARK, _PAGE, _OPENNESS, _IDIOM):
        text = pattern.sub(_blank, text)
    for match in reversed(list(_ATTACHED_MARK.finditer(text))):
        if match[1]:
            text = blanked(text, *match.span(1))
    for line in printed.splitlines():
        if any(char.isdigit() for char in line):
            text = text.replace(line.strip(), BLANK * len(line.strip()))
    return text


def without_one_copy(text: str) -> str:
    """`1부` is what goes with a letter when nobody says otherwise."""
    return _ONE_COPY.sub(_blank, text)


def _blank(match: re.Match[str]) -> str:
    return BLANK * len(match[0])
