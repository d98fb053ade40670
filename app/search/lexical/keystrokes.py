"""The query for what somebody types: rare pairs of letters, and what the last syllable may become."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.search.lexical.asking import any_of
from app.search.lexical.composing import among, becoming
from app.search.lexical.terms import Terms
from app.search.lexical.weights import Weights

FIELDS = {"headings": 1.2, "bigrams": 1.0}
TIE = 0.0
"""What the weaker field adds: what is typed is a heading or it is not. More lost titles and whole questions."""
_COMPLETIONS = 6
_COMPLETED = 0.7
"""What a guessed pair counts of a typed one."""


def typing(searcher: Any, schema: Any, text: str, weights: Weights | None) -> Any:
    """None for a text without anything to look for."""
    from tantivy import Query

    lowered = text.lower()
    head, word = _apart(lowered)
    settled, patterns = becoming(word)
    terms = Terms(searcher, weights).typed(head + settled)
    near = {letter: searcher.terms_with_prefix("bigrams", letter) for letter, _ in patterns}
    guesses = [term for letter, there in near.items() for term in among(patterns, there, _COMPLETIONS)]
    if not terms and not guesses:
        return None
    fields = [Query.boost_query(_in_field(schema, field, terms, guesses), share) for field, share in FIELDS.items()]
    return Query.disjunction_max_query(fields, TIE)


def _in_field(schema: Any, field: str, terms: Mapping[str, float], guesses: Sequence[str]) -> Any:
    from tantivy import Occur, Query

    parts = [any_of(schema, {field: 1.0}, terms)] if terms else []
    if guesses:
        one = [any_of(schema, {field: 1.0}, {term: _COMPLETED}) for term in guesses]
        parts.append(Query.disjunction_max_query(one))
    return Query.boolean_query([(Occur.Should, part) for part in parts])


def _apart(text: str) -> tuple[str, str]:
    """(all but the last word, the last word); a word with a blank behind it is finished."""
    if not text or text[-1].isspace():
        return text, ""
    place = max((at for at, letter in enumerate(text) if letter.isspace()), default=-1) + 1
    return text[:place], text[place:]
