"""One setting as a field: its kind of input comes from its type and its choices."""

import os

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QSpinBox, QVBoxLayout, QWidget

from app.core.settings import choices
from app.gui.site import preference_words as words
from app.gui.site_counter import Value
from app.gui.widgets.labels import Caption

_MOST_THREADS = 512
_RANGES = {
    "threads": (0, min(_MOST_THREADS, 4 * (os.cpu_count() or 2)), 1),
    "context_tokens": (512, 131_072, 512),
    "gpu_layers": (-1, 999, 1),
    "memory_mib": (0, 1_048_576, 512),
}
_ANY = (-(2**31), 2**31 - 1, 1)

AT_NEXT_START = frozenset({"language", "threads", "context_tokens", "gpu_layers"})
"""Settings that are read when the program starts."""


class PreferenceField(QWidget):
    """`chosen` tells that the user gave another value."""

    chosen = Signal(str, object)  # the setting's name, its Value

    def __init__(self, name: str, kind: type, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = name
        self.value: Value = ""
        self.input: QCheckBox | QComboBox | QSpinBox
        if kind is bool:
            self.input = self._check()
        elif choices(name):
            self.input = self._combo()
        else:
            self.input = self._spin()
        self.input.setAccessibleName(words.label(name))
        self.input.setAccessibleDescription(words.sentence(name))
        self.locked = Caption(self, self.tr("This value was set by the administrator."))
        self.locked.hide()
        self._lay_out()

    def show_value(self, value: Value, *, locked: bool) -> None:
        """`locked`: a policy says so, and nobody may change it here."""
        self.value = value
        self.input.blockSignals(True)
        if isinstance(self.input, QCheckBox):
            self.input.setChecked(bool(value))
        elif isinstance(self.input, QComboBox):
            self.input.setCurrentIndex(self.input.findData(value))
        else:
            self.input.setValue(int(value))
        self.input.blockSignals(False)
        self.input.setEnabled(not locked)
        self.locked.setVisible(locked)

    def _give(self, value: Value) -> None:
        if value != self.value:
            self.value = value
            self.chosen.emit(self.name, value)

    def _check(self) -> QCheckBox:
        made = QCheckBox(words.label(self.name), self)
        made.toggled.connect(self._give)
        return made

    def _combo(self) -> QComboBox:
        made = QComboBox(self)
        for value in choices(self.name):
            made.addItem(words.choice(self.name, value), value)
        made.currentIndexChanged.connect(lambda at: self._give(str(made.itemData(at))))
        made.installEventFilter(self)
        return made

    def _spin(self) -> QSpinBox:
        made = QSpinBox(self)
        least, most, step = _RANGES.get(self.name, _ANY)
        made.setRange(least, most)
        made.setSingleStep(step)
        made.setGroupSeparatorShown(True)
        made.setSpecialValueText(words.special(self.name))
        made.setSuffix(words.unit(self.name))
        made.setKeyboardTracking(False)
        made.valueChanged.connect(self._give)
        made.lineEdit().setAccessibleName(words.label(self.name))
        made.installEventFilter(self)
        return made

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The wheel scrolls the page; it does not change what it happens to pass."""
        if isinstance(event, QWheelEvent):
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        if not isinstance(self.input, QCheckBox):
            title = QLabel(words.label(self.name), self)
            title.setBuddy(self.input)
            self.input.setMinimumWidth(self.fontMetrics().averageCharWidth() * 24)
            column.addWidget(title)
        line = QHBoxLayout()
        line.addWidget(self.input)
        line.addStretch(1)
        column.addLayout(line)
        told = words.sentence(self.name)
        if self.name in AT_NEXT_START:
            later = self.tr("From the next start on.")
            told = f"{told} {later}".strip()
        column.addWidget(Caption(self, told))
        column.addWidget(self.locked)
