"""Numbers in words: 이십오 is 25, 백만 is 1,000,000."""

import re

_DIGITS = {letter: value for value, letter in enumerate("영일이삼사오육칠팔구")} | {"공": 0, "륙": 6}
_UNITS = {"십": 10, "백": 100, "천": 1000}
_MYRIADS = {"만": 10**4, "억": 10**8, "조": 10**12}
LETTERS = "일이삼사오육륙칠팔구십백천만"
"""What numbers of everyday size are made of."""

_FIGURES = re.compile(r"\d{1,3}(?:,\d{3})+|\d+")


def number(words: str) -> int | None:
    """The value of a number in words (이십오), in figures (1,000) or in both (3백만, 2만5천); None when it is none."""
    total = below = 0
    digit: int | None = None
    position = 0
    while position < len(words):
        letter = words[position]
        if match := _FIGURES.match(words, position):
            if digit is not None or len(match[0]) > 15:
                return None
            digit = int(match[0].replace(",", ""))
            position = match.end()
            continue
        position += 1
        if letter in _DIGITS:
            if digit is not None:
                return None
            digit = _DIGITS[letter]
        elif letter in _UNITS:
            below += (1 if digit is None else digit) * _UNITS[letter]
            digit = None
        elif letter in _MYRIADS:
            below += digit or 0
            total += (below or 1) * _MYRIADS[letter]
            below, digit = 0, None
        else:
            return None
    return total + below + (digit or 0) if words else None
