"""What 질문하기 orders at the counter: answers, conversations, and reading ahead."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject

from app.core.answers import Conversation
from app.core.policy import Policy
from app.core.types import Query
from app.gui.job import Job
from app.gui.session import Session, once


@dataclass(frozen=True, slots=True)
class Kept:
    """The conversations that were looked for, and whether new ones are kept."""

    conversations: tuple[Conversation, ...]
    keeping: bool


class Talker(QObject):
    """Every order is a Job."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session

    @property
    def ready(self) -> bool:
        """Whether there is a workspace to order on."""
        return self._session.is_open

    @property
    def policy(self) -> Policy:
        return self._session.policy

    def begin(self) -> Job:
        """Done gives the id of a new conversation, 0 where none are kept."""
        return self._session.order(lambda counter, workspace, _: once(lambda: counter.begin(workspace)))

    def converse(self, query: Query, conversation: int) -> Job:
        """Done gives an Answer. `conversation` 0: it stands alone and is not kept."""
        job = self._session.order(
            lambda counter, workspace, cancel: counter.converse(workspace, query, conversation, cancel=cancel)
        )
        self._session.working.emit(job, self.tr("Answering"))
        return job

    def conversations(self, text: str) -> Job:
        """Done gives those that are Kept, and in which the text occurs."""
        return self._session.order(
            lambda counter, workspace, _: once(
                lambda: Kept(counter.conversations(workspace, text), counter.keeping(workspace))
            )
        )

    def exchanges(self, conversation: int) -> Job:
        """Done gives the Exchanges of a conversation."""
        return self._session.order(
            lambda counter, workspace, _: once(lambda: counter.exchanges(workspace, conversation))
        )

    def forget(self, conversation: int) -> Job:
        """0: all of them."""
        return self._session.order(
            lambda counter, workspace, _: once(lambda: counter.forget_conversation(workspace, conversation))
        )

    def export(self, conversation: int, out: Path) -> Job:
        return self._session.order(
            lambda counter, workspace, _: once(lambda: counter.export_conversation(workspace, conversation, out))
        )

    def read_ahead(self, passages: tuple[int, ...]) -> Job:
        """The model reads passages before anything is asked; one such order after another."""
        return self._session.ahead(
            lambda counter, workspace, cancel: counter.prefill(workspace, passages, cancel=cancel)
        )
