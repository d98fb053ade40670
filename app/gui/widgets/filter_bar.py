"""The filters of a search: a button, what is set as chips, and a panel that opens under them."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.core.types import Collection, Query
from app.gui import tones
from app.gui.days import dotted
from app.gui.widgets.filter_panel import FilterPanel, narrowed

PAUSE_MS = 250
"""Several ticks in a row are one search."""
_ROOM = 30
"""Letters of a value that a chip shows."""


class FilterBar(QWidget):
    """`changed` follows a pause after the last change; `opened` when the panel is shown.

    `button` belongs beside the search box: its owner lays it out.
    """

    changed = Signal()
    opened = Signal()

    def __init__(self, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.button = QPushButton(self.tr("Filters"), parent)
        self.button.setCheckable(True)
        self.button.setToolTip(self.tr("Look only in some documents (F7; Shift+F7 takes all filters away)"))
        self.button.toggled.connect(self._toggle)
        self.panel = FilterPanel(language, self)
        self.panel.changed.connect(self._take)
        self.chips = {name: _Chip(self) for name in ("collections", "kinds", "ministries", "days", "as_of")}
        for name, chip in self.chips.items():
            chip.clicked.connect(lambda _checked=False, which=name: self._drop(which))
        self.clear_button = QPushButton(self.tr("Clear all"), self)
        self.clear_button.setToolTip(self.tr("Take all filters away (Shift+F7)"))
        self.clear_button.clicked.connect(self.clear)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.changed)
        self._lay_out()
        self.panel.hide()
        self._show_chips()

    def query(self) -> Query:
        """The filters, with no text."""
        return self.panel.chosen()

    def put(self, query: Query) -> None:
        """The filters of a query, without a word to anybody."""
        self.panel.put(query)
        self._pause.stop()
        self._show_chips()

    def settle(self) -> None:
        """Forget a pause that has not passed yet: a search with the new filters is under way."""
        self._pause.stop()

    def clear(self) -> None:
        if narrowed(self.query()):
            self.put(Query(""))
            self.changed.emit()

    def toggle(self) -> None:
        """Open the panel and lead into it, or close it."""
        self.button.setChecked(not self.button.isChecked())
        if self.button.isChecked():
            self.panel.collections.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def set_collections(self, collections: Sequence[Collection]) -> None:
        self.panel.set_collections(collections)

    def set_ministries(self, ministries: Sequence[str]) -> None:
        self.panel.set_ministries(ministries)

    def _toggle(self, on: bool) -> None:
        held = self.panel.isAncestorOf(self.window().focusWidget() or self)
        self.panel.setVisible(on)
        self._show_chips()
        if on:
            self.opened.emit()
        elif held:
            self.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take(self) -> None:
        self._show_chips()
        self._pause.start()

    def _drop(self, which: str) -> None:
        query = self.query()
        empty = Query("")
        names = ("since", "until") if which == "days" else (which,)
        kept = {
            name: getattr(empty if name in names else query, name)
            for name in ("collections", "kinds", "ministries", "since", "until", "as_of")
        }
        self.put(Query("", **kept))
        self.changed.emit()
        if not self.isVisible():
            self.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_chips(self) -> None:
        query = self.query()
        lists = {
            "collections": (self.tr("Collection"), query.collections, self.panel.collections),
            "kinds": (self.tr("Kind"), query.kinds, self.panel.kinds),
            "ministries": (self.tr("Ministry"), query.ministries, self.panel.ministries),
        }
        for name, (title, values, names) in lists.items():
            self.chips[name].tell(title, _several([names.text_of(value) for value in values], self.tr("+{count}")))
        days = f"{dotted(query.since)} ~ {dotted(query.until)}".strip() if query.since or query.until else ""
        self.chips["days"].tell(self.tr("In force"), days)
        self.chips["as_of"].tell(self.tr("As of"), dotted(query.as_of))
        count = sum(not chip.isHidden() for chip in self.chips.values())
        self.clear_button.setVisible(bool(count))
        self.button.setText(self.tr("Filters · {count}").format(count=count) if count else self.tr("Filters"))
        self.setVisible(bool(count) or self.button.isChecked())

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(6)
        for chip in self.chips.values():
            row.addWidget(chip)
        row.addWidget(self.clear_button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self.panel)


class _Chip(QAbstractButton):
    """One filter that is set; a click, Space or Delete takes it away. Drawn from the palette."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def tell(self, title: str, value: str) -> None:
        """Hidden where there is no value."""
        text = f"{title}: {value}"
        self.setText(text)
        self.setToolTip(self.tr("{filter} (Delete takes it away)").format(filter=text))
        self.setAccessibleName(self.tr("Take away: {filter}").format(filter=text))
        self.setVisible(bool(value))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self.text()) + metrics.height() + 22, metrics.height() + 8)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 10, self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = self.palette()
        accent, ground = palette.highlight().color(), palette.base().color()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        lit = self.hasFocus() or self.underMouse()
        painter.setPen(QPen(accent if lit else tones.blend(ground, accent, 0.45), 2 if self.hasFocus() else 1))
        painter.setBrush(tones.blend(ground, accent, 0.16 if self.isDown() else 0.08))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        metrics = self.fontMetrics()
        cross = metrics.height()
        box = self.rect().adjusted(10, 0, -cross - 8, 0)
        painter.setPen(palette.text().color())
        text = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        painter.setPen(tones.quiet(palette))
        end = QRectF(self.width() - cross - 6, 0, cross, self.height())
        painter.drawText(end, Qt.AlignmentFlag.AlignCenter, "✕")


def _several(texts: Sequence[str], more: str) -> str:
    """The first of them and how many more."""
    if not texts:
        return ""
    first = texts[0] if len(texts[0]) <= _ROOM else texts[0][: _ROOM - 1] + "…"
    return first if len(texts) == 1 else f"{first} {more.format(count=len(texts) - 1)}"
