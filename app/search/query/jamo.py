"""Hangul taken apart into the letters that are typed, and put together again.

Syllables are made by the arithmetic of Unicode 3.12: 0xAC00 + (lead × 21 + vowel) × 28 + tail.
"""

LEADS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
TAILS = ("", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ")
PAIRS = {
    "ㅗㅏ": "ㅘ", "ㅗㅐ": "ㅙ", "ㅗㅣ": "ㅚ", "ㅜㅓ": "ㅝ", "ㅜㅔ": "ㅞ", "ㅜㅣ": "ㅟ", "ㅡㅣ": "ㅢ",
    "ㄱㅅ": "ㄳ", "ㄴㅈ": "ㄵ", "ㄴㅎ": "ㄶ", "ㄹㄱ": "ㄺ", "ㄹㅁ": "ㄻ", "ㄹㅂ": "ㄼ", "ㄹㅅ": "ㄽ",
    "ㄹㅌ": "ㄾ", "ㄹㅍ": "ㄿ", "ㄹㅎ": "ㅀ", "ㅂㅅ": "ㅄ",
}  # fmt: skip
"""Letters of two strokes on the 두벌식 keyboard."""

_FIRST, _LAST = 0xAC00, 0xD7A3
_APART = {whole: parts for parts, whole in PAIRS.items()}


def is_syllable(char: str) -> bool:
    return _FIRST <= ord(char) <= _LAST


def is_letter(char: str) -> bool:
    """A consonant or vowel that stands alone."""
    return "ㄱ" <= char <= "ㅣ"


def syllable(lead: str, vowel: str, tail: str = "") -> str:
    """Raises ValueError for letters that do not stand there."""
    return chr(_FIRST + (LEADS.index(lead) * 21 + VOWELS.index(vowel)) * 28 + TAILS.index(tail))


def letters(char: str) -> str:
    """Of one character the strokes that type it: 값 is ㄱㅏㅂㅅ. What is not Hangul stays."""
    if not is_syllable(char):
        return _APART.get(char, char)
    code = ord(char) - _FIRST
    parts = (LEADS[code // 588], VOWELS[code % 588 // 28], TAILS[code % 28])
    return "".join(_APART.get(part, part) for part in parts)


def strokes(text: str) -> str:
    return "".join(map(letters, text))


def lead(char: str) -> str:
    """The first consonant of a syllable; any other character stays."""
    return LEADS[(ord(char) - _FIRST) // 588] if is_syllable(char) else char


def composed(text: str) -> str:
    """Strokes put together as an input method does: a consonant before a vowel begins a syllable.

    Consonants that no vowel follows stay apart (ㄱㅅ), so that initials can be read.
    """
    typed = _Typed()
    for char in text:
        if char in VOWELS:
            typed.vowel(char)
        elif char in LEADS:
            typed.consonant(char)
        else:
            typed.other(char)
    return typed.text()


class _Typed:
    """What has been typed: the syllables that are done, and the one that is open."""

    def __init__(self) -> None:
        self._done: list[str] = []
        self._lead = self._vowel = self._tail = ""

    def vowel(self, char: str) -> None:
        if self._tail:  # its last consonant goes over to the new syllable: 각 and ㅏ are 가가
            parts = _APART.get(self._tail, self._tail)
            self._tail = parts[:-1]
            self._close()
            self._lead, self._vowel = parts[-1], char
        elif both := PAIRS.get(self._vowel + char):
            self._vowel = both
        else:
            if self._vowel:
                self._close()
            self._vowel = char

    def consonant(self, char: str) -> None:
        if self._lead and self._vowel and not self._tail and char in TAILS:
            self._tail = char
        elif self._tail and (both := PAIRS.get(self._tail + char)):
            self._tail = both
        else:
            self._close()
            self._lead = char

    def other(self, char: str) -> None:
        self._close()
        self._done.append(char)

    def text(self) -> str:
        self._close()
        return "".join(self._done)

    def _close(self) -> None:
        if self._lead and self._vowel:
            self._done.append(syllable(self._lead, self._vowel, self._tail))
        else:
            self._done.append(self._lead or self._vowel)
        self._lead = self._vowel = self._tail = ""
