"""What the last syllable may become while somebody composes it: `휴ㄱ` 휴가, `신처` 신청, `휴갇` 휴가대.

Arithmetic of Hangul syllables: The Unicode Standard, section 3.12 (19 initials, 21 vowels, 28 finals).
"""

from collections.abc import Iterable, Sequence

_FIRST, _LAST = ord("가"), ord("힣")
_INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_FINALS = ("", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ")
_PARTS = dict(
    zip(
        "ㄳㄵㄶㄺㄻㄼㄽㄾㄿㅀㅄ",
        ("ㄱㅅ", "ㄴㅈ", "ㄴㅎ", "ㄹㄱ", "ㄹㅁ", "ㄹㅂ", "ㄹㅅ", "ㄹㅌ", "ㄹㅍ", "ㄹㅎ", "ㅂㅅ"),
        strict=True,
    )
)
"""A final of two letters leaves the first behind when the next vowel comes."""
_VOWELS = {8: (9, 10, 11), 13: (14, 15, 16), 18: (19,)}  # ㅗ becomes ㅘ ㅙ ㅚ, ㅜ becomes ㅝ ㅞ ㅟ, ㅡ becomes ㅢ

Pattern = tuple[str, frozenset[str] | None]
"""A letter, and what may follow it; None: anything."""


def becoming(word: str) -> tuple[str, list[Pattern]]:
    """(what of the word is settled, the pairs of letters that its end may become).

    Nothing is unsettled in a word that does not end in Hangul.
    """
    last, before = word[-1:], word[-2:-1]
    if last and last in _INITIALS:
        return word[:-1], [(before, _beginning(last))] if before else []
    if not last or not _FIRST <= ord(last) <= _LAST:
        return word, []
    initial, vowel, final = _taken_apart(last)
    if not final:
        grown = {_syllable(initial, other, tail) for other in (vowel, *_VOWELS.get(vowel, ())) for tail in range(28)}
        return word, [(before, frozenset(grown - {last})) if before else (last, None)]
    moved = _FINALS[final]
    both = _PARTS.get(moved, moved)
    moved_on: Pattern = (_syllable(initial, vowel, _FINALS.index(both[:-1])), _beginning(both[-1]))
    return word, [moved_on] if before else [moved_on, (last, None)]


def among(patterns: Iterable[Pattern], terms: Sequence[tuple[str, int]], most: int) -> list[str]:
    """The most frequent of the terms (term, frequency) that a pattern describes."""
    fitting = [
        (count, term)
        for term, count in terms
        for letter, following in patterns
        if len(term) == 2 and term[0] == letter and (following is None or term[1] in following)
    ]
    return [term for _, term in sorted(fitting, key=lambda entry: (-entry[0], entry[1]))[:most]]


def _beginning(initial: str) -> frozenset[str]:
    if initial not in _INITIALS:
        return frozenset()
    start = _FIRST + _INITIALS.index(initial) * 588
    return frozenset(map(chr, range(start, start + 588)))


def _taken_apart(syllable: str) -> tuple[int, int, int]:
    place = ord(syllable) - _FIRST
    return place // 588, place % 588 // 28, place % 28


def _syllable(initial: int, vowel: int, final: int) -> str:
    return chr(_FIRST + (initial * 21 + vowel) * 28 + final)
