"""Notes from parts: each with its text cleaned for writing."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from app.core.drafts import Note, NoteRole
from app.core.official import amounts, dates
from app.letters.notes import addressees, attachments, days, lookups, subject, undecided
from app.letters.notes.part import Part
from app.letters.notes.register import Register

_ASKS = re.compile(r"물어|질문|질의|문의")
_WHETHER = re.compile(r"(?:는지|은지|인지|한지|여부|가능|되나|하나|\?|까)\s*\??$")
_RECEIVED = re.compile(r"^(?P<what>.+?)\s(?:들어옴|들어왔음|받음|옴|접수됨)$")


def clean(text: str, year: int, register: Register) -> str:
    """Days, times and amounts as the decree writes them, words in the official register; nothing lost."""
    text = re.sub(r"\s*(?:->|=>)\s*", ", ", re.sub(r"\s+", " ", text.strip()))
    text = ", ".join(register.formal(piece) for piece in _ended(text).split(", "))
    return days.rewritten(amounts.rewritten(text), year)


_LEFT_OPEN = {"했": "함", "됐": "됨", "왔": "옴", "났": "남", "갔": "감", "받았": "받음", "냈": "냄", "있었": "있었음"}
_OPEN = re.compile(rf"({'|'.join(_LEFT_OPEN)})는데$")


def _ended(text: str) -> str:
    """`4월 3일에 귀국했는데`, cut off from the question behind it, as a clause of its own."""
    text = re.sub(r"(?<=[\d.일])(?:인데|이며|이고)$", "", text)
    return _OPEN.sub(lambda found: _LEFT_OPEN[found[1]], text)


def notes(parts: Iterable[Part], text: str, year: int, register: Register) -> tuple[Note, ...]:
    """In order, of the whole `text` that was given. A LOOKUP has its `query`; one part may give several notes."""
    found = list(parts)
    out = [note for at, part in enumerate(found) for note in _of(part, found[:at], year, register)]
    about = subject.subject(tuple(out))
    told = _told(out)
    return tuple(
        replace(
            _asked(note, _beside(out[:at], note, text) or about, _context(out[:at]), year)
            if note.role is NoteRole.LOOKUP
            else note,
            line=text.count("\n", 0, note.span[0]) + 1,
        )
        for at, note in enumerate(out + told)
    )


def _beside(before: list[Note], note: Note, text: str) -> str:
    """What the same line tells before a question: that, not the whole, is what it asks about."""
    start = text.rfind("\n", 0, note.span[0]) + 1
    told = [
        one
        for one in before
        if one.span[0] >= start and one.role is NoteRole.FACT and not one.label and subject.is_matter(one)
    ]
    return told[-1].text if told else ""


def _context(before: list[Note]) -> str:
    """What the notes told last before a question: `이런 건` means that."""
    for note in reversed(before):
        if (
            note.role in (NoteRole.FACT, NoteRole.REQUEST)
            and not (note.label and note.value)
            and subject.is_matter(note)
        ):
            return note.text
    return ""


def _of(part: Part, before: list[Part], year: int, register: Register) -> Iterator[Note]:
    number, span, text = part.line.number, part.line.span, part.text
    label = part.label
    cleaned = clean(text, year, register)
    if part.role is NoteRole.WITHHELD:
        yield Note(number, span, part.role, f"{label}: {text}" if label and part.head else text)
    elif part.role is NoteRole.LOOKUP:
        yield from _lookup(part, cleaned)
    elif part.role is NoteRole.UNDECIDED:
        yield from _undecided(part, before, year, register)
    elif part.role is NoteRole.ADDRESSEE:
        told = addressees.addressees(text)
        yield Note(
            number,
            span,
            part.role,
            ", ".join(told.units) or text,
            addressees.AS_LISTED if told.several or part.several else label,
            text,
        )
    elif part.role is NoteRole.ATTACHMENT:
        things = attachments.listed(cleaned)
        if things:
            yield Note(
                number, span, part.role, ", ".join(f"{one.name} {one.quantity}" for one in things), "붙임", cleaned
            )
    elif part.stated:
        said = register.spoken(cleaned)
        said = f"{label}: {said}" if label else said
        yield Note(number, span, NoteRole.FACT, said, "발언", said)
    elif part.role is NoteRole.FACT and part.typed is not None:
        value = clean(part.typed.value, year, register)
        yield Note(number, span, part.role, cleaned, part.typed.label, value)
    elif label and not part.remark and part.role is not NoteRole.STYLE:
        yield from _labelled(part, cleaned)
    else:
        yield Note(number, span, part.role, cleaned)


def _labelled(part: Part, cleaned: str) -> Iterator[Note]:
    """A label that is a clause itself (`청구 들어옴: 2026.3.3. 접수`) becomes one fact."""
    received = _RECEIVED.match(part.label)
    if received and part.role is NoteRole.LABELLED:
        whole = f"{received['what']}: {cleaned}"
        yield Note(part.line.number, part.line.span, NoteRole.FACT, whole, received["what"], cleaned)
        return
    asked = part.role is NoteRole.LABELLED and _ASKS.search(part.label) and _WHETHER.search(part.text)
    yield Note(part.line.number, part.line.span, part.role, f"{part.label}: {cleaned}", part.label, cleaned)
    if asked:
        yield Note(part.line.number, part.line.span, NoteRole.LOOKUP, cleaned, part.label, query=part.text)


def _lookup(part: Part, cleaned: str) -> Iterator[Note]:
    yield Note(part.line.number, part.line.span, part.role, cleaned, part.label, query=part.text)
    if part.label and _ASKS.search(part.label):
        yield Note(part.line.number, part.line.span, NoteRole.LABELLED, f"{part.label}: {cleaned}", part.label, cleaned)


def _undecided(part: Part, before: list[Part], year: int, register: Register) -> Iterator[Note]:
    number, span = part.line.number, part.line.span
    topic = part.topic
    bare = undecided.PLAIN.fullmatch(undecided.names(part.text, "", "")[0]) if undecided.names(part.text) else None
    if bare and topic == part.topic and undecided.PLAIN.fullmatch(topic):
        topic = ""
    own_row = [one for one in before if one.row == part.row]
    if (part.remark or (bare and own_row)) and not topic:
        topic = _matter(before)
    if kept := undecided.left(part.text) if not part.remark else "":
        value = clean(kept, year, register)
        yield Note(number, span, NoteRole.FACT, value, part.label, value if part.label else "")
    label = part.label if not part.remark else ""
    for name in undecided.names(
        part.text if not kept else "",
        label or ("" if not kept else topic),
        topic if part.remark or bare or not undecided.names(part.text, label) else "",
    ):
        yield Note(number, span, part.role, undecided.place(name), name)


def _matter(before: list[Part]) -> str:
    """The last word of what the line is about: `모의훈련` of `유출 대응 모의훈련, 5월 중(날짜 미정)`."""
    if before and (word := undecided.plain(before[-1].text)):
        return word
    for part in reversed(before):
        if part.role is not NoteRole.FACT or part.remark:
            continue
        text = part.text
        for when in reversed(dates.parse(text)):
            text = text[: when.span[0]] + " " + text[when.span[1] :]
        found: list[str] = re.findall(r"[가-힣]+", text)
        words = [word for word in found if not _NO_MATTER.fullmatch(word)]
        if words and not re.search(r"(?:[함됨음다]|[은는이가을를])$", words[-1]):
            return words[-1]
    return ""


_NO_MATTER = re.compile(
    r".|분기|상반기|하반기|오전|오후|예정|실시|추진|계획|시행|개최|중|초|말|초순|중순|하순|불시|수시|함|임|까지|부터|경"
)


def _asked(note: Note, about: str, context: str, year: int) -> Note:
    asked = lookups.query(note.query, note.label, about, context)
    query = days.rewritten(asked or about, year)
    return Note(note.line, note.span, note.role, query, note.label, "", query)


_TELL_FIRST = re.compile(
    r"(?:업체|회사|사업자|거래처|시공사|납품처)(?:에|에게|측에|한테)\s?(?:알리고|통지하고|통보하고|알려서|통지해서)\s"
)
_GET = re.compile(r"(의견|자료|서류|명단|확인서|동의서|답변서|계획서)(?:을|를)?\s?받아야\s?(?:함|한다|합니다)$")


def _to_reader(note: Note) -> Note:
    """To the firm itself: not that it is to be told and its opinion got, but that it is asked for one."""
    text = _GET.sub(r"\1 제출 요청", _TELL_FIRST.sub("", note.text))
    return replace(note, text=text, value=text if note.value == note.text else note.value)


def _told(out: list[Note]) -> list[Note]:
    """A firm that the notes want told is whom the letter goes to, when nobody else is named."""
    if any(note.role is NoteRole.ADDRESSEE for note in out):
        return []
    open_notes = [note for note in out if note.role in (NoteRole.FACT, NoteRole.REQUEST, NoteRole.LABELLED)]
    found = addressees.told_firm([note.text for note in open_notes])
    if found is None:
        return []
    at, name = found
    place = next(number for number, note in enumerate(out) if note is open_notes[at])
    out[place] = _to_reader(open_notes[at])
    return [Note(open_notes[at].line, open_notes[at].span, NoteRole.ADDRESSEE, name, "", name)]
