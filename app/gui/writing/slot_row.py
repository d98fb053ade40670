"""One field: its name, its value, where the value came from, and whether the user stands for it."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLabel, QLineEdit, QSizePolicy, QToolButton, QWidget

from app.core.drafts import Field, Provenance, Slot
from app.gui import tones
from app.gui.writing.origins import origin_name
from app.gui.writing.unit_dialog import KEYS


class SlotRow(QWidget):
    """`filled` when a value was typed to its end, `confirmed` when the box is ticked or unticked, `unit_wanted` when
    the value is to be said once for all letters of the unit."""

    filled = Signal(str, str)
    confirmed = Signal(str, bool)
    unit_wanted = Signal(str)

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._field = field
        self._slot = Slot(field.key, "", Provenance.MISSING)
        self._gap = False
        self._combo = _choices(field, self)
        self.box = (self._combo.lineEdit() if self._combo is not None else None) or QLineEdit(self)
        self.box.setAccessibleName(field.label)
        self.box.setAcceptDrops(False)
        self.box.editingFinished.connect(self._tell)
        self.origin = QLabel(self)
        self.origin.setTextFormat(Qt.TextFormat.PlainText)
        self.origin.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)  # a narrow pane cuts it
        self.check = QCheckBox(self.tr("Right"), self)
        self.check.setToolTip(self.tr("I have checked this value"))
        self.check.setAccessibleName(self.tr("{label}: checked").format(label=field.label))
        self.check.clicked.connect(lambda on: self.confirmed.emit(field.key, on))
        self.unit = QToolButton(self)
        self.unit.setText(self.tr("Our office…"))
        self.unit.setAutoRaise(True)
        self.unit.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.unit.setToolTip(self.tr("Say it once for all letters of our office (Ctrl+G)"))
        self.unit.setAccessibleName(self.tr("{label}: our office").format(label=field.label))
        self.unit.clicked.connect(lambda: self.unit_wanted.emit(field.key))
        self.unit.hide()
        if self._combo is not None:
            self._combo.activated.connect(self._choose)
        label = QLabel(field.label, self)
        label.setBuddy(self.box)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(2)
        grid.addWidget(label, 0, 0)
        grid.addWidget(self.origin, 0, 1)
        grid.addWidget(self.check, 0, 2)
        grid.addWidget(self.unit, 0, 2)
        grid.addWidget(self._combo or self.box, 1, 0, 1, 3)
        grid.setColumnStretch(1, 1)

    @property
    def missing(self) -> bool:
        return (self._field.required or self._gap) and not self._slot.value

    @property
    def names(self) -> set[str]:
        """What the form and the notes call the field."""
        return {self._field.label, self._field.item, *self._field.words}

    def show_slot(self, slot: Slot, *, gap: bool = False) -> None:
        """`gap`: the letter says that the value is to be filled in, though the form does not require it."""
        self._slot, self._gap = slot, gap
        if not (self.box.hasFocus() and self.box.isModified()) and self.box.text() != _line(slot.value):
            self.box.setText(_line(slot.value))
            self.box.setCursorPosition(0)
        words = self.tr("To be filled in") if self.missing else origin_name(slot)
        self.origin.setText(f"· {words}" if words else "")
        self._tint()
        self.box.setPlaceholderText(self.tr("To be filled in") if self.missing else "")
        self.box.setAccessibleDescription(words)
        self.origin.setToolTip(words)
        self.check.setVisible(bool(slot.value))
        self.check.setChecked(slot.confirmed)
        self.unit.setVisible(self.missing and self._field.key in KEYS)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._tint()

    def _tint(self) -> None:
        palette = QPalette(self.palette())
        ink = tones.warning(palette) if self.missing else tones.quiet(palette)
        palette.setColor(QPalette.ColorRole.WindowText, ink)
        self.origin.setPalette(palette)

    def _choose(self) -> None:
        self.box.setModified(True)
        self._tell()

    def _tell(self) -> None:
        value = self.box.text().strip()
        if self.box.isModified() and value != _line(self._slot.value):
            self.box.setModified(False)
            self.filled.emit(self._field.key, "\n".join(part.strip() for part in value.split(" / ")))
        self.box.setModified(False)


def _choices(field: Field, parent: QWidget) -> QComboBox | None:
    """What there is to choose from, with room for something else (부분공개(5))."""
    if not field.choices:
        return None
    combo = QComboBox(parent)
    combo.setEditable(True)
    combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    combo.addItem("")
    combo.addItems(field.choices)
    combo.setAccessibleName(field.label)
    return combo


def _line(value: str) -> str:
    """Several lines in one, and back again."""
    return " / ".join(line.strip() for line in value.splitlines())
