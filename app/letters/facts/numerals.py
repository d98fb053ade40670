"""Numbers written in Hangul: 일천팔백오십만 (Chinese numerals) and 스물다섯 (native ones)."""

import re

DIGITS = "일이삼사오육칠팔구"
SMALL = {"십": 10, "백": 100, "천": 1000}
LARGE = {"만": 10**4, "억": 10**8, "조": 10**12}

_ONES = {"한": 1, "하나": 1, "두": 2, "둘": 2, "세": 3, "셋": 3, "석": 3, "네": 4, "넷": 4, "넉": 4, "다섯": 5}
_ONES |= {"여섯": 6, "일곱": 7, "여덟": 8, "아홉": 9}
_TENS = {
    "열": 10,
    "스물": 20,
    "스무": 20,
    "서른": 30,
    "마흔": 40,
    "쉰": 50,
    "예순": 60,
    "일흔": 70,
    "여든": 80,
    "아흔": 90,
}

NATIVE = rf"(?:(?:{'|'.join(_TENS)})(?:{'|'.join(_ONES)})?|(?:다섯|여섯|일곱|여덟|아홉|한|두|세|네|석|넉))"
"""A native numeral that may stand before a unit, as a pattern."""
CHINESE = rf"[{DIGITS}십백천만억조]+"

_NATIVE = re.compile(rf"({'|'.join(_TENS)})?({'|'.join(_ONES)})?")


def chinese(text: str) -> int | None:
    """The value of a Chinese numeral; None when it is none (`이일`, `만억`)."""
    total = group = digit = 0
    small, large = 10**4, 10**16
    for char in text:
        if char in DIGITS:
            if digit:
                return None
            digit = DIGITS.index(char) + 1
        elif char in SMALL:
            if SMALL[char] >= small:
                return None
            small = SMALL[char]
            group, digit = group + (digit or 1) * small, 0
        else:
            if LARGE[char] >= large:
                return None
            large, small = LARGE[char], 10**4
            total, group, digit = total + (group + digit or 1) * large, 0, 0
    return total + group + digit


def native(text: str) -> int | None:
    match = _NATIVE.fullmatch(text)
    if match is None or not text:
        return None
    return _TENS.get(match[1] or "", 0) + _ONES.get(match[2] or "", 0)


def scaled(number: str, scale: str) -> int | float:
    """`1,850` and `만` are 18500000; `scale` is any row of 십백천만억조, or empty."""
    value = float(number.replace(",", ""))
    for char in scale:
        value *= (SMALL | LARGE)[char]
    return int(value) if value == int(value) else value
