"""Fetches documents for the article pane, keeps the last few, and follows what they point to."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer

from app.core.answers import KeptCitation
from app.core.errors import AppError, DocumentMissing
from app.core.types import Citing, Hit, Link, Passage, Span, Standing
from app.gui.job import Job
from app.gui.kept import find_kept
from app.gui.session import Connections, Reading, Session
from app.gui.widgets.article import ArticlePane
from app.gui.widgets.notice import Notice

KEPT = 8
STEPS_BACK = 50
_SETTLE_MS = 40
"""While an arrow key is held down only the hit where it stops is opened."""


@dataclass(frozen=True, slots=True)
class _Wanted:
    """`passage_id` 0: the document's beginning. `marks` are in the passage's text."""

    document_id: str
    passage_id: int
    marks: Sequence[Span] = ()
    standing: Standing = Standing.CURRENT
    """As a search found it; a link does not tell."""
    kept: KeptCitation | None = None
    """What says where to look, when it is a citation of an earlier conversation."""


class Reader(QObject):
    """Opens hits, links and documents in the pane; the last one asked for wins."""

    def __init__(self, session: Session, pane: ArticlePane, notice: Notice, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._pane = pane
        self._notice = notice
        self._kept: OrderedDict[str, Reading] = OrderedDict()
        self._job: Job | None = None
        self._connecting: Job | None = None
        self._wanted: _Wanted | None = None
        self._shown = ""  # the id of the document in the pane
        self._trail: list[_Wanted] = []
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._settle.timeout.connect(self._open)
        pane.turned.connect(self._connect_passage)
        pane.followed.connect(self.follow)
        pane.citing_wanted.connect(self.open_citing)
        pane.back_wanted.connect(self.go_back)

    def show_hit(self, hit: Hit, marks: Sequence[Span] | None = None) -> None:
        """`marks` are in the passage's text; without them the matched words are marked."""
        self._set_trail([])
        shown = hit.highlights if marks is None else marks
        self._wanted = _Wanted(hit.document.id, hit.passage.id, shown, hit.standing)
        self._settle.start()

    def open_now(self, hit: Hit, marks: Sequence[Span] | None = None) -> None:
        self.show_hit(hit, marks)
        self._settle.stop()
        self._open()

    def open_document(self, document_id: str) -> None:
        """At its beginning."""
        self._set_trail([])
        self._go(_Wanted(document_id, 0))

    def follow(self, link: Link) -> None:
        self._leave_trace()
        self._go(_Wanted(link.target_document, link.target_passage))

    def open_citing(self, citing: Citing) -> None:
        self._leave_trace()
        self._go(_Wanted(citing.document_id, citing.passage_id, (citing.span,)))

    def open_kept(self, kept: KeptCitation) -> None:
        """A citation of a conversation from before: its article, or word that it has changed or gone."""
        self._set_trail([])
        self._go(_Wanted(kept.document_id, 0, kept=kept))

    def go_back(self) -> None:
        """To the article from which the last link was followed."""
        if self._trail:
            last = self._trail[-1]
            self._set_trail(self._trail[:-1])
            self._go(last)

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
        self._set_trail([])
        self._pane.clear()

    # --- the way -----------------------------------------------------------------------------
    def _leave_trace(self) -> None:
        passage = self._pane.current()
        if passage is not None:
            self._set_trail([*self._trail, _Wanted(self._shown, passage.id)][-STEPS_BACK:])

    def _set_trail(self, trail: list[_Wanted]) -> None:
        self._trail = trail
        self._pane.offer_back(bool(trail))

    def _go(self, wanted: _Wanted) -> None:
        self._wanted = wanted
        self._settle.stop()
        self._open()

    # --- fetching ----------------------------------------------------------------------------
    def _open(self) -> None:
        self._drop()
        if self._wanted is None or not self._session.is_open:
            return
        document_id = self._wanted.document_id
        if document_id in self._kept:
            self._kept.move_to_end(document_id)
            self._show(self._kept[document_id])
            return
        self._job = self._session.read(document_id)
        self._job.done.connect(self._take)
        self._watch(self._job, self._tell_fault)

    def _watch(self, job: Job, tell: Callable[[AppError], None] | None = None) -> None:
        job.failed.connect(tell or self._notice.show_error)
        job.broke.connect(self._notice.show_bug)
        job.ended.connect(self._forget_ended)

    def _tell_fault(self, error: AppError) -> None:
        kept = self._wanted.kept if self._wanted is not None else None
        if kept is None or not isinstance(error, DocumentMissing):
            self._notice.show_error(error)
            return
        self.clear()
        title = self.tr("The cited document has gone")
        words = self.tr("「{title}」 is no longer in the library. The conversation keeps what it said.")
        self._notice.say(title, words.format(title=kept.title))

    def _forget_ended(self) -> None:
        if self.sender() is self._job:
            self._job = None
        if self.sender() is self._connecting:
            self._connecting = None

    def _take(self, reading: Reading) -> None:
        self._kept[reading.document.id] = reading
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        self._show(reading)

    def _show(self, reading: Reading) -> None:
        wanted = self._wanted
        if wanted is None or wanted.document_id != reading.document.id:
            return
        self._shown = reading.document.id
        passage_id, marks = wanted.passage_id, wanted.marks
        if wanted.kept is not None:
            passage, marks = find_kept(wanted.kept, reading.passages)
            passage_id = passage.id if passage is not None else 0
            if not marks:
                self._tell_changed(wanted.kept, passage)
        self._pane.show_passage(reading.document, reading.passages, passage_id, marks, wanted.standing)

    def _tell_changed(self, kept: KeptCitation, passage: Passage | None) -> None:
        if passage is None:
            title = self.tr("The cited article has gone")
        elif kept.quote:
            title = self.tr("The cited article has changed")
        else:
            return
        words = self.tr("「{title}」 {article} no longer says what was quoted. The conversation keeps it.")
        self._notice.say(title, words.format(title=kept.title, article=kept.article))

    def _connect_passage(self, passage: Passage) -> None:
        """What the article points to comes a moment after its text."""
        if self._connecting is not None:
            self._connecting.drop()
            self._connecting = None
        if not self._session.is_open:
            return
        self._connecting = self._session.connections(passage.id)
        self._connecting.done.connect(self._show_connections)
        self._watch(self._connecting)

    def _show_connections(self, connections: Connections) -> None:
        passage = self._pane.current()
        if passage is not None and passage.id == connections.passage_id:
            self._pane.show_connections(connections.links, connections.cited_by)

    def _drop(self) -> None:
        job, self._job = self._job, None
        if job is not None:
            job.drop()
