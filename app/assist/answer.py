"""From a question and its hits to an Answer: gate, extract, prompt, streamed model, grounded text.

Code cuts the answer from the articles first (extract.py) and shows it; the model is asked when that is not certain,
and what it writes comes below. decisions/0028 has the measurements behind that order.
"""

import time
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from app.assist import gate, prompts
from app.assist.cut.extract import Extract, extract
from app.assist.cut.wants import DECISIVE
from app.assist.cut.weigh import Likeness
from app.assist.fold import folded
from app.assist.prompts import ABSTENTION, Prompt
from app.assist.sentences import sentences
from app.assist.settle import settle
from app.assist.sheet import Grounded, written
from app.core.answers import Answer, Origin, Packing
from app.core.errors import (
    AppError,
    ChildUnstartable,
    ModelDamaged,
    ModelDied,
    ModelFileBad,
    ModelMissing,
    ModelTooLarge,
    ModelUnloadable,
    ModelUnsupported,
    PromptTooLong,
    TemplateUnknown,
)
from app.core.events import Cancel, Done, Event, Extracted, Progress, Token, Warned
from app.core.security_errors import ModelForbidden
from app.core.types import Hit

MAX_TOKENS = 256
MODEL_ABSTAINED = "model_abstained"

WITHOUT_A_MODEL: tuple[type[AppError], ...] = (
    ChildUnstartable,
    ModelDamaged,
    ModelDied,
    ModelFileBad,
    ModelForbidden,
    ModelMissing,
    ModelTooLarge,
    ModelUnloadable,
    ModelUnsupported,
    PromptTooLong,
    TemplateUnknown,
)
"""With an extract at hand none of these ends the answer: it stands alone, and a notice says why."""


class Writer(Protocol):
    """What answering needs of remote.Generator."""

    finished: dict[str, Any]

    @property
    def model_id(self) -> str: ...

    @property
    def context_tokens(self) -> int: ...

    def prepare(self, *, cancel: Cancel | None = None) -> Iterator[Progress | Warned]: ...

    def count(self, texts: Sequence[str], *, cancel: Cancel | None = None) -> list[int]: ...

    def generate(
        self, prompt: Prompt, *, cancel: Cancel | None = None, max_tokens: int = ..., stops: Sequence[str] = ...
    ) -> Iterator[Token | Progress | Warned]: ...


@dataclass(frozen=True, slots=True)
class Standing:
    """What search knows beforehand.

    `refusal` is a reason code (the article asked for does not exist); `chance`, 0 to 1, that the corpus holds an
    answer, `sure`: it does, whatever a model says; `kept`: so many of the first hits stay where they are, because the
    model has read them already; `beside` is what the model reads too where there is room: definitions, articles that
    are referred to; `drop`: sentences that nothing carries are left out; `writing` is when the model is
    asked: `auto` where the extract is not certain, `always` or `never`; `like` tells how near clauses are.
    """

    refusal: str = ""
    chance: float = 1.0
    sure: bool = False
    kept: int = 0
    beside: tuple[Hit, ...] = ()
    drop: bool = False
    writing: str = "auto"
    like: Likeness | None = None


def answer(
    question: str,
    hits: tuple[Hit, ...],
    generator: Writer,
    *,
    cancel: Cancel,
    standing: Standing = Standing(),
    max_tokens: int = MAX_TOKENS,
) -> Iterator[Event]:
    """Extracted when there is one, Progress and Token while the model writes, Warned when it cannot, last Done(Answer).

    Tokens are a draft; the Answer's text counts. [n] is the n-th of the sources: those of the extract first.
    Raises Cancelled, and LLM errors where there is no extract to stand on.
    """
    watch = _Watch()
    cut = None if standing.refusal else extract(question, hits, standing.like)
    reason = standing.refusal or _refused(question, cut, standing)
    if cut is None or reason:
        yield Done(_made(Grounded(ABSTENTION, (), ()), hits, watch, reason=reason))
        return
    hits, cut = _first(hits, cut, standing.kept)
    alone = _made(written(cut, hits).finished(), hits, watch, origin=Origin.EXTRACT)
    yield Extracted(alone)
    if standing.writing == "never" or (standing.writing == "auto" and certain(cut, sure=standing.sure)):
        yield Done(replace(alone, took_ms=watch.since()))
        return
    try:
        drafted = yield from _drafted(question, (*hits, *standing.beside), generator, watch, cancel, max_tokens)
    except WITHOUT_A_MODEL as error:
        yield Warned("", error.code, error.params)
        yield Done(replace(alone, took_ms=watch.since()))
        return
    yield Done(_joined(drafted, cut, hits, watch, standing, generator.model_id))


def _refused(question: str, cut: Extract | None, standing: Standing) -> str:
    if cut is None:
        return gate.NO_HITS
    return gate.refuse(question, cut, chance=standing.chance, sure=standing.sure)


def certain(cut: Extract, *, sure: bool) -> bool:
    """Whether an extract needs no model beside it: search is sure, and the figure, penalty or list that the question
    wants stands in it. What a 1.5B model adds there is a repetition, ten seconds later."""
    return sure and cut.wanted & DECISIVE <= cut.gives


def _first(hits: tuple[Hit, ...], cut: Extract, kept: int) -> tuple[tuple[Hit, ...], Extract]:
    """The hits with those of the extract first, so that [1] is the best; the first `kept` stay before all."""
    picked = [pick.source for pick in cut.picks]
    order = list(dict.fromkeys([*range(min(kept, len(hits))), *picked, *range(len(hits))]))
    place = {source: number for number, source in enumerate(order)}
    picks = tuple(replace(pick, source=place[pick.source]) for pick in cut.picks)
    return tuple(hits[source] for source in order), replace(cut, picks=picks)


@dataclass(frozen=True, slots=True)
class _Draft:
    text: str
    hits: tuple[Hit, ...]
    packing: Packing


def _drafted(
    question: str, hits: tuple[Hit, ...], generator: Writer, watch: "_Watch", cancel: Cancel, max_tokens: int
) -> Generator[Event, None, _Draft]:
    """Stream the model; gives its words, and the hits that it saw as [1]..[n]."""
    yield from generator.prepare(cancel=cancel)
    prompt = prompts.build(
        question, hits, generator.context_tokens - max_tokens, lambda texts: generator.count(texts, cancel=cancel)
    )
    text = ""
    for event in generator.generate(prompt, cancel=cancel, max_tokens=max_tokens):
        cancel.check()
        yield event
        if isinstance(event, Token):
            watch.first()
            text += event.text
            if repeats(text):
                return _Draft(_finished(text), prompt.hits, prompt.packing)
    if generator.finished.get("stop") == "length" and len(sentences(text)) > 1:
        text = _finished(text)
    return _Draft(text, prompt.hits, prompt.packing)


def _joined(
    draft: _Draft, cut: Extract, hits: tuple[Hit, ...], watch: "_Watch", standing: Standing, model: str
) -> Answer:
    """The extract with what the model adds to it; 근거 없음 where search is in doubt and the model finds nothing."""
    sheet = written(cut, hits)
    extracted = len(sheet.text)
    if abstains(draft.text):
        if not standing.sure:
            nothing = Grounded(ABSTENTION, (), ())
            return _made(nothing, hits, watch, reason=MODEL_ABSTAINED, model=model, packing=draft.packing)
        grounded = sheet.finished()
    else:
        grounded = settle(draft.text, draft.hits, onto=sheet, drop=standing.drop)
        if not any(one.span[0] >= extracted and one.citations for one in grounded.statements):
            grounded = written(cut, hits).finished()  # nothing of it is carried: it is not shown
    origin = Origin.MODEL if len(grounded.text) > extracted else Origin.EXTRACT
    made = _made(grounded, hits, watch, origin=origin, model=model, packing=draft.packing)
    return replace(made, extracted=extracted)


def _made(
    grounded: Grounded,
    hits: tuple[Hit, ...],
    watch: "_Watch",
    *,
    reason: str = "",
    origin: Origin = Origin.MODEL,
    model: str = "",
    packing: Packing | None = None,
) -> Answer:
    return Answer(
        text=grounded.text,
        abstained=bool(reason),
        citations=grounded.citations,
        unsupported=grounded.unsupported,
        hits=hits,
        model=model,
        took_ms=watch.since(),
        first_token_ms=watch.first_ms,
        reason=reason,
        statements=grounded.statements,
        origin=origin,
        extracted=len(grounded.text) if origin is Origin.EXTRACT else 0,
        packing=packing,
    )


class _Watch:
    """Milliseconds from the start of an answer; `first_ms` stays 0 when the model said nothing."""

    def __init__(self) -> None:
        self._began = time.monotonic()
        self.first_ms = 0

    def since(self) -> int:
        return round((time.monotonic() - self._began) * 1000)

    def first(self) -> None:
        self.first_ms = self.first_ms or max(1, self.since())


def repeats(text: str) -> bool:
    """Whether a finished line or sentence stands there twice: the model is in a loop."""
    finished = [folded(sentence.text) for sentence in sentences(text)][:-1]
    return len(finished) != len(set(finished))


def _finished(text: str) -> str:
    """`text` without its last sentence, which is still being written."""
    return text[: text.rfind(sentences(text)[-1].text)]


def abstains(text: str) -> bool:
    """Whether the answer is, or begins with, 근거 없음, or is empty."""
    found = sentences(text)
    return not found or folded(found[0].text).startswith(folded(ABSTENTION))
