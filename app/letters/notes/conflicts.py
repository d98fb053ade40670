"""Two values for one single-valued thing: both are named, neither is put in."""

import re
from dataclasses import replace

from app.core.drafts import Conflict, FieldKind, Form, Note, NoteRole
from app.core.official import dates
from app.letters.notes import fields, kinds, undecided

_SINGLE = frozenset(
    {
        FieldKind.DATE,
        FieldKind.MOMENT,
        FieldKind.PERIOD,
        FieldKind.PLACE,
        FieldKind.AMOUNT,
        FieldKind.COUNT,
        FieldKind.CONTACT,
    }
)
_ONE_OF_EACH = re.compile(
    r"일시|장소|기한|접수일|시행일|추정가격|예산|총액|제출기한|신청기간|기간|인원|개최일|회의일|발생일"
)
_READ = frozenset({NoteRole.FACT, NoteRole.LABELLED})


def conflicts(notes: tuple[Note, ...], form: Form, year: int = 0) -> tuple[tuple[Note, ...], tuple[Conflict, ...]]:
    """The notes with `[확인 필요: …]` where two disagree, and what disagrees."""
    by_thing: dict[str, list[Note]] = {}
    for note in notes:
        if note.role in _READ and note.value and (name := _thing(note, form)):
            by_thing.setdefault(name, []).append(note)
    found: list[Conflict] = []
    struck: set[int] = set()
    out = list(notes)
    for name, held in by_thing.items():
        apart = _apart(held, year)
        if len(apart) < 2:
            continue
        found.append(Conflict(name, tuple(note.value for note in apart), tuple(note.line for note in apart)))
        struck.update(id(note) for note in held)
        out = [
            replace(note, role=NoteRole.UNDECIDED, text=undecided.place(name), label=name, value="")
            if id(note) in struck and any(note is one for one in held)
            else note
            for note in out
        ]
    return _once(out, {one.label for one in found}), tuple(found)


def _once(notes: list[Note], names: set[str]) -> tuple[Note, ...]:
    """One place is enough for one thing."""
    out: list[Note] = []
    seen: set[str] = set()
    for note in notes:
        if note.role is NoteRole.UNDECIDED and note.label in names:
            if note.label in seen:
                continue
            seen.add(note.label)
        out.append(note)
    return tuple(out)


def _thing(note: Note, form: Form) -> str:
    """What the note gives a value for, when there can be only one."""
    if note.role is NoteRole.FACT and note.label == "장소":
        return ""  # a place that nothing names may be another thing's
    field = fields.of_label(note.label, form)
    if field is not None and field.kind in _SINGLE:
        return field.label if kinds.fits(field.kind, note.value, field.choices) else ""
    label = note.label.replace(" ", "")
    if _ONE_OF_EACH.fullmatch(label) or (
        re.search(r"(?:일|일자|일시|기한|기간|금액|가격|총액)$", label) and len(label) > 1
    ):
        return label
    return ""


def _apart(held: list[Note], year: int) -> list[Note]:
    """The notes whose values cannot all be right; a value that another holds within it agrees with that one."""
    apart: list[Note] = []
    for note in held:
        if not any(_agree(note.value, other.value, year) for other in apart):
            apart.append(note)
    return apart


def _agree(first: str, second: str, year: int) -> bool:
    one, other = _bare(first), _bare(second)
    if one == other or one in other or other in one:
        return True
    days, more = dates.parse(first, year), dates.parse(second, year)
    if days and more:
        if bool(days[0].days) != bool(more[0].days):
            return True  # a day here, an hour there
        same_days = _days(days) == _days(more)
        clocks = {str(found.time) for found in days if found.time}, {str(found.time) for found in more if found.time}
        return same_days and (not clocks[0] or not clocks[1] or clocks[0] == clocks[1])
    if days or more:
        return False
    digits = set(re.findall(r"\d+", one)), set(re.findall(r"\d+", other))
    if digits[0] and digits[1]:
        return digits[0] <= digits[1] or digits[1] <= digits[0]
    return False


def _days(found: tuple[dates.Found, ...]) -> list[tuple[int, int]]:
    return [(day.month, day.day) for one in found for day in one.days]


def _bare(text: str) -> str:
    return re.sub(r"[\s.,()]|까지|부터|예정", "", text)
