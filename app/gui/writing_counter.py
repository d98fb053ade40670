"""The services of drafting as the window takes them; a part of app.gui.counter.Counter, handed in like the rest."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.core.drafts import Basis, Draft, Form
from app.core.events import Cancel, Event
from app.core.findings import Finding, Footing, RewriteStyle, Trace
from app.core.kept_drafts import Cause, Comparison, KeptDraft, Precedent, Version
from app.core.types import Span
from app.gui.laid import Laid

if TYPE_CHECKING:
    from app.services.context import Workspace

Verb = Callable[..., Iterator[Event]]


@dataclass(frozen=True, slots=True)
class DraftOrder:
    """What a letter is made from; the fields are those of services.draft.DraftRequest."""

    form: str
    notes: str
    values: Mapping[str, str] = field(default_factory=dict)
    bases: tuple[Basis, ...] = ()


@dataclass(frozen=True, slots=True)
class ExportOrder:
    """The fields are those of services.export.ExportRequest."""

    draft: Draft
    out: Path
    overwrite: bool = False
    marked: bool = False
    appendix: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """Personal data or a classification word: `word` is the message key of its kind."""

    span: Span
    word: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found in the text of a sheet; all spans are of `laid.text`."""

    laid: Laid
    findings: tuple[Finding, ...] = ()
    traces: tuple[Trace, ...] = ()
    footings: tuple[Footing, ...] = ()
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class WritingCounter:
    """Like Counter: the plain callables read the disk or take their time, so they are called in a job.

    `draft` takes (workspace, DraftOrder), `rewrite` (workspace, text, RewriteStyle, polite, writing) and `export`
    (workspace, ExportOrder) with a Cancel; `make_ready` reads what the first rewriting needs. `refilled` gives the
    draft with another value of a field, wherever it stands, `cited` with an article put in or taken out. `unit` gives
    the unit's own values by the keys of fields, `with_unit` the draft with them where it has none. `keep` is for what
    the user asked for, `autosave` for every second of typing. `pages` gives what draws them on a printer.
    """

    make_ready: Callable[[], None]
    forms: "Callable[[Workspace], tuple[Form, ...]]"
    draft: Verb
    laid: "Callable[[Workspace, Draft], Laid]"
    checked: "Callable[[Workspace, Draft, Cancel], Checked]"
    refilled: "Callable[[Workspace, Draft, str, str], Draft]"
    cited: "Callable[[Workspace, Draft, Basis, bool], Draft]"
    unit: "Callable[[Workspace], Mapping[str, str]]"
    keep_unit: "Callable[[Workspace, Mapping[str, str]], None]"
    with_unit: "Callable[[Workspace, Draft], Draft]"
    rewrite: Verb
    export: Verb
    pages: "Callable[[Workspace, Draft], Callable[[Any], None]]"
    keep: "Callable[[Workspace, Draft, Cause | None, str], Draft]"
    autosave: "Callable[[Workspace, Draft], Draft]"
    drafts: "Callable[[Workspace, str], tuple[KeptDraft, ...]]"
    opened: "Callable[[Workspace, int], Draft]"
    versions: "Callable[[Workspace, int], tuple[Version, ...]]"
    compare: "Callable[[Workspace, int, int, int], Comparison]"
    restore: "Callable[[Workspace, int, int], Draft]"
    remove: "Callable[[Workspace, int], None]"
    similar: "Callable[[Workspace, str, str], tuple[Precedent, ...]]"
    precedent: "Callable[[Workspace, Precedent], Draft]"

    @classmethod
    def real(cls) -> "WritingCounter":
        return cls(
            make_ready=_make_ready,
            forms=_forms,
            draft=_draft,
            laid=_laid,
            checked=_checked,
            refilled=_refilled,
            cited=_cited,
            unit=_unit,
            keep_unit=_keep_unit,
            with_unit=_with_unit,
            rewrite=_rewrite,
            export=_export,
            pages=_pages,
            keep=_keep,
            autosave=_autosave,
            drafts=_drafts,
            opened=_opened,
            versions=_versions,
            compare=_compare,
            restore=_restore,
            remove=_remove,
            similar=_similar,
            precedent=_precedent,
        )


def _keep(workspace: "Workspace", draft: Draft, cause: Cause | None, name: str) -> Draft:
    from app.services.drafting.drafts import keep

    return keep(workspace, draft, cause=cause, name=name)


def _autosave(workspace: "Workspace", draft: Draft) -> Draft:
    from app.services.drafting.drafts import autosave

    return autosave(workspace, draft)


def _drafts(workspace: "Workspace", text: str) -> tuple[KeptDraft, ...]:
    from app.services.drafting.drafts import drafts

    return drafts(workspace, text)


def _opened(workspace: "Workspace", draft: int) -> Draft:
    from app.services.drafting.drafts import opened

    return opened(workspace, draft)


def _versions(workspace: "Workspace", draft: int) -> tuple[Version, ...]:
    from app.services.drafting.drafts import versions

    return versions(workspace, draft)


def _compare(workspace: "Workspace", draft: int, before: int, after: int) -> Comparison:
    from app.services.drafting.drafts import compare

    return compare(workspace, draft, before, after)


def _restore(workspace: "Workspace", draft: int, number: int) -> Draft:
    from app.services.drafting.drafts import restore

    return restore(workspace, draft, number)


def _remove(workspace: "Workspace", draft: int) -> None:
    from app.services.drafting.drafts import remove

    remove(workspace, draft)


def _similar(workspace: "Workspace", text: str, form: str) -> tuple[Precedent, ...]:
    from app.services.drafting.precedents import similar

    return similar(workspace, text, form)


def _precedent(workspace: "Workspace", precedent: Precedent) -> Draft:
    from app.services.drafting.precedents import started_from

    return started_from(workspace, precedent)


def _make_ready() -> None:
    from app.services.drafting.rewrite import make_ready

    make_ready()


def _forms(workspace: "Workspace") -> tuple[Form, ...]:
    from app.services.drafting.draft import forms

    return forms(workspace)


def _draft(workspace: "Workspace", order: DraftOrder, *, cancel: Cancel) -> Iterator[Event]:
    from app.services.drafting.draft import DraftRequest, draft

    request = DraftRequest(form=order.form, notes=order.notes, values=order.values, bases=order.bases)
    yield from draft(workspace, request, cancel=cancel)


def _laid(workspace: "Workspace", draft: Draft) -> Laid:
    from app.services.drafting.draft import laid

    made = laid(workspace, draft)
    return Laid(made.sheet, made.text, made.spans)


def _refilled(workspace: "Workspace", draft: Draft, key: str, value: str) -> Draft:
    from app.services.drafting.revise import refilled

    return refilled(workspace, draft, key, value)


def _cited(workspace: "Workspace", draft: Draft, basis: Basis, chosen: bool) -> Draft:
    from app.services.drafting.revise import cited

    return cited(workspace, draft, basis, chosen)


def _unit(workspace: "Workspace") -> Mapping[str, str]:
    from app.services.drafting.unit import defaults

    return defaults(workspace.home)


def _keep_unit(workspace: "Workspace", values: Mapping[str, str]) -> None:
    from app.services.drafting.unit import keep

    keep(workspace.home, values)


def _with_unit(workspace: "Workspace", draft: Draft) -> Draft:
    from app.services.drafting.revise import with_unit

    return with_unit(workspace, draft)


def _checked(workspace: "Workspace", draft: Draft, cancel: Cancel) -> Checked:
    from app.services.drafting.checks import checked

    laid = _laid(workspace, draft)
    made = checked(workspace, draft, cancel=cancel)
    marks = tuple(Mark(each.span, each.key) for each in made.markings)
    return Checked(laid, made.findings, made.traces, made.footings, marks)


def _rewrite(
    workspace: "Workspace", text: str, style: RewriteStyle, polite: bool, writing: str, *, cancel: Cancel
) -> Iterator[Event]:
    from app.services.drafting.rewrite import RewriteRequest, rewrite

    yield from rewrite(workspace, RewriteRequest(text, style, polite, writing), cancel=cancel)


def _export(workspace: "Workspace", order: ExportOrder, *, cancel: Cancel) -> Iterator[Event]:
    from app.services.exporting.export import ExportRequest, export

    request = ExportRequest(order.draft, order.out, order.overwrite, order.marked, order.appendix)
    yield from export(workspace, request, cancel=cancel)


def _pages(workspace: "Workspace", draft: Draft) -> Callable[[Any], None]:
    from app.services.exporting.printing import pages

    return pages(workspace, draft)
