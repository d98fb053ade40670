"""Rows of a task file worked off into a file of results, a JSON object a line."""

import contextlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.core.errors import DiskFull, OutputUnwritable
from app.core.events import Cancel, Done, Event, Progress
from app.services.context import Workspace
from app.services.recording import leaving
from app.services.recording.leaving import Exit

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class BatchReport:
    questions: int
    out: str


def worked_off(
    workspace: Workspace, rows: Sequence[Row], out: Path, stage: str, work: Callable[[Row], Row], cancel: Cancel
) -> Iterator[Event]:
    """Progress of `stage` for each row, then Done(BatchReport). Written beside and renamed at the end.

    Raises ExportForbidden, MarkedForbidden, AuditUnwritable, OutputUnwritable, DiskFull, Cancelled, and what `work`
    raises.
    """
    leaving.require(workspace, out, "jsonl")
    beside = out.with_name(out.name + ".part")
    try:
        # half a letter that a row came with goes back as it came: \ud800 is what JSON writes for it, too
        with beside.open("w", encoding="utf-8", errors="backslashreplace") as stream:
            for count, row in enumerate(rows):
                cancel.check()
                yield Progress(stage, count, len(rows), str(row["id"]))
                done = work(row)
                leaving.require_unmarked_row(workspace, done)
                stream.write(json.dumps(done, ensure_ascii=False) + "\n")
                stream.flush()
        leaving.record_file(workspace, Exit.RUN, out, beside)
        beside.replace(out)
    except OSError as error:
        leaf = DiskFull if error.errno == 28 else OutputUnwritable
        raise leaf(name=out.name, path=str(out)) from error
    finally:  # what was not recorded does not leave, however far it came
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
    yield Done(BatchReport(len(rows), str(out)))
