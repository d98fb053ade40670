"""Spaces left out and spaces too many: 휴가를신청 is 휴가를 신청, 휴 가 is 휴가."""

import re
from collections.abc import Iterator

from app.search.query.known import knows, stems
from app.search.query.language import speaks
from app.search.query.lexicon import Dictionary, Words

_SHORTEST, _LONGEST = 5, 24
"""Letters of a word that may have lost a space."""
_LEAST = 2
"""Letters without its particle of a word that is set apart."""
_OFTEN = 50
"""Passages that a word stands in at least whose letters were typed apart."""
_AFTER_TAIL, _AFTER_VOWEL, _AFTER_ANY = (
    ("을", "은", "으로"),
    ("를", "는"),
    ("에서", "에게", "까지", "부터", "한테", "에는"),
)
_RUN = re.compile(r"(?<![^\s])[가-힣](?: [가-힣]){1,5}(?![^\s])")
_ALONE = frozenset(
    "이그저할수것등및때데한두세네내외중후전각위안못더잘왜뭐좀다또큰새첫본제온옛몇단즉꼭지간번개명갈올볼될줄쓸살줘해산든난된함"
)
"""Words of one letter: they stand apart as they should."""


def apart(word: str, words: Words, dictionary: Dictionary) -> str:
    """A word that nobody knows, with a space behind each noun and its particle; empty when it is one word."""
    if not _SHORTEST <= len(word) <= _LONGEST or words.count(word) or _compound(word, dictionary):
        return ""
    for place in range(len(word) - 2, 2, -1):
        first, second = word[:place], word[place:]
        if len(min((stem for stem, _ in stems(second)), key=len)) < _LEAST or not _with_particle(first, dictionary):
            continue
        if knows(second, words) or speaks(second, words, dictionary):
            return f"{apart(first, words, dictionary) or first} {apart(second, words, dictionary) or second}"
    return ""


def joined(text: str, words: Words, dictionary: Dictionary) -> Iterator[tuple[int, int, str]]:
    """(start, end, word) where single letters stand apart that are one common word."""
    for match in _RUN.finditer(text):
        letters = match[0].split(" ")
        word = "".join(letters)
        if not _ALONE.intersection(letters) and words.count(word) >= _OFTEN and dictionary.noun(word):
            yield match.start(), match.end(), word


def _compound(word: str, dictionary: Dictionary) -> bool:
    """Made of the dictionary's nouns alone."""
    reached = [True] + [False] * len(word)
    for start in range(len(word)):
        if reached[start]:
            for end in range(start + 2, len(word) + 1):
                reached[end] = reached[end] or dictionary.noun(word[start:end])
    return reached[-1]


def _with_particle(word: str, dictionary: Dictionary) -> bool:
    for particle in (*_AFTER_TAIL, *_AFTER_VOWEL, *_AFTER_ANY):
        noun = word.removesuffix(particle)
        if noun != word and len(noun) > 1 and dictionary.noun(noun):
            tail = (ord(noun[-1]) - 0xAC00) % 28 > 0
            if particle in _AFTER_ANY or tail == (particle in _AFTER_TAIL):
                return True
    return False
