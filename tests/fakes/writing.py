"""Drafting behind the faked counter: real forms and real sheets, invented drafts, all that is kept in memory."""

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from app.core.draft_errors import DraftElsewhere, DraftMissing, ExportExists, MarkedDraft, NotesEmpty, UnitValueBad
from app.core.drafts import Basis, Conflict, Draft, FieldPlace, Form, Item, Letter, Provenance, Slot
from app.core.errors import AppError
from app.core.events import Cancel, Done, Drafted, Event, Progress, Token, Warned
from app.core.findings import Change, FactKind, Finding, Footing, RewriteStyle, Rewriting, Severity, Trace
from app.core.kept_drafts import Cause, Comparison, KeptDraft, Precedent, Version
from app.core.paths import assets_dir
from app.gui.laid import Laid
from app.gui.writing.rows import rows
from app.gui.writing_counter import Checked, DraftOrder, ExportOrder, WritingCounter
from app.letters.building import refill
from app.letters.composing import compose
from app.letters.differences import differences
from app.letters.forms import load

if TYPE_CHECKING:
    from tests.fakes.counter import FakeOffice

BASIS = Basis(
    "doc0", "복무 운영 내규", "제9조", "연가를 쓰려는 직원은", 3, False, text="제9조(연가) 연가를 쓰려는 직원은 …"
)


class FakeWriting:
    """`worded` is what the model makes of the second item, `kept` the drafts by id with their versions, `exported` what
    went out, `rewritten` gives the rules' changes of a text, `reworded` the model's beside them."""

    def __init__(self, office: "FakeOffice") -> None:
        self.office = office
        self.worded = "다음과 같이 교육을 실시하니 협조하여 주시기 바랍니다."
        self.conflicts: tuple[Conflict, ...] = ()
        self.kept: dict[int, list[Draft]] = {}
        self.causes: list[Cause | None] = []
        self.exported: list[ExportOrder] = []
        self.marked = False
        self.taken: set[Path] = set()
        self.keep_fault: AppError | None = None
        self.notices: tuple[Warned, ...] = ()
        self.export_notices: tuple[Warned, ...] = ()
        self.rewritten: Callable[[str], tuple[Change, ...]] = lambda text: (Change((0, 2), "새로"), Change((3, 5), ""))
        self.reworded: Callable[[str], tuple[Change, ...]] = lambda _text: ()
        self.findings: Callable[[str], tuple[Finding, ...]] = wrong_days
        self.strays: tuple[str, ...] = ()
        self.precedents: tuple[Precedent, ...] = ()
        self.names: dict[tuple[int, int], str] = {}
        self.unit: dict[str, str] = {}
        self._forms = load(assets_dir() / "templates")

    def counter(self) -> WritingCounter:
        return WritingCounter(
            make_ready=lambda: None,
            forms=lambda _: self._forms.forms,
            draft=self._draft,
            laid=lambda _, draft: self.laid(draft),
            checked=lambda _, draft, _cancel: self._check(draft),
            refilled=lambda _, draft, key, value: refill.refilled(draft, self._form(draft), key, value),
            cited=lambda _, draft, basis, chosen: refill.cited_anew(draft, self._form(draft), basis, chosen),
            unit=lambda _: dict(self.unit),
            keep_unit=lambda _, values: self._keep_unit(values),
            with_unit=lambda _, draft: self._with_unit(draft),
            rewrite=self._rewrite,
            export=self._export,
            pages=lambda _, draft: lambda device: device.append(draft),
            keep=lambda _, draft, cause, name: self._named(draft, cause, name),
            autosave=lambda _, draft: self._autosave(draft),
            drafts=lambda _, text: self._list(text),
            opened=lambda _, identity: self._opened(identity),
            versions=lambda _, identity: self._versions(identity),
            compare=lambda _, identity, before, after: self._compare(identity, before, after),
            restore=lambda _, identity, number: self._keep(replace(self.kept[identity][number - 1]), Cause.RESTORED),
            remove=lambda _, identity: self._remove(identity),
            similar=lambda _, text, form: self._similar(text, form),
            precedent=lambda _, precedent: self._started(precedent),
        )

    def laid(self, draft: Draft) -> Laid:
        sheet = compose.sheet(draft.letter, self._form(draft))
        return Laid(sheet, compose.plain(sheet), compose.spans(sheet))

    def put(self, title: str, *items: str) -> Draft:
        """A draft from before."""
        letter = Letter("external", {"title": title, "recipient": "각 부서"}, tuple(Item(text) for text in items))
        return self._keep(Draft(0, letter, "지난 메모", started=1), Cause.GENERATED)

    def _form(self, draft: Draft) -> Form:
        return self._forms.get(draft.letter.form)

    # --- drafting ----------------------------------------------------------------------------
    def _draft(self, _workspace: object, order: DraftOrder, *, cancel: Cancel) -> Iterator[Event]:
        self.office.calls.append(("draft", order))
        if not order.notes.strip():
            raise NotesEmpty
        self.office.hold("notes", cancel)
        yield from self.notices
        made = self._made(order)
        yield Drafted(made)
        yield Progress("prompt", 0, 0)
        yield Token("다음과 같이 ")
        self.office.hold("draft", cancel)
        items = made.letter.items
        worded = (items[0], replace(items[1], text=self.worded), *items[2:]) if len(items) > 1 else items
        yield Done(replace(made, letter=replace(made.letter, items=worded), model="tiny-ko"))

    def _made(self, order: DraftOrder) -> Draft:
        """The first line is the title, `장소: …` a slot and an item, the others items."""
        lines = [line.strip() for line in order.notes.splitlines() if line.strip()]
        slots, below = [Slot("title", lines[0], Provenance.NOTES, (1,))], []
        for number, line in enumerate(lines[1:], 2):
            label, _, value = line.partition(": ")
            if label == "장소" and value:
                slots.append(Slot("place", order.values.get("place", value), Provenance.NOTES, (number,)))
                below.append(Item(f"장소: {slots[-1].value}"))
            else:
                below.append(Item(line))
        items = (Item("관련: 지난 공문"), Item("다음과 같이 알려 드립니다.", tuple(below)))
        form = self._forms.get(order.form)
        fields = {"title": lines[0], "recipient": "각 부서", "sender": "우리 과장"}
        known = {field.key for field in form.fields if field.place is not FieldPlace.BODY}
        letter = Letter(form.id, {key: value for key, value in fields.items() if key in known}, items)
        bases = order.bases or (BASIS,)
        return Draft(0, letter, order.notes, tuple(slots), bases, conflicts=self.conflicts)

    def _check(self, draft: Draft) -> Checked:
        laid = self.laid(draft)
        text = laid.text
        traces = tuple(
            Trace(FactKind.DATE, (text.find(stray), text.find(stray) + len(stray)), stray, Provenance.MISSING)
            for stray in self.strays
            if stray in text
        )
        footings = tuple(
            Footing(span, Provenance.NOTES, "2")
            for span, line in zip(laid.spans, laid.sheet.lines, strict=True)
            if line.item
        )
        return Checked(laid, self.findings(text), traces, footings)

    def _keep_unit(self, values: Mapping[str, str]) -> None:
        if values.get("postcode", "00000") not in ("", "00000"):
            raise UnitValueBad(key="postcode", value=values["postcode"])
        self.unit = {key: value for key, value in values.items() if value}

    def _with_unit(self, draft: Draft) -> Draft:
        for key, value in self.unit.items():
            if self._form(draft).field(key) is not None and not draft.letter.fields.get(key):
                draft = refill.refilled(draft, self._form(draft), key, value)
        return draft

    def _rewrite(
        self, _workspace: object, text: str, style: RewriteStyle, polite: bool, writing: str, *, cancel: Cancel
    ) -> Iterator[Event]:
        changes = self.rewritten(text)
        if writing == "never":
            self.office.calls.append(("rewrite", text, style, polite))
        else:
            self.office.hold("rewrite", cancel)
            changes = tuple(sorted((*changes, *self.reworded(text)), key=lambda each: each.span))
        yield Done(Rewriting(text, style, changes))

    def _export(self, _workspace: object, order: ExportOrder, *, cancel: Cancel) -> Iterator[Event]:
        self.office.hold("export", cancel)
        if order.out in self.taken and not order.overwrite:
            raise ExportExists(name=order.out.name)
        if self.marked and not order.marked:
            raise MarkedDraft(marks=("personal_phone",))
        self.exported.append(order)
        yield from self.export_notices
        yield Done(None)

    # --- what is kept ------------------------------------------------------------------------
    def _keep(self, draft: Draft, cause: Cause | None) -> Draft:
        if self.keep_fault is not None:
            raise self.keep_fault
        known = self.kept.get(draft.id, [])
        if known and cause is not Cause.RESTORED and draft.touched != known[-1].touched:
            raise DraftElsewhere(id=draft.id)
        self.causes.append(cause)
        identity = draft.id or len(self.kept) + 1
        now = time.time_ns()
        made = replace(draft, id=identity, started=draft.started or now, touched=now)
        self.kept.setdefault(identity, []).append(made)
        return made

    def _named(self, draft: Draft, cause: Cause | None, name: str) -> Draft:
        made = self._keep(draft, cause)
        self.names[made.id, len(self.kept[made.id])] = name
        return made

    def _autosave(self, draft: Draft) -> Draft:
        self.office.hold("keep", Cancel())
        return self._keep(draft, None)

    def _opened(self, identity: int) -> Draft:
        if identity not in self.kept:
            raise DraftMissing(id=identity)
        return self.kept[identity][-1]

    def _list(self, text: str) -> tuple[KeptDraft, ...]:
        found = [(identity, states[-1]) for identity, states in self.kept.items()]
        return tuple(
            KeptDraft(
                identity, _title(draft), draft.letter.form, draft.started, draft.touched, len(self.kept[identity])
            )
            for identity, draft in reversed(found)
            if text in str(draft)
        )

    def _versions(self, identity: int) -> tuple[Version, ...]:
        states = enumerate(self.kept[identity], 1)
        made = (
            Version(identity, n, each.touched, Cause.TYPING, self.names.get((identity, n), ""), _title(each), 20)
            for n, each in states
        )
        return tuple(reversed(list(made)))

    def _compare(self, identity: int, one: int, other: int) -> Comparison:
        before, after = (self.laid(self.kept[identity][number - 1]).text for number in (one, other))
        return Comparison(before, after, differences(before, after))

    def _remove(self, identity: int) -> None:
        del self.kept[identity]

    def _started(self, precedent: Precedent) -> Draft:
        if not precedent.draft_id:
            return Draft(0, Letter("external", {"title": precedent.title}, (Item("지난 문서의 틀"),)))
        return replace(self._opened(precedent.draft_id), id=0, notes="")

    def _similar(self, text: str, form: str) -> tuple[Precedent, ...]:
        self.office.calls.append(("similar", text, form))
        return self.precedents


def _title(draft: Draft) -> str:
    return draft.letter.fields.get("title", "")


def wrong_days(text: str) -> tuple[Finding, ...]:
    """`2026.4.13.` without its spaces."""
    found: list[Finding] = []
    at = text.find("2026.4.13.")
    while at >= 0:
        span = (at, at + 10)
        found.append(
            Finding("R13", Severity.ERROR, "영 제7조제5항", "day", span, "2026. 4. 13.", {"text": "2026.4.13."})
        )
        at = text.find("2026.4.13.", at + 10)
    return tuple(found)


def texts(draft: Draft | None) -> list[tuple[int, str]]:
    """Level and words of each item."""
    return [(row.level, row.text) for row in rows(draft.letter.items)] if draft is not None else []
