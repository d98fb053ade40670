"""A day that may be left open: typed in any usual way, or chosen from a calendar."""

from PySide6.QtCore import QDate, QEvent, QLocale, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtWidgets import (
    QCalendarWidget,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.gui import tones
from app.gui.days import dotted, iso


class DayField(QWidget):
    """`changed` follows a day that is whole, or an emptied field; what is no day is marked and counts as none."""

    changed = Signal()

    def __init__(self, name: str, empty: str, language: str, parent: QWidget | None = None) -> None:
        """`empty` are the words that stand in the empty field."""
        super().__init__(parent)
        self._day = ""
        self._language = language
        self._calendar: QFrame | None = None
        self.field = QLineEdit(self)
        self.field.setPlaceholderText(empty)
        self.field.setAccessibleName(name)
        self.field.setToolTip(self.tr("{name}: a day like 2026-01-31 (Alt+Down opens a calendar)").format(name=name))
        self.field.setClearButtonEnabled(True)
        self.field.setAcceptDrops(False)
        self.field.setMinimumWidth(self.fontMetrics().averageCharWidth() * 17)
        self.field.textChanged.connect(self._take)
        self.field.editingFinished.connect(self._tidy)
        self.field.installEventFilter(self)
        self.button = QToolButton(self)
        self.button.setArrowType(Qt.ArrowType.DownArrow)
        self.button.setAccessibleName(self.tr("Calendar: {name}").format(name=name))
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.button.clicked.connect(self.open_calendar)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(self.field, 1)
        row.addWidget(self.button)
        self.setFocusProxy(self.field)

    @property
    def day(self) -> str:
        """ISO, or empty."""
        return self._day

    @property
    def mistaken(self) -> bool:
        """Something stands there that is no day."""
        return bool(self.field.text().strip()) and not self._day

    def put(self, day: str) -> None:
        """An ISO day or nothing, without a word to anybody."""
        self.blockSignals(True)
        self.field.setText(dotted(day))
        self._tidy()
        self.blockSignals(False)

    def open_calendar(self) -> None:
        """Arrows move, Enter takes the day, Esc leaves it as it was."""
        frame = QFrame(self, Qt.WindowType.Popup)
        frame.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        calendar = QCalendarWidget(frame)
        calendar.setLocale(QLocale(self._language))
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        calendar.setSelectedDate(
            QDate.fromString(self._day, Qt.DateFormat.ISODate) if self._day else QDate.currentDate()
        )
        calendar.activated.connect(self._choose)
        calendar.clicked.connect(self._choose)
        for part in calendar.findChildren(QWidget):
            part.installEventFilter(self)  # the calendar keeps Esc to itself
        column = QVBoxLayout(frame)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(calendar)
        frame.adjustSize()
        frame.move(self._place(frame))
        self._calendar = frame
        frame.show()
        calendar.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        escape = watched is not self.field and event.key() == Qt.Key.Key_Escape
        if escape and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()  # else the page's own Esc would have it
            return True
        if event.type() == QEvent.Type.KeyPress:
            down = event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier
            if escape:
                self._leave()
                return True
            if watched is self.field and (down or event.key() == Qt.Key.Key_F4):
                self.open_calendar()
                return True
        return super().eventFilter(watched, event)

    def _leave(self) -> None:
        """Close the calendar and go on in the field."""
        if self._calendar is not None:
            self._calendar.close()
            self._calendar = None
        self.field.setFocus()

    def _place(self, frame: QFrame) -> QPoint:
        """Below the field, within the screen."""
        at = self.mapToGlobal(QPoint(0, self.height()))
        room = self.screen().availableGeometry()
        x = min(at.x(), room.right() - frame.width())
        y = at.y() if at.y() + frame.height() <= room.bottom() else self.mapToGlobal(QPoint(0, 0)).y() - frame.height()
        return QPoint(max(room.left(), x), max(room.top(), y))

    def _choose(self, day: QDate) -> None:
        self.field.setText(dotted(day.toString(Qt.DateFormat.ISODate)))
        self._leave()

    def _take(self, text: str) -> None:
        self._tint(False)
        day = iso(text)
        if day != self._day and (day or not text.strip()):
            self._day = day
            self.changed.emit()

    def _tidy(self) -> None:
        """The field is left: a day is written as documents write it, anything else is marked."""
        text = self.field.text()
        day = iso(text)
        if day != self._day:
            self._day = day
            self.changed.emit()
        if day and text != dotted(day):
            self.field.setText(dotted(day))
        self._tint(self.mistaken)

    def _tint(self, mistaken: bool) -> None:
        palette = QPalette()  # nothing but the ink is ours: all else follows light and dark
        if mistaken:
            palette.setColor(QPalette.ColorRole.Text, tones.warning(self.palette()))
        self.field.setPalette(palette)
        self.field.setAccessibleDescription(self.tr("This is no day.") if mistaken else "")
