"""What was looked for before, and searches kept under a name. None of it is ever logged."""

import contextlib
from dataclasses import dataclass

from app.core import personal
from app.core.errors import DiskFull, WorkspaceBusy, WorkspaceUnwritable
from app.core.settings import require_free
from app.core.types import Query, SavedSearch
from app.services.context import Workspace


@dataclass(frozen=True, slots=True)
class Recollection:
    """`past` the latest first, `saved` by name. `remembering`: whether searches are kept; `locked`: the settings
    say that they are not, and the window cannot change it."""

    past: tuple[Query, ...]
    saved: tuple[SavedSearch, ...]
    remembering: bool
    locked: bool


def recall(workspace: Workspace) -> Recollection:
    locked = not workspace.settings.search_history
    searches = workspace.searches
    return Recollection(searches.past(), searches.saved(), searches.remembering and not locked, locked)


def remember(workspace: Workspace, query: Query) -> None:
    """A search that was made. One that cannot be written down now is no fault that anybody should hear of; one with
    personal data is not written down."""
    if workspace.settings.search_history and not personal.find(query.text):
        with contextlib.suppress(WorkspaceBusy, DiskFull, WorkspaceUnwritable):
            workspace.searches.remember(query)


def forget(workspace: Workspace, query: Query | None = None) -> None:
    """One search, or the whole history. Raises the STO errors of Database."""
    if query is None:
        workspace.searches.forget_all()
    else:
        workspace.searches.forget(query)


def set_remembering(workspace: Workspace, on: bool) -> None:
    """Raises SettingLocked and the STO errors of Database."""
    require_free(workspace.policy.settings, {"search_history": on})
    workspace.searches.set_remembering(on)


def save(workspace: Workspace, name: str, query: Query) -> None:
    """Under a name, in place of what had it. Raises the STO errors of Database."""
    workspace.searches.save(" ".join(name.split()), query)


def remove(workspace: Workspace, name: str) -> None:
    """Raises the STO errors of Database."""
    workspace.searches.remove(name)
