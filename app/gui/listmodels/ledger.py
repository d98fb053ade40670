"""Every file the workspace knows, as a table that sorts and filters ten thousand rows at once.

It does both itself: a proxy model would ask for each cell through Qt, hundreds of thousands of times.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QGuiApplication

from app.core.messages import Message, Messages
from app.core.types import FileState, LedgerEntry
from app.gui import tones
from app.gui.words import kind_name, size_text, state_name, time_text

ENTRY = Qt.ItemDataRole.UserRole + 1

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()

PATH, STATE, TITLE, COLLECTION, KIND, FORMAT, PASSAGES, OCR, SIZE, MODIFIED = range(10)

_NUMBERS = (PASSAGES, OCR, SIZE)
_MEMBER = "      ↳ "
_SIGNS = {FileState.FAILED: "⚠ ", FileState.WAITING: "… "}
"""A state that asks for attention is told by a sign too, not by colour alone."""


@dataclass(frozen=True, slots=True)
class Sorted:
    """The ledger in the order of its paths, with what filtering needs: all that takes time, done in a job's thread.

    `words` is what is looked for words in, `members` gives (collection, path) of a member its container's path.
    """

    entries: tuple[LedgerEntry, ...] = ()
    words: tuple[str, ...] = ()
    members: dict[tuple[str, str], str] = field(default_factory=dict)

    @classmethod
    def of(cls, entries: Sequence[LedgerEntry]) -> "Sorted":
        # by the parts of a path, so that a container's members follow it whatever stands beside it
        ordered = tuple(sorted(entries, key=lambda entry: entry.path.split("/")))
        words = tuple(f"{entry.path}\n{entry.title}".casefold() for entry in ordered)
        return cls(ordered, words, _containers(ordered))


class LedgerModel(QAbstractTableModel):
    """ENTRY gives the LedgerEntry of a row."""

    def __init__(self, messages: Messages, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._messages = messages
        self._all = Sorted()
        self._rows: list[LedgerEntry] = []
        self._nested: set[tuple[str, str]] = set()  # the members whose container stands above them now
        self._state = self._collection = self._words = ""
        self._column, self._order = PATH, Qt.SortOrder.AscendingOrder

    def show(self, ledger: Sorted) -> None:
        self._all = ledger
        self._select()

    def narrow(self, state: str, collection: str, words: str) -> None:
        """Show only these; empty strings mean all. `words` is looked for in path and title."""
        self._state, self._collection, self._words = state, collection, words.casefold()
        self._select()

    def reason(self, entry: LedgerEntry) -> Message | None:
        """Why a file waits, was skipped or failed; or what to know of one that is indexed."""
        return self._messages.for_code(entry.code, entry.params) if entry.code else None

    def row_of(self, collection: str, path: str) -> int:
        """The row of a file, or -1."""
        rows = enumerate(self._rows)
        return next((row for row, each in rows if each.path == path and each.collection == collection), -1)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._column, self._order = column, order
        self._select()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else MODIFIED + 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._headers()[section]
        if role == Qt.ItemDataRole.TextAlignmentRole and section in _NUMBERS:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        entry, column = self._rows[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(entry, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return entry.path if column == PATH else self._text(entry, column)
        if role == ENTRY:
            return entry
        if role == Qt.ItemDataRole.TextAlignmentRole and column in _NUMBERS:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ForegroundRole:
            return _ink(entry, column)
        return None

    def _headers(self) -> tuple[str, ...]:
        return (
            self.tr("File"),
            self.tr("State"),
            self.tr("Title or reason"),
            self.tr("Collection"),
            self.tr("Kind"),
            self.tr("Format"),
            self.tr("Articles"),
            self.tr("From pictures"),
            self.tr("Size"),
            self.tr("Changed on"),
        )

    def _text(self, entry: LedgerEntry, column: int) -> str:
        cells: tuple[Callable[[], str], ...] = (
            lambda: self._path_text(entry),
            lambda: f"{_SIGNS.get(entry.state, '')}{state_name(entry.state)}",
            lambda: self._title_text(entry),
            lambda: entry.collection,
            lambda: kind_name(entry.kind),
            entry.format.upper,
            lambda: f"{entry.passages:,}" if entry.passages else "",
            lambda: f"{entry.ocr}%" if entry.ocr else "",
            lambda: size_text(entry.size),
            lambda: time_text(entry.modified),
        )
        return cells[column]()

    def _path_text(self, entry: LedgerEntry) -> str:
        key = (entry.collection, entry.path)
        return _MEMBER + entry.path[len(self._all.members[key]) + 1 :] if key in self._nested else entry.path

    def _title_text(self, entry: LedgerEntry) -> str:
        """A file that was not taken in has a reason in its title's place; one that was may have both."""
        message = self.reason(entry)
        if message is None:
            return self.tr("Waiting for its turn") if entry.state == FileState.WAITING else entry.title
        told = f"{message.title} ({message.code})"
        return f"{entry.title} · {told}" if entry.state == FileState.INDEXED and entry.title else told

    def _key(self) -> Callable[[LedgerEntry], Any]:
        """What the chosen column is sorted by; rows that are alike in it keep the order of their paths."""
        states = {state: place for place, state in enumerate(FileState)}
        keys: dict[int, Callable[[LedgerEntry], Any]] = {
            STATE: lambda entry: states[entry.state],
            TITLE: lambda entry: (entry.code, entry.title),
            COLLECTION: lambda entry: entry.collection,
            KIND: lambda entry: entry.kind,
            FORMAT: lambda entry: entry.format,
            PASSAGES: lambda entry: entry.passages,
            OCR: lambda entry: entry.ocr,
            SIZE: lambda entry: entry.size,
            MODIFIED: lambda entry: entry.modified,
        }
        return keys[self._column]

    def _select(self) -> None:
        self.beginResetModel()
        state, collection, words = self._state, self._collection, self._words
        self._rows = [
            entry
            for entry, text in zip(self._all.entries, self._all.words, strict=True)
            if state in ("", entry.state) and collection in ("", entry.collection) and words in text
        ]
        self._nested = set()
        descending = self._order == Qt.SortOrder.DescendingOrder
        if self._column != PATH:
            self._rows.sort(key=self._key(), reverse=descending)
        elif descending:
            self._rows.reverse()
        elif members := self._all.members:
            shown = {(each.collection, each.path) for each in self._rows}
            self._nested = {
                (name, path)
                for (name, path), container in members.items()
                if (name, path) in shown and (name, container) in shown
            }
        self.endResetModel()


def _containers(entries: Sequence[LedgerEntry]) -> dict[tuple[str, str], str]:
    """The container of every member: a file whose path is the beginning of another's."""
    files = {(entry.collection, entry.path) for entry in entries}
    found = {}
    for entry in entries:
        at = entry.path.rfind("/")
        while at > 0:
            if (entry.collection, entry.path[:at]) in files:
                found[entry.collection, entry.path] = entry.path[:at]
                break
            at = entry.path.rfind("/", 0, at)
    return found


def _ink(entry: LedgerEntry, column: int) -> Any:
    palette = QGuiApplication.palette()
    if entry.state == FileState.FAILED and column in (STATE, TITLE):
        return tones.warning(palette)
    if entry.state in (FileState.SKIPPED, FileState.WAITING):
        return tones.quiet(palette)
    return None
