"""찾기: one box; results while typing, full search, and answers that stand on what was found."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from app.core.answers import Answer, Citation, Exchange
from app.core.errors import MeaningBehind
from app.core.events import Warned
from app.core.types import Hit, Query
from app.gui.finder import Finder
from app.gui.pages.ahead import Ahead
from app.gui.pages.asking import Asking
from app.gui.pages.memory import Memory
from app.gui.pages.originals import Originals
from app.gui.pages.reader import Reader
from app.gui.pages.searching import Searching
from app.gui.pages.talks import Talks
from app.gui.pickers import Pickers
from app.gui.session import Holdings, Session
from app.gui.talker import Talker
from app.gui.widgets.article import ArticlePane
from app.gui.widgets.filter_bar import FilterBar
from app.gui.widgets.filter_panel import narrowed
from app.gui.widgets.found import Found
from app.gui.widgets.notice import Notice
from app.gui.widgets.search_row import SearchRow

if TYPE_CHECKING:
    from app.services.search import SearchResult

SUGGESTIONS = 10
RESULTS = 20


class SearchPage(QWidget):
    """Typing shows words-only results; Enter searches in full; Ctrl+Enter asks; Shift+Enter takes what was typed."""

    said = Signal(str)  # a short word for the status bar
    model_used = Signal()  # it may be loaded, and run elsewhere, since

    def __init__(self, session: Session, pickers: Pickers, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._messages = session.messages
        self._finder = Finder(session, self)
        talker = Talker(session, self)
        self._searched: Query | None = None  # what the results stand for
        self._moved = False
        self._early = False  # the results are those by words, and the others are on their way
        self.filters = FilterBar(session.messages.language, self)
        self.row = SearchRow(self.filters.button, self)
        self.box = self.row.box
        self.notice = Notice(session.messages, self)
        self.left = Found(session.messages.language, self)
        self.answer, self.results = self.left.answer, self.left.results
        self.caption, self.understood = self.left.caption, self.left.understood
        self.article = ArticlePane(self)
        self.reader = Reader(session, self.article, self.notice, self)
        self.originals = Originals(self._finder, self.article, pickers, session.messages, self.notice, self)
        self.work = Searching(self._finder, self)
        self.asking = Asking(talker, self.answer, session.messages, self)
        self.ahead = Ahead(talker, self)
        self.talks = Talks(talker, self.box, pickers, self.notice, self)
        self.memory = Memory(self._finder, self.box, pickers, self.notice, self)
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
    def search(self, *, verbatim: bool = False) -> None:
        """The full search for what is in the box."""
        self.box.settle()
        self.filters.settle()
        self.work.drop_suggestion()
        query = replace(self._query(), verbatim=verbatim)
        running = self.work.searching and self._searched == query
        if not query.text or running or not self._finder.ready:
            return
        self.ahead.hold()
        self.asking.close()
        self.notice.hide()
        self._searched = query
        self._moved = self._early = False
        self.caption.setText(self._messages.say("searching"))
        self.results.show_hint(self._messages.say("searching"))
        self.work.search(replace(query, limit=RESULTS))

    def ask(self) -> None:
        self.box.settle()
        self.filters.settle()
        self.work.drop_suggestion()
        query = self._query()
        if not query.text or not self._finder.ready:
            return
        if self.asking.running:
            if query != self._searched:
                self.caption.setText(self.tr("Ask on once this answer is there; Esc stops it."))
            return
        self.ahead.hold()
        self.work.drop_searches()
        self.notice.hide()
        self.caption.clear()
        self.understood.tell(None)
        self._searched = query
        self.asking.ask(query)
        self.memory.remember(query)

    def begin_anew(self) -> None:
        """Ctrl+N: an empty box, and a question that goes on with nothing."""
        self.asking.close()
        self.box.clear()
        self._searched = None
        self._show_start()
        self.focus_box()

    def stop(self) -> None:
        """Esc: close the list that is open; else stop what runs; else close the answer."""
        if self.memory.close() or self.talks.close():
            return
        stopped = [self.asking.cancel(), self.work.cancel()]
        if not any(stopped):
            self.asking.close()
            self.focus_box()

    def _suggest(self) -> None:
        self.ahead.wait()
        if self.asking.running or self.asking.on_screen or not self._finder.ready:
            return  # the hits under an answer are what it stands on
        self.work.drop_searches()
        self._searched = None
        self._moved = False
        query = self._query()
        if query.text:
            self.work.suggest(replace(query, limit=SUGGESTIONS))
        else:
            self._show_start()

    def _query(self) -> Query:
        return replace(self.filters.query(), text=self.box.text().strip())

    def _again(self, query: Query) -> None:
        """A search made before, with its filters."""
        self.box.setText(query.text)
        self.filters.put(query)
        self.search(verbatim=query.verbatim)

    def _take_typed(self) -> None:
        """Shift+Enter: as typed; once more: as usual."""
        self.search(verbatim=self._searched != replace(self._query(), verbatim=True))

    # --- what comes back ---------------------------------------------------------------------
    def _show_suggestions(self, result: "SearchResult") -> None:
        self.notice.hide()
        self._show_hits(result.hits)
        self._tell_reading(result)
        self.caption.setText(self.tr("By words, while you type. Enter searches by meaning too."))

    def _show_early(self, hits: tuple[Hit, ...]) -> None:
        """By words, while meaning is still looked for. None is opened: what the user opens then stays where it is."""
        if hits:
            self._early = True
            self.results.show_hits(hits)
            self.caption.setText(self.tr("Found by words; meaning is still being searched…"))

    def _show_result(self, result: "SearchResult") -> None:
        held = self.results.current_hit() if self._early else None
        if held is not None:
            self.results.replace_hits(result.hits)
            self._say_when_empty(result.hits)
        else:
            self._show_hits(result.hits)
            self.results.choose(0)
        self._tell_reading(result)
        if self._searched is not None:
            self.memory.remember(self._searched)
        count, seconds = len(result.hits), f"{result.took_ms / 1000:.2f}"
        told = [self.tr("{count} articles · {seconds} s").format(count=count, seconds=seconds)]
        if result.absent:
            told.insert(0, self._messages.say(f"reason_{result.absent}", **result.absent_params))
        for notice in result.notices:
            if notice.code == MeaningBehind.code:  # it lasts for long, and the status bar tells how far it is
                told.append(self._messages.for_code(notice.code, notice.params).title)
            else:
                self._show_notice(notice)
        self.caption.setText(" · ".join(told))

    def _tell_reading(self, result: "SearchResult") -> None:
        if self._searched is not None and self._searched.verbatim:
            self.understood.tell_verbatim()
        else:
            self.understood.tell(result.understood)

    def _show_found(self, hits: tuple[Hit, ...]) -> None:
        self._show_hits(hits)
        self.results.choose(0)
        self.caption.setText(self.tr("Articles found for the answer"))

    def _show_answer(self, answer: Answer) -> None:
        self.left.make_room()
        self._show_hits(answer.hits)
        told = [self._messages.say("nearest")] if answer.abstained else []
        self.caption.setText(" · ".join([*told, self._how_to_go_on()]))
        if answer.abstained:
            self.results.choose(0)
        elif answer.citations:
            self._follow(answer.citations[0])
        if self._searched is not None and self.box.hasFocus() and self.box.text().strip() == self._searched.text:
            self.box.selectAll()  # what is typed next is the next question
        self.ahead.stand_on((each.hit.passage.id for each in answer.citations), read=bool(answer.model))

    def _how_to_go_on(self) -> str:
        return self.tr("Ctrl+Enter with new words goes on with this conversation; Ctrl+N begins another.")

    def _show_conversation(self, identity: int, exchanges: tuple[Exchange, ...]) -> None:
        self.work.drop_searches()
        self.notice.hide()
        self._searched = None
        self._show_hits(())
        self.results.show_hint(self.tr("A conversation from before. Its citations open the articles."))
        self.understood.tell(None)
        self.box.clear()
        self.caption.setText(self._how_to_go_on())
        self.asking.show_conversation(identity, exchanges)
        self.left.make_room()

    def _forget_conversation(self, identity: int) -> None:
        if identity in (0, self.asking.conversation):
            self.asking.close()

    def _show_notice(self, warned: Warned) -> None:
        self.notice.show_message(self._messages.for_code(warned.code, warned.params))

    def _show_hits(self, hits: tuple[Hit, ...]) -> None:
        self._moved = False
        self.results.show_hits(hits)
        self._say_when_empty(hits)

    def _say_when_empty(self, hits: tuple[Hit, ...]) -> None:
        words = [self._messages.say("no_hits")]
        if narrowed(self.filters.query()):
            words.append(self.tr("Filters are set; Shift+F7 takes them away."))
        self.results.show_hint("" if hits else "\n".join(words))
        if not hits:
            self.reader.clear()

    def _show_start(self) -> None:
        """Nothing is shown that the box does not ask for."""
        self.results.show_hits(())
        self.results.show_hint(self._invitation())
        self.caption.setText(
            self.tr("Ctrl+K leads here from anywhere, Ctrl+H to earlier searches, Ctrl+J to conversations.")
        )
        self.understood.tell(None)
        self.reader.clear()

    def _invitation(self) -> str:
        return self.tr("Type what you are looking for.\nEnter searches, Ctrl+Enter asks a question.")

    def _end_search(self) -> None:
        self._early = False
        if self.caption.text() == self._messages.say("searching"):  # it was stopped
            self.caption.clear()
            self.results.show_hint("" if self.results.hits.hits else self._invitation())

    def _follow(self, citation: Citation) -> None:
        self.results.choose_quietly(self.results.hits.row_of(citation.hit.passage.id))
        self.reader.open_now(citation.hit, (citation.span,) if citation.verified else ())

    # --- the keyboard ------------------------------------------------------------------------
    def _enter(self) -> None:
        hit = self.results.current_hit()
        searched = self._searched is not None and replace(self._searched, verbatim=False) == self._query()
        if hit is not None and (self._moved or searched):
            self._open(hit)
        else:
            self.search()

    def _move(self, rows: int) -> None:
        if rows > 0 and not self.box.text():
            self.memory.open()
            return
        self.results.step(rows)
        self._moved = True

    def _open(self, hit: Hit) -> None:
        self.reader.open_now(hit)
        self.article.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _save(self) -> None:
        """Ctrl+S: the conversation that is chosen in the list, else this search under a name."""
        if self.talks.popup.isVisible():
            self.talks.popup.export_current()
        else:
            self.memory.save(self._query())

    def _repeat(self) -> None:
        """A filter was changed: look again in the same way."""
        if self._searched is not None and not self.asking.on_screen:
            self.search(verbatim=self._searched.verbatim)
        else:
            self._suggest()

    def _fill_ministries(self) -> None:
        if self._finder.ready:
            job = self._finder.ministries()
            job.done.connect(self.filters.set_ministries)
            job.failed.connect(self.notice.show_error)
            job.broke.connect(self.notice.show_bug)

    # --- making ------------------------------------------------------------------------------
    def _connect(self) -> None:
        self.box.typed.connect(self._suggest)
        self.box.entered.connect(self._enter)
        self.box.moved.connect(self._move)
        self.box.verbatim_wanted.connect(self._take_typed)
        self.box.copy_wanted.connect(self.article.copy)
        self.row.search_button.clicked.connect(self.search)
        self.row.ask_button.clicked.connect(self.ask)
        self.row.talks_button.clicked.connect(self.talks.open)
        self.filters.changed.connect(self._repeat)
        self.filters.opened.connect(self._fill_ministries)
        self.understood.verbatim_wanted.connect(lambda: self.search(verbatim=True))
        self.understood.reading_wanted.connect(self.search)
        self.memory.wanted.connect(self._again)
        self.memory.said.connect(self.said)
        self.results.chosen.connect(self.reader.show_hit)
        self.results.opened.connect(self._open)
        self.results.copy_wanted.connect(self.article.copy)
        self.answer.closed.connect(self.asking.close)
        self.answer.renewed.connect(self.begin_anew)
        self.answer.copied.connect(lambda what: self.said.emit(self.tr("Copied: {what}").format(what=what)))
        self.article.copied.connect(lambda what: self.said.emit(self.tr("Copied: {what}").format(what=what)))
        self.article.turned.connect(self.ahead.look_at)
        self._connect_work()
        self._connect_asking()
        for keys, act in (
            ("Esc", self.stop),
            ("Ctrl+Return", self.ask),
            ("Ctrl+Enter", self.ask),
            ("Ctrl+N", self.begin_anew),
            ("Ctrl+H", self.memory.open),
            ("Ctrl+J", self.talks.open),
            ("Ctrl+S", self._save),
            ("Ctrl+Shift+D", self.article.send),
            ("F7", self.filters.toggle),
            ("Shift+F7", self.filters.clear),
        ):
            context = Qt.ShortcutContext.WidgetWithChildrenShortcut
            QShortcut(QKeySequence(keys), self, context=context).activated.connect(act)

    def _connect_work(self) -> None:
        work = self.work
        work.suggested.connect(self._show_suggestions)
        work.found_early.connect(self._show_early)
        work.searched.connect(self._show_result)
        work.search_failed.connect(self._show_start)
        work.search_ended.connect(self._end_search)
        work.failed.connect(self.notice.show_error)
        work.broke.connect(self.notice.show_bug)

    def _connect_asking(self) -> None:
        asking = self.asking
        asking.found.connect(self._show_found)
        asking.answered.connect(self._show_answer)
        asking.cited.connect(self._follow)
        asking.kept_cited.connect(self.reader.open_kept)
        asking.warned.connect(self._show_notice)
        asking.ended.connect(self.model_used)
        asking.closed.connect(self.ahead.forget)
        asking.failed.connect(self.notice.show_error)
        asking.broke.connect(self.notice.show_bug)
        self.talks.opened.connect(self._show_conversation)
        self.talks.gone.connect(self._forget_conversation)

    def _lay_out(self) -> None:
        halves = QSplitter(Qt.Orientation.Horizontal, self)
        halves.addWidget(self.left)
        halves.addWidget(self.article)
        halves.setSizes([500, 560])
        halves.setChildrenCollapsible(False)
        halves.setHandleWidth(9)
        page = QVBoxLayout(self)
        page.setContentsMargins(16, 14, 16, 12)
        page.setSpacing(10)
        page.addWidget(self.row)
        page.addWidget(self.filters)
        page.addWidget(self.notice)
        page.addWidget(halves, 1)
