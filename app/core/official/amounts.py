"""Amounts of money: found as people write them, and written as the rule says.

Source: 규칙 제2조제2항: `금113,560원(금일십일만삼천오백육십원)`, Arabic digits with the Hangul in brackets, so that no
digit can be added. 일 stands before 십, 백, 천 and 만 as well.
"""

import re
from dataclasses import dataclass

from app.core.types import Span

_DIGITS = "영일이삼사오육칠팔구"
_SMALL = ("", "십", "백", "천")
_LARGE = ("", "만", "억", "조", "경")
_SMALL_VALUES = {"십": 10, "백": 100, "천": 1000}
_LARGE_VALUES = {"만": 10**4, "억": 10**8, "조": 10**12, "경": 10**16}
LARGEST = 10**16
"""Amounts up to this one are read and written."""


@dataclass(frozen=True, slots=True)
class Found:
    """`text[span[0]:span[1]]` is `won` 원. `reading`: what the Hangul in brackets behind it says, None without one;
    `formal`: it stands as the rule writes it."""

    span: Span
    won: int
    formal: bool = False
    reading: int | None = None

    @property
    def agrees(self) -> bool:
        """False: digits and Hangul say two amounts."""
        return self.reading is None or self.reading == self.won


_S = r"[ \t\u00a0]?"
_NUMBER = r"(?>\d{1,3}(?:,\d{3}){1,6}(?!\d)|\d{1,17}(?:\.\d{1,8})?)"
_UNITS = r"(?:(?:천|백|십)?(?:경|조|억|만)|천|백|십)"
_VALUE = rf"(?:{_NUMBER}{_S}{_UNITS}{_S}){{0,8}}{_NUMBER}{_S}{_UNITS}?"
_HANGUL = r"영일이삼사오육칠팔구십백천만억조경"
_AMOUNT = re.compile(
    rf"(?P<gold>(?<![가-힣])금{_S})?(?<![\d.,\-])(?:(?P<value>{_VALUE}){_S}(?:원정|원)"
    r"(?![칙장고본생격리소탁서심형]|인[^가-힣]|문)"
    rf"(?:{_S}\({_S}(?:금{_S})?(?P<reading>[{_HANGUL} ]{{1,60}})원(?:정)?{_S}\))?"
    rf"|(?:(?<=금)|(?<=금\s)|(?<![가-힣])(?=[일이삼사오육칠팔구])(?=[^원\s]*[십백천만억]))"
    rf"(?P<words>[{_HANGUL}]{{2,60}}){_S}원(?:정)?(?![칙장고본생격리소탁서심형]|인[^가-힣]|문))"
)
_RANGE = re.compile(r"\d[십백천만억]{0,3}\s?[~∼～〜]\s?$")
_PART = re.compile(rf"({_NUMBER}){_S}({_UNITS})?")


def parse(text: str) -> tuple[Found, ...]:
    """The amounts of a text in order: `1,850만원`, `3천만원`, `2억 3,000만 원`, `금…원(금…원)`, `금일백만원`."""
    found: list[Found] = []
    for match in _AMOUNT.finditer(text):
        won = value(match["words"]) if match["words"] else _won(match["value"])
        if won is None or won > LARGEST:
            continue
        reading = value(match["reading"].replace(" ", "")) if match["reading"] else None
        found.append(Found(match.span(), won, match[0] == written(won), reading))
    return tuple(found)


def written(won: int) -> str:
    """`금18,500,000원(금일천팔백오십만원)`. ValueError below 0 and above LARGEST."""
    return f"금{won:,}원(금{hangul(won)}원)"


def hangul(number: int) -> str:
    """`일천팔백오십만` for 18500000, `영` for 0. ValueError below 0 and above LARGEST."""
    if not 0 <= number <= LARGEST:
        raise ValueError(number)
    if not number:
        return _DIGITS[0]
    groups: list[str] = []
    for large in _LARGE:
        number, group = divmod(number, 10_000)
        if group:
            groups.append(_group(group) + large)
    return "".join(reversed(groups))


def value(text: str) -> int | None:
    """The number that a Hangul reading says, with or without 일 before 십 and 만; None when it is none."""
    total = group = digit = 0
    limit, small = 10**20, 10_000
    pending = False
    for sign in text:
        if sign in _DIGITS:
            if pending:
                return None
            digit, pending = _DIGITS.index(sign), True
        elif sign in _SMALL_VALUES:
            size = _SMALL_VALUES[sign]
            if size >= small:
                return None
            group += (digit if pending else 1) * size
            digit, pending, small = 0, False, size
        elif sign in _LARGE_VALUES:
            size = _LARGE_VALUES[sign]
            if size >= limit:
                return None
            total += (group + digit or 1) * size
            group, digit, pending, limit, small = 0, 0, False, size, 10_000
        else:
            return None
    return total + group + digit if text else None


def rewritten(text: str) -> str:
    """Every amount as the rule writes it; one whose Hangul says something else and the end of `5만~10만원` are left as
    they stand."""
    out: list[str] = []
    last = 0
    for found in parse(text):
        if not found.agrees or _RANGE.search(text, max(0, found.span[0] - 20), found.span[0]):
            continue
        out += [text[last : found.span[0]], written(found.won)]
        last = found.span[1]
    return "".join(out) + text[last:]


def _group(number: int) -> str:
    """Four digits: `일천팔백오십`."""
    signs: list[str] = []
    for small in _SMALL:
        number, digit = divmod(number, 10)
        if digit:
            signs.append(_DIGITS[digit] + small)
    return "".join(reversed(signs))


def _won(text: str) -> int | None:
    """`2억 3,000만` in 원; None when it is no whole number, or a larger unit follows a smaller one."""
    total = 0
    last = 10**20
    inside = 0  # what waits for its 만 or 억: 3만 5천, 1억 2천 5백만
    for number, units in _PART.findall(text):
        small, large = _units(units)
        size = small * large
        held = _times(number, small)
        if held is None and (held := _times(number, size)) is not None:
            inside, total, last = 0, total + inside + held, size
            continue
        if held is None:
            return None
        if large == 1:
            inside += held
            continue
        if large >= last:
            return None
        total, inside, last = total + (inside + held) * large, 0, large
    return total + inside


def _units(units: str) -> tuple[int, int]:
    small = large = 1
    for sign in units:
        small *= _SMALL_VALUES.get(sign, 1)
        large *= _LARGE_VALUES.get(sign, 1)
    return small, large


def _times(number: str, size: int) -> int | None:
    """A number, perhaps with a decimal fraction, times a size; None when that is not whole."""
    whole, _, fraction = number.replace(",", "").partition(".")
    product = int(whole + fraction) * size
    digits = 10 ** len(fraction)
    return product // digits if product % digits == 0 else None
