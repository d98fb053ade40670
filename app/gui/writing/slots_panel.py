"""The fields of the form: what was read from the notes, from where, what is missing, what contradicts itself."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QToolButton, QVBoxLayout, QWidget

from app.core.drafts import Conflict, Draft, Field, Form, Provenance, Slot
from app.gui.widgets.labels import Caption
from app.gui.writing.conflict_box import ConflictBox
from app.gui.writing.places import GAP
from app.gui.writing.slot_row import SlotRow


class SlotsPanel(QScrollArea):
    """`filled` gives a field's key and its new value, `confirmed` a key and whether the user stands for its value,
    `chosen` a Conflict and the value that is right, `unit_wanted` a key that the unit's own values should have,
    empty: any."""

    filled = Signal(str, str)
    confirmed = Signal(str, bool)
    chosen = Signal(object, str)
    unit_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Fields"))
        self.rows: dict[str, SlotRow] = {}
        self.conflicts: list[ConflictBox] = []
        self._form: Form | None = None
        self._draft: Draft | None = None
        self.hint = Caption(self, self.tr("The fields of the form are listed here once there is a draft."))
        self.more = QToolButton(self)
        self.more.setText(self.tr("Empty fields too"))
        self.more.setCheckable(True)
        self.more.setAutoRaise(True)
        self.more.toggled.connect(self._show_again)
        self.office = QToolButton(self)
        self.office.setText(self.tr("Our office…"))
        self.office.setToolTip(self.tr("What stands on every letter of our office (Ctrl+G)"))
        self.office.setAutoRaise(True)
        self.office.clicked.connect(lambda: self.unit_wanted.emit(""))
        for button in (self.more, self.office):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        inside = QWidget(self)
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 6, 0)
        self._column.setSpacing(8)
        self._column.addWidget(self.hint)
        below = QHBoxLayout()
        below.addWidget(self.more)
        below.addWidget(self.office)
        below.addStretch(1)
        self._column.addLayout(below)
        self._column.addStretch(1)
        self.more.hide()
        self.setWidget(inside)

    def show_draft(self, draft: Draft | None, form: Form | None) -> None:
        """A field that is typed in keeps what is typed."""
        self._draft, self._form = draft, form
        fields = self._fields(draft, form)
        if [field.key for field in fields] != list(self.rows):
            self._build(fields)
        for field in fields:
            self.rows[field.key].show_slot(held_slot(draft, field.key), gap=_is_gap(draft, field.key))
        self._show_conflicts(draft.conflicts if draft is not None else ())
        self.hint.setVisible(draft is None)
        self.more.setVisible(
            draft is not None and form is not None and len(form.fields) > len(fields) - self.more.isChecked()
        )

    def focus_field(self, key: str) -> bool:
        """Whether there is such a field."""
        if key not in self.rows and self._form is not None and self._form.field(key) is not None:
            self.more.setChecked(True)
        row = self.rows.get(key)
        if row is not None:
            row.box.setFocus(Qt.FocusReason.OtherFocusReason)
            row.box.selectAll()
            self.ensureWidgetVisible(row)
        return row is not None

    def focus_open(self) -> None:
        """To the next thing that waits for a word of the user: a conflict, then fields that are missing."""
        if self.conflicts:
            self.conflicts[0].buttons[0].setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.ensureWidgetVisible(self.conflicts[0])
            return
        keys = [key for key, row in self.rows.items() if row.missing]
        held = next((n for n, key in enumerate(keys) if self.rows[key].box.hasFocus()), -1)
        if keys:
            self.focus_field(keys[(held + 1) % len(keys)])

    def open_count(self) -> int:
        """Conflicts that are open, and fields that are missing for another reason."""
        doubted = {box.conflict.label for box in self.conflicts}
        missing = sum(row.missing and not doubted & row.names for row in self.rows.values())
        return missing + len(self.conflicts)

    def _fields(self, draft: Draft | None, form: Form | None) -> tuple[Field, ...]:
        if draft is None or form is None:
            return ()
        known = {slot.key for slot in draft.slots} | {key for key, value in draft.letter.fields.items() if value}
        shown = tuple(f for f in form.fields if f.required or f.key in known or self.more.isChecked())
        others = tuple(Field(slot.key, slot.key) for slot in draft.slots if form.field(slot.key) is None)
        return (*shown, *others)

    def _build(self, fields: Sequence[Field]) -> None:
        for row in self.rows.values():
            row.deleteLater()
        self.rows = {}
        for at, field in enumerate(fields):
            row = SlotRow(field, self.widget())
            row.filled.connect(self.filled)
            row.confirmed.connect(self.confirmed)
            row.unit_wanted.connect(self.unit_wanted)
            self._column.insertWidget(len(self.conflicts) + 1 + at, row)
            self.rows[field.key] = row

    def _show_conflicts(self, conflicts: Sequence[Conflict]) -> None:
        if [box.conflict for box in self.conflicts] == list(conflicts):
            return
        for old in self.conflicts:
            old.deleteLater()
        self.conflicts = []
        for at, conflict in enumerate(conflicts):
            box = ConflictBox(conflict, self.widget())
            box.chosen.connect(self.chosen)
            self._column.insertWidget(at, box)
            self.conflicts.append(box)

    def _show_again(self) -> None:
        self.show_draft(self._draft, self._form)


def held_slot(draft: Draft | None, key: str) -> Slot:
    """A field as it is, also one that only the unit's own values filled."""
    if draft is None:
        return Slot(key, "", Provenance.MISSING)
    held = next((slot for slot in draft.slots if slot.key == key), None)
    value = draft.letter.fields.get(key, "")
    value = "" if GAP.fullmatch(value) else value
    if held is not None and GAP.fullmatch(held.value):  # the notes name it and do not say it
        held = replace(held, value="", provenance=Provenance.MISSING)
    if held is not None:  # what stands in the letter counts: a title may have been worded anew
        return replace(held, value=value, provenance=Provenance.MODEL) if value and value != held.value else held
    return Slot(key, value, Provenance.DEFAULT if value else Provenance.MISSING)


def _is_gap(draft: Draft | None, key: str) -> bool:
    """Whether `[확인 필요: …]` stands in the letter for a field."""
    slots = draft.slots if draft is not None else ()
    return any(slot.key == key and GAP.fullmatch(slot.value) for slot in slots)
