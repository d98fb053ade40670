"""Text to search terms: character bigrams, and Kiwi's morphemes.

The two fail differently: bigrams survive unknown words and spacing, morphemes survive inflection.
The set of tags is the one measured best ("wide": content words, bound nouns, affixes, adverbs).
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any, Protocol

_WORD = re.compile(r"[0-9a-z가-힣ㄱ-ㅎ一-龥]+")
_TAGS = ("N", "V", "XR", "XP", "XS", "MM", "MAG", "SL", "SN", "SH")
_LONGEST = 20_000
"""Kiwi's time grows with the length of one call; longer texts are cut at line ends."""


def bigrams(text: str) -> list[str]:
    """Character pairs within words, lower case; a word of one character stays as it is."""
    found: list[str] = []
    for word in _WORD.findall(text.lower()):
        found += [word[i : i + 2] for i in range(len(word) - 1)] or [word]
    return found


class Splitter(Protocol):
    """What the lexical index needs: the morphemes of many texts."""

    def of_many(self, texts: Sequence[str]) -> list[list[str]]: ...


class Morphemes:
    """Kiwi, loaded on first use. Loading and the first call hold Python's lock for seconds, so the
    program runs it in a child (morpheme_serve); tests of the index may use it directly."""

    def __init__(self) -> None:
        self._kiwi: Any = None

    def of_many(self, texts: Sequence[str]) -> list[list[str]]:
        """The content morphemes of each text, lower case."""
        if self._kiwi is None:
            from kiwipiepy import Kiwi

            self._kiwi = Kiwi(num_workers=1)
        return [
            [
                token.form.lower()
                for piece in _pieces(text)
                for token in self._kiwi.tokenize(piece)
                if token.tag.startswith(_TAGS)
            ]
            for text in texts
        ]


def _pieces(text: str) -> Iterator[str]:
    while len(text) > _LONGEST:
        cut = text.rfind("\n", 0, _LONGEST)
        cut = cut if cut > 0 else _LONGEST
        yield text[:cut]
        text = text[cut:]
    yield text
