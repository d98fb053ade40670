"""The verb `eval answers`: every question of a set is asked, and what came is measured.

A site compares a new model with the old by it: the same questions, the same documents, intervals on every figure.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from app.core.errors import BadRequestFile
from app.core.events import Cancel, Done, Event, Progress
from app.services.batch import BatchRequest, read_questions, run_one
from app.services.context import Workspace
from app.services.measure.circumstances import Circumstances, circumstances, placed
from app.services.measure.intervals import (
    Difference,
    Figure,
    difference,
    median_difference,
    percentile_figure,
    ratios,
)
from app.services.measure.runs import (
    FORM,
    AnswerRun,
    MeasuredQuestion,
    Summary,
    in_order,
    question_stamp,
    read_summary,
    summary_path,
)
from app.services.measure.scoring import Tally, tallies
from app.services.measure.shelf import StoredShelf
from app.services.measure.suites import suite_path
from app.services.outputs import write_whole
from app.services.recording import leaving
from app.services.recording.leaving import Exit

_RANKED = 20
TIMES = ("first_token_ms", "answer_ms")
TAIL = 0.95


@dataclass(frozen=True, slots=True)
class AnswersRequest:
    """`suite`: `sample`, or a question file. `out`: RUN.jsonl, in the workspace's cache when None. `compare`: the
    RUN.json of an earlier run."""

    suite: str
    collection: str = ""
    out: Path | None = None
    compare: Path | None = None


@dataclass(frozen=True, slots=True)
class Kind:
    """The figures of the questions of one kind."""

    questions: int
    figures: Mapping[str, Figure]


@dataclass(frozen=True, slots=True)
class Comparison:
    """With the run of `model` at `measured`; `questions` were the same in both. `same_documents`: a difference comes
    from the model or the program, not from other documents."""

    model: str
    model_sha256: str
    adapter: str
    program: str
    measured: str
    questions: int
    same_documents: bool
    differences: Mapping[str, Difference]


@dataclass(frozen=True, slots=True)
class AnswersReport:
    """`asked` questions were put now, the others had been answered before. `measured` is a local ISO time,
    `placement` a Placement's fields or None when no model was loaded; `rows` are the lines of the run, in order."""

    suite: str
    measured: str
    asked: int
    out: str
    summary: str
    about: Circumstances
    placement: Mapping[str, Any] | None
    overall: Kind
    kinds: Mapping[str, Kind]
    compared: Comparison | None
    questions: Sequence[Mapping[str, Any]] = field(repr=False)
    rows: Sequence[Mapping[str, Any]] = field(repr=False)


def evaluate_answers(workspace: Workspace, request: AnswersRequest, *, cancel: Cancel) -> Iterator[Event]:
    """Progress("questions", …), then Done(AnswersReport). A run that was stopped goes on from its file.

    Raises ExportForbidden, MarkedForbidden, AuditUnwritable, BadRequestFile, RunDiffers, OutputUnwritable, DiskFull
    and what search and ask raise.
    """
    path = suite_path(request.suite)
    questions = _questions(path)
    earlier = read_summary(request.compare) if request.compare else None
    if request.out is not None:
        leaving.require(workspace, request.out, "jsonl")
        leaving.record(workspace, Exit.RUN, request.out, "")  # it grows with every answer
    about = circumstances(workspace, request.collection)
    stamps = {question["id"]: question_stamp(question, about.stamp) for question in questions}
    out = request.out or workspace.home / "cache" / "answers" / f"{path.stem}-{about.model}-{about.stamp}.jsonl"
    form = BatchRequest(path, out, answers=True, limit=_RANKED, collection=request.collection)
    with AnswerRun(out, stamps, None if request.out else workspace.sealer) as run:
        before = len(run.rows)
        for count, question in enumerate(questions):
            cancel.check()
            yield Progress("questions", count, len(questions), question["id"])
            if question["id"] not in run.rows:
                row = run_one(workspace, question, form, cancel) | {"stamp": stamps[question["id"]]}
                if request.out is not None:
                    leaving.require_unmarked_row(workspace, row)
                run.add(row)
        rows = in_order(questions, run.rows)
    shelf = StoredShelf(workspace)
    measured = {
        question["id"]: _measured(question, row, tallies(question, row, shelf))
        for question, row in zip(questions, rows, strict=True)
    }
    moment, placement = _circumstanced(workspace, out, asked=len(rows) - before)
    report = AnswersReport(
        suite=request.suite,
        measured=moment,
        asked=len(rows) - before,
        out=str(out),
        summary=str(summary_path(out)),
        about=about,
        placement=placement,
        overall=_kind(list(measured.values())),
        kinds=_by_kind(measured),
        compared=compared(measured, earlier, about) if earlier else None,
        questions=questions,
        rows=rows,
    )
    write_whole(summary_path(out), json.dumps(summary(report, measured), ensure_ascii=False, indent=1))
    yield Done(report)


def summary(report: AnswersReport, measured: Mapping[str, MeasuredQuestion]) -> dict[str, Any]:
    """What is kept of a run for comparing: no question and no answer."""
    kinds = {name: asdict(kind) for name, kind in report.kinds.items()}
    return {
        "form": FORM,
        "suite": report.suite,
        "measured": report.measured,
        "about": asdict(report.about),
        "placement": report.placement,
        "overall": asdict(report.overall),
        "kinds": kinds,
        "questions": {identity: asdict(one) for identity, one in measured.items()},
    }


def _questions(path: Path) -> list[dict[str, Any]]:
    """Each with an id of its own, since a run is kept by it. Raises BadRequestFile."""
    questions = read_questions(path)
    twice = [identity for identity, count in Counter(one["id"] for one in questions).items() if count > 1]
    if twice or not questions:
        raise BadRequestFile(name=path.name, line=0, detail=f"id: {twice[0]}" if twice else "0")
    return questions


def _circumstanced(workspace: Workspace, out: Path, *, asked: int) -> tuple[str, Mapping[str, Any] | None]:
    """When it was measured, and where the model ran: what was noted then, if nothing was asked now."""
    if not asked and summary_path(out).is_file():
        noted = read_summary(summary_path(out))
        return noted.measured, noted.placement
    return datetime.now().astimezone().isoformat(timespec="minutes"), placed(workspace.generator.placement)


def _measured(question: Mapping[str, Any], row: Mapping[str, Any], worth: Mapping[str, Tally]) -> MeasuredQuestion:
    first, whole = float(row.get("first_token_ms") or 0), float(row.get("answer_ms") or 0)
    if not first and not row["abstain"]:
        first = whole  # no model wrote: what code cut was there at once
    times = {name: value for name, value in zip(TIMES, (first, whole), strict=True) if value}
    return MeasuredQuestion(str(question.get("kind", "")), question_stamp(question), worth, times)


def _kind(held: Sequence[MeasuredQuestion]) -> Kind:
    figures = dict(ratios([one.tallies for one in held]))
    for name in TIMES:
        values = [one.times[name] for one in held if name in one.times]
        if values:
            figures[f"{name}_median"] = percentile_figure(values, 0.5)
            figures[f"{name}_p95"] = percentile_figure(values, TAIL)
    return Kind(len(held), figures)


def _by_kind(measured: Mapping[str, MeasuredQuestion]) -> dict[str, Kind]:
    names = dict.fromkeys(one.kind for one in measured.values() if one.kind)
    return {name: _kind([one for one in measured.values() if one.kind == name]) for name in names}


def compared(measured: Mapping[str, MeasuredQuestion], earlier: Summary, about: Circumstances) -> Comparison:
    """Question by question; only those that read the same and expect the same in both."""
    old = earlier.questions
    both = [(old[key], now) for key, now in measured.items() if key in old and old[key].stamp == now.stamp]
    differences: dict[str, Difference] = {}
    for name in dict.fromkeys(name for _then, now in both for name in now.tallies):
        none = (0.0, 0.0)
        before, after = ([one.tallies.get(name, none) for one in run] for run in zip(*both, strict=True))
        told = difference(before, after)
        if told is not None:
            differences[name] = told
    for name in TIMES:
        timed = [(then.times[name], now.times[name]) for then, now in both if name in then.times and name in now.times]
        if timed:
            differences[f"{name}_median"] = median_difference([one[0] for one in timed], [one[1] for one in timed])
    return Comparison(
        model=earlier.model,
        model_sha256=earlier.model_sha256,
        adapter=earlier.adapter,
        program=earlier.program,
        measured=earlier.measured,
        questions=len(both),
        same_documents=earlier.corpus_sha256 == about.corpus_sha256,
        differences=differences,
    )
