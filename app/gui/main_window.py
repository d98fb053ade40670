"""The one window: rail, places, status bar. It routes; the pages do."""

from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from app.core.messages import Messages
from app.core.pace import Pace
from app.core.paths import assets_dir
from app.core.settings import Settings
from app.gui import reports
from app.gui.activity import Activity
from app.gui.board import Board
from app.gui.bounds import Bounds
from app.gui.counter import Counter
from app.gui.filing import Filing
from app.gui.pages.bundle import BundlePage
from app.gui.pages.library import LibraryPage
from app.gui.pages.opening import OpeningPage
from app.gui.pages.search import SearchPage
from app.gui.pages.settings import SettingsPage
from app.gui.pages.welcome import WelcomePage
from app.gui.pages.writing import WritingPage
from app.gui.pickers import Pickers
from app.gui.resealing import Resealing
from app.gui.running import Running, running_why
from app.gui.session import Holdings, Session
from app.gui.upkeep import Upkeep
from app.gui.widgets.notice import Notice
from app.gui.widgets.rail import Rail
from app.gui.widgets.status import Status, Work

SEARCH, WRITING, LIBRARY, SETTINGS = 0, 1, 2, 3


class MainWindow(QMainWindow):
    """Shown first, then given its workspace with `open_workspace`."""

    def __init__(self, counter: Counter, messages: Messages, pickers: Pickers, *, network_locked: bool) -> None:
        super().__init__()
        self.session = Session(counter, messages, self)
        self.activity = Activity(self)
        self.upkeep = Upkeep(self.session, Pace(self.activity.busy), self)
        self.filing = Filing(self.session, self.upkeep, Pace(self.activity.busy), self)
        self._pickers = pickers
        self._holdings: Holdings | None = None
        self._leaving = self._installs = False
        self._place = SEARCH
        self.rail = Rail(self)
        self.notice = Notice(messages, self)
        self.opening = OpeningPage(self.session, self.notice, self)
        self.welcome = WelcomePage(self)
        self.bundle = BundlePage(self.session, pickers, self)
        self.search = SearchPage(self.session, pickers, self)
        self.writing = WritingPage(self.session, pickers, self)
        self.library = LibraryPage(self.session, self.filing, pickers, self)
        self.settings = SettingsPage(self.session, pickers, network_locked=network_locked, parent=self)
        self.stack = QStackedWidget(self)
        self.status = Status(network_locked, self)
        self.board = Board(messages, self.status, self)
        self.resealing = Resealing(self.session, self.opening, self.upkeep, self.writing.flush, self)
        self.bounds = Bounds(self.session, self.notice, self.status, (self.writing.surface.bar.paper,), self)
        self._lay_out()
        self._connect()

    def open_workspace(self, home: Path, settings: Settings) -> None:
        self.opening.open(home, settings)

    def go_to(self, place: int) -> None:
        self._place, self._installs = place, False
        self.rail.choose(place)
        self._show_place()

    # --- orders ------------------------------------------------------------------------------
    def _find(self) -> None:
        self.go_to(SEARCH)
        self.search.focus_box()

    def _take(self, paths: tuple[Path, ...], collection: str | None = None) -> None:
        if paths and self.session.is_open:
            self.go_to(LIBRARY)
            self.library.take(paths, collection)

    def _read(self, document_id: str) -> None:
        self.go_to(SEARCH)
        self.search.reader.open_document(document_id)
        self.search.article.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_bundle(self, on: bool) -> None:
        self._installs = on
        self._show_place()

    # --- what comes back ---------------------------------------------------------------------
    def _show_place(self) -> None:
        page: QWidget
        if not self.session.is_open or self._holdings is None:
            page = self.opening
        elif self._installs:
            page = self.bundle
        elif self._place == LIBRARY:
            page = self.library
        elif self._place == WRITING:
            page = self.writing
        elif self._place == SETTINGS:
            page = self.settings
        elif self._holdings.totals.documents or self._holdings.totals.failures:
            page = self.search
        else:
            page = self.welcome
        if page is not self.stack.currentWidget():
            self.stack.setCurrentWidget(page)
            page.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_holdings(self, holdings: Holdings) -> None:
        if self._holdings is None and holdings.totals.documents and self.session.is_open:
            self.session.warm().ended.connect(self._show_running)  # what the first search needs goes first
        self._holdings = holdings
        self.status.show_holdings(holdings.totals)
        self.search.take_holdings(holdings)
        self.library.take_holdings(holdings)
        self._show_place()
        if self.session.is_open and not self._leaving:
            self.upkeep.take_holdings(holdings)

    def _show_running(self) -> None:
        if self.session.is_open and not self._leaving:
            job = self.session.running()
            job.done.connect(self._take_running)
            job.failed.connect(self.notice.show_error)
            job.broke.connect(self.notice.show_bug)

    def _take_running(self, running: Running) -> None:
        self.status.show_running(running, running_why(self.session.messages, running))

    # --- Qt's own ----------------------------------------------------------------------------
    def closeEvent(self, event: QCloseEvent) -> None:
        """What was typed is kept, work is stopped, then the workspace given back; only then is the window gone."""
        self.writing.flush()
        if self.session.crew.staffed:
            event.ignore()
            self._stop_and_close()
            return
        self._leaving = True
        self.bounds.lift()
        self.upkeep.stop()
        self.session.close()
        event.accept()

    def _stop_and_close(self) -> None:
        if not self._leaving:
            self._leaving = True
            self.setEnabled(False)
            self.upkeep.stop()
            # not at once: what waits for the same end may have one more thing to read
            self.session.crew.idle.connect(self.close, Qt.ConnectionType.QueuedConnection)
        self.status.show_work(Work(self.tr("Stopping the work…")))
        self.session.crew.cancel_all()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow() and not self._leaving:
            self.session.refresh()  # another window may have changed the workspace

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() and self.session.is_open:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = tuple(Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile())
        event.acceptProposedAction()
        self._take(paths)

    # --- making ------------------------------------------------------------------------------
    def _connect(self) -> None:
        self.rail.chosen.connect(self.go_to)
        self.opening.encrypt_wanted.connect(self.settings.security.encrypt_first)
        self.settings.security.wanted.connect(self.resealing.begin)
        self.resealing.changed.connect(self.settings.security.take_change)
        self.resealing.failed.connect(self.settings.security.notice.show_error)
        self.resealing.closed.connect(self._show_place)
        self.settings.said.connect(self.status.say)
        self.settings.bundle_wanted.connect(lambda: self._show_bundle(True))
        self.session.opened.connect(lambda model: self._take_running(Running(model)))
        self.session.changed.connect(self._take_holdings)
        self.session.working.connect(self.board.show)
        self.upkeep.kept.connect(lambda report: self.status.say(reports.news(report)))
        self.session.faulted.connect(self.notice.show_error)
        self.session.broke.connect(self.notice.show_bug)
        self.status.cancel_wanted.connect(self.board.cancel)
        self.status.pause_wanted.connect(self.board.toggle_pause)
        self.library.opened.connect(self._read)
        self.library.said.connect(self.status.say)
        self.welcome.folder_wanted.connect(lambda: self._take(self._pickers.folder(self)))
        self.welcome.sample_wanted.connect(lambda: self._take((assets_dir() / "sample",), self.tr("Sample")))
        self.welcome.bundle_wanted.connect(lambda: self._show_bundle(True))
        self.bundle.left.connect(lambda: self._show_bundle(False))
        self.search.said.connect(self.status.say)
        self.search.model_used.connect(self._show_running)
        self.writing.said.connect(self.status.say)
        self.search.article.sent.connect(self.writing.take_basis)
        self.writing.model_used.connect(self._show_running)
        self.session.opened.connect(self.writing.load_forms)
        for keys, act in (
            ("Ctrl+K", self._find),
            ("Ctrl+1", lambda: self.go_to(SEARCH)),
            ("Ctrl+2", lambda: self.go_to(WRITING)),
            ("Ctrl+3", lambda: self.go_to(LIBRARY)),
            ("Ctrl+4", lambda: self.go_to(SETTINGS)),
            ("F8", self.board.toggle_pause),
            ("Shift+F8", self.board.cancel),
            (QKeySequence(QKeySequence.StandardKey.Quit), self.close),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    def _lay_out(self) -> None:
        self.setWindowTitle(self.tr("Munjigi"))
        self.setAcceptDrops(True)
        self.setMinimumSize(880, 560)
        self.resize(1280, 800)
        self.rail.add(self.tr("Search"), "search", "Ctrl+1")
        self.rail.add(self.tr("Write"), "write", "Ctrl+2")
        self.rail.add(self.tr("Library"), "library", "Ctrl+3")
        self.rail.add(self.tr("Settings"), "settings", "Ctrl+4")
        for page in (self.opening, self.welcome, self.bundle, self.search, self.writing, self.library, self.settings):
            self.stack.addWidget(page)
        places = QVBoxLayout()
        places.setSpacing(0)
        places.addWidget(self.notice)
        places.addWidget(self.stack, 1)
        whole = QWidget(self)
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(places, 1)
        self.setCentralWidget(whole)
        self.setStatusBar(self.status)
        self.go_to(SEARCH)
