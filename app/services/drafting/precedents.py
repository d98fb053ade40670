"""What was written before and resembles what is to be written ("지난번 이 건 공문처럼"), and how to start from it."""

import contextlib
import re
from collections.abc import Iterator
from dataclasses import replace

from app.core.draft_errors import FormUnknown
from app.core.drafts import Draft, Provenance
from app.core.errors import DocumentMissing, NothingIndexed
from app.core.kept_drafts import Precedent
from app.core.paths import assets_dir
from app.core.types import Document, DocumentKind, Query
from app.letters.building import reuse
from app.letters.forms import Forms, load
from app.letters.read_back import letter as reading
from app.services import installed_parts
from app.services.context import Workspace
from app.services.drafting.unit import defaults

KINDS = (DocumentKind.LETTER.value, DocumentKind.REPORT.value, DocumentKind.MINUTES.value)
_DRAFTS = 2_000
"""The latest drafts that are looked through."""
_DOCUMENTS = 20
"""Documents that the words find and that are compared."""
_ASKED = 160
"""Characters of what is to be written that are looked for: its title and first lines."""
_LEAST = 0.2
"""Less alike than this is not alike."""
_SAME_FORM = 0.1
"""A draft of the same form is so much more like what is wanted."""
_TITLE = 0.6
"""The title's share in the likeness; the rest is the text's."""

_SAYING = re.compile(
    r"(?:지난\s?(?:번|달|해|주)?|저번|작년|전번)(?:에|의)?(?=\s|$)|이\s?건(?=\s|$)|(?:공문|문서|보고서|초안|양식|글|것)?(?:처럼|같이)(?=\s|$)"
)
_SIGN = re.compile(r"[^0-9a-z가-힣]")


def similar(workspace: Workspace, text: str, form: str = "", limit: int = 10) -> tuple[Precedent, ...]:
    """The likest first: kept drafts, and letters, reports and minutes among the documents. `text` is a title, notes, or
    a wish in words; `form` the id of the form that is to be used, if it is known. Both kinds are compared the same way:
    which of the pairs of letters that are asked for stand in the title and in the text."""
    wanted = _pairs(_SAYING.sub(" ", text)[:_ASKED])
    if not wanted:
        return ()
    found = [*_drafts(workspace, wanted, form), *_documents(workspace, text[:_ASKED], wanted)]
    alike = [one for one in found if one.likeness >= _LEAST]
    return tuple(sorted(alike, key=lambda one: (-one.likeness, -one.touched))[:limit])


def started_from(workspace: Workspace, precedent: Precedent, form: str = "") -> Draft:
    """A past draft or an indexed document as a start for a new one, in `form` (an id; empty: its own, or the one that a
    document fits). Raises DraftMissing, DraftDamaged, DocumentMissing and FormUnknown."""
    if precedent.draft_id:
        return _in_form(workspace, reused(workspace, precedent.draft_id), form)
    document = workspace.documents.document(precedent.document_id)
    workspace.admission.note([document.collection])
    letter = reading.letter(document.text, _forms(workspace))
    return _in_form(workspace, Draft(0, reuse.emptied(letter, {}, ours=False)), form)


def reused(workspace: Workspace, draft_id: int) -> Draft:
    """A kept draft as a start for a new one: its frame without its facts, its notes and what it stood on; not kept yet
    (id 0). The unit's own fields are today's. Raises DraftMissing and DraftDamaged."""
    past = workspace.drafts.opened(draft_id)
    labels = _labels(workspace, past.letter.form)
    values = {
        slot.value: labels.get(slot.key, "내용")
        for slot in past.slots
        if slot.value and slot.provenance is not Provenance.DEFAULT
    }
    return _in_form(workspace, Draft(0, reuse.emptied(past.letter, values, ours=True)), "")


def _in_form(workspace: Workspace, draft: Draft, form: str) -> Draft:
    own = {key: value for key, value in defaults(workspace.home).items() if key in reuse.UNIT_FIELDS and value}
    named = _forms(workspace).get(form).id if form else draft.letter.form
    return replace(draft, letter=replace(draft.letter, form=named, fields={**draft.letter.fields, **own}))


def _labels(workspace: Workspace, form: str) -> dict[str, str]:
    """What the fields of a form are called; nothing for a form that is gone."""
    with contextlib.suppress(FormUnknown):
        return {field.key: field.label for field in _forms(workspace).get(form).fields}
    return {}


def _drafts(workspace: Workspace, wanted: frozenset[str], form: str) -> Iterator[Precedent]:
    for one in workspace.drafts.words(_DRAFTS):
        same = _SAME_FORM if form and one.form == form else 0.0
        likeness = _likeness(wanted, one.title, one.folded)
        if likeness >= _LEAST:
            likeness = min(1.0, likeness + same)
        yield Precedent(one.title, likeness, one.form, draft_id=one.id, touched=one.touched)


def _documents(workspace: Workspace, text: str, wanted: frozenset[str]) -> Iterator[Precedent]:
    query = Query(_SAYING.sub(" ", text), limit=_DOCUMENTS, kinds=KINDS, verbatim=True)
    try:
        hits = workspace.searcher.by_words(query).hits
    except NothingIndexed:
        return
    for identity in dict.fromkeys(hit.document.id for hit in hits):
        with contextlib.suppress(DocumentMissing):
            yield _document(workspace.documents.document(identity), wanted)


def _document(document: Document, wanted: frozenset[str]) -> Precedent:
    return Precedent(
        title=document.title,
        likeness=_likeness(wanted, document.title, document.text),
        kind=document.kind.value,
        document_id=document.id,
        touched=document.source.modified,
    )


def _likeness(wanted: frozenset[str], title: str, text: str) -> float:
    """From 0 to 1. A title counts by what it shares, whichever of the two is longer."""
    titled = _pairs(title)
    shared = len(wanted & titled) / min(len(wanted), len(titled)) if titled else 0.0
    said = sum(pair in titled or pair in text for pair in wanted)
    return _TITLE * shared + (1 - _TITLE) * said / len(wanted)


def _pairs(text: str) -> frozenset[str]:
    """Pairs of letters that stand side by side, without white space and signs."""
    letters = _SIGN.sub("", text.casefold())
    return frozenset(letters[place : place + 2] for place in range(len(letters) - 1))


def _forms(workspace: Workspace) -> Forms:
    return load(
        assets_dir() / "templates",
        workspace.home / "templates",
        installed_parts.templates(workspace.installation),
    )
