"""The audit as a table for spreadsheet programs. It proves nothing: the file that can be checked is audit.exported."""

import contextlib
import csv
import json
import os
from pathlib import Path

from app.core.errors import OutputUnwritable
from app.services.context import Workspace
from app.services.recording import leaving
from app.services.recording.audit import AuditExported, listed
from app.services.recording.leaving import Exit

COLUMNS = ("number", "at", "kind", "facts", "digest")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def tabled(workspace: Workspace, out: Path, *, installation: bool = False) -> AuditExported:
    """CSV (UTF-8 with a mark), the oldest first. As with audit.exported, that it left is recorded first.

    Raises AuditUnwritable and OutputUnwritable.
    """
    leaving.record(workspace, Exit.AUDIT, out, "")
    entries = tuple(reversed(listed(workspace, installation=installation).entries))
    beside = out.with_name(out.name + ".part")
    try:
        with beside.open("w", encoding="utf-8-sig", newline="") as stream:
            table = csv.writer(stream)
            table.writerow(COLUMNS)
            for one in entries:
                facts = json.dumps(dict(one.facts), ensure_ascii=False)
                table.writerow([one.number, one.at, _harmless(one.kind), facts, one.digest])
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(out)
    except OSError as error:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
        raise OutputUnwritable(name=str(out)) from error
    return AuditExported(str(out), len(entries))


def _harmless(cell: str) -> str:
    """A kind that somebody wrote into the database must not become a formula (OWASP: CSV injection)."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
