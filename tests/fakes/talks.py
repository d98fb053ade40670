"""Conversations kept in memory, by the rules of services.conversations."""

from pathlib import Path

from app.core.answers import Answer, Conversation, Exchange, KeptCitation
from app.core.errors import AppError, ConversationMissing, OutputUnwritable
from app.core.types import Query
from app.gui.citing import place


class FakeTalks:
    """`fault` is raised where one is begun."""

    def __init__(self) -> None:
        self.kept: dict[int, list[Exchange]] = {}
        self.fault: AppError | None = None
        self.exported: list[tuple[int, Path]] = []
        self._last = 0

    def begin(self) -> int:
        if self.fault is not None:
            raise self.fault
        self._last += 1
        self.kept[self._last] = []
        return self._last

    def keep(self, conversation: int, query: Query, answer: Answer) -> None:
        if not conversation:
            return
        citations = tuple(
            KeptCitation(
                *(each.number, each.hit.document.id, each.hit.document.title, place(each.hit.passage)),
                *(each.hit.document.source.path, each.quote, each.span),
            )
            for each in answer.citations
        )
        exchange = Exchange(
            id=len(self.kept[conversation]) + 1,
            question=query.text,
            standalone=answer.asked or query.text,
            asked=1_700_000_000_000_000_000,
            collections=query.collections,
            text=answer.text,
            abstained=answer.abstained,
            reason=answer.reason,
            reason_params=answer.reason_params,
            statements=answer.statements,
            citations=citations,
            model=answer.model,
        )
        self.kept[conversation].append(exchange)

    def conversations(self, text: str) -> tuple[Conversation, ...]:
        found = [
            Conversation(identity, kept[0].question, kept[0].asked, kept[-1].asked, len(kept))
            for identity, kept in self.kept.items()
            if kept and any(text in each.question or text in each.text for each in kept)
        ]
        return tuple(reversed(found))

    def exchanges(self, conversation: int) -> tuple[Exchange, ...]:
        if conversation not in self.kept:
            raise ConversationMissing(id=conversation)
        return tuple(self.kept[conversation])

    def forget(self, conversation: int) -> None:
        if not conversation:
            self.kept.clear()
        elif self.kept.pop(conversation, None) is None:
            raise ConversationMissing(id=conversation)

    def export(self, conversation: int, out: Path) -> None:
        if out.suffix not in (".md", ".txt", ".html"):
            raise OutputUnwritable(name=str(out))
        self.exported.append((conversation, out))
