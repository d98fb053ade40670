"""Rows of a task file worked off into a file of results, a JSON object a line."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.core.errors import DiskFull, OutputUnwritable
from app.core.events import Cancel, Done, Event, Progress

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class BatchReport:
    questions: int
    out: str


def worked_off(
    rows: Sequence[Row], out: Path, stage: str, work: Callable[[Row], Row], cancel: Cancel
) -> Iterator[Event]:
    """Progress of `stage` for each row, then Done(BatchReport). Written beside and renamed at the end.

    Raises OutputUnwritable, DiskFull, Cancelled, and what `work` raises.
    """
    beside = out.with_name(out.name + ".part")
    try:
        with beside.open("w", encoding="utf-8") as stream:
            for count, row in enumerate(rows):
                cancel.check()
                yield Progress(stage, count, len(rows), str(row["id"]))
                stream.write(json.dumps(work(row), ensure_ascii=False) + "\n")
                stream.flush()
        beside.replace(out)
    except OSError as error:
        leaf = DiskFull if error.errno == 28 else OutputUnwritable
        raise leaf(name=out.name, path=str(out)) from error
    yield Done(BatchReport(len(rows), str(out)))
