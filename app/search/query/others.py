"""Other words for words of a question, from the thesaurus: of single words, and of a few that stand together."""

import re

from app.search.query.known import stems
from app.search.query.lexicon import Synonyms

_WORD = re.compile(r"[0-9A-Za-z가-힣]+")
_TOGETHER = 3
"""Words of a term at most."""


def other_words(text: str, thesaurus: Synonyms) -> dict[str, tuple[str, ...]]:
    """By the words as they stand in the text, without the particle of the last."""
    words = list(_WORD.finditer(text))
    found: dict[str, tuple[str, ...]] = {}
    for first, begin in enumerate(words):
        for last in range(first, min(first + _TOGETHER, len(words))):
            before = text[begin.start() : words[last].start()]
            for stem, _ in stems(words[last][0]):
                if others := thesaurus.synonyms(before + stem):
                    found[before + stem] = others
                    break
    return found
