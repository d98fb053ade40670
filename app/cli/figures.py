"""Measured figures as text for people and as JSON."""

import dataclasses
from collections.abc import Iterator
from typing import Any

from app.core.messages import Messages
from app.export.page import Table
from app.services.measure.answers import AnswersReport, Comparison, Kind
from app.services.measure.bench import BenchReport
from app.services.measure.report_answers import quality_table
from app.services.measure.report_bench import speed_table
from app.services.measure.report_facts import device
from app.services.measure.suites import EvalReport


def answers_text(report: AnswersReport, messages: Messages) -> str:
    done = messages.say(
        "answers_done", count=len(report.rows), asked=report.asked, out=report.out, summary=report.summary
    )
    return "\n".join([*_lines(quality_table(report.overall, report.compared, messages)), done])


def bench_text(report: BenchReport, messages: Messages) -> str:
    where = f"{report.about.model}: {device(report.about, report.placement, messages)}"
    return "\n".join([where, *_lines(speed_table(report, messages))])


def _lines(table: Table) -> Iterator[str]:
    """Tab-separated, as the other tables of the command line; what a figure means is left to the report."""
    yield "\t".join(table.head[:-1])
    for row in table.rows:
        yield "\t".join(row[:-1])


def as_json(report: EvalReport | AnswersReport | BenchReport) -> dict[str, Any]:
    match report:
        case EvalReport():
            return {
                "suite": report.suite,
                "questions": report.questions,
                "metrics": dict(report.metrics),
                "rows": [dict(row) for row in report.rows],
            }
        case BenchReport():
            return {**dataclasses.asdict(report), "figures": dict(report.figures)}
    return _answers_json(report)


def _answers_json(report: AnswersReport) -> dict[str, Any]:
    compared = report.compared
    return {
        "suite": report.suite,
        "measured": report.measured,
        "asked": report.asked,
        "out": report.out,
        "summary": report.summary,
        "about": dataclasses.asdict(report.about),
        "placement": dict(report.placement) if report.placement is not None else None,
        **_kind(report.overall),
        "kinds": {name: _kind(kind) for name, kind in report.kinds.items()},
        "compared": _compared_json(compared) if compared is not None else None,
    }


def _compared_json(compared: Comparison) -> dict[str, Any]:
    plain = {field.name: getattr(compared, field.name) for field in dataclasses.fields(compared)}
    told = {name: {**dataclasses.asdict(one), "clear": one.clear} for name, one in compared.differences.items()}
    return {**plain, "differences": told}


def _kind(kind: Kind) -> dict[str, Any]:
    return {
        "questions": kind.questions,
        "figures": {name: dataclasses.asdict(figure) for name, figure in kind.figures.items()},
    }
