"""From notes to a draft: what code makes is there at once; the model's words come later, never over the user's."""

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from app.core.drafts import Basis, Draft
from app.core.events import Progress
from app.core.messages import Messages
from app.gui.job import Job
from app.gui.words import stage_name
from app.gui.writer import Writer
from app.gui.writing.desk import Desk
from app.gui.writing.state import State
from app.gui.writing_counter import DraftOrder

_TAIL = 60
"""Characters of what the model writes that are shown while it writes."""


class Drafting(QObject):
    """`stage` tells what is going on, empty: nothing any more; `made` gives a Draft that is on the desk; `late` one
    that came when the user had gone on writing."""

    stage = Signal(str)
    made = Signal(object)
    late = Signal(object)
    ended = Signal()
    warned = Signal(object)
    failed = Signal(object)
    broke = Signal(str)

    def __init__(self, writer: Writer, desk: Desk, messages: Messages, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._writer = writer
        self._desk = desk
        self._messages = messages
        self._job: Job | None = None
        self._shown: Draft | None = None
        self._words = ""

    @property
    def running(self) -> bool:
        return self._job is not None

    def draft(self, order: DraftOrder) -> None:
        self.drop()
        self._words, self._shown = "", None
        job = self._job = self._writer.draft(order)
        self.stage.emit(self.tr("Reading the notes…"))
        job.drafted.connect(self._show_first)
        job.progressed.connect(self._show_stage)
        job.tokens.connect(self._stream)
        job.warned.connect(self.warned)
        job.done.connect(self._show_last)
        job.failed.connect(self.failed)
        job.broke.connect(self.broke)
        job.ended.connect(self._end)

    def cancel(self) -> bool:
        """Stop; what code made stays. Whether there was anything to stop."""
        if self._job is not None:
            self._job.cancel()
        return self._job is not None

    def drop(self) -> None:
        job, self._job = self._job, None
        if job is not None:
            job.drop()
            self.stage.emit("")

    def put(self, draft: Draft) -> None:
        """On the desk, with the way back."""
        if self._desk.state is None:
            self._desk.open(draft)
        else:
            self._desk.edit(State(draft), self.tr("Make a draft"))
        self._shown = self._desk.draft
        self.made.emit(draft)

    def _show_first(self, draft: Draft) -> None:
        self.put(draft)
        self.stage.emit(self.tr("The draft is there; the model looks for better words…"))

    def _show_stage(self, progress: Progress) -> None:
        self.stage.emit(stage_name(self._messages, progress.stage))

    def _stream(self, text: str) -> None:
        self._words = (self._words + text)[-_TAIL * 2 :]
        tail = " ".join(self._words.split())[-_TAIL:]
        self.stage.emit(self.tr("The model writes: {words}").format(words=f"…{tail}"))

    def _show_last(self, draft: Draft) -> None:
        held = self._desk.draft
        if self._shown is None or held is None or _same(held, self._shown):
            if held is None or not _same(held, draft):
                self.put(draft)
        else:
            self.late.emit(draft)

    def _end(self) -> None:
        if self.sender() is self._job:
            self._job = None
            self.stage.emit("")
            self.ended.emit()


def values_of(draft: Draft | None) -> dict[str, str]:
    """What the user stands for: it goes into the next draft as it is."""
    return {slot.key: slot.value for slot in draft.slots if slot.confirmed} if draft is not None else {}


def chosen_bases(draft: Draft | None) -> tuple[Basis, ...]:
    """Articles that the user put in."""
    return tuple(basis for basis in draft.bases if basis.chosen) if draft is not None else ()


def _same(one: Draft, other: Draft) -> bool:
    """But for what the store says of them."""
    return replace(one, id=0, started=0, touched=0) == replace(other, id=0, started=0, touched=0)
