"""The versions of a draft: when and why each was made, what differs from now, and the way back to one."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from app.core.kept_drafts import Cause, Comparison, Version
from app.gui import tones
from app.gui.widgets.labels import Caption
from app.gui.words import time_text

_WHAT = Qt.ItemDataRole.UserRole


class VersionsDialog(QDialog):
    """`compared` gives the number of the version that is looked at, `restored` of the one that is wanted back."""

    compared = Signal(int)
    restored = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Versions"))
        self.list = QListWidget(self)
        self.list.setAccessibleName(self.tr("Versions"))
        self.list.currentRowChanged.connect(self._turn)
        self.text = QTextBrowser(self)
        self.text.setAccessibleName(self.tr("What has changed since"))
        self.text.setOpenLinks(False)
        self.note = Caption(self, self.tr("Struck out: only in this version. Underlined: only now."))
        self.restore_button = QPushButton(self.tr("Go back to this version"), self)
        self.restore_button.clicked.connect(self._restore)
        self.close_button = QPushButton(self.tr("Close"), self)
        self.close_button.clicked.connect(self.reject)
        self._lay_out()

    def show_versions(self, versions: Sequence[Version]) -> None:
        self.list.clear()
        for version in versions:
            why = version.name or self._why(version.cause)
            size = self.tr("{count} characters").format(count=f"{version.characters:,}")
            item = QListWidgetItem(f"{time_text(version.made)} · {why}\n{version.title} · {size}", self.list)
            item.setData(_WHAT, version)
        self.restore_button.setEnabled(bool(versions))
        if versions:
            self.list.setCurrentRow(0)
        else:
            self.text.setPlainText(self.tr("There is no version yet: one is made whenever much has changed."))

    def show_comparison(self, comparison: Comparison) -> None:
        """Both texts in one."""
        self.text.clear()
        cursor = self.text.textCursor()
        at = 0
        for change in comparison.changes:
            start, end = change.span
            cursor.insertText(comparison.before[at:start], self._ink())
            cursor.insertText(comparison.before[start:end], self._ink(old=True))
            cursor.insertText(change.after, self._ink(new=True))
            at = end
        cursor.insertText(comparison.before[at:], self._ink())
        self.text.moveCursor(QTextCursor.MoveOperation.Start)

    def _ink(self, *, old: bool = False, new: bool = False) -> QTextCharFormat:
        made = QTextCharFormat()
        made.setForeground(tones.warning(self.palette()) if old else self.palette().text())
        made.setFontStrikeOut(old)
        made.setFontUnderline(new)
        if new:
            made.setBackground(tones.mark(self.palette()))
        return made

    def _why(self, cause: Cause) -> str:
        names = {
            Cause.GENERATED: self.tr("drafted"),
            Cause.EXPORTED: self.tr("exported"),
            Cause.RESTORED: self.tr("taken back"),
            Cause.BEFORE_CHANGE: self.tr("before a great change"),
            Cause.TYPING: self.tr("while typing"),
            Cause.NAMED: self.tr("named"),
            Cause.ELSEWHERE: self.tr("from another window"),
        }
        return names[cause]

    def _turn(self, row: int) -> None:
        if row >= 0:
            self.compared.emit(self.list.item(row).data(_WHAT).number)

    def _restore(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self.restored.emit(item.data(_WHAT).number)
            self.accept()

    def _lay_out(self) -> None:
        label = QLabel(self.tr("&Versions"), self)
        label.setBuddy(self.list)
        halves = QSplitter(Qt.Orientation.Horizontal, self)
        halves.addWidget(self.list)
        halves.addWidget(self.text)
        halves.setSizes([280, 480])
        halves.setChildrenCollapsible(False)
        row = QHBoxLayout()
        row.addWidget(self.note, 1)
        row.addWidget(self.restore_button)
        row.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.addWidget(label)
        column.addWidget(halves, 1)
        column.addLayout(row)
        self.resize(820, 520)
