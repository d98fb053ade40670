"""What can be ordered for one row of the ledger: read it again, unlock it, show where it lies."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from app.core.types import LedgerEntry
from app.gui.filing import Filing
from app.gui.job import Job
from app.gui.pickers import Pickers
from app.gui.session import Session

if TYPE_CHECKING:
    from app.services.index import IndexReport

_Act = Callable[[tuple[Path, ...]], None]


class RowOrders(QWidget):
    """Invisible: the page shows what its signals tell. A row knows its path for people only, so that the file on
    disk is looked up first."""

    begun = Signal(object)  # the Job of an order
    told = Signal(str, str)  # it went well: title, text
    failed_again = Signal(object)  # the LedgerEntry with its code of now
    lost = Signal(object)  # the LedgerEntry: nothing of the kind is in the library any more
    said = Signal(str)  # a short word for the status bar
    faulted = Signal(object)  # AppError
    broke = Signal(str)  # the trace of a bug

    def __init__(self, session: Session, filing: Filing, pickers: Pickers, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._filing = filing
        self._pickers = pickers
        self._page = parent
        self.hide()

    def retry(self, entry: LedgerEntry) -> None:
        self._locate(entry, lambda files: self._order(entry, self._filing.retry(entry, files)))

    def unlock(self, entry: LedgerEntry) -> None:
        message = self._session.messages.for_code(entry.code, entry.params)
        password = self._pickers.password(self._page, entry.path.rsplit("/", 1)[-1], message.text)
        if password:
            self._locate(entry, lambda files: self._order(entry, self._filing.unlock(entry, files, password)))

    def show_place(self, entry: LedgerEntry) -> None:
        """In the system's file manager; where there is none, the path goes to the clipboard."""
        self._locate(entry, self._show_folder)

    def _show_folder(self, files: tuple[Path, ...]) -> None:
        if not self._pickers.show_folder(files[0].parent):
            QGuiApplication.clipboard().setText(str(files[0]))
            self.said.emit(self.tr("Copied: {what}").format(what=str(files[0])))

    def _locate(self, entry: LedgerEntry, act: _Act) -> None:
        job = self._session.located(entry.collection, entry.path)
        job.done.connect(lambda files: act(files) if files else self.lost.emit(entry))
        job.failed.connect(self.faulted)
        job.broke.connect(self.broke)

    def _order(self, entry: LedgerEntry, job: Job) -> None:
        job.done.connect(lambda report: self._tell(entry, report))
        self.begun.emit(job)

    def _tell(self, entry: LedgerEntry, report: "IndexReport") -> None:
        again = next((each for each in report.failed if each.subject == entry.path), None)
        if again is not None:
            self.failed_again.emit(replace(entry, code=again.code, params=again.params))
        else:
            self.told.emit(self.tr("The file was read"), entry.path)
