"""문서함: what the workspace was given, what became of it, putting more in, and the folders it keeps up with."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from app.core.errors import AppError, WorkspaceBusy
from app.core.types import FileState, LedgerEntry
from app.gui import reports
from app.gui.filing import Filing
from app.gui.job import Job
from app.gui.listmodels.ledger import Sorted
from app.gui.pages.row_orders import RowOrders
from app.gui.pickers import Pickers
from app.gui.session import Holdings, Session, once
from app.gui.widgets.folder_table import FolderTable
from app.gui.widgets.labels import Headline
from app.gui.widgets.ledger_filter import LedgerFilter
from app.gui.widgets.ledger_table import LedgerTable
from app.gui.widgets.notice import Notice
from app.gui.widgets.pack_table import PackTable

if TYPE_CHECKING:
    from app.services.index import IndexReport
    from app.services.library import Dropped, Folder, Removed


class LibraryPage(QWidget):
    """Files dropped on the window come here through `take`."""

    opened = Signal(str)  # the id of a document to read
    said = Signal(str)  # a short word for the status bar

    def __init__(self, session: Session, filing: Filing, pickers: Pickers, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._filing = filing
        self._pickers = pickers
        self._job: Job | None = None
        self._loading: Job | None = None
        self._stale = True
        self._holdings: Holdings | None = None
        self.add_files = QPushButton(self.tr("Add &files…"), self)
        self.add_folder = QPushButton(self.tr("Add a f&older…"), self)
        self.target = QComboBox(self)
        self.target_name = QLineEdit(self.target)
        self.head = Headline(self, self.tr("Library"))
        self.head.setWordWrap(False)
        self.notice = Notice(session.messages, self)
        self.tabs = QTabWidget(self)
        self.filter = LedgerFilter(self)
        self.retry = QPushButton(self.tr("&Retry failed files"), self)
        self.remove = QPushButton(self.tr("Re&move collection…"), self)
        self.table = LedgerTable(session.messages, self)
        self.folders = FolderTable(self)
        self.packs = PackTable(self)
        self.rows = RowOrders(session, filing, pickers, self)
        self._lay_out()
        self._connect()
        self._enable()
        self.setFocusProxy(self.table.view)

    def take_holdings(self, holdings: Holdings) -> None:
        """The workspace may have changed: read the ledger again, now or when it is looked at."""
        self._holdings = holdings
        self.filter.set_collections(holdings.collections)
        names = [each.name for each in holdings.collections]
        if names != [self.target.itemText(row) for row in range(self.target.count())]:
            typed = self.target.currentText()
            self.target.clear()
            self.target.addItems(names)
            self.target.setEditText(typed)
        self.folders.show_folders(holdings.folders)
        self._name_tabs()
        self._stale = True
        self._load()
        self._enable()

    def take(self, paths: tuple[Path, ...], collection: str | None = None) -> None:
        """Put files and folders in; without a collection, into the one that is chosen here."""
        if not paths or not self._session.is_open:
            return
        name = self.target.currentText().strip() if collection is None else collection
        self._order(lambda: self._filing.add(paths, name))

    # --- orders ------------------------------------------------------------------------------
    def _look_again(self) -> None:
        if self._job is None and self._session.is_open and self._holdings and self._holdings.folders:
            self._order(self._filing.look_again)

    def _exclude(self, folder: "Folder") -> None:
        patterns = self._pickers.patterns(self, folder.path, folder.excludes)
        if patterns is not None and patterns != folder.excludes:
            self._order(lambda: self._filing.exclude(folder.collection, folder.path, patterns))

    def _remove(self) -> None:
        name = self.filter.collection
        if not name:
            return
        question = self.tr("Remove the collection “{name}” from the library? The files themselves stay where they are.")
        if self._pickers.confirm(self, self.tr("Remove collection"), question.format(name=name)):
            job = self._filing.remove_collection(name)
            job.done.connect(self._show_removed)
            self._follow(job, self._remove)

    def _remove_folder(self, folder: "Folder") -> None:
        question = self.tr(
            "Stop keeping up with this folder and take its documents out of the library? "
            "The files themselves stay where they are.\n\n{path}"
        )
        if self._pickers.confirm(self, self.tr("Stop keeping up"), question.format(path=folder.path)):
            job = self._filing.remove_folder(folder.collection, folder.path)
            job.done.connect(self._show_dropped)
            self._follow(job, lambda: self._remove_folder(folder))

    def _save(self) -> None:
        out = self._pickers.save(self, self.tr("library.csv"))
        if out is None or not self._session.is_open:
            return
        job = self._session.save_ledger(out)
        text = self.tr("{rows} rows were saved: {name}")
        job.done.connect(lambda rows: self.said.emit(text.format(rows=f"{rows:,}", name=out.name)))
        job.failed.connect(self.notice.show_error)
        job.broke.connect(self.notice.show_bug)

    def _order(self, give: Callable[[], Job]) -> None:
        """An order whose report is told when it ends."""
        job = give()
        job.done.connect(self._show_report)
        self._follow(job, lambda: self._order(give))

    def _follow(self, job: Job, again: Callable[[], None] | None) -> None:
        self.notice.hide()
        self.table.show_hint(self._session.messages.say("indexing"))
        self._job = job
        job.cancelled.connect(self._show_cancelled)
        job.failed.connect(lambda error: self._show_fault(error, again))
        job.broke.connect(self.notice.show_bug)
        job.ended.connect(self._finish)
        self._enable()

    def _finish(self) -> None:
        self._job = None
        self._enable()

    # --- what comes back ---------------------------------------------------------------------
    def _load(self) -> None:
        if not self._stale or self._loading is not None or not self.isVisible() or not self._session.is_open:
            return
        self._stale = False
        self._load_packs()
        job = self._loading = self._session.ledger()
        job.done.connect(self._show_ledger)
        job.failed.connect(self.notice.show_error)
        job.broke.connect(self.notice.show_bug)
        job.ended.connect(self._finish_loading)

    def _load_packs(self) -> None:
        job = self._session.order(lambda counter, workspace, _: once(lambda: counter.bundles.packs(workspace)))
        job.done.connect(self.packs.show_packs)
        job.failed.connect(self.notice.show_error)
        job.broke.connect(self.notice.show_bug)

    def _finish_loading(self) -> None:
        self._loading = None
        self._load()

    def _show_ledger(self, ledger: Sorted) -> None:
        self.table.show_hint(
            self.tr("No file fits the filter.")
            if ledger.entries
            else self.tr("Add files or folders, or drop them here.")
        )
        self.table.entries.show(ledger)

    def _show_report(self, report: "IndexReport") -> None:
        waiting = report.states[FileState.WAITING]
        self.notice.say(reports.title(report), reports.counts(report), grave=bool(report.failed))
        if report.failed:
            self.notice.offer(self.tr("Show failed files"), lambda: self.show_only(FileState.FAILED))
        if waiting:
            self.notice.offer(self.tr("Show waiting files"), lambda: self.show_only(FileState.WAITING))

    def show_only(self, state: FileState) -> None:
        """The ledger with the files of one state, ready for the keyboard."""
        self.tabs.setCurrentIndex(0)
        self.filter.show_only(state)
        if self.table.entries.rowCount():
            self.table.view.selectRow(0)
        self.table.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_removed(self, removed: "Removed") -> None:
        text = self.tr("{documents} documents left the library.").format(documents=f"{removed.documents:,}")
        self.notice.say(self.tr("“{name}” was removed").format(name=removed.name), text)

    def _show_dropped(self, dropped: "Dropped") -> None:
        text = self.tr("{documents} documents left the library.").format(documents=f"{dropped.documents:,}")
        self.notice.say(self.tr("The folder is no longer kept up with"), text)

    def _show_fault(self, error: AppError, again: Callable[[], None] | None) -> None:
        self.notice.show_error(error)
        if isinstance(error, WorkspaceBusy) and again is not None:  # it passes by itself
            self.notice.offer(self.tr("Try again"), again)

    def _show_cancelled(self) -> None:
        self.notice.say(self.tr("Stopped"), self.tr("What was taken in so far stays and can be found."))

    def _show_lost(self, entry: LedgerEntry) -> None:
        self.notice.say(self.tr("The file is no longer in the library"), entry.path, grave=True)

    def _enable(self) -> None:
        """Only what can be done now can be pressed."""
        free = self._job is None
        failures = self._holdings.totals.failures if self._holdings else 0
        self.add_files.setEnabled(free)
        self.add_folder.setEnabled(free)
        self.retry.setEnabled(free and failures > 0)
        self.remove.setEnabled(free and bool(self.filter.collection))
        self.table.set_free(free)
        self.folders.set_free(free)
        self.packs.set_free(free)

    def _narrow(self) -> None:
        self.table.entries.narrow(self.filter.state, self.filter.collection, self.filter.text)
        self._enable()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._load()

    # --- making ------------------------------------------------------------------------------
    def _connect(self) -> None:
        self.add_files.clicked.connect(lambda: self.take(self._pickers.files(self)))
        self.add_folder.clicked.connect(lambda: self.take(self._pickers.folder(self)))
        self.retry.clicked.connect(lambda: self._order(self._filing.retry_failed))
        self.remove.clicked.connect(self._remove)
        self.filter.changed.connect(self._narrow)
        self.folders.patterns_wanted.connect(self._exclude)
        self.folders.look_wanted.connect(self._look_again)
        self.folders.removal_wanted.connect(self._remove_folder)
        self.packs.taking_wanted.connect(lambda pack: self.take((pack.folder,), pack.collection))
        table, rows = self.table, self.rows
        table.opened.connect(lambda entry: self.opened.emit(entry.document_id))
        table.path_wanted.connect(self._copy_path)
        table.save_wanted.connect(self._save)
        table.retry_wanted.connect(rows.retry)
        table.password_wanted.connect(rows.unlock)
        table.place_wanted.connect(rows.show_place)
        rows.begun.connect(lambda job: self._follow(job, None))
        rows.told.connect(self.notice.say)
        rows.said.connect(self.said)
        rows.failed_again.connect(self._show_failed_again)
        rows.lost.connect(self._show_lost)
        rows.faulted.connect(self.notice.show_error)
        rows.broke.connect(self.notice.show_bug)
        refresh = QShortcut(QKeySequence("F5"), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        refresh.activated.connect(self._look_again)

    def _show_failed_again(self, entry: LedgerEntry) -> None:
        message = self.table.entries.reason(entry)
        if message is not None:
            self.notice.show_message(message, grave=True)
        if self.table.locked(entry):
            self.notice.offer(self.tr("Enter password…"), lambda: self.rows.unlock(entry))

    def _copy_path(self, entry: LedgerEntry) -> None:
        QGuiApplication.clipboard().setText(entry.path)
        self.said.emit(self.tr("Copied: {what}").format(what=entry.path))

    def _name_tabs(self) -> None:
        count = len(self._holdings.folders) if self._holdings else 0
        name = self.tr("Added &folders {count}").format(count=f"{count:,}") if count else self.tr("Added &folders")
        self.tabs.setTabText(1, name)

    def _lay_out(self) -> None:
        self.target.setEditable(True)
        self.target.setLineEdit(self.target_name)
        self.target.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.target_name.setPlaceholderText(self.tr("default"))
        self.target_name.setAcceptDrops(False)  # files dropped here are for the window
        self.target.setAccessibleName(self.tr("Collection to add to"))
        self.target.setMinimumWidth(self.fontMetrics().averageCharWidth() * 24)
        into = QLabel(self.tr("&into collection"), self)
        into.setBuddy(self.target)
        files = QWidget(self)
        column = QVBoxLayout(files)
        column.setContentsMargins(0, 10, 0, 0)
        column.setSpacing(8)
        column.addLayout(_row(self.filter, self.retry, self.remove))
        column.addWidget(self.table, 1)
        places = QWidget(self)
        other = QVBoxLayout(places)
        other.setContentsMargins(0, 10, 0, 0)
        other.addWidget(self.folders)
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(files, self.tr("All fi&les"))
        self.tabs.addTab(places, "")
        packs = QWidget(self)
        third = QVBoxLayout(packs)
        third.setContentsMargins(0, 10, 0, 0)
        third.addWidget(self.packs)
        self.tabs.addTab(packs, self.tr("Installed &packs"))
        self._name_tabs()
        page = QVBoxLayout(self)
        page.setContentsMargins(16, 14, 16, 12)
        page.setSpacing(10)
        page.addLayout(_row(self.head, None, self.add_files, self.add_folder, into, self.target))
        page.addWidget(self.notice)
        page.addWidget(self.tabs, 1)


def _row(*widgets: QWidget | None) -> QHBoxLayout:
    """Side by side; None is the space that gives."""
    row = QHBoxLayout()
    for widget in widgets:
        if widget is None:
            row.addStretch(1)
        else:
            row.addWidget(widget, 1 if isinstance(widget, LedgerFilter) else 0)
    return row
