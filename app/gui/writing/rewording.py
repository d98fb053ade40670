"""A selection in other words: the rules' changes at once, the model's after them, decided on one by one."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from app.core.findings import Change, RewriteStyle, Rewriting
from app.gui.job import Job
from app.gui.writer import Writer
from app.gui.writing.desk import Desk
from app.gui.writing.sheet_view import SheetView
from app.gui.writing.state import Address, Place, State, Tracked
from app.gui.writing.tracked import added, all_decided, change_at, decided, offset_of, proposed

_Part = tuple[Address, int, int]


@dataclass(frozen=True, slots=True)
class _Asked:
    """Words that were asked about: those from `start` on of `whole`, what stood at the address. `rules` are the rules'
    changes of it, in places of `whole`; `held` how they wait there."""

    address: Address
    whole: str
    start: int
    text: str
    rules: tuple[Change, ...] = ()
    held: Tracked | None = None


@dataclass(frozen=True, slots=True)
class _Wish:
    style: RewriteStyle
    polite: bool
    proposals: bool = False
    """Something was proposed already."""
    refused: bool = False


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
        self._left: tuple[_Asked, ...] = ()
        """What the model has still to be asked about."""

    @property
    def running(self) -> bool:
        return self._job is not None

    def reword(self, style: RewriteStyle, *, polite: bool) -> None:
        """Of what is selected. A model that still looks at an earlier selection is asked no more about that."""
        state = self._desk.state
        if state is None or not self._writer.ready:
            return
        chosen = self._sheet.selected_items()
        parts = [part for part in chosen if state.tracked_at(part[0]) is None]
        asked = tuple(_asked(state, part) for part in parts)
        if chosen and not parts:
            self.said.emit(self.tr("Accept or reject the changes first: Alt+Y, Alt+N."))
            return
        if not any(each.text.strip() for each in asked):
            self.said.emit(self.tr("Select the words first, or put the caret into an item."))
            return
        self._leave()
        order = _Wish(style, polite)
        job = self._job = self._writer.rewrite(tuple(each.text for each in asked), style, polite=polite)
        job.done.connect(lambda made: self._take_rules(order, asked, made))
        self._follow(job)

    def cancel(self) -> bool:
        """Esc: what is proposed already stays."""
        running = self._job is not None
        self._leave()
        return running

    def _leave(self) -> None:
        """What runs is wanted no more."""
        job, self._job, self._left = self._job, None, ()
        if job is not None:
            job.drop()
            self.stage.emit("")

    def _follow(self, job: Job) -> None:
        job.failed.connect(self.failed)
        job.broke.connect(self.broke)
        job.ended.connect(lambda: self._end(job))

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
    def _take_rules(self, order: _Wish, asked: tuple[_Asked, ...], made: tuple[Rewriting, ...]) -> None:
        state = self._desk.state
        if state is None:
            return
        after, left = state, []
        for each, rewriting in zip(asked, made, strict=True):
            if state.text(each.address) != each.whole:  # it was typed in meanwhile
                continue
            changes = _moved(rewriting.changes, each.start)
            after = proposed(after, each.address, changes)
            left.append(replace(each, rules=changes, held=after.tracked_at(each.address)))
        if after != state:
            self._desk.edit(after, self.tr("Other words"), _first(after), self._sheet.place())
        self._left = tuple(left)
        self._ask_model(replace(order, proposals=after != state))

    def _ask_model(self, order: _Wish) -> None:
        """About one place after the other: what is found is shown while the next is looked at."""
        if not self._left:
            self._tell_end(order)
            return
        asked, self._left = self._left[0], self._left[1:]
        job = self._job = self._writer.reword(asked.text, order.style, polite=order.polite)
        self.stage.emit(self.tr("The model looks for other words, too… Esc stops."))
        job.done.connect(lambda made: self._take_words(order, asked, made))
        self._follow(job)

    def _take_words(self, order: _Wish, asked: _Asked, made: Rewriting) -> None:
        state = self._desk.state
        if state is None:
            return
        changes = _moved(made.changes, asked.start)
        after, held = state, state.tracked_at(asked.address)
        if held == asked.held and state.text(asked.address) == asked.whole:
            after = proposed(state, asked.address, changes) if changes != asked.rules else state
        else:
            further = tuple(each for each in changes if each not in asked.rules)
            after = added(state, asked.address, asked.whole, further)
        if after != state:
            self._desk.edit(after, self.tr("The model's other words"), None, self._sheet.place())
        proposals, refused = order.proposals or after != state, order.refused or made.refused
        self._ask_model(replace(order, proposals=proposals, refused=refused))

    def _tell_end(self, order: _Wish) -> None:
        if order.refused and not order.proposals:
            self.said.emit(
                self.tr("The model lost or brought a fact and was not heard; the rules have nothing to change.")
            )
        elif order.refused:
            self.said.emit(
                self.tr("The model lost or brought a fact and was not heard; these are the rules' own changes.")
            )
        elif not order.proposals:
            self.said.emit(self.tr("Nothing to change here."))

    def _end(self, job: Job) -> None:
        if self._job is job:
            self._job = None
            self.stage.emit("")


def _asked(state: State, part: _Part) -> _Asked:
    address, start, end = part
    whole = state.text(address)
    return _Asked(address, whole, start, whole[start:end])


def _moved(changes: tuple[Change, ...], by: int) -> tuple[Change, ...]:
    return tuple(replace(each, span=(each.span[0] + by, each.span[1] + by)) for each in changes)


def _order(held: Tracked) -> tuple[int, tuple[int, int]]:
    address = held.address
    return address.row, address.cell or (-1, -1)


def _first(state: State) -> Place | None:
    if not state.tracked:
        return None
    held = min(state.tracked, key=_order)
    return Place(held.address, offset_of(held, 0) + 1)
