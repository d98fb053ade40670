"""A letter from a form, what the notes say, the articles found and what was computed. Pure; it words nothing new.

Every figure, day and name comes from the slots, the notes, a quotation or a computation. What is not known and is
required stands as `[확인 필요: …]`.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from app.core.drafts import (
    Basis,
    Computation,
    Field,
    FieldKind,
    FieldPlace,
    Form,
    Item,
    Letter,
    Note,
    NoteRole,
    Notes,
    Provenance,
    Section,
    Slot,
)
from app.letters.building.citing import cited, quotations, symbols, unfound
from app.letters.building.topic import topic
from app.letters.notes import attachments, rendering, undecided, wording

INTERNAL = "내부결재"
TITLE = "title"
"""The key of the title's wording; a section's lead has the section's key."""

_LISTS = (FieldKind.LINES, FieldKind.ATTACHMENTS)
_CALLED = (FieldKind.DATE, FieldKind.MOMENT, FieldKind.PERIOD, FieldKind.AMOUNT)
_ENDS = re.compile(r"(?:기한|기간|일시|일자|일|시각|시간|예산|금액|가격|총액|비|료|액)$")
_LABEL = 20
"""Characters of a label at most; longer ones are sentences."""
_BY = re.compile(r"^([가-힣A-Za-z]{2,}?)(?:(?<=[가-힣])으로|(?<![도경진통선활피수회])로)$")
"""`방법: 온나라로`."""
_WHOLE = re.compile(r"^회의명?$")
_TO = re.compile(r"^(?:대상|업체|상대방|당사자|민원인|신청인|청구인|수신)\s?[:：]?\s?")
NOBODY = "수신자 참조"
_FILLER = re.compile(r"예정|실시|추진|개최|건|관련|관한|대한|계획|안내|요청|통지|결과|보고")
"""Words that a title may have in another form."""
_OURS = re.compile(
    r"소관(?:이\s)?\s?아님|소관(?:임|사항임?|이라고\s?\S*)$|에 이송(?:|함|했음|하였음|예정)$"
    r"|조치(?:함|했음|하였음|예정|완료)$"
)
_TOLD = (NoteRole.FACT, NoteRole.REQUEST)
_COUNTED = re.compile(
    r"(대상|강사|교관|참가자?|참석자?|출장자|발표자|인원|수량)\s((?!없음)[^,]*?\d[\d,]*\s?(?:명|개|대|부|회|건|팀)[^,]*)"
    r"|(\S+비|\S+료)\s(없음|무료)"
)
_ORDINAL = re.compile(r"^\d{1,2}\s?:\s+(?=[가-힣])", re.MULTILINE)
_DAY_OF = re.compile(
    r"([가-힣]{2,6}(?: [가-힣]{2,6})?) (\d{4}\. \d{1,2}\. \d{1,2}\.(?:\([월화수목금토일]\))?(?: \d\d:\d\d)?)"
)
_WHEN_HELD = re.compile(r"(\d{4}\. \d{1,2}\. (?:중|초|말|상순|중순|하순)) (실시|개최|시행|추진)(?: 예정)?")
_TOGETHER = 60
"""Characters of short lines that stand behind their label in one."""
_KEY = re.compile(r"\{([a-z_]+)\}")
_FOLLOWS = re.compile(r"다음과 같|다음 사항")
_WORD = re.compile(r"[가-힣A-Za-z0-9]")


def letter(
    form: Form,
    notes: Notes,
    slots: Sequence[Slot],
    bases: Sequence[Basis],
    computations: Sequence[Computation],
    wording: Mapping[str, str],
) -> Letter:
    """`wording` has sentences by TITLE and the keys of sections; where there is none, code's own stands."""
    held = {slot.key: slot for slot in slots if slot.value}
    values = {key: slot.value for key, slot in held.items()}
    if wording.get(TITLE):
        values[TITLE] = wording[TITLE]
    fields = _fields(form, values)
    body = _Body(form, notes, held, {**values, **fields}, tuple(bases), tuple(computations), wording)
    return Letter(form.id, fields, body.items(), attachments.listed(values.get("attachments", "")))


def _fields(form: Form, values: Mapping[str, str]) -> dict[str, str]:
    """What stands above and below the body, and what is kept with it."""
    fields: dict[str, str] = {}
    for field in form.fields:
        if field.place is FieldPlace.BODY:
            continue
        value = values.get(field.key, "") or field.default
        if field.key == "recipient" and form.internal:
            value = INTERNAL
        if not value and field.required:
            value = undecided.place(field.label)
        if value:
            fields[field.key] = value
    return fields


@dataclass(frozen=True, slots=True)
class _Body:
    """One letter's body in the making. `values` are texts by the keys of fields."""

    form: Form
    notes: Notes
    held: Mapping[str, Slot]
    values: Mapping[str, str]
    bases: tuple[Basis, ...]
    computations: tuple[Computation, ...]
    wording: Mapping[str, str]

    def items(self) -> tuple[Item, ...]:
        made = []
        for section in self.form.sections:
            item = self._section(section)
            if item is not None:
                made.append(item)
        return tuple(made)

    def _section(self, section: Section) -> Item | None:
        """None for one that has nothing to say and may be left out."""
        rows = tuple(self._rows(section))
        if section is self._citing() and not section.lead:
            return self._cited(section, rows)
        lead = self.wording.get(section.key) or self._filled(section.lead)
        if lead:
            if not rows and (not section.required or (section.takes and _FOLLOWS.search(lead))):
                if not section.required:
                    return None
                name = self._wanted(section)
                rows = (Item(f"{name}: {undecided.place(name)}"),)
            if len(rows) == 1 and rows[0].text.startswith("["):  # a gap alone is told what it is a gap of
                rows = (replace(rows[0], text=f"{self._wanted(section)}: {rows[0].text}"),)
            return Item(lead, _raised(rows))
        if not rows and not section.required:
            return None
        return self._headed(section.heading, rows or (Item(undecided.place(section.heading)),))

    def _wanted(self, section: Section) -> str:
        """What a section has to hold: its first required field."""
        wanted = next((one for one in self.form.fields if self._is_of(one, section) and one.required), None)
        return wanted.item or wanted.label if wanted is not None else "내용"

    def _headed(self, heading: str, rows: tuple[Item, ...]) -> Item:
        """A single row stands behind its heading where items are numbered."""
        if len(rows) == 1 and rows[0].items and rows[0].text == heading:
            return rows[0]
        if len(rows) == 1 and not symbols(self.form) and not rows[0].table and not rows[0].items:
            own = rows[0].text
            text = own if own.startswith(f"{heading}:") else f"{heading}: {own}"
            return Item(text, rows[0].items)
        return Item(heading, rows)

    def _rows(self, section: Section) -> Iterator[Item]:
        """Fields of the section in the form's order, then notes in theirs, then what the articles say."""
        yield from self._fields_of(section)
        loose = self._loose(section)
        empty = self._fillable(section)
        if empty is not None and loose:
            yield _named(empty.item or empty.label, tuple(self._said(note, section) for note in loose))
        else:
            if empty is not None:
                yield Item(f"{empty.item or empty.label}: {undecided.place(empty.label)}")
            yield from (Item(text) for note in loose if (text := self._said(note, section)))
        if self._answering(section):
            ours = [note for note in self.notes.notes if note.role in _TOLD and self._is_ours(note)]
            yield from (Item(self._said(note, section)) for note in ours)
        if section is self._telling():
            yield from self._answers()
            yield from self._figures()

    # --- fields ------------------------------------------------------------------------------
    def _fields_of(self, section: Section) -> Iterator[Item]:
        fields = [field for field in self.form.fields if self._is_of(field, section)]
        alone = len(fields) == 1
        for field in fields:
            value = self.values.get(field.key, "")
            if not value and field is self._fillable(section):
                continue
            if not value and not field.required:
                continue
            if f"{{{field.key}}}" in section.lead:
                continue
            if field.key == "target" and value == self.values.get("recipient"):
                continue
            if field.key == "result" and self._answering(section):
                continue
            label = self._own_label(field) or field.item or ("" if alone and section.heading else field.label)
            lines = self._lines(field, value) if value else (undecided.place(field.label),)
            yield from (_named(label, lines),) if label else map(Item, lines)

    def _own_label(self, field: Field) -> str:
        """What the notes call a day, a period or an amount, where that says more than the form's name does: a 납품기한
        is no 제출기한. Empty: the form's name."""
        slot = self.held.get(field.key)
        if slot is None or slot.provenance is not Provenance.NOTES or field.kind not in _CALLED:
            return ""
        labels = {note.label for note in self.notes.notes if note.line in slot.lines and note.value == slot.value}
        label = labels.pop() if len(labels) == 1 else ""
        return label if len(label) > 2 and _ENDS.search(label) else ""

    def _is_of(self, field: Field, section: Section) -> bool:
        return (
            field.section == section.key and field.place is FieldPlace.BODY and field.kind is not FieldKind.ATTACHMENTS
        )

    def _lines(self, field: Field, value: str) -> tuple[str, ...]:
        if field.key == "method":
            value = _BY.sub(r"\1", value)
        value = _ORDINAL.sub("", value)
        lines = value.split("\n") if field.kind in _LISTS else [" ".join(value.split("\n"))]
        return tuple(line.strip() for line in lines if line.strip())

    def _fillable(self, section: Section) -> Field | None:
        """The one required field of the section that is empty and takes lines: loose notes fill it."""
        if NoteRole.FACT.value not in section.takes:
            return None
        empty = [
            field
            for field in self.form.fields
            if self._is_of(field, section)
            and field.required
            and field.kind in (FieldKind.LINES, FieldKind.TEXT)
            and not self.values.get(field.key)
        ]
        return empty[0] if len(empty) == 1 else None

    def _filled(self, lead: str) -> str:
        return _KEY.sub(lambda found: topic(self._value(TITLE)) if found[1] == TITLE else self._value(found[1]), lead)

    def _value(self, key: str) -> str:
        field = self.form.field(key)
        return self.values.get(key, "") or undecided.place(field.label if field else key)

    # --- notes -------------------------------------------------------------------------------
    def _loose(self, section: Section) -> list[Note]:
        """The notes for this section that no field has taken up."""
        return [
            note
            for note in self.notes.notes
            if note.role.value in section.takes
            and note.role is not NoteRole.LOOKUP
            and section is self._first_taking(note.role)
            and not self._taken(note)
            and not self._addressed(note)
            and (self._fillable(section) is not None or not self._told_above(note))
            and not (self._is_ours(note) and not self._answering(section))
        ]

    def _is_ours(self, note: Note) -> bool:
        """In a reply, what the agency has to say to a petition: it belongs to the answer."""
        citing = self._citing()
        return citing is not None and self._answering(citing) and not note.label and _OURS.search(note.text) is not None

    def _first_taking(self, role: NoteRole) -> Section | None:
        return next((section for section in self.form.sections if role.value in section.takes), None)

    def _taken(self, note: Note) -> bool:
        """Whether fields say all that the note says."""
        rest = note.text
        touched = False
        for slot in self.held.values():
            if note.line in slot.lines:
                for piece in sorted(slot.value.split("\n"), key=len, reverse=True):
                    if piece and piece in rest:
                        rest, touched = rest.replace(piece, " ", 1), True
                    elif note.value and note.value == piece:
                        return True
        if not touched:
            return False
        rest = rest.replace(note.label, " ") if note.label else rest
        return len(_WORD.findall(rest)) <= 2

    def _addressed(self, note: Note) -> bool:
        """Whether a note names but whom the letter goes to."""
        to = self.values.get("recipient", "").removesuffix(" 귀하")
        return bool(to) and to != NOBODY and _TO.sub("", note.text) == to

    def _told_above(self, note: Note) -> bool:
        """Whether title and 수신 say all of a note that has no value of its own: `공청회 개최 건`, `대상 (주)○○`."""
        if note.label and note.value and not _WHOLE.search(note.label):
            return False
        if note.text and note.text == self.values.get("agency"):
            return True
        if note.role not in _TOLD:
            return False
        title = self.values.get(TITLE, "")
        words = [word for word in wording.tidy(note.text).split() if not _FILLER.fullmatch(word)]
        return bool(words) and self.form.field(TITLE) is not None and all(_in(word, title.split()) for word in words)

    def _said(self, note: Note, section: Section) -> str:
        """A note as an item: a sentence where articles are told in sentences, too, else a noun phrase. A label that
        the section's heading says already is left out."""
        if note.label and note.value and _same(note.label, section.heading):
            return rendering.outline(note.value)
        citing = self._citing()
        return rendering.item(_coloned(note), polite_form=self.form.polite and citing is not None and bool(citing.lead))

    def _figures(self) -> Iterator[Item]:
        """What was computed, with the mark of the article that it follows from. A reply tells the rule alone: the day
        its period runs from is the petitioner's, and the day that its notes name is the petition's."""
        citing = self._citing()
        if citing is not None and citing.lead:
            return
        doubted = {one.place for one in self.bases if one.doubted}
        for one in self.computations:
            more = f" {undecided.place('적용 조문')}" if one.basis in doubted else ""
            yield Item(f"{one.label}: {one.result}({one.formula}){more}")

    # --- articles ----------------------------------------------------------------------------
    def _citing(self) -> Section | None:
        return self._first_taking(NoteRole.LOOKUP)

    def _answering(self, section: Section) -> bool:
        return section is self._citing() and bool(section.lead)

    def _telling(self) -> Section | None:
        """Where the articles' own words go: under the citation in outlines, else to what the letter tells."""
        citing = self._citing()
        if citing is None or citing.lead or symbols(self.form) or not self.form.polite:
            return citing
        leads = [section for section in self.form.sections if section.lead and section.required and section.takes]
        return leads[0] if leads else citing

    def _answers(self) -> Iterator[Item]:
        citing = self._citing()
        told = citing is not None and bool(citing.lead)
        yield from quotations(self.bases, self.form, told=told)
        for query in unfound(self.notes, self.bases):
            yield Item(undecided.place(f"{query} 관련 규정"))

    def _cited(self, section: Section, rows: tuple[Item, ...]) -> Item | None:
        """관련: the places; below them what was not put elsewhere."""
        places = cited(self.bases)
        if symbols(self.form):
            quoted = {one.place for one in self.bases if one.chosen and one.quote}
            others = tuple(one for one in self.bases if one.chosen and one.place not in quoted)
            own = (Item(cited(others)),) if others else ()
            return Item(section.heading, (*own, *rows)) if own or rows else None
        if places:
            return Item(f"{section.heading}: {places}", rows)
        return self._headed(section.heading, rows) if rows else None


def _in(word: str, words: Sequence[str]) -> bool:
    """Whether a word stands in a row of words, with or without a particle."""
    return re.sub(r"(?<=[가-힣]{2})(?:을|를|의|은|는|에)$", "", word) in words or word in words


def _same(label: str, heading: str) -> bool:
    """`건의사항` says what the heading 건의 says."""
    bare = [re.sub(r"\s|사항$|내용$|요지$", "", text) for text in (label, heading)]
    return bool(bare[0]) and bare[0] == bare[1]


def _coloned(note: Note) -> Note:
    """`귀국일 2026. 3. 2.` as `귀국일: 2026. 3. 2.`"""
    if (
        note.label
        and note.value
        and re.fullmatch(rf"{re.escape(note.label)}(?:은|는)?\s+{re.escape(note.value)}", note.text)
    ):
        return replace(note, text=f"{note.label}: {note.value}")
    if not note.label and (counted := _COUNTED.fullmatch(note.text)):
        return replace(note, text=f"{counted[1] or counted[3]}: {counted[2] or counted[4]}")
    if not note.label and (day := _DAY_OF.fullmatch(note.text)):
        return replace(note, text=f"{day[1]}: {day[2]}")
    if not note.label and (held := _WHEN_HELD.fullmatch(note.text)):
        return replace(note, text=f"{held[2]} 시기: {held[1]}")
    return note


def _raised(rows: tuple[Item, ...]) -> tuple[Item, ...]:
    """A row that stands alone has no mark (편람), and what hangs on it no mark to hang on: its lines come up to it."""
    if len(rows) != 1 or not rows[0].items:
        return rows
    head, (first, *others) = rows[0], rows[0].items
    if len(head.text) > _LABEL:
        return (replace(head, items=()), *head.items)
    together = ", ".join(one.text for one in head.items)
    if len(together) <= _TOGETHER and not any(one.items or one.text.endswith(".") for one in head.items):
        return (Item(f"{head.text}: {together}"),)
    return (replace(first, text=f"{head.text}: {first.text}"), *others)


def _named(label: str, lines: Sequence[str]) -> Item:
    """`label: line`, or the label with its lines below."""
    if len(lines) == 1:
        return Item(f"{label}: {lines[0]}")
    return Item(label, tuple(Item(line) for line in lines))
