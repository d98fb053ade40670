"""The verb `ask`: search, show what was found, then an answer that stands on it."""

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from app.assist import gate
from app.assist.answer import Standing, answer
from app.assist.verbatim import verbatim
from app.core.answers import Answer
from app.core.errors import EmbedderFailed, ModelDamaged, ModelMissing, ModelUnloadable
from app.core.events import Cancel, Done, Event, Found
from app.core.types import Hit, Query
from app.search.searcher import Outcome
from app.services.beside import beside
from app.services.context import CONTEXT_HITS, Workspace
from app.services.search import catch_up

_BESIDE = 0.15
"""A source whose certainty is below this share of the best one's is left out: it is beside the point, and a clause of
it that only sounds alike must not answer."""

_KEPT = 2
"""Passages of the exchange before that stay sources: more would leave no room for what the new question needs."""

_COMPARED = 400
"""Characters of a question that its clauses are compared with."""


@dataclass(frozen=True, slots=True)
class Question:
    """`within` holds the filters; its text and limit are not looked at. `standing_on` are the passages that the
    exchange before stood on: they stay sources, in their order, and a model that has read them need not do so again."""

    text: str
    collection: str = ""
    within: Query | None = None
    standing_on: tuple[int, ...] = ()


def ask(workspace: Workspace, question: Question, *, cancel: Cancel) -> Iterator[Event]:
    """Found, Extracted when code can cut an answer, Progress and Token when the model writes, Warned when it cannot,
    then Done(Answer). Raises NothingIndexed, and LLM errors where nothing could be cut.

    A question for an article itself, or for a 항 of it, is answered by that article, without the model; a question
    about an article that it names stands on that article alone. Times in the Answer count from here: search is part
    of what a person waits for.
    """
    yield from catch_up(workspace, cancel)
    started = time.monotonic()
    within = question.within or Query("", collections=(question.collection,) if question.collection else ())
    query = replace(within, text=question.text, limit=CONTEXT_HITS)
    outcome = workspace.searcher.search(query, cancel=cancel)
    yield Found(outcome.hits)
    yield from outcome.notices
    yield from answered(workspace, question, outcome, started, cancel)


def answered(
    workspace: Workspace, question: Question, outcome: Outcome, started: float, cancel: Cancel
) -> Iterator[Event]:
    """What `ask` yields once the search is done. `started` is a time of time.monotonic()."""

    def since() -> int:
        return round((time.monotonic() - started) * 1000)

    article = _article(outcome)
    if article is not None:
        yield Done(replace(article, took_ms=since(), first_token_ms=since()))
        return
    searched_ms = since()
    sources, kept = _sources(workspace, question, outcome)
    standing = Standing(
        refusal=outcome.absent or (gate.UNLIKELY if outcome.refused else ""),
        chance=outcome.answerable if outcome.judged else 1.0,  # what nobody judged is not doubted
        sure=outcome.sure,
        kept=kept,
        beside=beside(workspace, question.text, sources),
        drop=workspace.settings.unsupported == "drop",
        writing=workspace.settings.writing,
        like=Likenesses(workspace, cancel) if workspace.embedder.ready else None,
    )
    asked = outcome.understood.text or question.text
    for event in answer(asked, sources, workspace.generator, cancel=cancel, standing=standing):
        if isinstance(event, Done) and isinstance(event.result, Answer):
            yield Done(_counted_from_the_question(event.result, searched_ms, outcome))
        else:
            yield event


def _article(outcome: Outcome) -> Answer | None:
    """The article, or the 항 of it, that is asked for."""
    named = tuple(hit for hit in outcome.hits if "lookup" in hit.ranks)
    reference = outcome.reference
    if not named or reference is None or not reference.label or not (reference.whole or reference.paragraph):
        return None
    return verbatim(outcome.hits, named, reference.paragraph)


def _sources(workspace: Workspace, question: Question, outcome: Outcome) -> tuple[tuple[Hit, ...], int]:
    """What the answer may stand on, and how many of them the exchange before stood on."""
    named = tuple(hit for hit in outcome.hits if "lookup" in hit.ranks)
    best = outcome.hits[0].score if outcome.hits else 0.0
    found = named or tuple(hit for hit in outcome.hits if hit.score >= _BESIDE * best)
    kept = () if named else _before(workspace, question, {hit.passage.id: hit for hit in outcome.hits}, _BESIDE * best)
    known = {hit.passage.id for hit in kept}
    return (*kept, *(hit for hit in found if hit.passage.id not in known)), len(kept)


def _before(workspace: Workspace, question: Question, found: Mapping[int, Hit], score: float) -> tuple[Hit, ...]:
    """The passages that the exchange before stood on, as far as they are there and within the filters' collections."""
    wanted = question.standing_on[:_KEPT]
    passages = workspace.documents.passages_by_id(wanted)
    documents = workspace.documents.documents_by_id([passage.document_id for passage in passages.values()])
    allowed = question.within.collections if question.within else (question.collection,) if question.collection else ()
    kept = []
    for identity in wanted:
        passage = passages.get(identity)
        document = documents.get(passage.document_id) if passage else None
        if passage is None or document is None or (allowed and document.collection not in allowed):
            continue
        kept.append(found.get(identity) or Hit(passage, document, score))
    return tuple(kept)


class Likenesses:
    """Cosines of questions and clauses under the encoder of search; zeros when it has failed."""

    def __init__(self, workspace: Workspace, cancel: Cancel) -> None:
        self._embedder = workspace.embedder
        self._cancel = cancel

    def __call__(self, questions: Sequence[str], texts: Sequence[str]) -> Sequence[Sequence[float]] | None:
        try:
            clauses = self._embedder.passages(list(texts), cancel=self._cancel)
            vectors = [self._embedder.query(text[:_COMPARED], cancel=self._cancel) for text in questions]
        except (EmbedderFailed, ModelMissing, ModelDamaged, ModelUnloadable):
            return None
        return [(clauses @ vector).tolist() for vector in vectors]


def _counted_from_the_question(result: Answer, searched_ms: int, outcome: Outcome) -> Answer:
    return replace(
        result,
        hits=outcome.hits,
        took_ms=result.took_ms + searched_ms,
        first_token_ms=result.first_token_ms + searched_ms if result.first_token_ms else 0,
        reason_params=outcome.absent_params,
    )
