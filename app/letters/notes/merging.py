"""Parts of one line that are one fact, or one value."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from app.core.drafts import FieldKind, NoteRole
from app.letters.notes import kinds
from app.letters.notes.part import PEOPLE, VERBAL, Part


def merged(found: Iterable[Part]) -> Iterator[Part]:
    """Facts of one line that a comma parts, and the pieces of one value, as one."""
    held: Part | None = None
    for part in found:
        if held is not None and (_belongs(part, held) or _checks(part, held)):
            between = f"{part.mark} " if part.mark in ",、" else " "
            text = held.line.text + between + part.line.text
            places = held.line.places + (held.line.places[-1],) * len(between) + part.line.places
            role = part.role if part.role is NoteRole.REQUEST else held.role
            held = replace(held, role=role, line=replace(held.line, text=text, places=places))
            continue
        if held is not None:
            yield held
        held = part
    if held is not None:
        yield held


def _checks(part: Part, held: Part) -> bool:
    """`…? 확인`: an order to check what was asked just before."""
    return part.row == held.row and held.role is NoteRole.LOOKUP and _CHECK.fullmatch(part.text) is not None


_CHECK = re.compile(r"(?:꼭\s?|다시\s?)?(?:확인|찾아볼|알아볼|찾을)(?:\s?(?:것|요망|필요|바람|할\s?것))?")


def _belongs(part: Part, held: Part) -> bool:
    if part.row != held.row or part.mark not in (",", "、") or part.remark or held.remark:
        return False
    if part.label:
        together = (NoteRole.FACT, NoteRole.REQUEST)
        return (
            part.label == held.label
            and not part.head
            and part.role in together
            and held.role is not NoteRole.UNDECIDED
            and (held.role not in (NoteRole.WITHHELD, NoteRole.LOOKUP, NoteRole.STYLE))
        )
    if held.role is NoteRole.ADDRESSEE and not held.label:
        return part.role is NoteRole.FACT and kinds.is_unit(part.text)
    if part.role is NoteRole.REQUEST and held.role is NoteRole.FACT and not held.label and held.typed is None:
        return not VERBAL.search(held.text) and len(held.text) <= 20
    if held.role is part.role is NoteRole.LOOKUP:
        return True
    if held.role is NoteRole.LABELLED and PEOPLE.match(f"{held.label} 가"):
        return part.typed is not None and part.typed.kind is FieldKind.PERSON
    if held.label or NoteRole.FACT is not part.role or held.role is not NoteRole.FACT:
        return False
    if held.stated or part.stated:
        return False
    return part.typed is None and held.typed is None and _leans(part.text, held.text)


def _leans(text: str, before: str) -> bool:
    """Whether a piece cannot stand without the one before it, or both are short items of one list."""
    if re.match(
        r"(?:그중|그 중|이중|이 중|그래서|따라서|단|다만|또는|및|그리고|특히|즉|이후|나머지|각각|이를)(?:\s|,|$)", text
    ):
        return True
    connects = re.search(r"(?:고|며|면|서|나|만|데|는데|니|지만|거나|도록|려고)$", before)
    return (
        bool(connects)
        or (re.search(r"\d", text) is not None and len(text) <= 16 and not VERBAL.search(before))
        or (len(text) <= 12 and len(before) <= 30 and not VERBAL.search(text) and not VERBAL.search(before))
    )
