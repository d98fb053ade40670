"""The sheet that the draft makes, at once, and what is to be said of it, when the typing pauses."""

from PySide6.QtCore import QObject, QTimer, Signal

from app.core.drafts import Draft, Item, Letter
from app.gui.job import Job
from app.gui.laid import Laid
from app.gui.writer import Writer
from app.gui.writing.desk import Desk

TYPING_MS = 90
PAUSE_MS = 450


class Proof(QObject):
    """`laid` gives a Laid sheet of the draft as it is now, `checked` a Checked of it. One order of a kind at a time;
    of drafts that come in between only the last is looked at."""

    laid = Signal(object)
    checked = Signal(object)
    failed = Signal(object)
    broke = Signal(str)

    def __init__(self, writer: Writer, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._writer = writer
        self._desk = desk
        self._sheet: Laid | None = None
        self._of: Letter | None = None  # what the sheet is of
        self._laying: Job | None = None
        self._checking: Job | None = None
        self._soon = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._soon.timeout.connect(self._lay)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._check)
        desk.changed.connect(self._follow)

    @property
    def sheet(self) -> Laid | None:
        """Of the draft as it is now; None while it is not known."""
        draft = self._desk.draft
        return self._sheet if draft is not None and self._of is draft.letter else None

    def hurry(self) -> None:
        """Look now, not when the typing pauses."""
        self._pause.stop()
        self._check()

    def _follow(self) -> None:
        draft = self._desk.draft
        self._pause.start()
        if draft is None:
            self._sheet = self._of = None
            self._pause.stop()
            return
        before = self._of
        if before is None or not _typed(before, draft.letter):
            self._lay()
        else:
            self._soon.start()

    def _lay(self) -> None:
        draft = self._desk.draft
        if draft is None or draft.letter is self._of or not self._writer.ready:
            return
        if self._laying is not None:
            self._soon.start()
            return
        job = self._laying = self._writer.laid(draft)
        job.done.connect(lambda sheet: self._take(draft, sheet))
        job.failed.connect(self.failed)
        job.broke.connect(self.broke)
        job.ended.connect(self._end_laying)

    def _take(self, draft: Draft, sheet: Laid) -> None:
        held = self._desk.draft
        if held is not None and held.letter == draft.letter:
            self._sheet, self._of = sheet, held.letter
            self.laid.emit(sheet)

    def _end_laying(self) -> None:
        self._laying = None
        if self._desk.draft is not None and self._desk.draft.letter is not self._of:
            self._soon.start()

    def _check(self) -> None:
        draft = self._desk.draft
        if draft is None or not self._writer.ready:
            return
        if self._checking is not None:
            self._pause.start()
            return
        job = self._checking = self._writer.checked(draft)
        job.done.connect(lambda found: self._take_checked(draft, found))
        job.failed.connect(self.failed)
        job.broke.connect(self.broke)
        job.ended.connect(self._end_checking)

    def _take_checked(self, draft: Draft, found: object) -> None:
        held = self._desk.draft
        if held is not None and held.letter == draft.letter:
            self.checked.emit(found)

    def _end_checking(self) -> None:
        self._checking = None


def _typed(one: Letter, other: Letter) -> bool:
    """Whether only words differ: the marks stay where they are."""
    return one.attachments == other.attachments and _shape(one.items) == _shape(other.items)


def _shape(items: tuple[Item, ...]) -> tuple[object, ...]:
    return tuple((_shape(item.items), item.table is None) for item in items)
