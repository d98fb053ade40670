"""The verb behind `munjigi draft`: a draft with what was found in it, written to a file; and a file of tasks.

Tasks are lines of {"id", "doc_type", "notes": […], "context": {"기관", "연도"}}, results of {"id", "draft"}: the forms
of the evaluation set.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from app.core.draft_errors import FactsUntraced
from app.core.drafts import Draft
from app.core.errors import AppError, BadRequestFile
from app.core.events import Cancel, Done, Event, Warned, result_of
from app.core.findings import Finding, Trace
from app.services.context import Workspace
from app.services.drafting.checks import checked
from app.services.drafting.draft import DraftRequest, draft, plain
from app.services.exporting.export import Exported, ExportRequest, export, ready
from app.services.rows import worked_off

LARGEST_NOTES = 2_000_000
"""Bytes of a file of notes that are read at all."""


@dataclass(frozen=True, slots=True)
class DraftReport:
    """A draft, the text that it prints as, and what was found in that; `out` is the file it was written to."""

    draft: Draft
    text: str
    findings: tuple[Finding, ...]
    untraced: tuple[Trace, ...]
    out: str = ""


@dataclass(frozen=True, slots=True)
class DraftBatch:
    """`tasks` to `out`; `collection` and `writing` as in DraftRequest."""

    tasks: Path
    out: Path
    collection: str = ""
    writing: str = "auto"


def reported(
    workspace: Workspace,
    request: DraftRequest,
    out: Path | None = None,
    *,
    overwrite: bool = False,
    marked: bool = False,
    template: Path | None = None,
    cancel: Cancel,
) -> Iterator[Event]:
    """The events of `draft`; Warned of facts that come from nowhere; the result is a DraftReport.

    With `out` the draft is exported (into `template`, if given) with the warnings of that; where it fails, the report
    comes first, so that the draft is not lost. Raises as `draft` and `export`.
    """
    if out is not None:
        ready(out, overwrite=overwrite, template=template)
    for event in draft(workspace, request, cancel=cancel):
        if not (isinstance(event, Done) and isinstance(event.result, Draft)):
            yield event
            continue
        found = checked(workspace, event.result, cancel=cancel)
        if found.untraced:
            yield Warned("", FactsUntraced.code, {"count": len(found.untraced)})
        report = DraftReport(event.result, found.text, found.findings, found.untraced)
        if out is not None:
            try:
                order = ExportRequest(event.result, out, overwrite, marked, template=template)
                for told in export(workspace, order, cancel=cancel):
                    if isinstance(told, Done) and isinstance(told.result, Exported):
                        report = replace(report, out=told.result.out)
                    else:
                        yield told
            except AppError:
                yield Done(report)
                raise
        yield Done(report)


def batch(workspace: Workspace, request: DraftBatch, *, cancel: Cancel) -> Iterator[Event]:
    """Progress for each task, its warnings, then Done(BatchReport). Results are written beside and renamed at the end.

    Raises BadRequestFile, OutputUnwritable, DiskFull, and what `draft` raises.
    """

    def drafted(row: Mapping[str, Any]) -> Mapping[str, Any]:
        wanted = replace(_request(row), collection=request.collection, writing=request.writing)
        made = result_of(draft(workspace, wanted, cancel=cancel), Draft)
        return {"id": row["id"], "draft": plain(workspace, made), "model": made.model}

    yield from worked_off(workspace, read_tasks(request.tasks), request.out, "drafts", drafted, cancel)


def read_notes(path: Path) -> str:
    """The text of a file of notes, UTF-8 or CP949. Raises BadRequestFile."""
    try:
        if path.stat().st_size > LARGEST_NOTES:
            raise BadRequestFile(name=path.name, line=0, detail=f"> {LARGEST_NOTES} bytes")
        data = path.read_bytes()
    except OSError as error:
        raise BadRequestFile(name=path.name, line=0, detail=type(error).__name__) from error
    return decoded(data, path.name)


def decoded(data: bytes, name: str) -> str:
    """Raises BadRequestFile for bytes that are no Korean text."""
    for encoding in ("utf-8-sig", "cp949"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadRequestFile(name=name, line=0, detail="UnicodeDecodeError")


def read_tasks(path: Path) -> list[dict[str, Any]]:
    """Raises BadRequestFile with the line that is not in the form."""
    rows = []
    for number, line in enumerate(read_notes(path).splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            _request(row)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise BadRequestFile(name=path.name, line=number, detail=type(error).__name__) from error
        rows.append(row)
    return rows


def _request(row: Mapping[str, Any]) -> DraftRequest:
    notes = row["notes"]
    text = notes if isinstance(notes, str) else "\n".join(str(one) for one in notes)
    context = row.get("context") or {}
    agency, year = str(context.get("기관", "")), re.match(r"\d{4}", str(context.get("연도", "")))
    str(row["id"])
    return DraftRequest(
        form=str(row["doc_type"]),
        notes=text,
        values={"agency": agency} if agency else {},
        year=int(year[0]) if year else 0,
    )
