"""From a question and its hits to an Answer: gate, prompt, streamed model, grounded text."""

import time
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from app.assist import gate, prompts
from app.assist.fold import folded
from app.assist.ground import Evidence, Ground
from app.assist.prompts import ABSTENTION, Prompt
from app.assist.sentences import Sentence, quoted, sentences
from app.core.answers import Answer, Citation
from app.core.events import Cancel, Done, Event, Progress, Token, Warned
from app.core.types import Hit

MAX_TOKENS = 256
MODEL_ABSTAINED = "model_abstained"
UNGROUNDED = "ungrounded"
NO_FIGURE = "no_figure"


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
class Grounded:
    """The text as it may be shown, with what carries it and what nothing carries."""

    text: str
    citations: tuple[Citation, ...]
    unsupported: tuple[str, ...]


def answer(
    question: str,
    hits: tuple[Hit, ...],
    generator: Writer,
    *,
    cancel: Cancel,
    refusal: str = "",
    max_tokens: int = MAX_TOKENS,
) -> Iterator[Event]:
    """Progress and Token events, last Done(Answer). Tokens are a draft; the Answer's text counts.

    `refusal` is a reason code of search (the article asked for does not exist); it and the gate's
    rules abstain without the model. Raises LLM errors and Cancelled.
    """
    watch = _Watch()
    text, prompted = "", hits
    reason = refusal or gate.refuse(question, hits)
    if not reason:
        text, prompted = yield from _drafted(question, hits, generator, watch, cancel, max_tokens)
    grounded = settle(text, prompted)
    reason = reason or _no_answer(question, text, grounded)
    if reason:
        grounded = Grounded(ABSTENTION, (), ())
    yield Done(
        Answer(
            text=grounded.text,
            abstained=bool(reason),
            citations=grounded.citations,
            unsupported=grounded.unsupported,
            hits=hits,
            model=generator.model_id,
            took_ms=watch.since(),
            first_token_ms=watch.first_ms,
            reason=reason,
        )
    )


def _drafted(
    question: str, hits: tuple[Hit, ...], generator: Writer, watch: "_Watch", cancel: Cancel, max_tokens: int
) -> Generator[Event, None, tuple[str, tuple[Hit, ...]]]:
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
                return _finished(text), prompt.hits
    if generator.finished.get("stop") == "length" and len(sentences(text)) > 1:
        text = _finished(text)
    return text, prompt.hits


class _Watch:
    """Milliseconds from the start of an answer; `first_ms` stays 0 when the model said nothing."""

    def __init__(self) -> None:
        self._began = time.monotonic()
        self.first_ms = 0

    def since(self) -> int:
        return round((time.monotonic() - self._began) * 1000)

    def first(self) -> None:
        self.first_ms = self.first_ms or max(1, self.since())


def _no_answer(question: str, text: str, grounded: Grounded) -> str:
    """Why what the model said is no answer; empty when it is one."""
    if abstains(text):
        return MODEL_ABSTAINED
    if not grounded.citations:
        return UNGROUNDED
    if not gate.gives_figure(question, [grounded.text, *(citation.quote for citation in grounded.citations)]):
        return NO_FIGURE
    return ""


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


def settle(text: str, hits: Sequence[Hit]) -> Grounded:
    """Check every sentence of `text` against the sources [1]..[n] = `hits`.

    A sentence keeps the sources among its markers that carry it. If none does, or it has none, it
    gets the source that carries it best; if there is none, it loses its markers and is listed as
    unsupported. So is a sentence with a marker that names no source. Quotation marks around words
    that stand in no source are taken off. Repetitions and stray 근거 없음 are dropped.
    """
    grounds = [Ground(hit, prompts.header(hit)) for hit in hits]
    lines: dict[int, list[str]] = {}
    citations: list[Citation] = []
    unsupported: list[str] = []
    seen = {folded(ABSTENTION)}
    for said in sentences(text):
        if (key := folded(said.text)) in seen:
            continue
        seen.add(key)
        sentence, invented = _without_false_quotes(said, grounds)
        evidence = {} if invented or _names_no_source(sentence, grounds) else _evidence(sentence, grounds)
        shown = sentence.shown(tuple(evidence))
        lines.setdefault(sentence.line, []).append(shown)
        if not evidence:
            unsupported.append(shown.strip())
        for number, found in evidence.items():
            hit = hits[number - 1]
            start, end = found.span
            citation = Citation(number, hit, hit.passage.text[start:end], found.span, verified=True)
            if citation not in citations:
                citations.append(citation)
    return Grounded("\n".join(" ".join(line) for line in lines.values()), tuple(citations), tuple(unsupported))


def _names_no_source(sentence: Sentence, grounds: Sequence[Ground]) -> bool:
    return any(not 1 <= marker <= len(grounds) for marker in sentence.markers)


def _evidence(sentence: Sentence, grounds: Sequence[Ground]) -> dict[int, Evidence]:
    """Source number -> evidence: of the cited sources, or of the best one when no cited one has any."""
    cited = {
        marker: found
        for marker in sentence.markers
        if (found := grounds[marker - 1].supports(sentence.text)) is not None
    }
    if cited:
        return cited
    rest = {n: found for n, ground in enumerate(grounds, start=1) if (found := ground.supports(sentence.text))}
    best = sorted(rest, key=lambda n: (-rest[n].coverage, n))[:1]
    return {n: rest[n] for n in best}


def _without_false_quotes(sentence: Sentence, grounds: Sequence[Ground]) -> tuple[Sentence, bool]:
    text, invented = sentence.text, False
    for marked, words in quoted(sentence.text):
        if not any(ground.carries(words) for ground in grounds):
            text, invented = text.replace(marked, words), True
    return Sentence(sentence.line, sentence.bullet, text, sentence.stop, sentence.markers), invented
