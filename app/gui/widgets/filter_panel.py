"""Where to look: collections, kinds, ministries, effective dates, and the day to look from."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from app.core.types import Collection, DocumentKind, Query
from app.gui.widgets.check_list import CheckList
from app.gui.widgets.day_field import DayField
from app.gui.widgets.labels import Caption
from app.gui.words import kind_name


class FilterPanel(QFrame):
    """`changed` follows every tick and every whole day."""

    changed = Signal()

    def __init__(self, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.collections = CheckList(self.tr("Collections"), self)
        self.kinds = CheckList(self.tr("Kinds of document"), self)
        self.ministries = CheckList(self.tr("Ministries"), self)
        self.words = QLineEdit(self)
        self.words.setPlaceholderText(self.tr("Find a ministry"))
        self.words.setAccessibleName(self.tr("Find a ministry"))
        self.words.setClearButtonEnabled(True)
        self.words.setAcceptDrops(False)
        self.words.textChanged.connect(self.ministries.show_only)
        self.since = DayField(self.tr("In force since"), self.tr("Any day"), language, self)
        self.until = DayField(self.tr("In force until"), self.tr("Any day"), language, self)
        self.as_of = DayField(self.tr("As of"), self.tr("Today"), language, self)
        self.note = Caption(self)
        self.kinds.fill([(kind.value, kind_name(kind)) for kind in DocumentKind])
        for each in (self.collections, self.kinds, self.ministries, self.since, self.until, self.as_of):
            each.changed.connect(self._tell)
        self._lay_out()

    def chosen(self) -> Query:
        """The filters, with no text."""
        return Query(
            "",
            collections=self.collections.ticked(),
            kinds=self.kinds.ticked(),
            ministries=self.ministries.ticked(),
            since=self.since.day,
            until=self.until.day,
            as_of=self.as_of.day,
        )

    def put(self, query: Query) -> None:
        """The filters of a query, without a word to anybody."""
        self.collections.tick(query.collections)
        self.kinds.tick(query.kinds)
        self.ministries.tick(query.ministries)
        self.since.put(query.since)
        self.until.put(query.until)
        self.as_of.put(query.as_of)
        self._explain()

    def set_collections(self, collections: Sequence[Collection]) -> None:
        self.collections.fill([(each.name, each.name) for each in collections])

    def set_ministries(self, ministries: Sequence[str]) -> None:
        self.ministries.fill([(name, name) for name in ministries])
        self.ministries.show_only(self.words.text())

    def _tell(self) -> None:
        self._explain()
        self.changed.emit()

    def _explain(self) -> None:
        """What is wrong with the days, in words."""
        text = ""
        if any(field.mistaken for field in (self.since, self.until, self.as_of)):
            text = self.tr("A day that cannot be read is left out.")
        elif self.since.day and self.until.day and self.since.day > self.until.day:
            text = self.tr("The last day lies before the first.")
        self.note.setText(text)

    def _lay_out(self) -> None:
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 10, 14, 10)
        row.setSpacing(16)
        row.addLayout(self._column(self.tr("&Collection"), self.collections), 3)
        row.addLayout(self._column(self.tr("&Kind"), self.kinds), 2)
        row.addLayout(self._column(self.tr("&Ministry"), self.words, self.ministries), 3)
        days = QVBoxLayout()
        days.setSpacing(4)
        days.addLayout(self._column(self.tr("In &force between"), self.since, self.until))
        days.addSpacing(6)
        days.addLayout(self._column(self.tr("As in force &on"), self.as_of))
        days.addWidget(self.note)
        days.addStretch(1)
        row.addLayout(days, 2)

    def _column(self, title: str, *widgets: QWidget) -> QVBoxLayout:
        label = QLabel(title, self)
        label.setBuddy(widgets[0])
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(label)
        for widget in widgets:
            column.addWidget(widget)
        return column


def narrowed(query: Query) -> bool:
    """Whether any filter is set."""
    return replace(query, text="", limit=0, verbatim=False) != Query("", 0)
