"""Conversations that were kept: begun, listed, searched, forgotten, written to a file. None of it is ever logged."""

import contextlib
import errno
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.core.answers import Conversation, Exchange
from app.core.errors import ConversationMissing, DiskFull, OutputUnwritable
from app.core.messages import Messages
from app.core.security_errors import AuditUnwritable
from app.export import conversation as paper
from app.services.context import Workspace
from app.services.recording import leaving
from app.services.recording.leaving import Exit


@dataclass(frozen=True, slots=True)
class Exported:
    path: str


@dataclass(frozen=True, slots=True)
class Forgotten:
    """How many conversations there were to forget."""

    conversations: int


def keeping(workspace: Workspace) -> bool:
    """Whether conversations are kept: both settings allow it, and nobody has switched the history off."""
    settings = workspace.settings
    return settings.keep_conversations and settings.search_history and workspace.searches.remembering


def begin(workspace: Workspace) -> int:
    """A new conversation's id; 0 where none are kept. Raises the STO errors of Database."""
    return workspace.conversations.begin() if keeping(workspace) else 0


def conversations(workspace: Workspace, text: str = "", limit: int = 200) -> tuple[Conversation, ...]:
    """The latest first; with `text` those in whose questions or answers it stands, whatever its case and spaces."""
    return workspace.conversations.conversations(text, limit)


def exchanges(workspace: Workspace, conversation_id: int) -> tuple[Exchange, ...]:
    """In the order in which they were asked. Raises ConversationMissing."""
    return workspace.conversations.exchanges(conversation_id)


def latest(workspace: Workspace) -> int:
    """The conversation that was used last, or a new one's id where there is none; 0 where none are kept."""
    return (workspace.conversations.latest() or workspace.conversations.begin()) if keeping(workspace) else 0


def forget(workspace: Workspace, conversation_id: int = 0) -> int:
    """One conversation, or all (0); how many. Raises ConversationMissing and the STO errors of Database."""
    return workspace.conversations.forget(conversation_id)


def export(workspace: Workspace, conversation_id: int, out: Path, messages: Messages | None = None) -> None:
    """Write a conversation with its citations in full; the suffix says how: .html, .md, anything else plain text.

    Written beside and renamed, so that a file that was there is whole until the new one is. `messages` is the
    language, by default the settings'. Raises ConversationMissing, ExportForbidden, MarkedForbidden, AuditUnwritable,
    OutputUnwritable or DiskFull.
    """
    leaving.require(workspace, out, "txt", "html", "md")
    held = exchanges(workspace, conversation_id)
    if not held:
        raise ConversationMissing(id=conversation_id)
    words = messages or Messages.load(workspace.settings.language)
    text = paper.written(held, out.suffix.lower(), words.say, words.language)
    leaving.require_unmarked_text(workspace, _words(held))
    beside = out.with_name(out.name + ".partial")
    try:
        with beside.open("w", encoding="utf-8", errors="replace", newline="\n") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        leaving.record_file(workspace, Exit.CONVERSATION, out, beside, document=conversation_id)
        beside.replace(out)
    except (OSError, AuditUnwritable) as error:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
        if isinstance(error, AuditUnwritable):
            raise
        leaf = DiskFull if error.errno == errno.ENOSPC else OutputUnwritable
        raise leaf(name=out.name, path=str(out)) from error


def _words(held: Sequence[Exchange]) -> str:
    """All that goes to the paper, before it is escaped for any form: a sign between two digits must not hide them."""
    lines = []
    for one in held:
        lines += [one.question, one.standalone, one.text]
        lines += [part for cited in one.citations for part in (cited.title, cited.file, cited.quote)]
    return "\n".join(lines)
