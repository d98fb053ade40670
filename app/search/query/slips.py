"""Words that the corpus does not know, read as the words that their writer was after."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.core.types import Change
from app.search.query.initials import initials
from app.search.query.jamo import is_letter, is_syllable
from app.search.query.keyboard import english, hangul
from app.search.query.known import knows
from app.search.query.language import speaks
from app.search.query.lexicon import Lexicon, Words
from app.search.query.names import named_anywhere
from app.search.query.places import places
from app.search.query.spacing import apart, joined
from app.search.query.spelling import respelt

_WORD = re.compile(r"(?<![0-9A-Za-z가-힣ㄱ-ㅣ])(?<!몇\s)(?:[A-Za-z]+|[가-힣ㄱ-ㅣ]+)(?![0-9A-Za-z])")
"""A word of one script; what stands behind a number is its unit."""
_SIGHS = re.compile(r"[ㅋㅎㅠㅜㅡㅇ]+$")
_MOST = 24
"""Strange words of a question that are looked into."""
_LETTERS = 2
"""Syllables that a word typed in English letters must make at least."""


@dataclass(frozen=True, slots=True)
class Slips:
    """`text` with its slips put right, what was changed, and what else a word may have meant."""

    text: str
    changes: tuple[Change, ...] = ()
    others: dict[str, tuple[str, ...]] = field(default_factory=dict)


def put_right(text: str, exact: Sequence[str], lexicon: Lexicon) -> Slips:
    """Names of laws, places in them and phrases that must match exactly are left alone."""
    found = _looked_into(text, exact, lexicon)
    starts = {match.start() for match in found}
    together = [span for span in joined(text, lexicon.words, lexicon.dictionary) if span[0] in starts]
    read = {start: Change("spacing", text[start:end], word) for start, end, word in together}
    alone = [match for match in found if not any(start <= match.start() < end for start, end, _ in together)]
    read |= _strange(alone, lexicon)
    read |= _sentence([match for match in alone if match[0].isascii()], read)
    for start in sorted(read, reverse=True):
        change = read[start]
        text = f"{text[:start]}{change.read}{text[start + len(change.said) :]}"
    changes = tuple(dict.fromkeys(read[start] for start in sorted(read)))
    meant = [initials(one.said, lexicon.words, lexicon.dictionary) for one in changes if one.kind == "initials"]
    return Slips(text, changes, {first: tuple(others) for first, *others in meant if others})


def _strange(found: Sequence[re.Match[str]], lexicon: Lexicon) -> dict[int, Change]:
    """By their places the readings of words that the corpus does not know: of the first, if a text was pasted."""
    read: dict[str, Change | None] = {}
    for match in found:
        if match[0] not in read and len(read) < _MOST and not lexicon.words.count(match[0].lower()):
            read[match[0]] = _read(match[0], lexicon)
    return {match.start(): change for match in found if (change := read.get(match[0]))}


def _sentence(foreign: Sequence[re.Match[str]], read: Mapping[int, Change]) -> dict[int, Change]:
    """Small words that nobody knows, where the whole sentence was typed in English letters."""
    right = [match for match in foreign if match.start() in read]
    if not right or 2 * len(right) < len(foreign):
        return {}
    made = {match: hangul(match[0]) for match in foreign if match.start() not in read}
    return {
        match.start(): Change("keyboard", match[0], word) for match, word in made.items() if all(map(is_syllable, word))
    }


def _looked_into(text: str, exact: Sequence[str], lexicon: Lexicon) -> list[re.Match[str]]:
    kept = {word for phrase in exact for word in _WORD.findall(phrase)}
    spans = [(place.start, place.end) for place in places(text)]
    spans += [(named.start, named.end) for named in named_anywhere(text, lexicon.names, lexicon.done)]
    return [
        match
        for match in _WORD.finditer(text)
        if match[0] not in kept and not any(start <= match.start() < end for start, end in spans)
    ]


def _read(word: str, lexicon: Lexicon) -> Change | None:
    """What a word that the corpus does not know was meant to be."""
    words = lexicon.words
    kind, made = "keyboard", ""
    if may := initials(word, words, lexicon.dictionary):
        kind, made = "initials", may[0]
    elif word.isascii():
        made = _hangul(word, words)
    elif any(map(is_letter, word)):
        made = _english(word, words)
        if not made and not _sighs(word, lexicon):
            kind, made = "spelling", respelt(word, words, lexicon.dictionary)
    elif spaced := apart(word, words, lexicon.dictionary):
        kind, made = "spacing", spaced
    elif not knows(word, words) and not speaks(word, words, lexicon.dictionary):
        kind, made = "spelling", respelt(word, words, lexicon.dictionary)
    return Change(kind, word, made) if made else None


def _hangul(word: str, words: Words) -> str:
    """The Korean that a word in English letters makes, when the corpus knows it; with Caps Lock on, too."""
    for keys in (word, word.swapcase()):
        made = hangul(keys)
        if len(made) >= _LETTERS and all(map(is_syllable, made)) and knows(made, words):
            return made
    return ""


def _english(word: str, words: Words) -> str:
    keys = english(word)
    return keys if keys.isascii() and len(keys) > _LETTERS and words.count(keys.lower()) else ""


def _sighs(word: str, lexicon: Lexicon) -> bool:
    """Laughter and tears stand behind a word that is well: 휴가ㅠㅠ."""
    bare = _SIGHS.sub("", word)
    if bare == word:
        return False
    return not bare or (
        all(map(is_syllable, bare)) and (knows(bare, lexicon.words) or speaks(bare, lexicon.words, lexicon.dictionary))
    )
