"""The verb `prefill`: the model reads the articles that are open before anybody asks about them."""

from collections.abc import Iterator, Sequence

from app.assist.answer import MAX_TOKENS
from app.assist.prompts import opening
from app.core.errors import AppError
from app.core.events import Cancel, Done, Event
from app.core.types import Hit
from app.services.context import Workspace


def prefill(workspace: Workspace, passage_ids: Sequence[int], *, cancel: Cancel) -> Iterator[Event]:
    """Progress, then Done(None). Nothing happens when the chat model is not in memory already, or no passage is there:
    nobody waits for this, so it loads nothing and its faults are nobody's news.

    One request at a time is the model's rule: cancel this before a question is asked. It stops within a batch, and
    what was read until then stays read. Raises Cancelled.
    """
    cancel.check()
    hits = _hits(workspace, passage_ids)
    generator = workspace.generator
    if hits and generator.pid is not None and generator.placement is not None:
        try:
            room = generator.context_tokens - MAX_TOKENS
            turns = opening(hits, room, lambda texts: generator.count(texts, cancel=cancel))
            yield from generator.prefill(turns, cancel=cancel)
        except AppError:
            cancel.check()
    yield Done(None)


def _hits(workspace: Workspace, passage_ids: Sequence[int]) -> tuple[Hit, ...]:
    passages = workspace.documents.passages_by_id(passage_ids)
    documents = workspace.documents.documents_by_id([passage.document_id for passage in passages.values()])
    there = (passages[identity] for identity in dict.fromkeys(passage_ids) if identity in passages)
    return tuple(
        Hit(passage, documents[passage.document_id], 1.0) for passage in there if passage.document_id in documents
    )
