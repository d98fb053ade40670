"""문서함: what the workspace was given, what became of it, and putting more in."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.core.errors import AppError, WorkspaceBusy
from app.core.types import LedgerEntry
from app.gui.job import Job
from app.gui.pickers import Pickers
from app.gui.session import Holdings, Session
from app.gui.widgets.labels import Headline
from app.gui.widgets.ledger_table import LedgerTable
from app.gui.widgets.notice import Notice
from app.gui.words import state_name

if TYPE_CHECKING:
    from app.services.index import IndexReport
    from app.services.library import Removed


class LibraryPage(QWidget):
    """Files dropped on the window come here through `take`."""

    filled = Signal(str)  # the collection that was filled

    def __init__(self, session: Session, pickers: Pickers, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._pickers = pickers
        self._job: Job | None = None
        self._holdings: Holdings | None = None
        self.add_files = QPushButton(self.tr("Add &files…"), self)
        self.add_folder = QPushButton(self.tr("Add a f&older…"), self)
        self.target = QComboBox(self)
        self.target_name = QLineEdit(self.target)
        self.head = Headline(self, self.tr("Library"))
        self.head.setWordWrap(False)
        self.notice = Notice(session.messages, self)
        self.words = QLineEdit(self)
        self.states = QComboBox(self)
        self.collections = QComboBox(self)
        self.retry = QPushButton(self.tr("&Retry failed files"), self)
        self.remove = QPushButton(self.tr("Re&move collection…"), self)
        self.table = LedgerTable(session.messages, self)
        self._lay_out()
        self._connect()
        self._enable()
        self.setFocusProxy(self.table.view)

    def take_holdings(self, holdings: Holdings) -> None:
        """The workspace may have changed: read the ledger again."""
        self._holdings = holdings
        names = [each.name for each in holdings.collections]
        chosen = str(self.collections.currentData() or "")
        self.collections.clear()
        self.collections.addItem(self.tr("All collections"), "")
        for name in names:
            self.collections.addItem(name, name)
        self.collections.setCurrentIndex(max(0, self.collections.findData(chosen)))
        typed = self.target.currentText()
        self.target.clear()
        self.target.addItems(names)
        self.target.setEditText(typed)
        if not self._session.is_open:
            return
        job = self._session.ledger()
        job.done.connect(self._show_ledger)
        job.failed.connect(self.notice.show_error)
        job.broke.connect(self.notice.show_bug)

    def take(self, paths: tuple[Path, ...], collection: str | None = None) -> None:
        """Put files and folders in; without a collection, into the one that is chosen here."""
        if not paths or not self._session.is_open:
            return
        name = self.target.currentText().strip() if collection is None else collection
        job = self._session.index(paths, name)
        job.done.connect(self._show_report)
        job.done.connect(lambda _report: self.filled.emit(name))
        self._follow(job, lambda: self.take(paths, collection))

    # --- orders ------------------------------------------------------------------------------
    def _retry(self) -> None:
        job = self._session.retry_failed()
        job.done.connect(self._show_report)
        self._follow(job, self._retry)

    def _remove(self) -> None:
        name = str(self.collections.currentData() or "")
        if not name:
            return
        question = self.tr("Remove the collection “{name}” from the library? The files themselves stay where they are.")
        if not self._pickers.confirm(self, self.tr("Remove collection"), question.format(name=name)):
            return
        job = self._session.remove_collection(name)
        job.done.connect(self._show_removed)
        self._follow(job, self._remove)

    def _follow(self, job: Job, again: Callable[[], None]) -> None:
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
    def _show_ledger(self, entries: tuple[LedgerEntry, ...]) -> None:
        self.table.show_hint(
            self.tr("No file fits the filter.") if entries else self.tr("Add files or folders, or drop them here.")
        )
        self.table.entries.show(entries)
        self._enable()

    def _show_report(self, report: "IndexReport | None") -> None:
        if report is None:
            self.notice.say(self.tr("Nothing to retry"))
            return
        text = self.tr(
            "New {added} · changed {updated} · unchanged {unchanged} · gone {removed} · failed {failed} ({seconds} s)"
        ).format(
            added=report.added,
            updated=report.updated,
            unchanged=report.unchanged,
            removed=report.removed,
            failed=len(report.failed),
            seconds=report.seconds,
        )
        self.notice.say(self.tr("The files were taken in"), text)

    def _show_removed(self, removed: "Removed") -> None:
        text = self.tr("{documents} documents left the library.").format(documents=f"{removed.documents:,}")
        self.notice.say(self.tr("“{name}” was removed").format(name=removed.name), text)

    def _show_fault(self, error: AppError, again: Callable[[], None]) -> None:
        self.notice.show_error(error)
        if isinstance(error, WorkspaceBusy):  # it passes by itself
            self.notice.offer(self.tr("Try again"), again)

    def _show_cancelled(self) -> None:
        self.notice.say(self.tr("Stopped"), self.tr("What was taken in so far stays and can be found."))

    def _enable(self) -> None:
        """Only what can be done now can be pressed."""
        free = self._job is None
        failures = self._holdings.totals.failures if self._holdings else 0
        self.add_files.setEnabled(free)
        self.add_folder.setEnabled(free)
        self.retry.setEnabled(free and failures > 0)
        self.remove.setEnabled(free and bool(self.collections.currentData()))

    def _narrow(self) -> None:
        state, collection = self.states.currentData() or "", self.collections.currentData() or ""
        self.table.entries.narrow(str(state), str(collection), self.words.text().strip())
        self._enable()

    # --- making ------------------------------------------------------------------------------
    def _connect(self) -> None:
        self.add_files.clicked.connect(lambda: self.take(self._pickers.files(self)))
        self.add_folder.clicked.connect(lambda: self.take(self._pickers.folder(self)))
        self.retry.clicked.connect(self._retry)
        self.remove.clicked.connect(self._remove)
        self.words.textChanged.connect(lambda _text: self._narrow())
        self.states.currentIndexChanged.connect(lambda _row: self._narrow())
        self.collections.currentIndexChanged.connect(lambda _row: self._narrow())

    def _lay_out(self) -> None:
        self.target.setEditable(True)
        self.target.setLineEdit(self.target_name)
        self.target.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.target_name.setPlaceholderText(self.tr("default"))
        self.target.setAccessibleName(self.tr("Collection to add to"))
        self.target.setMinimumWidth(self.fontMetrics().averageCharWidth() * 24)
        into = QLabel(self.tr("&into collection"), self)
        into.setBuddy(self.target)
        self.words.setPlaceholderText(self.tr("Filter by file or title"))
        self.words.setAccessibleName(self.tr("Filter by file or title"))
        self.words.setClearButtonEnabled(True)
        for line in (self.words, self.target_name):
            line.setAcceptDrops(False)  # files dropped here are for the window
        self.states.setAccessibleName(self.tr("State"))
        self.states.addItem(self.tr("All states"), "")
        for state in ("indexed", "failed"):
            self.states.addItem(state_name(state), state)
        self.collections.setAccessibleName(self.tr("Collection"))
        self.collections.addItem(self.tr("All collections"), "")
        self.collections.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        page = QVBoxLayout(self)
        page.setContentsMargins(16, 14, 16, 12)
        page.setSpacing(10)
        page.addLayout(_row(self.head, None, self.add_files, self.add_folder, into, self.target))
        page.addWidget(self.notice)
        page.addLayout(_row(self.words, self.states, self.collections, self.retry, self.remove))
        page.addWidget(self.table, 1)


def _row(*widgets: QWidget | None) -> QHBoxLayout:
    """Side by side; None is the space that gives."""
    row = QHBoxLayout()
    for widget in widgets:
        if widget is None:
            row.addStretch(1)
        else:
            row.addWidget(widget, 1 if isinstance(widget, QLineEdit) else 0)
    return row
