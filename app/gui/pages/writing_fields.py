"""The fields on the left at work: a value that is typed, ticked or chosen, and articles put in or taken out."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from PySide6.QtCore import QObject

from app.core.drafts import Basis, Conflict, Draft, Form
from app.gui.job import Job
from app.gui.widgets.notice import Notice
from app.gui.writer import Writer
from app.gui.writing.desk import Desk
from app.gui.writing.slots_panel import held_slot
from app.gui.writing.surface import Surface


class Fields(QObject):
    """Each decision is one step on the desk's stack."""

    def __init__(
        self, writer: Writer, desk: Desk, surface: Surface, notice: Notice, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._writer = writer
        self._desk = desk
        self._surface = surface
        self._notice = notice
        self._forms: Mapping[str, Form] = {}
        surface.slots.filled.connect(self.fill)
        surface.slots.confirmed.connect(self.confirm)
        surface.slots.chosen.connect(self.choose)
        surface.evidence.cited.connect(self.cite)
        desk.changed.connect(self.show)

    def take_forms(self, forms: Mapping[str, Form]) -> None:
        self._forms = forms
        self.show()

    def show(self) -> None:
        draft = self._desk.draft
        self._surface.slots.show_draft(draft, self._forms.get(draft.letter.form) if draft is not None else None)
        self._surface.tell_open(self._surface.slots.open_count())
        self._surface.evidence.show_bases(draft.bases if draft is not None else ())
        self._surface.evidence.show_computations(draft.computations if draft is not None else ())

    def fill(self, key: str, value: str) -> None:
        draft = self._desk.draft
        if draft is not None:
            self._follow(self._writer.refilled(draft, key, value), draft, lambda: self.fill(key, value))

    def confirm(self, key: str, on: bool) -> None:
        state = self._desk.state
        if state is None:
            return
        slot = replace(held_slot(state.draft, key), confirmed=on)
        slots = state.draft.slots
        others = tuple(slot if each.key == key else each for each in slots)
        slots = others if slot in others else (*others, slot)
        self._desk.edit(replace(state, draft=replace(state.draft, slots=slots)), self.tr("Check a field"))

    def choose(self, conflict: Conflict, value: str) -> None:
        """The value that is right; the other one is heard no more."""
        draft = self._desk.draft
        if draft is None:
            return
        form = self._forms.get(draft.letter.form)
        fields = form.fields if form is not None else ()
        key = next(
            (each.key for each in fields if conflict.label in (each.label, each.item, *each.words)), conflict.label
        )
        without = replace(draft, conflicts=tuple(each for each in draft.conflicts if each != conflict))
        self._follow(self._writer.refilled(without, key, value), draft, lambda: self.choose(conflict, value))

    def cite(self, basis: Basis, chosen: bool) -> None:
        draft = self._desk.draft
        if draft is not None:
            self._follow(self._writer.cited(draft, basis, chosen=chosen), draft, lambda: self.cite(basis, chosen))

    def take_unit(self) -> None:
        """The unit's own values are others: what the letter has none of, it gets at once."""
        draft = self._desk.draft
        if draft is not None:
            self._follow(self._writer.with_unit(draft), draft, self.take_unit)

    def _follow(self, job: Job, asked: Draft, again: Callable[[], None]) -> None:
        job.done.connect(lambda draft: self._take(draft, asked, again))
        job.failed.connect(self._notice.show_error)
        job.broke.connect(self._notice.show_bug)

    def _take(self, draft: Draft, asked: Draft, again: Callable[[], None]) -> None:
        """Where the letter has changed meanwhile, the order is given once more."""
        state = self._desk.state
        if state is None:
            return
        if state.draft.letter != asked.letter:
            again()
            return
        self._desk.edit(replace(state, draft=replace(draft, id=state.draft.id)), self.tr("Change a field"))
