"""질문하기: the running conversation, from a question to its checked answer."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.core.answers import Answer, Citation, Exchange, KeptCitation
from app.core.events import Progress
from app.core.messages import Messages
from app.core.types import Query
from app.gui.job import Job
from app.gui.talker import Talker
from app.gui.turn import Turn, of_answer, of_exchange
from app.gui.widgets.answer import AnswerPane
from app.gui.words import stage_name

if TYPE_CHECKING:
    from app.core.errors import AppError


class Asking(QObject):
    """A conversation lasts as long as its answer is on the screen: what is seen is what a question goes on with."""

    found = Signal(object)  # tuple[Hit, ...]: what the answer will stand on
    answered = Signal(object)  # Answer
    cited = Signal(object)  # Citation
    kept_cited = Signal(object)  # KeptCitation
    warned = Signal(object)  # Warned
    ended = Signal()  # however it ended
    closed = Signal()  # the conversation is no longer on the screen
    failed = Signal(object)  # AppError
    broke = Signal(str)

    def __init__(self, talker: Talker, pane: AnswerPane, messages: Messages, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._talker = talker
        self._pane = pane
        self._messages = messages
        self._job: Job | None = None
        self._conversation = 0
        self._turns: tuple[Turn, ...] = ()
        self._question = ""
        self._extracted = False
        pane.cited.connect(self._cite)

    @property
    def running(self) -> bool:
        return self._job is not None

    @property
    def conversation(self) -> int:
        """The id of the one on the screen; 0: none, or one that is not kept."""
        return self._conversation

    @property
    def on_screen(self) -> bool:
        return self._pane.isVisible()

    def ask(self, query: Query) -> None:
        """Go on with the conversation on the screen, or begin one."""
        self._question = query.text
        self._extracted = False
        self._pane.begin(query.text, self._turns)
        self._pane.show()
        if self._conversation:
            self._converse(query)
            return
        job = self._job = self._talker.begin()
        job.done.connect(lambda identity: self._take_conversation(identity, query))
        job.failed.connect(lambda error: self._go_on_unkept(error, query))
        job.cancelled.connect(self._show_stopped)
        job.broke.connect(self._break)
        job.ended.connect(self._forget_ended)

    def cancel(self) -> bool:
        """Stop the answer; whether one was on its way."""
        if self._job is not None:
            self._job.cancel()
        return self._job is not None

    def close(self) -> None:
        """Take the conversation from the screen; the next question begins another."""
        job, self._job = self._job, None
        if job is not None:
            job.drop()
        self._conversation, self._turns = 0, ()
        self._pane.hide()
        self.closed.emit()

    def show_conversation(self, identity: int, exchanges: tuple[Exchange, ...]) -> None:
        """One from before, its last answer as it was; the next question goes on with it."""
        self.close()
        if not exchanges:
            return
        self._conversation = identity
        self._turns = tuple(of_exchange(each, self._messages) for each in exchanges)
        self._pane.show_turn(self._turns[-1], self._turns[:-1])
        self._pane.show()
        citations = exchanges[-1].citations
        if citations:
            self.kept_cited.emit(citations[0])

    # --- what comes back ---------------------------------------------------------------------
    def _take_conversation(self, identity: int, query: Query) -> None:
        self._conversation = identity
        self._converse(query)

    def _go_on_unkept(self, error: "AppError", query: Query) -> None:
        """That a conversation cannot be kept is said, and is no reason not to answer."""
        self.failed.emit(error)
        self._converse(query)

    def _converse(self, query: Query) -> None:
        job = self._job = self._talker.converse(query, self._conversation)
        job.found.connect(self.found)
        job.progressed.connect(self._show_stage)
        job.extracted.connect(self._show_extract)
        job.tokens.connect(self._pane.stream)
        job.warned.connect(self.warned)
        job.done.connect(self._show_answer)
        job.cancelled.connect(self._show_stopped)
        job.failed.connect(self._fail)
        job.broke.connect(self._break)
        job.ended.connect(self._forget_ended)

    def _show_stage(self, progress: Progress) -> None:
        self._pane.show_stage(stage_name(self._messages, progress.stage))

    def _show_extract(self, answer: Answer) -> None:
        self._extracted = True
        self._pane.show_extract(of_answer(self._question, answer, self._messages))

    def _show_answer(self, answer: Answer) -> None:
        turn = of_answer(self._question, answer, self._messages)
        self._turns = (*self._turns, turn)
        self._pane.show_turn(turn)
        self.answered.emit(answer)

    def _show_stopped(self) -> None:
        self._pane.stop(self.tr("Stopped. What was written is not checked."))

    def _fail(self, error: "AppError") -> None:
        self._give_up()
        self.failed.emit(error)

    def _break(self, trace: str) -> None:
        self._give_up()
        self.broke.emit(trace)

    def _give_up(self) -> None:
        """What code cut from the articles stays; else the answer before is shown again, if there is one."""
        if self._extracted:
            self._pane.stop(self.tr("The model stopped. What was cut from the articles stands."))
        elif self._turns:
            self._pane.show_turn(self._turns[-1], self._turns[:-1])
        else:
            self._pane.hide()

    def _forget_ended(self) -> None:
        if self.sender() is self._job:
            self._job = None
            self.ended.emit()

    def _cite(self, leads_to: Citation | KeptCitation) -> None:
        (self.kept_cited if isinstance(leads_to, KeptCitation) else self.cited).emit(leads_to)
