"""What notes of a meeting say without labels: who came, what was on the agenda, what was said and decided."""

import re
from dataclasses import replace

from app.core.drafts import Form, Note, NoteRole

_ATTENDED = re.compile(r"(?:위원장|부위원장|위원|간사|참석|참석자|외부위원|내부위원|주재|사회)\s(?=\S)")
_DECIDED = re.compile(
    r"(?:하기로|되기로|보류|승인|가결|부결|채택|확정|하되\s\S.*)\s?(?:결정|의결|합의|함|했음|하였음)(?:함|됨|했음)?$"
    r"|\s(?:결정|의결|합의|가결|부결)(?:함|됨|했음|하였음)?(?:$|,\s)"
)
_DECISION = re.compile(
    r"하기로\s?(?:결정|의결|합의|함|했음)(?:함|됨|했음|하였음)?$"
    r"|(?<!기로)(?<!기로 )\s?(?:으로|로)?\s?(?:결정|의결|합의)(?:함|됨|했음|하였음)?$"
)
_VOTED = re.compile(r"(?:찬성|반대|기권)\s?\d+")
_MEETS = re.compile(r"[^,]*[가-힣](?:위원회|심의회|협의회|회의|간담회|토론회)(?:\s?\(?제?\d+차\)?)?")
_NEXT = re.compile(r"(?:다음|차기)\s?회의")
_PHRASE = re.compile(r"[^\d,]*[가-힣]{2,}\s[^\d,]*[가-힣]{2,}")
_CLAUSE = re.compile(r"(?:[함됨음임다요자]|예정|결정|의결|합의|의견|필요|요청|바람)$")


def minuted(notes: tuple[Note, ...], form: Form) -> tuple[Note, ...]:
    """The notes with the labels that minutes have for them; those of another form as they are."""
    if form.field("decisions") is None or form.field("remarks") is None:
        return notes
    labelled = tuple(_labelled(note) for note in notes)
    if not any(re.search(r"회의|제목|건명", note.label) for note in labelled):
        first = next((note for note in labelled if _is_meeting(note)), None)
        labelled = tuple(replace(note, label="회의명", value=note.text) if note is first else note for note in labelled)
    agenda = _agenda(labelled)
    return tuple(replace(note, label="안건", value=note.text) if note is agenda else note for note in labelled)


def _labelled(note: Note) -> Note:
    if note.label or note.role not in (NoteRole.FACT, NoteRole.REQUEST):
        return note
    if _VOTED.match(note.text):
        return replace(note, label="표결", value=note.text)
    if _NEXT.match(note.text):
        return replace(note, label="다음 회의", value=note.text)
    if _DECIDED.search(note.text):
        decided = _DECISION.sub("", note.text)
        return replace(note, label="결정", text=decided, value=decided)
    if _ATTENDED.match(note.text) and not _CLAUSE.search(note.text):
        return replace(note, label="참석", value=note.text.removeprefix("참석 "))
    return note


def _agenda(notes: tuple[Note, ...]) -> Note | None:
    """The only phrase without a verb before anybody speaks, where no agenda is named."""
    if any(re.search(r"안건|의제|주제", note.label) for note in notes):
        return None
    found: list[Note] = []
    for note in notes:
        if note.label == "발언":
            break
        if note.role is NoteRole.FACT and not note.label and _is_phrase(note.text):
            found.append(note)
    return found[0] if len(found) == 1 and any(note.label == "발언" for note in notes) else None


def _is_meeting(note: Note) -> bool:
    return note.role is NoteRole.FACT and not note.label and _MEETS.fullmatch(note.text) is not None


def _is_phrase(text: str) -> bool:
    return _PHRASE.fullmatch(text) is not None and _CLAUSE.search(text) is None
