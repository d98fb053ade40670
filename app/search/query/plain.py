"""Any text as one line of composed, ordinary characters, of bounded length."""

import unicodedata

LONGEST = 1000
"""Characters that are read; a question has some fifty, a paragraph that was pasted some hundreds."""

_WIDE = range(0xFF01, 0xFFEF)  # full-width letters, half-width jamo
_LEADS, _VOWELS, _TAILS = 0x1100, 0x1161, 0x11A8
_LEAD_LETTERS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_VOWEL_LETTERS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
_TAIL_LETTERS = "ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"
_JAMO = {
    first + place: letter
    for first, letters in ((_LEADS, _LEAD_LETTERS), (_VOWELS, _VOWEL_LETTERS), (_TAILS, _TAIL_LETTERS))
    for place, letter in enumerate(letters)
}
"""Conjoining jamo that stand alone, as some keyboards send them, to the letters that everybody else sends."""


def plain(text: str) -> str:
    """NFC, full-width forms as ordinary ones, one space for white space and controls; cut at a space.

    Circled numbers, units and fractions stay: ① is not 1 in a statute.
    """
    begun = text[: LONGEST * 4]  # decomposed text has up to three characters for one
    narrow = "".join(unicodedata.normalize("NFKC", char) if ord(char) in _WIDE else char for char in begun)
    composed = unicodedata.normalize("NFC", narrow).translate(_JAMO)
    line = " ".join("".join(map(_printed, composed)).split())
    if len(line) <= LONGEST:
        return line
    cut = line.rfind(" ", LONGEST // 2, LONGEST + 1)
    return line[: cut if cut > 0 else LONGEST].rstrip()


def _printed(char: str) -> str:
    """The character; a space for a control, a surrogate or what has no meaning; nothing for a mark of format."""
    category = unicodedata.category(char)
    if category == "Cf":
        return ""
    return " " if category[0] in "CZ" else char
