"""The words of the language in one list: nouns as they are, stems of verbs and their endings as strokes."""

from collections.abc import Mapping, Sequence

from app.search.query.jamo import TAILS, VOWELS, is_syllable, strokes
from app.search.vocabulary.wordlist import WordList, packed

_STEM, _ENDING = "+", "-"
_LOST = {"": _STEM, "vowel": "v", "consonant": "c"}
_MAY_GO = "ㅂㅅㅎㄹㄷ"
"""Consonants that stems lose: 돕 and 아 are 도와, 만들 and 는 are 만드는."""
_SHORT_ENDINGS = frozenset("고면게지니나다자서며는은을기려라러죠요까든던데냐래야소오어아")
"""The endings of one syllable that are alive; Kiwi knows many that are not."""
_TAILS = {0x11A7 + place: letter for place, letter in enumerate(TAILS) if letter}
"""Endings that begin within a syllable (ᆫ다) are written with its tail alone."""
_SHORTEST = 3
"""Strokes of a stem that may lose its last: 올리 and 었 are 올렸."""


def entries(found: Mapping[str, Sequence[str]]) -> bytes:
    """The list for `nouns`, `stems` and `endings`."""
    held = {word.lower() for word in found["nouns"] if all(map(is_syllable, word))}
    for word in found["stems"]:
        typed = _strokes(word)
        held.add(_STEM + typed)
        if len(typed) >= _SHORTEST and (typed[-1] in VOWELS or typed[-1] in _MAY_GO):
            held.add(_LOST["vowel" if typed[-1] in VOWELS else "consonant"] + typed[:-1])
    held |= {
        _ENDING + _strokes(word)
        for word in found["endings"]
        if len(word) != 1 or not is_syllable(word) or word in _SHORT_ENDINGS
    }
    return packed(dict.fromkeys(held, 1))


class Entries:
    """Over such a list."""

    def __init__(self, words: WordList) -> None:
        self._words = words

    def noun(self, word: str) -> bool:
        return self._words.count(word) > 0

    def stem(self, strokes: str, lost: str = "") -> bool:
        return self._words.count(_LOST[lost] + strokes) > 0

    def ending(self, strokes: str) -> bool:
        return self._words.count(_ENDING + strokes) > 0


def _strokes(form: str) -> str:
    return strokes(form.translate(_TAILS))
