"""Numbers as word processors print them before paragraphs: 가, ㄱ, 일, 하나, ①, 一, 甲, iv, aa."""

from collections.abc import Callable, Mapping

from app.core.locator import SUBITEMS

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
    (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_SINO, _SINO_TENS = "一二三四五六七八九", "十百千"
_HANGUL, _HANGUL_TENS = "일이삼사오육칠팔구", "십백천"
_NATIVE = ("하나", "둘", "셋", "넷", "다섯", "여섯", "일곱", "여덟", "아홉")
_NATIVE_TENS = ("열", "스물", "서른", "마흔", "쉰", "예순", "일흔", "여든", "아흔")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_MANY = 4000
"""Numbers from here on are written in digits."""

_PRIVATE = {
    0x6C: "●", 0x6D: "○", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x72: "❒", 0x75: "◆", 0x76: "❖", 0x77: "⬥", 0x9F: "•",
    0xA1: "○", 0xA7: "▪", 0xA8: "◻", 0xB7: "•", 0xD8: "➢", 0xE0: "→", 0xE8: "➔", 0xF0: "⇨", 0xFC: "✓", 0xFE: "☑",
}  # fmt: skip
"""Signs of the Wingdings and Symbol fonts by their place in the font."""


def spelt(form: str, number: int) -> str:
    """`number` in one of the formats of ECMA-376 part 1, 17.18.59; an unknown format counts in digits."""
    return _FORMATS.get(form, str)(number) if 0 < number < _MANY else str(number)


def symbol(written: str, typeface: str = "") -> str:
    """A bullet as a character that any font has."""
    code = ord(written) if len(written) == 1 else 0
    if 0xF000 <= code <= 0xF0FF or (code and typeface.lower().startswith(("wingdings", "symbol"))):
        return _PRIVATE.get(code & 0xFF, "•")
    return "•" if 0xE000 <= code <= 0xF8FF else written


def _from(letters: str, first: int = 1) -> Callable[[int], str]:
    return lambda number: letters[number - first] if number - first < len(letters) else str(number)


def _repeated(letters: str) -> Callable[[int], str]:
    """a … z, aa, bb: what Word does after the last letter."""
    return lambda number: letters[(number - 1) % len(letters)] * ((number - 1) // len(letters) + 1)


def _roman(number: int) -> str:
    made = ""
    for value, letters in _ROMAN:
        while number >= value:
            made, number = made + letters, number - value
    return made


def _counted(digits: str, tens: str) -> Callable[[int], str]:
    """십, 십일, 이십, 백: a 1 before a power of ten is not said."""

    def say(number: int) -> str:
        made = ""
        for place, digit in enumerate(reversed([int(c) for c in str(number)])):
            if digit:
                power = tens[place - 1] if place else ""
                made = ("" if digit == 1 and power else digits[digit - 1]) + power + made
        return made

    return say


def _digits(zero_to_nine: str) -> Callable[[int], str]:
    return lambda number: "".join(zero_to_nine[int(c)] for c in str(number))


def _native(number: int) -> str:
    if number >= 100:
        return str(number)
    tens, ones = divmod(number, 10)
    return (_NATIVE_TENS[tens - 1] if tens else "") + (_NATIVE[ones - 1] if ones else "")


def _ordinal(number: int) -> str:
    ending = "th" if 10 < number % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _run(first: int, count: int) -> str:
    return "".join(chr(first + step) for step in range(count))


_CIRCLED = _run(0x2460, 20) + _run(0x3251, 15) + _run(0x32B1, 15)

_FORMATS: Mapping[str, Callable[[int], str]] = {
    "ganada": _from(SUBITEMS),
    "chosung": _repeated("ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ"),
    "koreanDigital": _digits("영" + _HANGUL),
    "koreanDigital2": _digits("零" + _SINO),
    "koreanCounting": _counted(_HANGUL, _HANGUL_TENS),
    "koreanLegal": _native,
    "decimalEnclosedCircle": _from(_CIRCLED),
    "decimalEnclosedCircleChinese": _from(_CIRCLED),
    "decimalEnclosedParen": _from(_run(0x2474, 20)),
    "decimalEnclosedFullstop": _from(_run(0x2488, 20)),
    "decimalFullWidth": _digits(_run(0xFF10, 10)),
    "decimalFullWidth2": _digits(_run(0xFF10, 10)),
    "decimalZero": lambda number: f"{number:02d}",
    "numberInDash": lambda number: f"- {number} -",
    "ordinal": _ordinal,
    "chineseCounting": _counted(_SINO, _SINO_TENS),
    "chineseCountingThousand": _counted(_SINO, _SINO_TENS),
    "taiwaneseCounting": _counted(_SINO, _SINO_TENS),
    "taiwaneseCountingThousand": _counted(_SINO, _SINO_TENS),
    "japaneseCounting": _counted(_SINO, _SINO_TENS),
    "ideographDigital": _digits("〇" + _SINO),
    "japaneseDigitalTenThousand": _digits("〇" + _SINO),
    "taiwaneseDigital": _digits("○" + _SINO),
    "ideographTraditional": _from("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": _from("子丑寅卯辰巳午未申酉戌亥"),
    "ideographEnclosedCircle": _from(_run(0x3280, 10)),
    "upperRoman": lambda number: _roman(number).upper(),
    "lowerRoman": _roman,
    "upperLetter": _repeated(_LETTERS.upper()),
    "lowerLetter": _repeated(_LETTERS),
}
