"""Drafts that were kept: saved while somebody types, listed, searched, their versions compared and restored.

They are the user's own documents and are kept as they are, personal data and all, until the user removes them. None
of it is ever logged.
"""

from app.core.draft_errors import FormUnknown
from app.core.drafts import Draft
from app.core.kept_drafts import Cause, Comparison, KeptDraft, Version
from app.letters.differences import differences
from app.services.context import Workspace
from app.services.drafting.draft import plain
from app.services.drafting.precedents import reused, similar, started_from
from app.store.drafts import text_of

__all__ = [
    "CURRENT",
    "autosave",
    "compare",
    "drafts",
    "keep",
    "name_version",
    "opened",
    "remove",
    "restore",
    "reused",
    "similar",
    "started_from",
    "version",
    "versions",
]

CURRENT = 0
"""The number that stands for the stored state where a version's number is asked for."""


def keep(workspace: Workspace, draft: Draft, *, cause: Cause | None = None, name: str = "") -> Draft:
    """Save a draft; on the disk when this returns. The draft with its id and its times.

    With a cause (GENERATED after the program wrote it, EXPORTED, NAMED with the user's `name`) the state becomes a
    version. Raises DraftMissing, DraftElsewhere (this state is then kept as a version beside the newer one) and the
    STO errors of Database: nothing is lost as long as the caller holds the draft.
    """
    return workspace.drafts.save(draft, cause=cause, name=name)


def autosave(workspace: Workspace, draft: Draft) -> Draft:
    """`keep` for every second of typing: it gives up after a moment with WorkspaceBusy while another process is in
    the middle of a write; the next call, a second later, saves what this one could not."""
    return workspace.drafts.save(draft, patient=False)


def drafts(workspace: Workspace, text: str = "", limit: int = 200) -> tuple[KeptDraft, ...]:
    """The latest first; with `text` those that hold all its words in title, letter or notes."""
    return workspace.drafts.drafts(text, limit)


def opened(workspace: Workspace, draft_id: int) -> Draft:
    """Raises DraftMissing, and DraftDamaged: then a version may still be restored."""
    return workspace.drafts.opened(draft_id)


def versions(workspace: Workspace, draft_id: int) -> tuple[Version, ...]:
    """The latest first. Raises DraftMissing."""
    return workspace.drafts.versions(draft_id)


def version(workspace: Workspace, draft_id: int, number: int) -> Draft:
    """One version; CURRENT is the stored state. Raises DraftMissing and DraftDamaged."""
    return workspace.drafts.version(draft_id, number) if number != CURRENT else workspace.drafts.opened(draft_id)


def name_version(workspace: Workspace, draft_id: int, number: int, name: str) -> None:
    """Give a version a name: it is then kept for good. Raises DraftMissing."""
    workspace.drafts.name(draft_id, number, name)


def compare(workspace: Workspace, draft_id: int, before: int, after: int = CURRENT) -> Comparison:
    """Two versions as they print. Raises DraftMissing and DraftDamaged."""
    texts = [_printed(workspace, version(workspace, draft_id, number)) for number in (before, after)]
    return Comparison(texts[0], texts[1], differences(texts[0], texts[1]))


def restore(workspace: Workspace, draft_id: int, number: int) -> Draft:
    """A version becomes the draft's state again, as a new version: nothing is lost, and this can be undone the same
    way. Save what the window holds before. Raises DraftMissing and DraftDamaged."""
    return workspace.drafts.restore(draft_id, number)


def remove(workspace: Workspace, draft_id: int) -> None:
    """Delete a draft with its versions, for good. Raises DraftMissing."""
    workspace.drafts.remove(draft_id)


def _printed(workspace: Workspace, draft: Draft) -> str:
    """The text of the sheet; the bare words where the form has gone."""
    try:
        return plain(workspace, draft)
    except FormUnknown:
        return text_of(draft.letter)
