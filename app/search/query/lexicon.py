"""What reading a question goes by: the words of the corpus, the names of its laws, other words for words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from app.search.query.names import Names


class Words(Protocol):
    """The words of the corpus as they stand there, particles and all, in lower case."""

    def count(self, word: str) -> int:
        """In how many passages the word stands; 0: the corpus does not know it."""

    def near(self, word: str, strokes: int) -> Sequence[tuple[str, int]]:
        """(word, count) of common words that some strokes of the keyboard lead to; more than those may be given."""

    def initials(self, letters: str) -> Sequence[tuple[str, int]]:
        """(word, count) of the commonest words that have these first consonants, or begin with them."""


class Synonyms(Protocol):
    """The thesaurus."""

    def synonyms(self, term: str) -> tuple[str, ...]:
        """Other words for a term; empty for a term that it does not know."""


class NoWords:
    """Nothing is known: nothing that was typed is taken for a slip."""

    def count(self, word: str) -> int:
        del word
        return 0

    def near(self, word: str, strokes: int) -> Sequence[tuple[str, int]]:
        del word, strokes
        return ()

    def initials(self, letters: str) -> Sequence[tuple[str, int]]:
        del letters
        return ()


class NoSynonyms:
    """A thesaurus without terms."""

    def synonyms(self, term: str) -> tuple[str, ...]:
        del term
        return ()


@dataclass(frozen=True, slots=True)
class Lexicon:
    """One corpus as it is now."""

    words: Words
    names: Names
    thesaurus: Synonyms
