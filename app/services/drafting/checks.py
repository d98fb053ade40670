"""What is found in a draft as it prints: rules that it breaks, where its facts come from, what marks it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from app.core.drafts import Draft, Form, Marks, Provenance, Sheet
from app.core.events import Cancel
from app.core.findings import Finding, Footing, Trace
from app.letters import appendix
from app.letters.appendix import Review
from app.letters.facts.footing import footings
from app.letters.facts.sources import Sources
from app.letters.facts.tracing import traces
from app.letters.markings import Marking, markings
from app.letters.rules.lint import lint
from app.services.context import Workspace
from app.services.drafting.draft import form_of, plain
from app.services.drafting.unit import defaults


@dataclass(frozen=True, slots=True)
class Checked:
    """All spans are of `text`, the draft as it prints."""

    text: str
    findings: tuple[Finding, ...]
    traces: tuple[Trace, ...]
    footings: tuple[Footing, ...] = ()
    markings: tuple[Marking, ...] = ()

    @property
    def untraced(self) -> tuple[Trace, ...]:
        """Facts that come from nowhere."""
        return tuple(one for one in self.traces if one.provenance is Provenance.MISSING)


def checked(workspace: Workspace, draft: Draft, *, cancel: Cancel) -> Checked:
    """Raises FormUnknown for a form that is gone, BadRequestFile (unit.toml) and Cancelled."""
    text = plain(workspace, draft)
    form = form_of(workspace, draft)
    findings = lint(text, kind=kind_of(form))
    cancel.check()
    unit = defaults(workspace.home)
    held = sources(draft, form, unit)
    traced = traces(text, held)
    return Checked(text, findings, traced, footings(text, held, traced), markings(text, unit.values()))


def review(workspace: Workspace, draft: Draft, *, cancel: Cancel) -> Sheet:
    """The review appendix of a draft, to be printed or exported. Raises what `checked` raises."""
    made = checked(workspace, draft, cancel=cancel)
    return appendix.sheet(draft, Review(made.text, made.footings, made.traces, made.findings), date.today())


def sources(draft: Draft, form: Form, unit: Mapping[str, str]) -> Sources:
    """What a draft may stand on."""
    return Sources(
        notes=draft.notes,
        bases=draft.bases,
        computations=draft.computations,
        defaults=unit,
        confirmed={slot.key: slot.value for slot in draft.slots if slot.provenance is Provenance.USER},
        today=_day(draft),
        frame=printed(form),
    )


def _day(draft: Draft) -> date:
    """Its notes were written when it was begun: a year that they leave out is that one."""
    return datetime.fromtimestamp(draft.started / 1e9).date() if draft.started else date.today()


def printed(form: Form) -> str:
    """What the form itself prints: its sentences, labels and the articles that it names."""
    labels = [text for one in form.fields for text in (one.label, one.item, one.default) if text]
    leads = [text for one in form.sections for text in (one.heading, one.lead) if text]
    return "\n".join([form.name, form.source, *labels, *leads])


def kind_of(form: Form) -> str:
    """What sort of document the rules take it for."""
    if form.id == "press":
        return "press"
    return "report" if form.marks is Marks.SYMBOLS or form.field("recipient") is None else "letter"
