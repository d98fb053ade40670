"""What reading a question goes by: the words of the corpus, the names of its laws, other words for words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from app.search.query.jamo import is_syllable
from app.search.query.names import Names

_DOES = ("하는", "하여", "하고", "한", "할", "하거나")


class Words(Protocol):
    """The words of the corpus as they stand there, particles and all, in lower case."""

    def __len__(self) -> int:
        """How many words there are."""

    def count(self, word: str) -> int:
        """In how many passages the word stands; 0: the corpus does not know it."""

    def near(self, word: str, strokes: int) -> Sequence[tuple[str, int]]:
        """(word, count) of common words that some strokes of the keyboard lead to; more than those may be given."""

    def initials(self, letters: str) -> Sequence[tuple[str, int]]:
        """(word, count) of the commonest words that have these first consonants, or begin with them."""


class Dictionary(Protocol):
    """The words of the language, whatever the corpus has. Stems and endings are given as strokes."""

    def noun(self, word: str) -> bool:
        """A noun, or any other word that is not conjugated."""

    def stem(self, strokes: str, lost: str = "") -> bool:
        """What a verb begins with; with its last stroke lost when `lost` says so: vowel or consonant."""

    def ending(self, strokes: str) -> bool:
        """What a verb may end with."""


class Synonyms(Protocol):
    """The thesaurus."""

    def synonyms(self, term: str) -> tuple[str, ...]:
        """Other words for a term; empty for a term that it does not know."""


class NoWords:
    """Nothing is known: nothing that was typed is taken for a slip."""

    def __len__(self) -> int:
        return 0

    def count(self, word: str) -> int:
        del word
        return 0

    def near(self, word: str, strokes: int) -> Sequence[tuple[str, int]]:
        del word, strokes
        return ()

    def initials(self, letters: str) -> Sequence[tuple[str, int]]:
        del letters
        return ()


class EveryWord:
    """For want of a dictionary: any word of syllables may be one, and none is taken for a slip of the fingers."""

    def noun(self, word: str) -> bool:
        return all(map(is_syllable, word))

    def stem(self, strokes: str, lost: str = "") -> bool:
        del strokes, lost
        return True

    def ending(self, strokes: str) -> bool:
        del strokes
        return True


class NoSynonyms:
    """A thesaurus without terms."""

    def synonyms(self, term: str) -> tuple[str, ...]:
        del term
        return ()


@dataclass(frozen=True, slots=True)
class Lexicon:
    """One corpus as it is now."""

    words: Words
    dictionary: Dictionary
    names: Names
    thesaurus: Synonyms

    def done(self, word: str) -> bool:
        """Whether the corpus has a verb made of the word: 조사하는, 조사한."""
        return any(self.words.count(word + end) for end in _DOES)
