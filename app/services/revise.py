"""A draft changed by one decision of the user: another value of a field, an article put in or taken out."""

from app.core.draft_errors import FormUnknown
from app.core.drafts import Basis, Draft, Form
from app.letters import refill
from app.services.context import Workspace
from app.services.draft import forms


def refilled(workspace: Workspace, draft: Draft, key: str, value: str) -> Draft:
    """With another value wherever the old one, or its gap, stands. Raises FormUnknown for a form that is gone."""
    return refill.refilled(draft, _form(workspace, draft), key, value)


def cited(workspace: Workspace, draft: Draft, basis: Basis, chosen: bool) -> Draft:
    """With the article cited, or cited no more. Raises FormUnknown for a form that is gone."""
    return refill.cited_anew(draft, _form(workspace, draft), basis, chosen)


def _form(workspace: Workspace, draft: Draft) -> Form:
    held = {form.id: form for form in forms(workspace)}
    if draft.letter.form not in held:
        raise FormUnknown(name=draft.letter.form, known=", ".join(form.name for form in held.values()))
    return held[draft.letter.form]
