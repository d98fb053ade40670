"""The verb `converse`: `ask` within a conversation. A follow-up is made to stand alone, and the exchange is kept."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.assist.follow.standing_alone import stand_alone
from app.core.answers import Answer, Citation, Exchange, KeptCitation, Origin
from app.core.errors import AppError, PersonalDataAsked
from app.core.events import Cancel, Done, Event, Extracted, Warned
from app.core.personal import kinds
from app.services.ask import Question, ask
from app.services.context import Workspace
from app.services.conversations import keeping


def converse(workspace: Workspace, question: Question, conversation_id: int, *, cancel: Cancel) -> Iterator[Event]:
    """The events of `ask`; its Answers say in `asked` how a follow-up was looked for. `conversation_id` 0: it stands
    alone and nothing is kept.

    The exchange is on the disk before Done comes. What cannot be kept (a full disk, a conversation that was removed
    meanwhile) is told by Warned, and so is that a question with personal data is not kept; the answer comes all the
    same. A question that is to be taken as it was typed is not rewritten. Raises ConversationMissing and what `ask`
    raises.
    """
    began = time.time_ns()
    before = workspace.conversations.exchanges(conversation_id) if conversation_id else ()
    literal = question.within is not None and question.within.verbatim
    made = stand_alone(question.text, () if literal else before)
    standing_on = workspace.conversations.stands_on(conversation_id) if made.carried else ()
    private = tuple(f"personal_{kind.value}" for kind in kinds(f"{question.text}\n{made.text}"))
    if private:
        yield Warned("", PersonalDataAsked.code, {"kinds": private})
    rewritten = made.text if made.text != question.text else ""
    for event in ask(workspace, replace(question, text=made.text, standing_on=standing_on), cancel=cancel):
        match event:
            case Extracted(answer):
                yield Extracted(replace(answer, asked=rewritten))
            case Done(result) if isinstance(result, Answer):
                answer = replace(result, asked=rewritten)
                if conversation_id and not private and keeping(workspace):
                    yield from _kept(workspace, conversation_id, _exchange(question, made.text, began, answer), answer)
                yield Done(answer)
            case _:
                yield event


def _kept(workspace: Workspace, conversation_id: int, exchange: Exchange, answer: Answer) -> Iterator[Warned]:
    try:
        workspace.conversations.keep(conversation_id, exchange, _passages(answer.citations))
    except AppError as error:
        yield Warned("", error.code, error.params)


def _exchange(question: Question, standalone: str, asked: int, answer: Answer) -> Exchange:
    within = question.within.collections if question.within else ()
    return Exchange(
        id=0,
        question=question.text,
        standalone=standalone,
        asked=asked,
        collections=within or ((question.collection,) if question.collection else ()),
        text=answer.text,
        abstained=answer.abstained,
        reason=answer.reason,
        reason_params=answer.reason_params,
        statements=answer.statements,
        citations=tuple(_citation(citation) for citation in answer.citations),
        model=answer.model if answer.origin is Origin.MODEL else "",
        extracted=answer.extracted,
    )


def _citation(citation: Citation) -> KeptCitation:
    document, passage = citation.hit.document, citation.hit.passage
    return KeptCitation(
        number=citation.number,
        document_id=document.id,
        title=document.title,
        article=passage.locator.label,
        file=document.source.path,
        quote=citation.quote,
        span=citation.span,
    )


def _passages(citations: Sequence[Citation]) -> tuple[int, ...]:
    """The ids of what is cited, each once, in the order of their numbers."""
    ordered = sorted(citations, key=lambda citation: citation.number)
    return tuple(dict.fromkeys(citation.hit.passage.id for citation in ordered))
