"""A draft changed by one decision of the user: another value of a field, an article put in or taken out, the unit's own
values."""

from dataclasses import replace

from app.core.draft_errors import FormUnknown
from app.core.drafts import Basis, Draft, FieldPlace, Form, Provenance
from app.letters.building import refill
from app.services.context import Workspace
from app.services.drafting.draft import forms
from app.services.drafting.unit import defaults

_GAP = "[확인 필요"


def refilled(workspace: Workspace, draft: Draft, key: str, value: str) -> Draft:
    """With another value wherever the old one, or its gap, stands. Raises FormUnknown for a form that is gone."""
    return refill.refilled(draft, _form(workspace, draft), key, value)


def cited(workspace: Workspace, draft: Draft, basis: Basis, chosen: bool) -> Draft:
    """With the article cited, or cited no more. Raises FormUnknown for a form that is gone."""
    return refill.cited_anew(draft, _form(workspace, draft), basis, chosen)


def with_unit(workspace: Workspace, draft: Draft) -> Draft:
    """With the unit's own values in the fields above and below the body that have none; what was written stays. Raises
    FormUnknown for a form that is gone, BadRequestFile (unit.toml)."""
    form = _form(workspace, draft)
    for key, value in defaults(workspace.home).items():
        field = form.field(key)
        held = draft.letter.fields.get(key, "").strip()
        if field is None or field.place is FieldPlace.BODY or (held and not held.startswith(_GAP)):
            continue
        draft = refill.refilled(draft, form, key, value)
        slots = (replace(s, provenance=Provenance.DEFAULT, confirmed=False) if s.key == key else s for s in draft.slots)
        draft = replace(draft, slots=tuple(slots))
    return draft


def _form(workspace: Workspace, draft: Draft) -> Form:
    held = {form.id: form for form in forms(workspace)}
    if draft.letter.form not in held:
        raise FormUnknown(name=draft.letter.form, known=", ".join(form.name for form in held.values()))
    return held[draft.letter.form]
