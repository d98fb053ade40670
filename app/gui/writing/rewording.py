"""A selection in other words: asked for, shown as tracked changes, decided on one by one."""

from PySide6.QtCore import QObject, Signal

from app.core.findings import Change, RewriteStyle, Rewriting
from app.gui.job import Job
from app.gui.writer import Writer
from app.gui.writing.desk import Desk
from app.gui.writing.sheet_view import SheetView
from app.gui.writing.state import Address, Place, State, Tracked
from app.gui.writing.tracked import all_decided, change_at, decided, offset_of, proposed

_Part = tuple[Address, int, int]


class Rewording(QObject):
    """`said` tells how it went, `stage` that it is going on (empty: no more)."""

    said = Signal(str)
    stage = Signal(str)
    failed = Signal(object)
    broke = Signal(str)

    def __init__(self, writer: Writer, desk: Desk, sheet: SheetView, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._writer = writer
        self._desk = desk
        self._sheet = sheet
        self._job: Job | None = None

    @property
    def running(self) -> bool:
        return self._job is not None

    def reword(self, style: RewriteStyle, *, polite: bool) -> None:
        state = self._desk.state
        parts = self._sheet.selected_items()
        parts = tuple(part for part in parts if state is not None and state.tracked_at(part[0]) is None)
        if state is None or self._job is not None or not self._writer.ready:
            return
        texts = tuple(state.text(address)[start:end] for address, start, end in parts)
        if not any(text.strip() for text in texts):
            self.said.emit(self.tr("Select the words first, or put the caret into an item."))
            return
        job = self._job = self._writer.rewrite(texts, style, polite=polite)
        self.stage.emit(self.tr("Looking for other words… Esc stops."))
        job.done.connect(lambda made: self._show(parts, made))
        job.failed.connect(self.failed)
        job.broke.connect(self.broke)
        job.ended.connect(self._end)

    def cancel(self) -> bool:
        if self._job is not None:
            self._job.cancel()
        return self._job is not None

    # --- deciding ----------------------------------------------------------------------------
    def decide(self, take: bool) -> None:
        """On the change at the caret, or the next one; then on to the one after it."""
        state, found = self._desk.state, self._at_caret()
        if state is None or found is None:
            return
        address, number = found
        label = self.tr("Accept a change") if take else self.tr("Reject a change")
        after = decided(state, address, number, take=take)
        held = after.tracked_at(address)
        if held is not None:
            caret = Place(address, offset_of(held, min(number, len(held.changes) - 1)))
        else:
            caret = _first(after) or Place(address, len(after.text(address)))
        self._desk.edit(after, label, caret, self._sheet.place())

    def decide_all(self, take: bool) -> None:
        state = self._desk.state
        if state is not None:
            label = self.tr("Accept all changes") if take else self.tr("Reject all changes")
            self._desk.edit(all_decided(state, take=take), label, self._sheet.place(), self._sheet.place())

    def step(self, by: int) -> None:
        """To the next change, or the one before; round and round."""
        state = self._desk.state
        if state is None or not state.tracked:
            return
        every = [(held, n) for held in sorted(state.tracked, key=_order) for n in range(len(held.changes))]
        found = self._at_caret()
        at = next((i for i, (held, n) in enumerate(every) if (held.address, n) == found), -1)
        held, number = every[(at + by) % len(every)]
        offset = offset_of(held, number)
        self._sheet.put_caret(Place(held.address, offset + 1))
        self._sheet.ensureCursorVisible()

    def current(self) -> Change | None:
        """The change at the caret."""
        state, found = self._desk.state, self._at_caret()
        held = state.tracked_at(found[0]) if state is not None and found is not None else None
        return held.changes[found[1]] if held is not None and found is not None else None

    def _at_caret(self) -> tuple[Address, int] | None:
        state, place = self._desk.state, self._sheet.place()
        if state is None or not state.tracked:
            return None
        held = state.tracked_at(place.address) if place is not None else None
        if held is not None and place is not None:
            number = change_at(held, place.offset)
            return held.address, number if number >= 0 else len(held.changes) - 1
        return min(state.tracked, key=_order).address, 0

    # --- what comes back ---------------------------------------------------------------------
    def _show(self, parts: tuple[_Part, ...], made: tuple[Rewriting, ...]) -> None:
        state = self._desk.state
        if state is None:
            return
        after = state
        for (address, start, end), rewriting in zip(parts, made, strict=True):
            if state.text(address)[start:end] == rewriting.text:  # else it was typed in while the words were looked for
                after = proposed(after, address, tuple(_moved(change, start) for change in rewriting.changes))
        if after == state:
            self.said.emit(self.tr("Nothing to change here."))
            return
        self._desk.edit(after, self.tr("Other words"), _first(after), self._sheet.place())
        if any(rewriting.refused for rewriting in made):
            self.said.emit(
                self.tr("The model lost or brought a fact and was not heard; these are the rules' own changes.")
            )

    def _end(self) -> None:
        self._job = None
        self.stage.emit("")


def _moved(change: Change, by: int) -> Change:
    return Change((change.span[0] + by, change.span[1] + by), change.after, change.reason)


def _order(held: Tracked) -> tuple[int, tuple[int, int]]:
    address = held.address
    return address.row, address.cell or (-1, -1)


def _first(state: State) -> Place | None:
    if not state.tracked:
        return None
    held = min(state.tracked, key=_order)
    return Place(held.address, offset_of(held, 0) + 1)
