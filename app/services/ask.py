"""The verb `ask`: search, show what was found, then an answer that stands on it."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace

from app.assist.answer import answer
from app.assist.verbatim import verbatim
from app.core.answers import Answer
from app.core.events import Cancel, Done, Event, Found
from app.core.types import Query
from app.search.searcher import Outcome
from app.services.context import CONTEXT_HITS, Workspace
from app.services.search import catch_up

_BESIDE = 0.4
"""A source whose certainty is below this share of the best one's is left out: a small model copies what is beside the
point, and reads it for seconds."""


@dataclass(frozen=True, slots=True)
class Question:
    """`within` holds the filters; its text and limit are not looked at."""

    text: str
    collection: str = ""
    within: Query | None = None


def ask(workspace: Workspace, question: Question, *, cancel: Cancel) -> Iterator[Event]:
    """Found, then Progress and Token, then Done(Answer). Raises NothingIndexed and LLM errors.

    A question for an article itself is answered by that article, without the model; a question about
    an article that it names stands on that article alone. Times in the Answer count from here: search
    is part of what a person waits for.
    """
    yield from catch_up(workspace, cancel)
    started = time.monotonic()

    def since() -> int:
        return round((time.monotonic() - started) * 1000)

    within = question.within or Query("", collections=(question.collection,) if question.collection else ())
    query = replace(within, text=question.text, limit=CONTEXT_HITS)
    outcome = workspace.searcher.search(query, cancel=cancel)
    yield Found(outcome.hits)
    yield from outcome.notices
    named = tuple(hit for hit in outcome.hits if "lookup" in hit.ranks)
    if named and outcome.reference is not None and outcome.reference.label and outcome.reference.whole:
        article = verbatim(outcome.hits, named, outcome.reference.paragraph)
        if article is not None:
            yield Done(replace(article, took_ms=since(), first_token_ms=since()))
            return
    searched_ms = since()
    sources = named or tuple(hit for hit in outcome.hits if hit.score >= _BESIDE * outcome.hits[0].score)
    for event in answer(question.text, sources, workspace.generator, cancel=cancel, refusal=outcome.absent):
        if isinstance(event, Done) and isinstance(event.result, Answer):
            yield Done(_counted_from_the_question(event.result, searched_ms, outcome))
        else:
            yield event


def _counted_from_the_question(result: Answer, searched_ms: int, outcome: Outcome) -> Answer:
    return replace(
        result,
        hits=outcome.hits,
        took_ms=result.took_ms + searched_ms,
        first_token_ms=result.first_token_ms + searched_ms if result.first_token_ms else 0,
        reason_params=outcome.absent_params,
    )
