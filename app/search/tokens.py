"""Text to search terms: character bigrams, and Kiwi's morphemes.

The two fail differently: bigrams survive unknown words and spacing, morphemes survive inflection.
The set of tags is the one measured best ("wide": content words, bound nouns, affixes, adverbs).
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Protocol

_WORD = re.compile(r"[0-9a-z가-힣ㄱ-ㅎ一-龥]+")
_TAGS = ("N", "V", "XR", "XP", "XS", "MM", "MAG", "SL", "SN", "SH")

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


class Splitter(Protocol):
    """What the lexical index needs: of each text its morphemes, a space between two."""

    def of_many(self, texts: Sequence[str]) -> list[str]: ...


class Morphemes:
    """Kiwi, loaded on first use. Loading and the first call hold Python's lock for seconds, so the
    program runs it in a child (morpheme_serve); tests of the index may use it directly.

    Each word is analysed by itself and remembered, whatever its numbers are (제3조 as 제1조). On the
    questions of the house this found as much as analysing whole sentences, at a ninth of the time.
    """

    def __init__(self) -> None:
        self._kiwi: Any = None
        self._known = lru_cache(maxsize=_KEPT)(self._analysed)

    def of_many(self, texts: Sequence[str]) -> list[str]:
        """The content morphemes of each text, lower case."""
        if self._kiwi is None:
            from kiwipiepy import Kiwi

            # names of several words (200 MB) cannot occur in one word; the other is for correcting typing errors
            self._kiwi = Kiwi(num_workers=1, load_multi_dict=False, load_typo_dict=False)
        return [self._of(text) for text in texts]

    def _of(self, text: str) -> str:
        plain = _DATE.sub(" ", _THOUSANDS.sub("", text.lower())).replace(_SLOT, " ")
        numbers = _NUMBER.findall(plain)
        split = " ".join(filter(None, map(self._known, _PIECE.findall(_NUMBER.sub("1", plain)))))
        if not numbers:
            return split
        first, *rest = split.split(_SLOT)
        return first + "".join(number + part for number, part in zip(numbers, rest, strict=True))

    def _analysed(self, word: str) -> str:
        """A word's morphemes, each `1` of the word as a slot."""
        tokens = [token.form.lower() for token in self._kiwi.tokenize(word) if token.tag.startswith(_TAGS)]
        split = " ".join(tokens).replace("1", _SLOT)
        if split.count(_SLOT) == word.count("1"):
            return split
        # Kiwi took a number for a mark or for a part of a name: each part by itself
        parts = word.split("1")
        apart = [self._known(part) if part else "" for part in parts]
        return f" {_SLOT} ".join(apart).strip(" ")
