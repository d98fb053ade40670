"""찾기: one box; results while typing, full search, and answers that stand on what was found."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QVBoxLayout, QWidget

from app.core.errors import MeaningBehind
from app.core.events import Progress, Warned
from app.core.types import Answer, Citation, Hit, Query
from app.gui.job import Job
from app.gui.pages.reader import Reader
from app.gui.session import Holdings, Session
from app.gui.widgets.answer import AnswerPane
from app.gui.widgets.article import ArticlePane
from app.gui.widgets.filters import Filters
from app.gui.widgets.labels import Caption
from app.gui.widgets.notice import Notice
from app.gui.widgets.results import Results
from app.gui.widgets.search_box import SearchBox
from app.gui.words import reason_text, stage_name

if TYPE_CHECKING:
    from app.services.search import SearchResult

SUGGESTIONS = 10
RESULTS = 20


class SearchPage(QWidget):
    """Typing shows words-only results; Enter searches in full; Ctrl+Enter asks."""

    said = Signal(str)  # a short word for the status bar

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._suggesting: Job | None = None
        self._searching: Job | None = None
        self._asking: Job | None = None
        self._searched = ""  # what the results stand for, with its filters
        self._moved = False
        self.box = SearchBox(self)
        self.filters = Filters(self)
        self.search_button = QPushButton(self.tr("Search"), self)
        self.ask_button = QPushButton(self.tr("Ask"), self)
        self.notice = Notice(session.messages, self)
        self.answer = AnswerPane(self)
        self.caption = Caption(self)
        self.results = Results(self)
        self.left = QSplitter(Qt.Orientation.Vertical, self)
        self.article = ArticlePane(self)
        self.reader = Reader(session, self.article, self.notice, self)
        self._lay_out()
        self._connect()
        self._show_start()
        self.setFocusProxy(self.box)

    def take_holdings(self, holdings: Holdings) -> None:
        self.filters.set_collections(holdings.collections)
        self.reader.forget()

    def focus_box(self) -> None:
        self.box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.box.selectAll()

    # --- orders ------------------------------------------------------------------------------
    def search(self) -> None:
        """The full search for what is in the box."""
        self.box.settle()
        self._suggesting = _dropped(self._suggesting)
        running = self._searching is not None and self._searched == self._state()
        if not self.box.text().strip() or running or not self._session.is_open:
            return
        self._searching = _dropped(self._searching)
        self._asking = _dropped(self._asking)
        self._close_answer()
        self.notice.hide()
        self._searched = self._state()
        self.caption.setText(self._session.messages.say("searching"))
        job = self._searching = self._session.search(self._query(RESULTS))
        job.done.connect(self._show_result)
        job.failed.connect(self._show_start)
        job.broke.connect(self._show_start)
        self._watch(job)

    def ask(self) -> None:
        self.box.settle()
        self._suggesting = _dropped(self._suggesting)
        text = self.box.text().strip()
        if not text or self._asking or not self._session.is_open:
            return
        self._searching = _dropped(self._searching)
        self.notice.hide()
        self.caption.clear()
        self._searched = self._state()
        self.answer.begin()
        self.answer.show()
        job = self._asking = self._session.ask(text, self.filters.collection)
        job.found.connect(self._show_found)
        job.progressed.connect(self._show_stage)
        job.tokens.connect(self.answer.stream)
        job.warned.connect(self._show_notice)
        job.done.connect(self._show_answer)
        job.cancelled.connect(lambda: self.answer.stop(self.tr("Stopped. What was written is not checked.")))
        job.failed.connect(lambda _error: self._close_answer())
        job.broke.connect(lambda _trace: self._close_answer())
        self._watch(job)

    def stop(self) -> None:
        """Esc: stop what runs; when nothing does, close the answer."""
        running = [job for job in (self._asking, self._searching) if job]
        for job in running:
            job.cancel()
        if not running:
            self._close_answer()
            self.focus_box()

    def _suggest(self) -> None:
        if self._asking or self.answer.isVisible() or not self._session.is_open:
            return  # the hits under an answer are what it stands on
        self._suggesting = _dropped(self._suggesting)
        self._searching = _dropped(self._searching)
        self._searched = ""
        self._moved = False
        if not self.box.text().strip():
            self._show_start()
            return
        job = self._suggesting = self._session.suggest(self._query(SUGGESTIONS))
        job.done.connect(self._show_suggestions)
        self._watch(job)

    def _query(self, limit: int) -> Query:
        return Query(
            self.box.text().strip(),
            limit,
            collections=(self.filters.collection,) if self.filters.collection else (),
            kinds=(self.filters.kind,) if self.filters.kind else (),
        )

    def _state(self) -> str:
        return "\n".join((self.box.text().strip(), self.filters.collection, self.filters.kind))

    def _watch(self, job: Job) -> None:
        job.failed.connect(self.notice.show_error)
        job.broke.connect(self.notice.show_bug)
        job.ended.connect(self._forget_ended)

    def _forget_ended(self) -> None:
        job = self.sender()
        if job is self._suggesting:
            self._suggesting = None
        if job is self._searching:
            self._searching = None
            if self.caption.text() == self._session.messages.say("searching"):
                self.caption.clear()
        if job is self._asking:
            self._asking = None

    # --- what comes back ---------------------------------------------------------------------
    def _show_suggestions(self, result: "SearchResult") -> None:
        self.notice.hide()
        self._show_hits(result.hits)
        self.caption.setText(self.tr("By words, while you type. Enter searches by meaning too."))

    def _show_result(self, result: "SearchResult") -> None:
        self._show_hits(result.hits)
        self.results.choose(0)
        seconds = f"{result.took_ms / 1000:.2f}"
        told = [self.tr("{count} articles · {seconds} s").format(count=len(result.hits), seconds=seconds)]
        for notice in result.notices:
            if notice.code == MeaningBehind.code:  # it lasts for long, and the status bar tells how far it is
                told.append(self._session.messages.for_code(notice.code, notice.params).title)
            else:
                self._show_notice(notice)
        self.caption.setText(" · ".join(told))

    def _show_found(self, hits: tuple[Hit, ...]) -> None:
        self._show_hits(hits)
        self.results.choose(0)
        self.caption.setText(self.tr("Articles found for the answer"))

    def _show_answer(self, answer: Answer) -> None:
        self.answer.show_answer(answer, reason_text(self._session.messages, answer))
        whole = self.left.height()
        height = min(self.answer.wanted_height(), whole * 3 // 5)
        self.left.setSizes([height, whole - height])
        self._show_hits(answer.hits)
        if answer.abstained:
            self.caption.setText(self._session.messages.say("nearest"))
            self.results.choose(0)
        elif answer.citations:
            self._follow(answer.citations[0])

    def _show_stage(self, progress: Progress) -> None:
        self.answer.show_stage(stage_name(self._session.messages, progress.stage))

    def _show_notice(self, warned: Warned) -> None:
        self.notice.show_message(self._session.messages.for_code(warned.code, warned.params))

    def _show_hits(self, hits: tuple[Hit, ...]) -> None:
        self._moved = False
        self.results.show_hits(hits)
        self.results.show_hint("" if hits else self._session.messages.say("no_hits"))
        if not hits:
            self.reader.clear()

    def _show_start(self, _fault: object = None) -> None:
        """Nothing is shown that the box does not ask for."""
        self.results.show_hits(())
        self.results.show_hint(self.tr("Type what you are looking for.\nEnter searches, Ctrl+Enter asks a question."))
        self.caption.setText(self.tr("Ctrl+K leads here from anywhere."))
        self.reader.clear()

    def _follow(self, citation: Citation) -> None:
        self.results.choose_quietly(self.results.hits.row_of(citation.hit.passage.id))
        self.reader.open_now(citation.hit, (citation.span,) if citation.verified else ())

    # --- the keyboard ------------------------------------------------------------------------
    def _enter(self) -> None:
        hit = self.results.current_hit()
        if hit is not None and (self._moved or self._searched == self._state()):
            self._open(hit)
        else:
            self.search()

    def _move(self, rows: int) -> None:
        self.results.step(rows)
        self._moved = True

    def _open(self, hit: Hit) -> None:
        self.reader.open_now(hit)
        self.article.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _repeat(self) -> None:
        """A filter was changed: look again in the same way."""
        if self._searched and not self.answer.isVisible():
            self.search()
        else:
            self._suggest()

    def _close_answer(self) -> None:
        self.answer.hide()

    # --- making ------------------------------------------------------------------------------
    def _connect(self) -> None:
        self.box.typed.connect(self._suggest)
        self.box.entered.connect(self._enter)
        self.box.moved.connect(self._move)
        self.box.copy_wanted.connect(self.article.copy)
        self.search_button.clicked.connect(self.search)
        self.ask_button.clicked.connect(self.ask)
        self.filters.changed.connect(self._repeat)
        self.results.chosen.connect(self.reader.show_hit)
        self.results.opened.connect(self._open)
        self.results.copy_wanted.connect(self.article.copy)
        self.answer.cited.connect(self._follow)
        self.answer.closed.connect(self._close_answer)
        self.answer.copied.connect(lambda what: self.said.emit(self.tr("Copied: {what}").format(what=what)))
        self.article.copied.connect(lambda what: self.said.emit(self.tr("Copied: {what}").format(what=what)))
        for keys, act in (("Esc", self.stop), ("Ctrl+Return", self.ask), ("Ctrl+Enter", self.ask)):
            context = Qt.ShortcutContext.WidgetWithChildrenShortcut
            QShortcut(QKeySequence(keys), self, context=context).activated.connect(act)

    def _lay_out(self) -> None:
        self.box.setPlaceholderText(self.tr("Words, an article or a question"))
        self.box.setAccessibleName(self.tr("Search"))
        self.box.setClearButtonEnabled(True)
        self.box.setAcceptDrops(False)  # files dropped here are for the library
        self.box.setMinimumHeight(self.fontMetrics().height() + 16)
        self.search_button.setToolTip(self.tr("Search by words and by meaning (Enter)"))
        self.ask_button.setToolTip(self.tr("Answer from the documents, with citations (Ctrl+Enter)"))
        row = QHBoxLayout()
        row.addWidget(self.box, 1)
        row.addWidget(self.filters)
        row.addWidget(self.search_button)
        row.addWidget(self.ask_button)
        found = QWidget(self)
        column = QVBoxLayout(found)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.caption)
        column.addWidget(self.results, 1)
        left = self.left
        left.addWidget(self.answer)
        left.addWidget(found)
        left.setStretchFactor(0, 1)
        left.setStretchFactor(1, 1)
        self.answer.hide()
        halves = QSplitter(Qt.Orientation.Horizontal, self)
        halves.addWidget(left)
        halves.addWidget(self.article)
        halves.setSizes([500, 560])
        for splitter in (left, halves):
            splitter.setChildrenCollapsible(False)
            splitter.setHandleWidth(9)
        page = QVBoxLayout(self)
        page.setContentsMargins(16, 14, 16, 12)
        page.setSpacing(10)
        page.addLayout(row)
        page.addWidget(self.notice)
        page.addWidget(halves, 1)


def _dropped(job: Job | None) -> Job | None:
    """What was ordered is no longer wanted; gives None for its place."""
    if job is not None:
        job.drop()
    return None
