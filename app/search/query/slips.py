"""Words that the corpus does not know, read as the words that their writer was after."""

import re
from collections.abc import Sequence

from app.core.types import Change
from app.search.query.jamo import is_letter, is_syllable
from app.search.query.keyboard import english, hangul
from app.search.query.known import knows
from app.search.query.lexicon import Lexicon, Words
from app.search.query.names import named_anywhere
from app.search.query.places import places

_WORD = re.compile(r"[A-Za-z]+|[가-힣ㄱ-ㅣ]+")
_LETTERS = 2
"""Syllables that a word typed in English letters must make at least."""


def put_right(text: str, exact: Sequence[str], lexicon: Lexicon) -> tuple[str, list[Change]]:
    """The text with its slips put right, and what was changed. Phrases that must match exactly are left alone."""
    kept = {word for phrase in exact for word in _WORD.findall(phrase)}
    spans = [(place.start, place.end) for place in places(text)]
    spans += [(named.start, named.end) for named in named_anywhere(text, lexicon.names)]
    found = [
        match
        for match in _WORD.finditer(text)
        if match[0] not in kept and not any(start <= match.start() < end for start, end in spans)
    ]
    read = {match.start(): change for match in found if (change := _read(match[0], lexicon.words)) is not None}
    foreign = [match for match in found if match[0].isascii()]
    right = [match for match in foreign if match.start() in read]
    if right and 2 * len(right) >= len(foreign):  # the whole sentence was typed so, and its small words too
        for match in foreign:
            made = hangul(match[0])
            if match.start() not in read and all(map(is_syllable, made)):
                read[match.start()] = Change("keyboard", match[0], made)
    for start in sorted(read, reverse=True):
        change = read[start]
        text = f"{text[:start]}{change.read}{text[start + len(change.said) :]}"
    return text, list(dict.fromkeys(read[start] for start in sorted(read)))


def _read(word: str, words: Words) -> Change | None:
    if words.count(word.lower()):
        return None
    if word.isascii():
        made = _hangul(word, words)
        return Change("keyboard", word, made) if made else None
    if any(map(is_letter, word)):
        made = english(word)
        return (
            Change("keyboard", word, made) if made.isascii() and len(made) > 2 and words.count(made.lower()) else None
        )
    return None


def _hangul(word: str, words: Words) -> str:
    """The Korean that a word in English letters makes, when the corpus knows it; with Caps Lock on, too."""
    for keys in (word, word.swapcase()):
        made = hangul(keys)
        if len(made) >= _LETTERS and all(map(is_syllable, made)) and knows(made, words):
            return made
    return ""
