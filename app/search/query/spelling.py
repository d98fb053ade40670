"""Typing errors: the word of the corpus that was meant, where one word is clearly it."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import log10

from app.search.query.distance import distance
from app.search.query.jamo import is_syllable, strokes
from app.search.query.known import stems, suffixed
from app.search.query.lexicon import Dictionary, Words
from app.search.query.readings import may_be_read

_SHORT, _LONG = 6, 11
"""Strokes: below the first a word has few letters to go by, from the second it may hold two slips."""
_BUDGETS = 0.7, 1.0, 1.5
_BROKEN = 1.0
"""What a word may cost at least that has a letter standing alone: it is a slip for sure."""
_OFTEN = (2, 5, 2_000)
_OFTEN_SHORT = (2, 50, 10_000)
"""In how many passages a word stands at least to be what was meant, a short one last: from the first to the second, one
more for so many words of the corpus."""
_FEW = 2
_SPLIT = 0.7
"""What it costs to take the end of a word for an ending."""
_BRIEF, _ODD = 3, 1.0
_PER_SLIP = 2.5
"""Powers of ten in frequency that one slip is worth."""
_CLEAR = 0.6
"""By how much the best must be ahead of the next."""


@dataclass(frozen=True, slots=True)
class _Guess:
    word: str
    worth: float


def respelt(word: str, words: Words, dictionary: Dictionary) -> str:
    """What was meant by a word of syllables that nobody knows; empty when that is not clear."""
    if len(word) < 2:
        return ""
    return _best(list(_whole(word, words, dictionary))) or _best(list(_parts(word, words, dictionary)))


def _whole(word: str, words: Words, dictionary: Dictionary) -> Iterator[_Guess]:
    for stem, ending in [*stems(word), suffixed(word)]:
        if len(stem) > 1 and not dictionary.noun(stem):
            less = _SPLIT if ending else 0.0
            found = (_Guess(guess.word + ending, guess.worth - less) for guess in _near(stem, words, dictionary))
            yield from (guess for guess in found if not _told_by_one(word, guess.word))


def _parts(word: str, words: Words, dictionary: Dictionary) -> Iterator[_Guess]:
    """A word of two, one of which is known: 휴가신쳥서."""
    least = _least(_FEW, words)
    for place in range(2, len(word) - 1):
        first, second = word[:place], word[place:]
        if words.count(first) >= least:
            yield from (_Guess(first + guess.word, guess.worth) for guess in _whole(second, words, dictionary))
        if words.count(second) >= least and not dictionary.noun(first):
            yield from (_Guess(guess.word + second, guess.worth) for guess in _near(first, words, dictionary))


def _near(stem: str, words: Words, dictionary: Dictionary) -> Iterator[_Guess]:
    if may_be_read(stem):
        return
    typed = strokes(stem)
    budget = _BUDGETS[0] if len(typed) < _SHORT else _BUDGETS[1] if len(typed) < _LONG else _BUDGETS[2]
    if not all(map(is_syllable, stem)):
        budget = max(budget, _BROKEN)
    for word, count in words.near(stem, 2 if len(typed) >= _LONG else 1):
        if count >= _least(len(word), words) and word != stem:
            cost = distance(typed, strokes(word), budget)
            if cost <= budget:
                odd = len(word) <= _BRIEF and not dictionary.noun(word)  # 받아 and 법은 are seldom what a slip was for
                yield _Guess(word, log10(count) - _PER_SLIP * cost - (_ODD if odd else 0.0))


def _least(length: int, words: Words) -> int:
    """How often a word of so many letters must stand in the corpus to be what was meant: more often, the fewer letters
    tell so, and the more words there are to be mistaken for it."""
    least, most, step = _OFTEN if length > _FEW else _OFTEN_SHORT
    return max(least, min(most, len(words) // step))


def _told_by_one(typed: str, meant: str) -> bool:
    """Both are one letter and the same ending: 당을 may be anything."""
    if len(meant) != len(typed):
        return False
    return any(len(stem) == 1 and ending and meant.endswith(ending) for stem, ending in stems(typed))


def _best(guesses: list[_Guess]) -> str:
    worth: dict[str, float] = {}
    for guess in guesses:
        worth[guess.word] = max(guess.worth, worth.get(guess.word, guess.worth))
    ranked = sorted(worth.items(), key=lambda entry: (-entry[1], entry[0]))
    if not ranked or (len(ranked) > 1 and ranked[0][1] - ranked[1][1] < _CLEAR):
        return ""
    return ranked[0][0]
