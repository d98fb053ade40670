"""The ledger as a table with what can be done to a row, and under it the whole story of the chosen one."""

from collections.abc import Callable

from PySide6.QtCore import QItemSelection, Qt, Signal, SignalInstance
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QVBoxLayout, QWidget

from app.core.errors import FileEncrypted, PasswordWrong, ReaderCrashed, ReaderTimeout
from app.core.messages import Messages
from app.core.types import FileState, LedgerEntry
from app.gui import tones
from app.gui.clipboard_guard import COPY
from app.gui.listmodels import ledger
from app.gui.listmodels.ledger import ENTRY, LedgerModel
from app.gui.widgets.labels import Caption
from app.gui.words import size_text, time_text

_WIDTHS = {
    ledger.STATE: 10,
    ledger.COLLECTION: 9,
    ledger.KIND: 8,
    ledger.FORMAT: 7,
    ledger.PASSAGES: 7,
    ledger.OCR: 9,
    ledger.SIZE: 8,
    ledger.MODIFIED: 15,
}
"""In widths of an average character; file and title share the rest."""

_GIVE_WAY = (ledger.MODIFIED, ledger.FORMAT, ledger.KIND, ledger.SIZE, ledger.COLLECTION)
"""Left out one after another where file and title would become too narrow to read."""

_LEAST = 22

_LOCKED = frozenset({FileEncrypted.code, PasswordWrong.code})
_GIVEN_UP = frozenset({ReaderTimeout.code, ReaderCrashed.code})
"""Not read again before the file changes: asking for it would change nothing."""


class _View(QTableView):
    """A table with words in it when it is empty; Enter and a double click open the row."""

    opened = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.hint = ""
        self.doubleClicked.connect(lambda _index: self.opened.emit())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        model = self.model()
        if self.hint and model is not None and model.rowCount() == 0:
            painter = QPainter(self.viewport())
            painter.setPen(tones.quiet(self.palette()))
            room = self.viewport().rect().adjusted(24, 24, -24, -24)
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self.hint)


class LedgerTable(QWidget):
    """Rows are one line high and columns of fixed width, so that size never depends on the number of rows.

    Every signal but `save_wanted` gives the LedgerEntry of the chosen row.
    """

    opened = Signal(object)
    retry_wanted = Signal(object)
    password_wanted = Signal(object)
    place_wanted = Signal(object)
    path_wanted = Signal(object)
    save_wanted = Signal()

    def __init__(self, messages: Messages, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entries = LedgerModel(messages, self)
        self.view = _View(self)
        self._chosen = ("", "")
        self._free = True
        self.story = Caption(self)
        self.story.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.read = self._action(self.tr("Open and read"), "Return", self._open)
        self.retry = self._action(self.tr("Read again"), "Ctrl+R", lambda: self._send(self.retry_wanted))
        self.unlock = self._action(self.tr("Enter password…"), "Ctrl+L", lambda: self._send(self.password_wanted))
        self.place = self._action(self.tr("Show in its folder"), "Ctrl+O", lambda: self._send(self.place_wanted))
        self.path = self._action(self.tr("Copy path"), "Ctrl+C", lambda: self._send(self.path_wanted))
        self.path.setObjectName(COPY)
        self.save = self._action(self.tr("Save the list as CSV…"), "Ctrl+S", self.save_wanted.emit)
        self._set_up_view()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.view, 1)
        column.addWidget(self.story)
        self.view.selectionModel().selectionChanged.connect(self._tell)
        self.entries.modelAboutToBeReset.connect(self._remember)
        self.entries.modelReset.connect(self._restore)
        self._tell()

    def show_hint(self, text: str) -> None:
        """The words for an empty table."""
        self.view.hint = text
        self.view.viewport().update()

    def set_free(self, free: bool) -> None:
        """Whether files may be read again now, or an order of the user is still at work."""
        self._free = free
        self._enable(self.current_entry())

    def current_entry(self) -> LedgerEntry | None:
        entry: LedgerEntry | None = self.view.currentIndex().data(ENTRY)
        return entry

    def locked(self, entry: LedgerEntry) -> bool:
        """Whether a password would help."""
        return entry.state == FileState.FAILED and entry.code in _LOCKED

    def choose(self, collection: str, path: str) -> None:
        """Make a file's row the current one, when it is shown."""
        row = self.entries.row_of(collection, path)
        if row >= 0:
            self.view.setCurrentIndex(self.entries.index(row, 0))

    # --- the chosen row ----------------------------------------------------------------------
    def _remember(self) -> None:
        entry = self.current_entry()
        if entry is not None:
            self._chosen = (entry.collection, entry.path)

    def _restore(self) -> None:
        """The chosen file stays chosen when the ledger is read again, sorted or narrowed."""
        self.choose(*self._chosen)
        self._tell()

    def _tell(self, _selected: QItemSelection | None = None) -> None:
        entry = self.current_entry()
        message = self.entries.reason(entry) if entry else None
        if entry is None:
            self.story.setText(self.tr("Choose a row to see all about the file."))
        elif message is None:
            self.story.setText(_facts(entry))
        else:
            self.story.setText(f"{_facts(entry)}\n{message}")
        self._enable(entry)

    def _enable(self, entry: LedgerEntry | None) -> None:
        """Only what can be done to the row can be chosen."""
        failed = entry is not None and entry.state == FileState.FAILED
        code = entry.code if entry is not None else ""
        self.read.setEnabled(entry is not None and bool(entry.document_id))
        self.retry.setEnabled(self._free and failed and code not in _GIVEN_UP)
        self.unlock.setEnabled(self._free and entry is not None and self.locked(entry))
        self.place.setEnabled(entry is not None)
        self.path.setEnabled(entry is not None)

    def _open(self) -> None:
        if self.read.isEnabled():
            self._send(self.opened)
        elif self.unlock.isEnabled():
            self._send(self.password_wanted)

    def _send(self, signal: SignalInstance) -> None:
        entry = self.current_entry()
        if entry is not None:
            signal.emit(entry)

    # --- making ------------------------------------------------------------------------------
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.view.viewport().width() - 2 * _LEAST * self._unit()
        for column in _WIDTHS:
            if column not in _GIVE_WAY:
                room -= self._width(column)
        for column in reversed(_GIVE_WAY):
            room -= self._width(column)
            self.view.setColumnHidden(column, room < 0)

    def _unit(self) -> int:
        return max(self.fontMetrics().averageCharWidth(), self.fontMetrics().height() // 2)

    def _width(self, column: int) -> int:
        return self._unit() * _WIDTHS[column]

    def _action(self, text: str, keys: str, act: Callable[[], None]) -> QAction:
        action = QAction(text, self)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(lambda _checked: act())
        return action

    def _set_up_view(self) -> None:
        view = self.view
        view.setModel(self.entries)
        view.setAccessibleName(self.tr("Files"))
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        view.addActions([self.read, self.retry, self.unlock, self.place, self.path, self.save])
        view.opened.connect(self._open)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        view.setTabKeyNavigation(False)
        view.setShowGrid(False)
        view.setWordWrap(False)
        view.setSortingEnabled(True)
        view.sortByColumn(ledger.PATH, Qt.SortOrder.AscendingOrder)
        view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        rows = view.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(self.fontMetrics().height() + 10)
        heads = view.horizontalHeader()
        heads.setHighlightSections(False)
        heads.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column in _WIDTHS:
            view.setColumnWidth(column, self._width(column))
        for column in (ledger.PATH, ledger.TITLE):
            heads.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)


def _facts(entry: LedgerEntry) -> str:
    """What a narrow table has no column for."""
    return " · ".join(part for part in (entry.path, size_text(entry.size), time_text(entry.modified)) if part)
