"""Conversations as text for people and as JSON."""

import dataclasses
from collections.abc import Callable, Sequence
from typing import Any

from app.core.answers import Conversation, Exchange, KeptCitation
from app.core.messages import Messages
from app.export.conversation import day, written
from app.services.conversations import Exported, Forgotten


def printer(messages: Messages) -> dict[type, Callable[..., None]]:
    """How each of these results is printed, by its type."""
    say = messages.say
    return {
        Exported: lambda result: print(say("conversation_exported", path=result.path)),
        Forgotten: lambda result: print(say("conversation_removed", count=result.conversations)),
    }


def text(rows: Sequence[object], messages: Messages) -> str:
    """Conversations, one a line, or the exchanges of one; empty for rows of anything else."""
    listed = [row for row in rows if isinstance(row, Conversation)]
    held = [row for row in rows if isinstance(row, Exchange)]
    if held:
        return written(held, ".txt", messages.say, messages.language).rstrip()
    return "\n".join(
        messages.say(
            "conversation_line",
            id=row.id,
            day=day(row.touched),
            title=" ".join(row.title.split()),
            exchanges=row.exchanges,
        )
        for row in listed
    )


def as_json(row: Conversation | Exchange, messages: Messages) -> dict[str, Any]:
    """Times are ns since the epoch."""
    if isinstance(row, Conversation):
        return dataclasses.asdict(row)
    return {
        "id": row.id,
        "question": row.question,
        "asked": row.standalone if row.standalone != row.question else "",
        "time": row.asked,
        "collections": list(row.collections),
        "answer": row.text,
        "abstained": row.abstained,
        "reason": row.reason,
        "reason_text": messages.say(f"reason_{row.reason}", **row.reason_params) if row.reason else "",
        "statements": [
            {"span": list(one.span), "verdict": one.verdict.value, "citations": list(one.citations)}
            for one in row.statements
        ],
        "citations": [_citation(cited) for cited in row.citations],
        "model": row.model,
    }


def _citation(cited: KeptCitation) -> dict[str, Any]:
    return {
        "n": cited.number,
        "file": cited.file,
        "doc_id": cited.document_id,
        "title": cited.title,
        "article": cited.article,
        "quote": cited.quote,
        "span": list(cited.span),
    }
