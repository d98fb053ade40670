"""The sheet under the hands: what keys, input methods and the clipboard do to the letter."""

from PySide6.QtCore import QEvent, QMimeData, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QTextBlock,
    QTextCursor,
)
from PySide6.QtWidgets import QWidget

from app.gui.laid import Laid
from app.gui.writing import edits
from app.gui.writing.desk import Desk
from app.gui.writing.places import WRITTEN_LEFT
from app.gui.writing.sheet_text import SheetText
from app.gui.writing.state import Address, Place, State

Selected = tuple[Place, Place]
"""Start and end, in the order of the text."""

_KEEPS = (
    QKeySequence.StandardKey.Copy,
    QKeySequence.StandardKey.Cut,
    QKeySequence.StandardKey.Paste,
    QKeySequence.StandardKey.SelectAll,
)
"""What the text itself takes of what is a shortcut elsewhere."""


class SheetView(SheetText):
    """Edits the draft on its desk. `refused` tells that there is nothing to type in here, `field_wanted` that a part
    was chosen that is written on the left, `decide_wanted` the answer to the tracked change at the caret, `menu_wanted`
    where a menu belongs."""

    refused = Signal(bool)  # whether changes wait there
    field_wanted = Signal(str)  # the key of the field that a line is written from
    decide_wanted = Signal(bool)
    menu_wanted = Signal(object)  # QPoint on the screen

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._laid: Laid | None = None
        self.setAccessibleName(self.tr("The letter"))
        self.setAccessibleDescription(
            self.tr("Enter makes a new item, Tab and Shift+Tab change its level; F6 leads on to the next part.")
        )
        self.touched.connect(self._type)
        desk.changed.connect(self._show_desk)

    def take_laid(self, laid: Laid | None) -> None:
        """The sheet that the draft makes: marks, ends, and the parts that are not typed."""
        self._laid = laid
        self.show_state(self._desk.state, laid)

    def selected(self) -> Selected | None:
        """What is selected of one paragraph, or of several items; with nothing selected the caret, twice."""
        cursor = self.textCursor()
        start, end = self.place_at(cursor.selectionStart()), self.place_at(cursor.selectionEnd())
        if start is not None and end is not None and (start.address == end.address or _items(start, end)):
            return start, end
        return self._clipped(cursor)

    def selected_items(self) -> tuple[tuple[Address, int, int], ...]:
        """Each place that the selection touches, with the part that is selected; with nothing selected all of it."""
        state, found = self._desk.state, self.selected()
        if state is None or found is None:
            return ()
        start, end = found
        if start.address == end.address:
            whole = start.offset == end.offset
            text = state.text(start.address)
            return ((start.address, 0, len(text)) if whole else (start.address, start.offset, end.offset),)
        made = []
        for row in range(start.address.row, end.address.row + 1):
            address = Address(row)
            first = start.offset if address == start.address else 0
            last = end.offset if address == end.address else len(state.text(address))
            if first < last:
                made.append((address, first, last))
        return tuple(made)

    def cut_selected(self) -> None:
        state = self._desk.state
        if state is not None and self.textCursor().hasSelection():
            self.copy()
            self._remove_selected(state)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """On a line that code writes: to the field that it is written from."""
        super().mouseDoubleClickEvent(event)
        self._to_field()

    # --- keys --------------------------------------------------------------------------------
    def event(self, event: QEvent) -> bool:
        """The window's shortcuts go before those that a text has of its own (Ctrl+K, Ctrl+Z)."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            if control and event.text() and not any(event.matches(key) for key in _KEEPS):
                event.ignore()
                return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, control = Qt.Key(event.key()), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        state = self._desk.state
        if state is None or self._moves(event):
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self._tab(state, -1 if key == Qt.Key.Key_Backtab else 1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter(state, control=control)
        elif event.matches(QKeySequence.StandardKey.Cut):
            self.cut_selected()
        elif key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self._erase(state, event, ahead=key == Qt.Key.Key_Delete)
        elif event.text() and event.text().isprintable() and not control:
            if self._makes_room(state):
                super().keyPressEvent(event)
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        else:
            event.ignore()

    def _moves(self, event: QKeyEvent) -> bool:
        """Keys that go about in the text, select and copy."""
        moving = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End)
        if Qt.Key(event.key()) in (*moving, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            return not event.modifiers() & Qt.KeyboardModifier.AltModifier
        return event.matches(QKeySequence.StandardKey.Copy) or event.matches(QKeySequence.StandardKey.SelectAll)

    def _tab(self, state: State, by: int) -> None:
        found = self.selected()
        if found is None:
            return
        start, end = found
        if start.address.cell is not None:
            self._next_cell(by)
            return
        caret = self.place()
        self._desk.edit(edits.shift(state, start, end, by), self.tr("Change the level"), caret, caret)

    def _next_cell(self, by: int) -> None:
        block = self.textCursor().block()
        block = block.next() if by > 0 else block.previous()
        while block.isValid() and (self.spot(block) is None or self.place_at(block.position()) is None):
            block = block.next() if by > 0 else block.previous()
        if block.isValid():
            self.put_caret(self.place_at(block.position()))

    def _enter(self, state: State, *, control: bool) -> None:
        found = self.selected()
        if control or (found is None and not self.textCursor().hasSelection() and self._to_field()):
            return
        if found is None:
            return
        if not self._is_open():
            if state.tracked_at(found[0].address) is not None:
                self.decide_wanted.emit(True)
            return
        self._do(edits.enter(state, *found), self.tr("New item"))

    def _erase(self, state: State, event: QKeyEvent, *, ahead: bool) -> None:
        place = self.place()
        if self.textCursor().hasSelection():
            self._remove_selected(state)
        elif place is None or not self._is_open():
            self._refuse()
        elif not ahead and place.offset == 0:
            self._do(edits.back(state, place), self.tr("Join items"))
        elif ahead and place.offset == len(state.text(place.address)):
            self._do(edits.forward(state, place), self.tr("Join items"))
        else:
            super().keyPressEvent(event)

    def _remove_selected(self, state: State) -> bool:
        found = self.selected()
        if not self.textCursor().hasSelection() or found is None:
            return False
        if any(state.tracked_at(address) is not None for address, _, _ in self.selected_items()):
            self._refuse()
            return False
        self._do(edits.remove(state, *found), self.tr("Remove"))
        return True

    def _makes_room(self, state: State) -> bool:
        """Whether one may type here; what is selected over several items goes first."""
        cursor = self.textCursor()
        if cursor.hasSelection() and _block(self, cursor.selectionStart()) != _block(self, cursor.selectionEnd()):
            return self._remove_selected(state) and self._is_open()
        if not self._is_open():
            self._refuse()
            return False
        return True

    def _do(self, edited: edits.Edited | None, label: str) -> None:
        if edited is not None:
            self._desk.edit(edited[0], label, edited[1], self.place())

    # --- input methods -----------------------------------------------------------------------
    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """While a syllable is composed its paragraph is left alone."""
        state = self._desk.state
        if state is None or ((event.preeditString() or event.commitString()) and not self._makes_room(state)):
            event.ignore()
            return
        self.composing = bool(event.preeditString())
        super().inputMethodEvent(event)
        self.catch_up()

    # --- the clipboard -----------------------------------------------------------------------
    def createMimeDataFromSelection(self) -> QMimeData:
        """Over several paragraphs marks and ends are copied along, as they would be printed."""
        data = QMimeData()
        cursor = self.textCursor()
        block, end = self.document().findBlock(cursor.selectionStart()), cursor.selectionEnd()
        if block == self.document().findBlock(end):
            data.setText(cursor.selectedText())
            return data
        lines = []
        while block.isValid() and block.position() < end:
            held = self.spot(block)
            if held is not None:
                lead = "  " * max(held.level - 1, 0) + (f"{held.lead} " if held.lead else "")
                lines.append(lead + block.text() + held.tail)
            block = block.next()
        data.setText("\n".join(lines))
        return data

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasText() and self._desk.state is not None

    def insertFromMimeData(self, source: QMimeData) -> None:
        state, found = self._desk.state, self.selected()
        if state is None or found is None or not source.hasText():
            return
        if any(state.tracked_at(address) is not None for address, _, _ in self.selected_items()):
            self._refuse()
            return
        self._do(edits.paste(state, *found, source.text()), self.tr("Paste"))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if not self.textCursor().hasSelection():
            self.setTextCursor(self.cursorForPosition(event.pos()))
        self.menu_wanted.emit(event.globalPos())

    # --- inside ------------------------------------------------------------------------------
    def _type(self, address: Address, text: str, caret: Place, before: Place | None) -> None:
        state = self._desk.state
        if state is not None:
            self._desk.type(state.with_text(address, text), self.tr("Typing"), caret, before or caret)

    def _show_desk(self, caret: Place | None) -> None:
        if self._desk.state is None:
            self._laid = None
        self.show_state(self._desk.state, self._laid, caret)

    def _to_field(self) -> bool:
        """Whether the caret is in a line that a field on the left stands for."""
        held = self.spot(self.textCursor().block())
        key = WRITTEN_LEFT.get(held.part, "") if held is not None and held.address is None else ""
        if key:
            self.field_wanted.emit(key)
        return bool(key)

    def _is_open(self) -> bool:
        held = self.spot(self.textCursor().block())
        return held is not None and held.open

    def _refuse(self) -> None:
        place, state = self.place(), self._desk.state
        waiting = place is not None and state is not None and state.tracked_at(place.address) is not None
        self.refused.emit(waiting)

    def _clipped(self, cursor: QTextCursor) -> Selected | None:
        """The items of a selection that begins or ends in what is not typed."""
        first: Place | None = None
        last: Place | None = None
        block = self.document().findBlock(cursor.selectionStart())
        while block.isValid() and block.position() <= cursor.selectionEnd():
            held = self.spot(block)
            if held is not None and held.address is not None and held.address.row >= 0 and held.address.cell is None:
                start = self.place_at(max(block.position(), cursor.selectionStart()))
                last = self.place_at(min(block.position() + block.length() - 1, cursor.selectionEnd()))
                first = first or start
            block = block.next()
        return (first, last) if first is not None and last is not None else None


def _items(start: Place, end: Place) -> bool:
    places = (start.address, end.address)
    return all(each.row >= 0 and each.cell is None for each in places)


def _block(view: SheetText, position: int) -> QTextBlock:
    return view.document().findBlock(position)
