"""The gate for what leaves the workspace as a file or on paper: what the site's policy lets go, and a record of it.

The record comes before the file has its name: what cannot be recorded does not leave. It says what kind of thing it
was, the suffix, the SHA-256 of its bytes and the number of the draft or conversation; no name and no folder. Should the
renaming fail after it, the record says more than happened, never less.

What is not a file is not held here: text on the screen and on a command's standard output, and photographs of either.
The clipboard is the window's (`workspace.policy.clipboard`).
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any

from app.core.audit import AuditKind
from app.core.errors import OutputUnwritable
from app.core.security_errors import ExportForbidden, MarkedForbidden, PrintingForbidden
from app.letters.markings import markings
from app.services.context import Workspace

_SAME = {"htm": "html", "markdown": "md"}
_MOST_LETTERS = 10


class Exit(StrEnum):
    """What a record calls the thing that left."""

    DRAFT = "draft"
    APPENDIX = "appendix"
    CONVERSATION = "conversation"
    LEDGER = "ledger"
    RUN = "run"
    """Results of questions or tasks from a file."""
    REPORT = "report"
    AUDIT = "audit"
    CORRECTED = "corrected"
    """A text that was checked and corrected."""


def format_of(out: Path) -> str:
    """The suffix as the policy and the record name it: without its dot, small, one name for one format."""
    suffix = out.suffix.lower().removeprefix(".")
    return _SAME.get(suffix, suffix)


def require(workspace: Workspace, out: Path, *made: str) -> None:
    """Before work begins. `made`: the formats that this way out can write, the one first that it writes whatever
    another suffix says: a plain text called `.pdf` is a text, and both have to be allowed. Raises ExportForbidden, and
    OutputUnwritable for a name that a device, a pipe or a folder has: a file that is renamed would take its place."""
    if out.exists() and not out.is_file():
        raise OutputUnwritable(name=out.name, path=str(out))
    allowed, named = workspace.policy.exports, format_of(out)
    written = named if not made or named in made else made[0]
    for wanted in (named, written):
        if allowed and wanted not in allowed:
            raise ExportForbidden(format=wanted or "-")


def require_printing(workspace: Workspace) -> None:
    """Raises PrintingForbidden."""
    if not workspace.policy.printing:
        raise PrintingForbidden()


def require_unmarked(workspace: Workspace, marks: Iterable[str]) -> None:
    """`marks` are message keys. Raises MarkedForbidden where there are any and the policy keeps such inside."""
    found = tuple(dict.fromkeys(marks))
    if found and workspace.policy.forbid_marked:
        raise MarkedForbidden(marks=found)


def require_unmarked_text(workspace: Workspace, text: str) -> None:
    """As `require_unmarked`, for a text in which nobody has looked yet."""
    if workspace.policy.forbid_marked:
        require_unmarked(workspace, (one.key for one in markings(text, ())))


def require_unmarked_row(workspace: Workspace, row: Mapping[str, Any]) -> None:
    """As `require_unmarked_text`, for all that a row of results says, before JSON escapes it."""
    if workspace.policy.forbid_marked:
        require_unmarked_text(workspace, "\n".join(_said(row)))


def _said(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _said(one)
    elif isinstance(value, (list, tuple)):
        for one in value:
            yield from _said(one)


def record(
    workspace: Workspace, what: Exit, out: Path, digest: str, *, document: int = 0, marked: bool = False
) -> None:
    """The file is about to have its name. `digest` is of its bytes, empty for a file that grows while questions are
    answered; `marked`: somebody saw its marks and let it go. Raises AuditUnwritable."""
    known = format_of(out)
    plain = known if known.isascii() and known.isalnum() and len(known) <= _MOST_LETTERS else "other"
    facts = {"what": what.value, "format": plain, "sha256": digest, "document": document, "marked": marked}
    workspace.audit.append(AuditKind.EXPORTED, facts)


def record_file(workspace: Workspace, what: Exit, out: Path, beside: Path, *, document: int = 0) -> None:
    """As `record`, for a file that stands complete under another name. Raises AuditUnwritable and OSError."""
    with beside.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    record(workspace, what, out, digest, document=document)


def record_printing(workspace: Workspace, text: str, document: int) -> None:
    """Pages are about to be shown for printing. Raises AuditUnwritable."""
    digest = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
    workspace.audit.append(AuditKind.PRINTED, {"what": Exit.DRAFT.value, "sha256": digest, "document": document})
