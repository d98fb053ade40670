"""The ledger as a table for spreadsheet programs."""

import csv
from collections.abc import Iterable
from datetime import datetime
from typing import IO

from app.core.messages import Messages
from app.core.types import LedgerEntry

COLUMNS = (
    *("collection", "path", "state", "code", "reason", "action", "title", "kind", "format"),
    *("passages", "bytes", "modified", "ocr"),
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write(stream: IO[str], entries: Iterable[LedgerEntry], messages: Messages) -> None:
    """One row a file under a row of names in the user's language. Times are local, `ocr` in percent."""
    table = csv.writer(stream)
    table.writerow([messages.say(f"ledger_{name}") for name in COLUMNS])
    for entry in entries:
        message = messages.for_code(entry.code, entry.params) if entry.code else None
        cells = (
            entry.collection,
            entry.path,
            messages.say(f"state_{entry.state.value}"),
            entry.code,
            message.text if message else "",
            message.action if message else "",
            entry.title,
            entry.kind,
            entry.format,
            entry.passages or "",
            entry.size,
            _time(entry.modified),
            entry.ocr or "",
        )
        table.writerow([_harmless(cell) for cell in cells])


def _time(modified: int) -> str:
    """Nanoseconds since the epoch as local time; nothing where the file system said nothing."""
    if not modified:
        return ""
    return datetime.fromtimestamp(modified / 1e9).astimezone().strftime("%Y-%m-%d %H:%M:%S")


def _harmless(cell: object) -> object:
    """A file's name must not become a formula in the reader's spreadsheet (OWASP: CSV injection)."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
