"""우리 기관: what a unit puts on every letter of its own, said once."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIcon, QPalette
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QFrame,
    QLabel,
    QLineEdit,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.core.drafts import Field
from app.core.messages import Message
from app.gui import tones
from app.gui.widgets.labels import Caption, Headline

KEYS = (
    "agency",
    "sender",
    "department",
    "drafter",
    "postcode",
    "address",
    "phone",
    "fax",
    "email",
    "homepage",
    "disclosure",
    "retention",
)
"""The fields that are asked for, in the order in which they are written on a letter."""

_LONGEST = 120


class UnitDialog(QDialog):
    """`kept` gives the values by the keys of fields; the dialog stays until `accept`, for a value may not be fit."""

    kept = Signal(object)  # dict[str, str]

    def __init__(
        self, fields: Sequence[Field], values: Mapping[str, str], first: str, parent: QWidget | None = None
    ) -> None:
        """`first` is the key of the field that the user came for, empty: none."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Our office"))
        self.boxes: dict[str, QLineEdit] = {}
        inside = QWidget(self)
        rows = QFormLayout(inside)
        rows.setContentsMargins(0, 0, 8, 0)
        rows.setVerticalSpacing(7)
        rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        for field in fields:
            box = self._box(field, values.get(field.key, ""), inside)
            label = QLabel(field.label, inside)
            label.setBuddy(box)
            rows.addRow(label, box if isinstance(box, QComboBox) else self.boxes[field.key])
        area = QScrollArea(self)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        self.fault = QLabel(self)
        self.fault.setTextFormat(Qt.TextFormat.PlainText)
        self.fault.setWordWrap(True)
        self.fault.hide()
        kinds = QDialogButtonBox.StandardButton
        self.buttons = QDialogButtonBox(kinds.Save | kinds.Cancel, self)
        self.buttons.button(kinds.Save).setText(self.tr("Keep"))
        for button in self.buttons.buttons():
            button.setIcon(QIcon())
        self.buttons.accepted.connect(lambda: self.kept.emit(self.values()))
        self.buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        column.addWidget(Headline(self, self.tr("What stands on every letter of our office"), scale=1.1))
        column.addWidget(
            Caption(self, self.tr("It is put in where the notes say nothing else. What is left empty is not written."))
        )
        column.addWidget(area, 1)
        column.addWidget(self.fault)
        column.addWidget(self.buttons)
        room = self.screen().availableSize()
        wide, high = max(520, self.fontMetrics().averageCharWidth() * 78), rows.sizeHint().height() + 210
        self.resize(min(wide, room.width() - 40), min(high, room.height() - 60))
        self._begin(first)

    def values(self) -> dict[str, str]:
        return {key: box.text().strip() for key, box in self.boxes.items()}

    def show_fault(self, message: Message, key: str) -> None:
        """Something could not be kept; the keyboard goes to the field that it is about."""
        self.fault.setText("\n".join(part for part in (message.text, message.action) if part))
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.WindowText, tones.warning(palette))
        self.fault.setPalette(palette)
        self.fault.show()
        self._begin(key)

    def _begin(self, key: str) -> None:
        box = self.boxes.get(key) or next(iter(self.boxes.values()), None)
        if box is not None:
            box.setFocus()
            box.selectAll()

    def _box(self, field: Field, value: str, parent: QWidget) -> QWidget:
        box = QLineEdit(parent)
        outer: QWidget = box
        if field.choices:
            combo = QComboBox(parent)
            combo.setEditable(True)
            combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
            combo.addItems(["", *field.choices])
            combo.setLineEdit(box)
            combo.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            combo.setAccessibleName(field.label)
            outer = combo
        box.setText(value)
        box.setMaxLength(_LONGEST)
        box.setAccessibleName(field.label)
        self.boxes[field.key] = box
        return outer
