"""The query for what somebody types: rare pairs of letters, and what the last syllable may become."""

from typing import Any

from app.search.lexical.asking import any_of
from app.search.lexical.composing import among, becoming
from app.search.lexical.terms import Terms
from app.search.lexical.weights import Weights

FIELDS = {"headings": 1.0, "bigrams": 1.0}
_COMPLETIONS = 6
_COMPLETED = 0.7
"""What a guessed pair counts of a typed one."""


def typing(searcher: Any, schema: Any, text: str, weights: Weights | None) -> Any:
    """None for a text without anything to look for."""
    from tantivy import Occur, Query

    lowered = text.lower()
    head, word = _apart(lowered)
    settled, patterns = becoming(word)
    terms = Terms(searcher, weights).typed(head + settled)
    near = {letter: searcher.terms_with_prefix("bigrams", letter) for letter, _ in patterns}
    guesses = [term for letter, there in near.items() for term in among(patterns, there, _COMPLETIONS)]
    parts = [any_of(schema, FIELDS, terms)] if terms else []
    if guesses:
        one = [any_of(schema, FIELDS, {term: _COMPLETED}) for term in guesses]
        parts.append(Query.disjunction_max_query(one))
    if not parts:
        return None
    return Query.boolean_query([(Occur.Should, part) for part in parts]) if len(parts) > 1 else parts[0]


def _apart(text: str) -> tuple[str, str]:
    """(all but the last word, the last word); a word with a blank behind it is finished."""
    if not text or text[-1].isspace():
        return text, ""
    place = max((at for at, letter in enumerate(text) if letter.isspace()), default=-1) + 1
    return text[:place], text[place:]
