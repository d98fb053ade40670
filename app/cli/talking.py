"""The verb `conversation`, and which conversation `ask` goes on with."""

import argparse
from collections.abc import Iterator

from app.core.events import Cancel, Done, Event
from app.core.messages import Messages
from app.services import conversations
from app.services.context import Workspace

ACTIONS = ("list", "show", "search", "export", "remove")
LAST, NEW, ALL = "last", "new", "all"


def talk(options: argparse.Namespace, workspace: Workspace, messages: Messages, cancel: Cancel) -> Iterator[Event]:
    """Done(tuple of Conversations or of Exchanges), Done(Exported) or Done(Forgotten)."""
    cancel.check()
    match options.action:
        case "list" | "search":
            yield Done(conversations.conversations(workspace, options.which))
        case "show":
            yield Done(conversations.exchanges(workspace, _number(options.which, workspace)))
        case "export":
            conversations.export(workspace, _number(options.which, workspace), options.out, messages)
            yield Done(conversations.Exported(str(options.out)))
        case "remove":
            chosen = 0 if options.which == ALL else _number(options.which, workspace)
            yield Done(conversations.Forgotten(conversations.forget(workspace, chosen)))


def chosen(which: str | None, workspace: Workspace) -> int:
    """The conversation of `ask --conversation`: its number, the last one or a new one; 0 when nothing is kept."""
    if which == NEW:
        return conversations.begin(workspace)
    return conversations.latest(workspace) if which == LAST else int(which or 0)


def which(text: str) -> str:
    """An argument that names a conversation. Raises argparse.ArgumentTypeError."""
    if text not in (LAST, NEW) and not (text.isascii() and text.isdigit() and 0 < int(text) < 2**63):
        raise argparse.ArgumentTypeError(f"{NEW}, {LAST}, 1, 2, …")
    return text


def wrong_usage(options: argparse.Namespace) -> str:
    """What argparse cannot say of itself."""
    given = options.which.strip()
    if options.action == "search" and not given:
        return "conversation search TEXT"
    if options.action == "list" and given:
        return "conversation list"
    if options.action in ("show", "export", "remove"):
        allowed = (LAST, ALL) if options.action == "remove" else (LAST,)
        if given not in allowed and not (given.isascii() and given.isdigit() and 0 < int(given) < 2**63):
            return f"conversation {options.action} N|{'|'.join(allowed)}"
    if options.action == "export" and options.out is None:
        return "conversation export N --out FILE"
    return ""


def _number(which: str, workspace: Workspace) -> int:
    """Of what is there; 0 is none of them, so that nothing is begun to be looked at."""
    return workspace.conversations.latest() if which == LAST else int(which)
