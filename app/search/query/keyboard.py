"""What was typed with the other language switched on: `rnrqkdqn` is 국방부, `ㅗ디ㅔ` is help.

The 두벌식 layout is that of KS X 5002.
"""

from app.search.query.jamo import composed, strokes

_KEYS = dict(zip("qwertyuiopasdfghjklzxcvbnm", "ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔㅁㄴㅇㄹㅎㅗㅓㅏㅣㅋㅌㅊㅍㅠㅜㅡ", strict=True))
_SHIFTED = dict(zip("QWERTOP", "ㅃㅉㄸㄲㅆㅒㅖ", strict=True))
_LETTERS = {letter: key for key, letter in (_KEYS | _SHIFTED).items()}

ROWS = "ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔ", "ㅁㄴㅇㄹㅎㅗㅓㅏㅣ", "ㅋㅌㅊㅍㅠㅜㅡ"
"""The keyboard, for slips to a neighbouring key."""


def hangul(keys: str) -> str:
    """English letters as the Korean they would have typed. Any other character stays.

    A capital without a meaning of its own is the small letter.
    """
    return composed("".join(_SHIFTED.get(key) or _KEYS.get(key.lower(), key) for key in keys))


def english(text: str) -> str:
    """Korean as the English letters they would have typed. Any other character stays."""
    return "".join(_LETTERS.get(letter, letter) for letter in strokes(text))
