"""The fields of a form filled from notes; a value that is not of the field's kind is not put in."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from app.core.drafts import Field, FieldKind, FieldPlace, Form, Note, NoteRole, Provenance, Slot
from app.letters.notes import addressees, attachments, fields, kinds, subject

_GIVES = frozenset({NoteRole.FACT, NoteRole.LABELLED, NoteRole.REQUEST})
_GATHERS = frozenset({FieldKind.LINES, FieldKind.TEXT, FieldKind.PERSON, FieldKind.UNIT, FieldKind.NUMBER})
_WHO = re.compile(r"민원인|신청인|청구인|민원제기자")
_AGENCY = re.compile(
    r"[가-힣A-Za-z0-9○△□]{1,12}(?:대학교|고등학교|중학교|초등학교|시청|구청|군청|도청|경찰서|소방서|교육청|병원|공사|공단|협회|은행)"
)
_PETITIONER = re.compile(r"(?:민원인|신청인|청구인)(?:은|는)?\s((?:[가-힣]?[O○〇]{2,3}|[가-힣]{3}))(?:\s?(?:씨|님))?")
TO_A_PERSON = " 귀하"
_WHEN = (FieldKind.DATE, FieldKind.MOMENT, FieldKind.PERIOD)
_NOT_OURS = ("received_number", "received_on", "enforced_on")
"""Registration fills these in: 시행일 in notes is the day from which the matter itself holds."""
_OO = re.compile(r"[O○〇]{2,3}")


def slots(notes: tuple[Note, ...], form: Form, year: int, defaults: Mapping[str, str]) -> tuple[Slot, ...]:
    """In the order of the form's fields: from the notes first, then the unit's defaults, then the form's own."""
    held: dict[str, Slot] = {slot.key: slot for slot in _petitioner(notes, form)}
    for note in notes:
        _take(note, form, year, held)
    for slot in (*_inside(notes, form), *_recipients(notes, form), *_attached(notes, form), *_titled(notes, form)):
        held.setdefault(slot.key, slot)
    _parted(form, held)
    for field in form.fields:
        value = defaults.get(field.key) or field.default
        if field.key not in held and value and kinds.fits(field.kind, value, field.choices, year):
            held[field.key] = Slot(field.key, value, Provenance.DEFAULT)
    return tuple(held[field.key] for field in form.fields if field.key in held)


def _take(said: Note, form: Form, year: int, held: dict[str, Slot]) -> None:
    note, field = _meant(said, form, year)
    if field is None:
        return
    old = held.get(field.key)
    if note.role is NoteRole.UNDECIDED:
        if old is None or note.line in old.lines:
            held[field.key] = Slot(field.key, note.text, Provenance.MISSING, (note.line,))
    elif not kinds.fits(field.kind, note.value, field.choices, year):
        return
    elif old is None or old.provenance is Provenance.MISSING:
        held[field.key] = Slot(field.key, note.value, Provenance.NOTES, (note.line,))
    elif field.kind in _GATHERS and field.place is FieldPlace.BODY and note.value not in old.value.split("\n"):
        held[field.key] = Slot(field.key, f"{old.value}\n{note.value}", Provenance.NOTES, (*old.lines, note.line))
    elif field.kind in _WHEN:
        held[field.key] = _whole(field, old, note)


def _meant(note: Note, form: Form, year: int) -> tuple[Note, Field | None]:
    """The field that a note gives a value for: by its label, or where that is none of the form's, by its make."""
    if not note.label or note.role not in (*_GIVES, NoteRole.UNDECIDED, NoteRole.ADDRESSEE):
        return note, None
    field = fields.of_label(note.label, form)
    if note.role is NoteRole.ADDRESSEE and field is not None and field.key in ("recipient", "recipients"):
        return note, None
    typed = kinds.typed(note.value, year) if field is None else None
    if re.search(r"기한|시한|마감", note.label) and field is None:
        return note, None
    if typed is not None and typed.kind in _WHEN and typed.label not in ("시간", "시기"):
        note = replace(note, label=typed.label, value=typed.value)
        field = fields.of_label(note.label, form)
    if field is None or field.kind is FieldKind.ATTACHMENTS or field.key in _NOT_OURS:
        return note, None
    if field.key == "recipient" and _WHO.fullmatch(note.label.replace(" ", "")):
        return note, None
    return note, field


def _whole(field: Field, old: Slot, note: Note) -> Slot:
    """A day on one line and its hour on another are one moment."""
    has_day = re.search(r"\d\.", old.value), re.search(r"\d\.", note.value)
    if has_day[0] and not has_day[1] and ":" not in old.value:
        value = f"{old.value} {note.value}"
    elif has_day[1] and not has_day[0] and ":" not in note.value:
        value = f"{note.value} {old.value}"
    else:
        value = max(old.value, note.value, key=len)
    return Slot(field.key, value, Provenance.NOTES, (*old.lines, note.line))


def _parted(form: Form, held: dict[str, Slot]) -> None:
    """A person's field without the number and the department that have fields of their own on the sheet."""
    people = [field.key for field in form.fields if field.kind is FieldKind.PERSON and field.key in held]
    others = [field for field in form.fields if field.kind in (FieldKind.CONTACT, FieldKind.UNIT) and field.key in held]
    for key in people:
        slot = held[key]
        value = slot.value
        for other in others:
            if held[other.key].lines == slot.lines:
                value = value.replace(held[other.key].value, "", 1)
        value = re.sub(r"\(\s*\)|[\s,]+$", "", value).strip()
        if value != slot.value and kinds.fits(FieldKind.PERSON, value):
            held[key] = Slot(key, value, slot.provenance, slot.lines)


def _inside(notes: Iterable[Note], form: Form) -> Iterable[Slot]:
    """The number and the department that a longer value holds: `담당: 안전과 주무관 정OO (031-…)`."""
    for note in notes:
        if note.role is not NoteRole.LABELLED or not re.fullmatch(r"담당자?|문의처?", note.label):
            continue
        unit = re.match(r"[가-힣]{1,12}(?:과|실|팀|국|담당관|센터)(?=\s)", note.value)
        for label, value in (("연락처", kinds.contact(note.value)), ("담당부서", unit[0] if unit else "")):
            field = fields.of_label(label, form)
            if value and field is not None:
                yield Slot(field.key, value, Provenance.NOTES, (note.line,))


def _recipients(notes: Iterable[Note], form: Form) -> Iterable[Slot]:
    said = [note for note in notes if note.role is NoteRole.ADDRESSEE]
    if not said and not form.internal and form.id != "reply" and form.field("recipient") is not None:
        said = [note for note in notes if note.label == "대상" and _AGENCY.fullmatch(note.value)][:1]
    if not said or form.internal:
        return
    found = [addressees.addressees(note.value) for note in said]
    units = tuple(dict.fromkeys(unit for one in found for unit in one.units))
    lines = tuple(dict.fromkeys(note.line for note in said))
    several = len(units) > 1 or any(one.several for one in found)
    keys = {field.key for field in form.fields}
    if found[0].sender and (department := fields.of_label("담당부서", form)) is not None:
        yield Slot(department.key, found[0].sender, Provenance.NOTES, lines)
    if several and units and "recipients" in keys:
        yield Slot("recipient", addressees.AS_LISTED, Provenance.NOTES, lines)
        yield Slot("recipients", ", ".join(units), Provenance.NOTES, lines)
    elif units and "recipient" in keys:
        yield Slot("recipient", ", ".join(units), Provenance.NOTES, lines)


def _attached(notes: Iterable[Note], form: Form) -> Iterable[Slot]:
    things = [note for note in notes if note.role is NoteRole.ATTACHMENT]
    listed = attachments.attachments(things)
    for field in form.fields:
        if field.kind is FieldKind.ATTACHMENTS and listed:
            value = "\n".join(f"{one.name} {one.quantity}" for one in listed)
            yield Slot(field.key, value, Provenance.NOTES, tuple(note.line for note in things))


def _titled(notes: tuple[Note, ...], form: Form) -> Iterable[Slot]:
    if form.field("title") is None:
        return
    if title := subject.title(notes, form):
        lines = tuple(note.line for note in notes if note.role in (*_GIVES,) and note.text)[:1]
        yield Slot("title", title, Provenance.NOTES, lines)


def _petitioner(notes: Iterable[Note], form: Form) -> Iterable[Slot]:
    """`이름은 OOO로 표시`: the answer goes to OOO."""
    if form.internal or "민원" not in form.name:
        return
    for note in notes:
        if note.role is NoteRole.STYLE and (hidden := _OO.search(note.text)) and form.field("recipient") is not None:
            yield Slot("recipient", f"{hidden[0]}{TO_A_PERSON}", Provenance.NOTES, (note.line,))
            return
    for note in notes:
        if note.role is NoteRole.FACT and (named := _PETITIONER.fullmatch(note.text)):
            yield Slot("recipient", f"{named[1]}{TO_A_PERSON}", Provenance.NOTES, (note.line,))
            return
    for note in notes:
        if note.role is NoteRole.LABELLED and _WHO.fullmatch(note.label.replace(" ", "")):
            name = re.match(r"[가-힣]{2,4}(?=\s|\(|,|$)|[가-힣]?[O○〇]{2,3}", note.value)
            if name and form.field("recipient") is not None:
                yield Slot("recipient", f"{name[0]}{TO_A_PERSON}", Provenance.NOTES, (note.line,))
                return
