"""One question and its answer as the window shows them, whether just given or kept from before."""

from dataclasses import dataclass

from app.core.answers import Answer, Citation, Exchange, KeptCitation, Origin, Packing, Statement
from app.core.messages import Messages
from app.gui.citing import citation
from app.gui.words import reason_words


@dataclass(frozen=True, slots=True)
class Cited:
    """A numbered citation in words; `leads_to` opens its article. Without a quote there is nothing to verify."""

    number: int
    label: str
    quote: str
    verified: bool
    leads_to: Citation | KeptCitation


@dataclass(frozen=True, slots=True)
class Turn:
    """The fields are those of core.answers.Answer; `reason` says in words why there is no answer.

    Of a kept one it is not known how long it took, what was packed, nor how much was cut from the articles.
    """

    question: str
    text: str
    abstained: bool
    reason: str
    cited: tuple[Cited, ...]
    statements: tuple[Statement, ...]
    unsupported: tuple[str, ...]
    asked: str
    model: str
    origin: Origin
    extracted: int = 0
    packing: Packing | None = None
    took_ms: int = 0


def of_answer(question: str, answer: Answer, messages: Messages) -> Turn:
    return Turn(
        question=question,
        text=answer.text,
        abstained=answer.abstained,
        reason=reason_words(messages, answer.reason, answer.reason_params),
        cited=tuple(_fresh(each) for each in answer.citations),
        statements=answer.statements,
        unsupported=answer.unsupported,
        asked=answer.asked,
        model=answer.model,
        origin=answer.origin,
        extracted=answer.extracted,
        packing=answer.packing,
        took_ms=answer.took_ms,
    )


def of_exchange(exchange: Exchange, messages: Messages) -> Turn:
    standalone = exchange.standalone if exchange.standalone != exchange.question else ""
    return Turn(
        question=exchange.question,
        text=exchange.text,
        abstained=exchange.abstained,
        reason=reason_words(messages, exchange.reason, exchange.reason_params),
        cited=tuple(_kept(each) for each in exchange.citations),
        statements=exchange.statements,
        unsupported=(),
        asked=standalone,
        model=exchange.model,
        origin=Origin.MODEL if exchange.model else Origin.EXTRACT,
        extracted=exchange.extracted,
    )


def _fresh(each: Citation) -> Cited:
    return Cited(each.number, citation(each.hit.document, each.hit.passage), each.quote, each.verified, each)


def _kept(each: KeptCitation) -> Cited:
    label = f"「{each.title}」 {each.article}".rstrip()
    return Cited(each.number, label, each.quote, each.span[1] > each.span[0], each)
