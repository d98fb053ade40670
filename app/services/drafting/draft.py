"""The verb `draft`: notes → slots → articles → letter; the model words, and only where it brings no fact."""

import re
import time
from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from app.core.draft_errors import BasisMissing, NotesConflict, NotesForeign
from app.core.drafts import Basis, Computation, Draft, FieldKind, Form, Note, NoteRole, Notes, Provenance, Sheet, Slot
from app.core.errors import NothingIndexed
from app.core.events import Cancel, Done, Drafted, Event, Warned
from app.core.paths import assets_dir
from app.core.types import Span
from app.letters.building import build
from app.letters.composing import compose
from app.letters.facts.sources import Sources
from app.letters.forms import Forms, load
from app.letters.notes import read
from app.letters.notes.subject import is_matter
from app.letters.reckon.computed import computed, runs_from_a_day
from app.services import installed_parts
from app.services.context import Workspace
from app.services.drafting.basis import LookUp, bases
from app.services.drafting.unit import defaults
from app.services.drafting.worded import Plan, is_clumsy, worded

_ABOUT = (NoteRole.FACT, NoteRole.LABELLED, NoteRole.REQUEST)
"""Notes that tell what the letter is about."""
_PERIOD = re.compile(r"며칠|몇\s?(?:일|달|개월|년|주)|언제까지|기한|시한|마감")
_MATTER = frozenset({NoteRole.FACT.value, NoteRole.REQUEST.value})
_VALUES = frozenset(FieldKind) - {FieldKind.TEXT, FieldKind.LINES}


@dataclass(frozen=True, slots=True)
class DraftRequest:
    """`form` by its id or any of its names; `values` are slots that the user confirmed, by the keys of fields; `bases`
    the articles that the user chose (empty: searched for). `writing`: when the model is asked for words. `year`: of
    days that the notes give without one; `today`: None is today."""

    form: str
    notes: str
    values: Mapping[str, str] = field(default_factory=dict)
    bases: tuple[Basis, ...] = ()
    collection: str = ""
    writing: str = "auto"
    year: int = 0
    today: date | None = None


@dataclass(frozen=True, slots=True)
class Laid:
    """A draft as it prints: `spans` are the places of the sheet's lines in `text`."""

    sheet: Sheet
    text: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class _Material:
    """All that a letter is made from."""

    form: Form
    notes: Notes
    slots: tuple[Slot, ...]
    bases: tuple[Basis, ...]
    computations: tuple[Computation, ...]


def draft(workspace: Workspace, request: DraftRequest, *, cancel: Cancel) -> Iterator[Event]:
    """Warned of what is missing or contradicts itself, Drafted once code alone has made the letter, Progress and Token
    while the model words it, Warned of words that were dropped, then Done(Draft).

    Without a model, or where it fails, the letter is code's own. Raises FormUnknown, NotesEmpty, NotesTooLong,
    BadRequestFile (unit.toml), and Cancelled. Nothing is kept: services.drafts does that.
    """
    form = _forms(workspace).get(request.form)
    today = request.today or date.today()
    unit = defaults(workspace.home)
    notes = read.read(request.notes, form, today, request.year, unit)
    slots = _confirmed(form, notes.slots, request.values)
    if notes.foreign:
        yield Warned("", NotesForeign.code)
    for conflict in notes.conflicts:
        yield Warned("", NotesConflict.code, {"label": conflict.label, "values": ", ".join(conflict.values)})
    found: tuple[Basis, ...] = request.bases
    if not found:
        found = yield from _searched(workspace, form, notes, request.collection, cancel)
    computations = computed(notes, found, today)
    material = _Material(form, notes, slots, found, computations)
    made = _draft(request, material, {})
    yield Drafted(made)
    if request.writing != "never":
        plan = _plan(material, unit, request.writing)
        wording = yield from worded(workspace.generator, plan, cancel)
        if wording:
            made = replace(_draft(request, material, wording), model=workspace.generator.model_id)
    yield Done(made)


def forms(workspace: Workspace) -> tuple[Form, ...]:
    """The forms that ship and the site's own."""
    return _forms(workspace).forms


def composed(workspace: Workspace, draft: Draft) -> Sheet:
    """The sheet that a draft prints as. Raises FormUnknown for a form that is gone."""
    return compose.sheet(draft.letter, form_of(workspace, draft))


def form_of(workspace: Workspace, draft: Draft) -> Form:
    """Raises FormUnknown for a form that is gone."""
    return _forms(workspace).get(draft.letter.form)


def laid(workspace: Workspace, draft: Draft) -> Laid:
    """Raises FormUnknown."""
    sheet = composed(workspace, draft)
    return Laid(sheet, compose.plain(sheet), compose.spans(sheet))


def plain(workspace: Workspace, draft: Draft) -> str:
    """The text that a draft prints as. Raises FormUnknown."""
    return compose.plain(composed(workspace, draft))


def _forms(workspace: Workspace) -> Forms:
    return load(
        assets_dir() / "templates",
        workspace.home / "templates",
        installed_parts.templates(workspace.installation),
    )


def _confirmed(form: Form, slots: Sequence[Slot], values: Mapping[str, str]) -> tuple[Slot, ...]:
    """The slots of the notes with what the user says instead."""
    held = {slot.key: slot for slot in slots}
    for key, value in values.items():
        if form.field(key) is not None:
            held[key] = Slot(key, value, Provenance.USER, confirmed=True)
    return tuple(held[one.key] for one in form.fields if one.key in held)


def _searched(
    workspace: Workspace, form: Form, notes: Notes, collection: str, cancel: Cancel
) -> Generator[Event, None, tuple[Basis, ...]]:
    """What the notes ask to be looked up, found; Warned of what was not found for certain, and where nothing is
    indexed."""
    found: list[Basis] = []
    for note in notes.notes:
        if note.role is NoteRole.LOOKUP:
            named = note.query or note.text
            wanted = LookUp(named, _words(notes, note), _about(form, notes, note), _told(notes), tuple(found))
            try:
                answers = bases(workspace, wanted, collection, cancel=cancel)
            except NothingIndexed as error:
                yield Warned("", error.code, error.params)
                return ()
            answers = _by_event(notes, note, answers)
            if not any(one.chosen and one.quote for one in answers):
                yield Warned("", BasisMissing.code, {"query": named})
            found += answers
    return _once(found)


def _by_event(notes: Notes, asking: Note, answers: tuple[Basis, ...]) -> tuple[Basis, ...]:
    """Where a period is asked for and nothing is certain: the first proposal, if it alone counts from a day that the
    notes name for it."""
    if not answers or any(one.chosen and one.quote for one in answers) or not _PERIOD.search(_words(notes, asking)):
        return answers
    words = _words(notes, asking)
    fitting = [one for one in answers if one.quote and runs_from_a_day(notes, words, one.quote)]
    if fitting != [answers[0]]:
        return answers
    return (replace(answers[0], chosen=True), *answers[1:])


def _told(notes: Notes) -> tuple[str, ...]:
    """All that the notes tell: which item of a list applies."""
    return tuple(_words(notes, note) for note in notes.notes if note.role in _ABOUT)


def _about(form: Form, notes: Notes, asking: Note) -> tuple[str, ...]:
    """The other notes that tell what a question is about: the topic first, the nearest before the question last."""
    told = [note for note in notes.notes if note.role in _ABOUT and not _is_value(form, notes, note)]
    asked = [note for note in notes.notes if note.role is NoteRole.LOOKUP and note.span[0] < asking.span[0]]
    told = [note for note in told if is_matter(note) and not (_is_day(note) and _between(note, asked))]
    others = [note for note in told if note.span != asking.span]
    before = [note for note in others if note.span[0] < asking.span[0]]
    near = before[-1:] or others[:1]
    return tuple(dict.fromkeys(_words(notes, note) for note in (*others[:1], *near)))


def _is_value(form: Form, notes: Notes, note: Note) -> bool:
    """Whether a note is but a day, a place, a person: it says nothing of the matter."""
    for slot in notes.slots:
        field = form.field(slot.key)
        if note.line in slot.lines and field is not None and field.kind in _VALUES:
            value = note.value or note.text
            if slot.value in value or value in slot.value:
                return True
    return False


def _is_day(note: Note) -> bool:
    """`신청서 받은 날: …` is what the next question counts from, and no matter of the others."""
    return note.role is NoteRole.LABELLED and note.label.endswith("날")


def _between(day: Note, asked: Sequence[Note]) -> bool:
    return any(day.span[0] < one.span[0] for one in asked)


def _words(notes: Notes, note: Note) -> str:
    """A note as its writer put it; a day with what it is the day of."""
    words = notes.text[note.span[0] : note.span[1]]
    return f"{note.label} {words}" if _is_day(note) else words


def _once(found: Sequence[Basis]) -> tuple[Basis, ...]:
    """Each place once; a chosen one before a proposal of the same, one that is quoted before one that is not."""
    held: dict[tuple[str, str], Basis] = {}
    for one in found:
        key = (one.document_id, one.article)
        known = held.get(key)
        if known is None or (one.chosen, bool(one.quote)) > (known.chosen, bool(known.quote)):
            held[key] = one
    return tuple(held.values())


def _plan(material: _Material, unit: Mapping[str, str], writing: str) -> Plan:
    """The model words what the user did not, in the section that tells what the letter is for; a title that code made
    well only where it is `always` asked."""
    form, slots, notes = material.form, material.slots, material.notes
    title = next((one.value for one in slots if one.key == build.TITLE), "")
    matter = [note.text for note in notes.notes if note.role in _ABOUT and not _is_value(form, notes, note)]
    leads = [one for one in form.sections if one.lead and one.required and _MATTER & set(one.takes)]
    confirmed = {slot.key: slot.value for slot in slots if slot.provenance is Provenance.USER}
    return Plan(
        form=form,
        notes=material.notes,
        slots=slots,
        sources=Sources(material.notes.text, material.bases, material.computations, unit, confirmed),
        section=leads[0] if leads and not _tells(leads[0].lead) else None,
        title="" if build.TITLE in confirmed else title,
        lines=tuple(dict.fromkeys(matter)),
        retitle=writing == "always" or is_clumsy(title),
    )


def _tells(lead: str) -> bool:
    """Whether a form's sentence holds a fact, which another sentence would lose."""
    return bool(set(re.findall(r"\{(\w+)\}", lead)) - {build.TITLE, "agency"})


def _draft(request: DraftRequest, material: _Material, wording: Mapping[str, str]) -> Draft:
    made = build.letter(material.form, material.notes, material.slots, material.bases, material.computations, wording)
    now = time.time_ns()
    return Draft(
        0,
        made,
        request.notes,
        material.slots,
        material.bases,
        material.computations,
        material.notes.conflicts,
        started=now,
        touched=now,
    )
