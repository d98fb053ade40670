"""One value of a letter changed by hand, wherever it stands, and an article put in or taken out. Pure.

What the writer has typed elsewhere stays as it is: only the old value (or its gap `[확인 필요: …]`) gives way.
"""

import re
from dataclasses import replace

from app.core.drafts import Basis, Draft, Field, FieldKind, FieldPlace, Form, Item, Letter, Provenance, Slot, Table
from app.letters import particles
from app.letters.building.citing import cited
from app.letters.building.topic import topic
from app.letters.notes import attachments, undecided

CITING = "관련"
_SIGN = r"[0-9A-Za-z]"


def refilled(draft: Draft, form: Form, key: str, value: str) -> Draft:
    """`value` empty: the gap is put in where the field is required. A key that the form does not have is a label of
    the notes: only its gaps are filled."""
    value = value.strip()
    field = form.field(key) or Field(key, key)
    old = draft.letter.fields.get(key, "") or next((slot.value for slot in draft.slots if slot.key == key), "")
    slot = Slot(key, value, Provenance.USER if value else Provenance.MISSING, confirmed=bool(value))
    held = any(one.key == key for one in draft.slots)
    slots = tuple(slot if one.key == key else one for one in draft.slots) if held else (*draft.slots, slot)
    return replace(draft, slots=slots, letter=_letter(draft.letter, form, field, old, value))


def cited_anew(draft: Draft, form: Form, basis: Basis, chosen: bool) -> Draft:
    """With an article put in or taken out; the line that cites is written anew, a quotation that was typed stays."""
    before = cited(draft.bases)
    known = any(one.place == basis.place for one in draft.bases)
    bases = tuple(replace(one, chosen=chosen) if one.place == basis.place else one for one in draft.bases)
    bases = bases if known else (*draft.bases, replace(basis, chosen=chosen))
    after = cited(bases)
    items = draft.letter.items
    if before and any(before in item.text for item in _flat(items)):
        items = _without_empty(_changed(items, before, after))
    elif after:
        heading = next((section.heading for section in form.sections if "lookup" in section.takes), "") or CITING
        items = (Item(f"{heading}: {after}"), *items)
    return replace(draft, bases=bases, letter=replace(draft.letter, items=items))


def _letter(letter: Letter, form: Form, field: Field, old: str, value: str) -> Letter:
    if field.kind is FieldKind.ATTACHMENTS:
        return replace(letter, attachments=attachments.listed(value))
    gap = undecided.place(field.label)
    written = value or (gap if field.required else "")
    items = letter.items
    if form.field(field.key) is None or field.place is FieldPlace.BODY or field.key == "title":
        items = _body(letter.items, old or gap, written)
        if old and items == letter.items:
            items = _body(letter.items, gap, written)
        if field.key == "title" and old and written:
            items = _body(items, topic(old), topic(written))
        if items == letter.items and value and form.field(field.key) is not None and field.place is FieldPlace.BODY:
            items = _added(letter.items, form, field, value)
    if field.place is FieldPlace.BODY:
        return replace(letter, items=items)
    fields = {name: text for name, text in letter.fields.items() if name != field.key}
    return replace(letter, items=items, fields={**fields, field.key: written} if written else fields)


def _body(items: tuple[Item, ...], old: str, value: str) -> tuple[Item, ...]:
    lines, fresh = old.split("\n"), value.split("\n")
    if len(lines) == len(fresh):
        for before, after in zip(lines, fresh, strict=True):
            items = _changed(items, before, after) if before else items
        return items
    return _changed(items, lines[0], " ".join(fresh)) if lines[0] else items


def _added(items: tuple[Item, ...], form: Form, field: Field, value: str) -> tuple[Item, ...]:
    """A line of its own: behind the field that the form has before it, else at the end of the part that has fields."""
    label = field.item or field.label
    lines = [line.strip() for line in value.split("\n") if line.strip()]
    fresh = Item(f"{label}: {lines[0]}") if len(lines) == 1 else Item(label, tuple(Item(line) for line in lines))
    before = {one.item or one.label for one in form.fields[: form.fields.index(field)] if one.section == field.section}
    every = {one.item or one.label for one in form.fields if one.section == field.section}
    for at, item in enumerate(items):
        if any(_label(below.text) in every for below in item.items):
            places = [n for n, below in enumerate(item.items) if _label(below.text) in before]
            cut = places[-1] + 1 if places else 0
            return (*items[:at], replace(item, items=(*item.items[:cut], fresh, *item.items[cut:])), *items[at + 1 :])
    return (*items, fresh)


def _label(text: str) -> str:
    return text.split(":", 1)[0].strip()


def _changed(items: tuple[Item, ...], old: str, new: str) -> tuple[Item, ...]:
    return tuple(
        Item(_swap(item.text, old, new), _changed(item.items, old, new), _cells(item.table, old, new)) for item in items
    )


def _cells(table: Table | None, old: str, new: str) -> Table | None:
    if table is None:
        return None
    return replace(table, rows=tuple(tuple(_swap(cell, old, new) for cell in row) for row in table.rows))


def _swap(text: str, old: str, new: str) -> str:
    """Whole numbers only: `3. 1.` is no part of `13. 1.`; the particle behind follows the new word."""
    before = r"(?<![0-9A-Za-z])" if re.match(_SIGN, old) else ""
    behind = r"(?![0-9A-Za-z])" if re.match(_SIGN, old[-1:]) else ""
    made, at = [], 0
    for found in re.finditer(before + re.escape(old) + behind, text):
        if found.start() < at:
            continue
        made += [text[at : found.start()], new]
        at = found.end()
        particle = particles.at(text, at)
        if particle and new:
            made.append(particles.fitting(new, particle))
            at += len(particle)
    return "".join((*made, text[at:]))


def _without_empty(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """Without a line that cites nothing any more."""
    return tuple(item for item in items if not item.text.rstrip().endswith(":") or item.items or item.table)


def _flat(items: tuple[Item, ...]) -> list[Item]:
    return [each for item in items for each in (item, *_flat(item.items))]
