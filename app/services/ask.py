"""The verb `ask`: search, show what was found, then an answer that stands on it."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace

from app.assist.answer import answer
from app.core.events import Cancel, Done, Event, Found
from app.core.types import Answer, Query
from app.services.context import CONTEXT_HITS, Workspace
from app.services.search import catch_up


@dataclass(frozen=True, slots=True)
class Question:
    text: str
    collection: str = ""


def ask(workspace: Workspace, question: Question, *, cancel: Cancel) -> Iterator[Event]:
    """Found, then Progress and Token, then Done(Answer). Raises NothingIndexed and LLM errors.

    Times in the Answer count from here: search is part of what a person waits for.
    """
    yield from catch_up(workspace, cancel)
    started = time.monotonic()
    query = Query(question.text, limit=CONTEXT_HITS, collection=question.collection)
    outcome = workspace.searcher.search(query, cancel=cancel)
    yield Found(outcome.hits)
    yield from outcome.notices
    searched_ms = round((time.monotonic() - started) * 1000)
    for event in answer(question.text, outcome.hits, workspace.generator, cancel=cancel, refusal=outcome.absent):
        if isinstance(event, Done) and isinstance(event.result, Answer):
            result: Answer = event.result
            yield Done(
                replace(
                    result,
                    took_ms=result.took_ms + searched_ms,
                    first_token_ms=result.first_token_ms + searched_ms if result.first_token_ms else 0,
                    reason_params=outcome.absent_params,
                )
            )
        else:
            yield event
