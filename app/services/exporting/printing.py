"""A draft on paper: the pages of its PDF, drawn on whatever the window prints on."""

from collections.abc import Callable
from typing import Any

from app.core.drafts import Draft
from app.core.paths import assets_dir
from app.letters.composing import compose
from app.services.context import Workspace
from app.services.drafting.draft import composed
from app.services.recording import leaving

Paint = Callable[[Any], None]
"""Draws every page on a paged device of the window's toolkit."""


def pages(workspace: Workspace, draft: Draft) -> Paint:
    """The same pages as in the exported PDF. Recorded as printed: whether the printer is used is its own dialog's.

    Raises FormUnknown, PrintingForbidden, MarkedForbidden and AuditUnwritable."""
    leaving.require_printing(workspace)
    from app.export import sheet_pdf  # the window's toolkit draws; who never prints does not load it
    from app.export.layout import laid_out
    from app.export.pdf import family
    from app.export.sheet_pages import set_in_pages

    sheet = composed(workspace, draft)
    text = compose.plain(sheet)
    leaving.require_unmarked_text(workspace, text)
    layout = laid_out(sheet, draft.letter.fields.get("department", ""))
    made = set_in_pages(layout, family(assets_dir() / "fonts"))
    leaving.record_printing(workspace, text, draft.id)
    return lambda device: sheet_pdf.print_pages(made, device)
