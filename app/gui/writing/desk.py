"""The draft on the desk and every way back: typing, fields, fixes, accepted changes and new drafts share one stack."""

from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from app.core.drafts import Draft
from app.gui.writing.state import Place, State

_DEEPEST = 500
"""Steps back; each holds two states that share all that did not change."""

_TYPING = 1


class Desk(QObject):
    """`changed` tells that the state is another one, and where the caret belongs (a Place, or None: where it is)."""

    changed = Signal(object)  # Place | None

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.stack = QUndoStack(self)
        self.stack.setUndoLimit(_DEEPEST)
        self._state: State | None = None

    @property
    def state(self) -> State | None:
        return self._state

    @property
    def draft(self) -> Draft | None:
        return self._state.draft if self._state is not None else None

    def open(self, draft: Draft) -> None:
        """Another draft: there is no way back to the one before but to open it again."""
        self.stack.clear()
        self._state = None
        self.take(State(draft), None)

    def clear(self) -> None:
        self.stack.clear()
        self.take(None, None)

    def edit(self, after: State, label: str, caret: Place | None = None, before: Place | None = None) -> None:
        """One step: `label` is what it did, `caret` where it leaves the caret, `before` where it was."""
        if after != self._state:
            self.stack.push(_Step(self, after, label, caret, before))

    def type(self, after: State, label: str, caret: Place, before: Place) -> None:
        """A step that goes together with the one before where both type at one place."""
        if after != self._state:
            self.stack.push(_Step(self, after, label, caret, before, typed=True))

    def settle(self, draft: Draft) -> None:
        """What the store says of the draft (its number, its times): no step, and never its words."""
        if self._state is not None:
            held = self._state.draft
            self._state = State(_numbered(held, draft), self._state.tracked)

    def take(self, state: State | None, caret: Place | None) -> None:
        if state is not None and self._state is not None:  # a step back is no step back in what the store knows
            state = State(_numbered(state.draft, self._state.draft), state.tracked)
        self._state = state
        self.changed.emit(caret)


def _numbered(draft: Draft, kept: Draft) -> Draft:
    return replace(draft, id=kept.id, started=kept.started, touched=kept.touched)


class _Step(QUndoCommand):
    def __init__(
        self, desk: Desk, after: State, label: str, caret: Place | None, before: Place | None, *, typed: bool = False
    ) -> None:
        super().__init__(label)
        self._desk = desk
        self._was = desk.state
        self._is = after
        self._caret = caret
        self._caret_before = before
        self._typed = typed

    def id(self) -> int:
        return _TYPING if self._typed else -1

    def redo(self) -> None:
        self._desk.take(self._is, self._caret)

    def undo(self) -> None:
        self._desk.take(self._was, self._caret_before)

    def mergeWith(self, other: QUndoCommand) -> bool:
        """Typing goes on where it stopped, up to the end of a word."""
        if not isinstance(other, _Step) or self._caret is None or other._caret_before != self._caret:
            return False
        if other._caret is None or abs(other._caret.offset - self._caret.offset) > 1 or self._ends_a_word(other):
            return False
        self._is, self._caret = other._is, other._caret
        return True

    def _ends_a_word(self, other: "_Step") -> bool:
        if self._caret is None or other._caret is None or other._caret.offset <= self._caret.offset:
            return False
        text = other._is.text(other._caret.address)
        return text[self._caret.offset : other._caret.offset].isspace()
