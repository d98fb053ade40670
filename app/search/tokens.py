"""Text to search terms: character bigrams, and Kiwi's morphemes.

The two fail differently: bigrams survive unknown words and spacing, morphemes survive inflection.
The set of tags is the one measured best ("wide": content words, bound nouns, affixes, adverbs).
"""

import contextlib
import itertools
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Protocol

_WORD = re.compile(r"[0-9a-z가-힣ㄱ-ㅎ一-龥]+")
_TAGS = ("N", "V", "XR", "XP", "XS", "MM", "MAG", "SL", "SN", "SH")

_KINDS = {"nouns": ("N", "MM", "MA", "XR", "IC"), "stems": ("V",), "endings": ("EF", "EC", "ET")}

_DATE = re.compile(r"[0-9]+(?:\.[0-9]+){2,}")  # Kiwi takes 2016.12.3 for a mark and no word, and so it stays
_THOUSANDS = re.compile(r"(?<=[0-9]),(?=[0-9]{3})")
_NUMBER = re.compile(r"[0-9]+")
_LETTERS = r"[^\W_\u2460-\u24ff\u2776-\u2793\u3200-\u32ff]{1,64}"  # 64: text that has lost its spaces has no end
_PIECE = re.compile(rf"{_LETTERS}(?:(?:[·ㆍ]|(?<=[0-9])\.(?=[0-9])){_LETTERS}){{0,3}}")
"""A word without its brackets and stops, so that `법률」` is the same word as `법률`. Kiwi knows 3.5 and 가·나."""

_KEPT = 200_000
"""Words whose analysis is remembered: 60 MB when full. Of the words of Korean statutes 19 in 20 are."""

_SLOT = "\0"
"""Stands in a remembered analysis for a number of the text."""


def words(text: str) -> list[str]:
    """What bigrams are made of: runs of letters and digits, lower case."""
    return _WORD.findall(text.lower())


def bigrams(text: str) -> list[str]:
    """Character pairs within words, lower case; a word of one character stays as it is."""
    found: list[str] = []
    for word in words(text):
        found += [word[i : i + 2] for i in range(len(word) - 1)] or [word]
    return found


Tagged = tuple[str, str]
"""(term, what it is): of a morpheme Kiwi's tag, of a bigram the classes of its two letters (`NNG+J`; `NNG+NNG=`
where both are of one morpheme, `NP1` for a word of one letter)."""


class Splitter(Protocol):
    """What the lexical index needs."""

    def of_many(self, texts: Sequence[str]) -> list[str]:
        """Of each text its morphemes, a space between two."""
        ...

    def parts_of(self, texts: Sequence[str]) -> list[tuple[list[Tagged], list[Tagged]]]:
        """Of each text its morphemes, the same as of of_many, and its bigrams, both with what they are."""
        ...


class Morphemes:
    """Kiwi, loaded on first use. Loading and the first call hold Python's lock for seconds, so the
    program runs it in a child (morpheme_serve); tests of the index may use it directly.

    Each word is analysed by itself and remembered, whatever its numbers are (제3조 as 제1조). On the
    questions of the house this found as much as analysing whole sentences, at a ninth of the time.
    """

    def __init__(self) -> None:
        self._kiwi: Any = None
        self._known = lru_cache(maxsize=_KEPT)(self._split)

    def of_many(self, texts: Sequence[str]) -> list[str]:
        """The content morphemes of each text, lower case."""
        self._load()
        return [self._of(text) for text in texts]

    def parts_of(self, texts: Sequence[str]) -> list[tuple[list[Tagged], list[Tagged]]]:
        """For questions: nothing is remembered."""
        self._load()
        return [self._parts(text) for text in texts]

    def dictionary(self) -> dict[str, list[str]]:
        """Kiwi's own words: `nouns` and what else is not conjugated, `stems` of verbs, `endings`. Without dialects."""
        self._load()
        found: dict[str, set[str]] = {"nouns": set(), "stems": set(), "endings": set()}
        with contextlib.suppress(ValueError):  # past the last
            for number in itertools.count():
                morpheme = self._kiwi.morpheme(number)
                if not morpheme.sense:
                    for kind, tags in _KINDS.items():
                        if morpheme.tag.startswith(tags):
                            found[kind].add(morpheme.form)
        return {kind: sorted(forms) for kind, forms in found.items()}

    def _load(self) -> None:
        if self._kiwi is None:
            from kiwipiepy import Kiwi

            # names of several words (200 MB) cannot occur in one word; the other is for correcting typing errors
            self._kiwi = Kiwi(num_workers=1, load_multi_dict=False, load_typo_dict=False)

    def _of(self, text: str) -> str:
        plain, numbers = _plain(text)
        split = " ".join(filter(None, map(self._known, _PIECE.findall(plain))))
        if not numbers:
            return split
        first, *rest = split.split(_SLOT)
        return first + "".join(number + part for number, part in zip(numbers, rest, strict=True))

    def _split(self, word: str) -> str:
        return " ".join(form for form, _ in self._tags(word))

    def _tags(self, word: str) -> list[Tagged]:
        """A word's morphemes, each `1` of the word as a slot."""
        tokens = self._kiwi.tokenize(word)
        found = [(token.form.lower().replace("1", _SLOT), token.tag) for token in tokens if token.tag.startswith(_TAGS)]
        if sum(form.count(_SLOT) for form, _ in found) == word.count("1"):
            return found
        # Kiwi took a number for a mark or for a part of a name: each part by itself
        apart: list[Tagged] = []
        for number, part in enumerate(word.split("1")):
            apart += [(_SLOT, "SN")] if number else []
            apart += self._tags(part) if part else []
        return apart

    def _parts(self, text: str) -> tuple[list[Tagged], list[Tagged]]:
        plain, numbers = _plain(text)
        given = iter(numbers)
        morphemes = [
            (re.sub(_SLOT, lambda _: next(given), form), tag)
            for piece in _PIECE.findall(plain)
            for form, tag in self._tags(piece)
        ]
        return morphemes, [pair for word in words(text) for pair in self._pairs(word)]

    def _pairs(self, word: str) -> list[Tagged]:
        """What the letters of each bigram are. A letter that an ending shares with a stem is the stem's."""
        kinds, whose = ["?"] * len(word), [-1] * len(word)
        for number, token in enumerate(self._kiwi.tokenize(word)):
            for place in range(token.start, min(len(word), token.start + max(1, token.len))):
                if kinds[place] == "?" or not token.tag.startswith(("E", "J")):
                    kinds[place], whose[place] = _class(token.tag), number
        if len(word) == 1:
            return [(word, f"{kinds[0]}1")]
        return [
            (word[i : i + 2], f"{kinds[i]}+{kinds[i + 1]}" + ("=" if whose[i] == whose[i + 1] else ""))
            for i in range(len(word) - 1)
        ]


def _plain(text: str) -> tuple[str, list[str]]:
    """(the text with every number as `1`; the numbers)."""
    plain = _DATE.sub(" ", _THOUSANDS.sub("", text.lower())).replace(_SLOT, " ")
    return _NUMBER.sub("1", plain), _NUMBER.findall(plain)


def _class(tag: str) -> str:
    """All endings alike, all particles alike; regular and irregular verbs alike."""
    if tag in ("SN", "SL", "SH"):
        return tag
    return tag[0] if tag[0] in "EJSUWZ" else tag.split("-", maxsplit=1)[0]
