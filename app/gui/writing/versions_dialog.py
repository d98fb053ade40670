"""The versions of a draft: when and why each was made, what differs from now or from another, the way back to one, and
a name for how the draft is now."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
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

CURRENT = 0
"""The number that stands for the draft as it is now."""
_WHAT = Qt.ItemDataRole.UserRole
_NAME = 60


class VersionsDialog(QDialog):
    """`compared` gives the numbers of two versions (0: now), the one that is looked at first; `restored` of the one
    that is wanted back; `named` a name for the draft as it is now."""

    compared = Signal(int, int)
    restored = Signal(int)
    named = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Versions"))
        self.list = QListWidget(self)
        self.list.setAccessibleName(self.tr("Versions"))
        self.list.currentRowChanged.connect(lambda _: self._turn())
        self.text = QTextBrowser(self)
        self.text.setAccessibleName(self.tr("What has changed since"))
        self.text.setOpenLinks(False)
        self.against = QComboBox(self)
        self.against.setAccessibleName(self.tr("Compared with"))
        self.against.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.against.currentIndexChanged.connect(lambda _: self._turn())
        self.name = QLineEdit(self)
        self.name.setMaxLength(_NAME)
        self.name.setAccessibleName(self.tr("Name"))
        self.name.setPlaceholderText(self.tr("A name for the letter as it is now"))
        self.name_button = QPushButton(self.tr("Keep as a version"), self)
        self.name_button.setEnabled(False)
        self.name_button.clicked.connect(self._give_name)
        self.name.textChanged.connect(self._allow_name)
        self.name.returnPressed.connect(self._give_name)
        self.note = Caption(self, self.tr("Struck out: only in this version. Underlined: only in the other."))
        self.restore_button = QPushButton(self.tr("Go back to this version"), self)
        self.restore_button.clicked.connect(self._restore)
        self.close_button = QPushButton(self.tr("Close"), self)
        self.close_button.clicked.connect(self.reject)
        for button in (self.name_button, self.restore_button, self.close_button):
            button.setAutoDefault(False)  # Enter in the name's field must not go back to a version
        self._lay_out()

    def show_versions(self, versions: Sequence[Version]) -> None:
        """The newest first; the one that is looked at stays so."""
        held, other = self._chosen(), self.against.currentData()
        for part in (self.list, self.against):
            part.blockSignals(True)
            part.clear()
        self.against.addItem(self.tr("Now"), CURRENT)
        for version in versions:
            why = version.name or self._why(version.cause)
            size = self.tr("{count} characters").format(count=f"{version.characters:,}")
            item = QListWidgetItem(f"{time_text(version.made)} · {why}\n{version.title} · {size}", self.list)
            item.setData(_WHAT, version)
            self.against.addItem(f"{time_text(version.made)} · {why}", version.number)
        numbers = [version.number for version in versions]
        self.list.setCurrentRow(numbers.index(held) if held in numbers else 0)
        self.against.setCurrentIndex(max(self.against.findData(other), 0))
        for part in (self.list, self.against):
            part.blockSignals(False)
        self.restore_button.setEnabled(bool(versions))
        self.against.setEnabled(bool(versions))
        if versions:
            self._turn()
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

    def _chosen(self) -> int:
        """The number of the version that is looked at; 0: none is."""
        item = self.list.currentItem()
        return int(item.data(_WHAT).number) if item is not None else CURRENT

    def _turn(self) -> None:
        if self._chosen():
            self.compared.emit(self._chosen(), self.against.currentData())

    def _allow_name(self, text: str) -> None:
        self.name_button.setEnabled(bool(text.strip()))

    def _give_name(self) -> None:
        name = self.name.text().strip()
        if name:
            self.name.clear()
            self.named.emit(name)

    def _restore(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self.restored.emit(item.data(_WHAT).number)
            self.accept()

    def _lay_out(self) -> None:
        label = QLabel(self.tr("&Versions"), self)
        label.setBuddy(self.list)
        halves = QSplitter(Qt.Orientation.Horizontal, self)
        other = QLabel(self.tr("Compared &with"), self)
        other.setBuddy(self.against)
        right = QWidget(self)
        above = QHBoxLayout()
        above.addWidget(other)
        above.addWidget(self.against, 1)
        beside = QVBoxLayout(right)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.addLayout(above)
        beside.addWidget(self.text, 1)
        halves.addWidget(self.list)
        halves.addWidget(right)
        halves.setSizes([280, 480])
        halves.setChildrenCollapsible(False)
        row = QHBoxLayout()
        row.addWidget(self.note, 1)
        row.addWidget(self.restore_button)
        row.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        naming = QHBoxLayout()
        naming.addWidget(self.name, 1)
        naming.addWidget(self.name_button)
        column.addLayout(naming)
        column.addWidget(label)
        column.addWidget(halves, 1)
        column.addLayout(row)
        self.resize(820, 520)
