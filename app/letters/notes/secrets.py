"""Names that the notes order to leave out, taken out of what else they say: `업체 이름은 쓰지 말 것`."""

import re
from collections.abc import Iterable
from dataclasses import replace

from app.core.drafts import Note, NoteRole
from app.letters.notes import kinds

_FIRM = re.compile(
    r"(?:업체|회사|상호|거래처|시공사|납품처)\s?(?:명|이름|상호|이름이)?(?:은|는|을|를|도|이|가|명)?(?:\s|$)"
    r"|업체명|회사명|상호명"
)
_PERSON = re.compile(
    r"(?:민원인|신청인|청구인|담당자|제보자|신고인|당사자|신고자)\S{0,3}\s?[:：]\s?(?P<name>[가-힣]{2,4})(?=\s|,"
    r"|\(|\.|$)"
)
FIRM, PERSON = "○○업체", "○○○"


def hidden(notes: tuple[Note, ...]) -> tuple[Note, ...]:
    """The notes with such names masked; whom the letter goes to is no secret to itself."""
    masks = dict(_masks(notes))
    if not masks:
        return notes
    return tuple(note if note.role is NoteRole.WITHHELD else _masked(note, masks) for note in notes)


def _masks(notes: tuple[Note, ...]) -> Iterable[tuple[str, str]]:
    addressed = {note.text for note in notes if note.role is NoteRole.ADDRESSEE}
    for note in notes:
        if note.role is not NoteRole.WITHHELD:
            continue
        if _FIRM.match(note.text) and re.search(r"이름|명|상호|어딘지|누군지", note.text):
            for other in notes:
                for name in kinds.firms(other.text):
                    if name not in addressed:
                        yield name, FIRM
        if named := _PERSON.match(note.text):
            yield named["name"], PERSON


def _masked(note: Note, masks: dict[str, str]) -> Note:
    def without(text: str) -> str:
        for name, mask in masks.items():
            text = text.replace(name, mask)
        return text

    return replace(note, text=without(note.text), value=without(note.value), query=without(note.query))
