"""Fetches documents for the article pane, and keeps the last few."""

from collections import OrderedDict
from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer

from app.core.types import Hit, Span
from app.gui.job import Job
from app.gui.session import Reading, Session
from app.gui.widgets.article import ArticlePane
from app.gui.widgets.notice import Notice

KEPT = 8
_SETTLE_MS = 40
"""While an arrow key is held down only the hit where it stops is opened."""


class Reader(QObject):
    """Opens hits in the pane; the last one asked for wins."""

    def __init__(self, session: Session, pane: ArticlePane, notice: Notice, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._pane = pane
        self._notice = notice
        self._kept: OrderedDict[str, Reading] = OrderedDict()
        self._job: Job | None = None
        self._wanted: tuple[Hit, Sequence[Span]] | None = None
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._settle.timeout.connect(self._open)

    def show_hit(self, hit: Hit, marks: Sequence[Span] | None = None) -> None:
        """`marks` are in the passage's text; without them the matched words are marked."""
        self._wanted = (hit, hit.highlights if marks is None else marks)
        self._settle.start()

    def open_now(self, hit: Hit, marks: Sequence[Span] | None = None) -> None:
        self.show_hit(hit, marks)
        self._settle.stop()
        self._open()

    @property
    def pending(self) -> bool:
        """Whether something was asked for and is not shown yet."""
        return self._settle.isActive() or self._job is not None

    def forget(self) -> None:
        """The documents may have changed."""
        self._kept.clear()

    def clear(self) -> None:
        """Show nothing, also not what is still on its way."""
        self._wanted = None
        self._settle.stop()
        self._drop()
        self._pane.clear()

    def _open(self) -> None:
        self._drop()
        if self._wanted is None or not self._session.is_open:
            return
        document_id = self._wanted[0].document.id
        if document_id in self._kept:
            self._kept.move_to_end(document_id)
            self._show(self._kept[document_id])
            return
        self._job = self._session.read(document_id)
        self._job.done.connect(self._take)
        self._job.failed.connect(self._notice.show_error)
        self._job.broke.connect(self._notice.show_bug)
        self._job.ended.connect(self._forget_ended)

    def _forget_ended(self) -> None:
        if self.sender() is self._job:
            self._job = None

    def _take(self, reading: Reading) -> None:
        self._kept[reading.document.id] = reading
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        self._show(reading)

    def _show(self, reading: Reading) -> None:
        if self._wanted is None or self._wanted[0].document.id != reading.document.id:
            return
        hit, marks = self._wanted
        self._pane.show_passage(reading.document, reading.passages, hit.passage.id, marks)

    def _drop(self) -> None:
        job, self._job = self._job, None
        if job is not None:
            job.drop()
