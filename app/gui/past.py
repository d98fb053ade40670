"""Searches and conversations from before, as the counter takes them: each imports its service when it is called."""

from pathlib import Path
from typing import TYPE_CHECKING

from app.core.answers import Conversation, Exchange
from app.core.types import Query

if TYPE_CHECKING:
    from app.services.context import Workspace
    from app.services.searches import Recollection


def recall(workspace: "Workspace") -> "Recollection":
    from app.services import searches

    return searches.recall(workspace)


def remember(workspace: "Workspace", query: Query) -> None:
    from app.services import searches

    searches.remember(workspace, query)


def forget(workspace: "Workspace", query: Query | None) -> None:
    from app.services import searches

    searches.forget(workspace, query)


def set_remembering(workspace: "Workspace", on: bool) -> None:
    from app.services import searches

    searches.set_remembering(workspace, on)


def save_search(workspace: "Workspace", name: str, query: Query) -> None:
    from app.services import searches

    searches.save(workspace, name, query)


def remove_search(workspace: "Workspace", name: str) -> None:
    from app.services import searches

    searches.remove(workspace, name)


def keeping(workspace: "Workspace") -> bool:
    from app.services import conversations as kept

    return kept.keeping(workspace)


def begin(workspace: "Workspace") -> int:
    from app.services import conversations as kept

    return kept.begin(workspace)


def conversations(workspace: "Workspace", text: str) -> tuple[Conversation, ...]:
    from app.services import conversations as kept

    return kept.conversations(workspace, text)


def exchanges(workspace: "Workspace", conversation: int) -> tuple[Exchange, ...]:
    from app.services import conversations as kept

    return kept.exchanges(workspace, conversation)


def forget_conversation(workspace: "Workspace", conversation: int) -> None:
    from app.services import conversations as kept

    kept.forget(workspace, conversation)


def export_conversation(workspace: "Workspace", conversation: int, out: Path) -> None:
    from app.services import conversations as kept

    kept.export(workspace, conversation, out)
