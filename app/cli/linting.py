"""The verb `lint`: documents against the rules of official writing.

Exit status 0 when everything was checked, whatever was found: what is found is the result, not a failure. 1 when a
file could not be read.
"""

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.core.errors import DiskFull, OutputUnwritable
from app.core.events import Cancel, Done, Event
from app.core.findings import Finding, Severity
from app.core.messages import Messages
from app.core.security_errors import AuditUnwritable
from app.services.context import Workspace
from app.services.draft_report import decoded
from app.services.drafting.lint import PLAIN_TEXT, LintBatch, LintReport, LintRequest, fix_text, lint, lint_all
from app.services.recording import leaving
from app.services.recording.leaving import Exit

STDIN = "-"
KINDS = ("letter", "report", "press")
_SHOWN = 60
"""Characters of the text that a finding quotes."""


def check(options: argparse.Namespace, workspace: Workspace, cancel: Cancel) -> Iterator[Event]:
    """Raises the ING errors of a file, what leaving raises, OutputUnwritable and DiskFull."""
    if options.files == [STDIN]:
        request = LintRequest(text=decoded(sys.stdin.buffer.read(), STDIN), kind=options.kind)
        events = lint(workspace, request, cancel=cancel)
    else:
        batch = LintBatch(tuple(Path(one) for one in options.files), options.kind)
        events = lint_all(workspace, batch, cancel=cancel)
    if options.fix is not None:
        leaving.require(workspace, options.fix, "txt", "md")
    for event in events:
        if isinstance(event, Done):
            reports = event.result if isinstance(event.result, tuple) else (event.result,)
            if options.fix is not None:
                for report in reports:
                    _write(workspace, options.fix, fix_text(report.text, options.kind))
            yield Done(Linted(reports, options.fix))
        else:
            yield event


@dataclass(frozen=True, slots=True)
class Linted:
    """What was checked, and the file of the corrected text if one was written."""

    reports: tuple[LintReport, ...]
    fixed: Path | None = None


def wrong_usage(options: argparse.Namespace, messages: Messages) -> str:
    """What argparse cannot say of itself."""
    if STDIN in options.files and len(options.files) > 1:
        return "lint - takes no other FILE"
    text = options.files == [STDIN] or Path(options.files[0]).suffix.lower() in PLAIN_TEXT
    if options.fix is not None and (len(options.files) != 1 or not text):
        return messages.say("lint_fix_needs")
    return ""


def _write(workspace: Workspace, path: Path, text: str) -> None:
    leaving.require_unmarked_text(workspace, text)
    beside = path.with_name(path.name + ".part")
    try:
        beside.write_text(text, encoding="utf-8", newline="")
        leaving.record_file(workspace, Exit.CORRECTED, path, beside)
        beside.replace(path)
    except AuditUnwritable:
        beside.unlink(missing_ok=True)
        raise
    except OSError as error:
        leaf = DiskFull if error.errno == 28 else OutputUnwritable
        raise leaf(name=path.name, path=str(path)) from error


# --- results ---------------------------------------------------------------------------------
def as_json(result: Linted, messages: Messages) -> dict[str, Any]:
    """`line` counts from 1; `span` is of the text as it was read; `fix` null: none is certain."""
    several = len(result.reports) > 1
    found = [
        {**({"file": report.name} if several else {}), **finding_json(one, report.text, messages)}
        for report in result.reports
        for one in report.findings
    ]
    return {
        "files": [
            {"file": report.name, "errors": report.errors, "warnings": report.warnings} for report in result.reports
        ],
        "findings": found,
        "out": str(result.fixed) if result.fixed else "",
    }


def finding_json(finding: Finding, text: str, messages: Messages) -> dict[str, Any]:
    start, end = finding.span
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "article": finding.article,
        "key": finding.message,
        "message": messages.say(f"lint_{finding.message}", **finding.params),
        "span": [start, end],
        "line": text.count("\n", 0, start) + 1,
        "text": text[start:end],
        "fix": finding.fix,
    }


def shown(result: Linted, messages: Messages) -> str:
    """For people: errors first, then warnings, each with its line."""
    lines: list[str] = []
    for report in result.reports:
        name = report.name or STDIN
        if not report.findings:
            lines.append(messages.say("lint_clean", name=name))
            continue
        lines.append(messages.say("lint_done", name=name, errors=report.errors, warnings=report.warnings))
        for severity in Severity:
            found = [one for one in report.findings if one.severity is severity]
            if found:
                lines.append(f"\n{messages.say(f'lint_{severity.value}_group')}")
                lines += [_told(one, report.text, messages) for one in found]
        lines.append("")
    if result.fixed:
        lines.append(messages.say("lint_fixed", path=result.fixed))
    return "\n".join(lines).rstrip()


def _told(finding: Finding, text: str, messages: Messages) -> str:
    start, end = finding.span
    where = messages.say("lint_line", line=text.count("\n", 0, start) + 1)
    words = messages.say(f"lint_{finding.message}", **finding.params)
    told = f"  {where}  [{finding.rule}, {finding.article}] {words}"
    quoted = " ".join(_around(text, start, end).split())[:_SHOWN]
    if quoted:
        told += f"\n      “{quoted}”"
    if finding.fix is not None:
        before, after = text[_word(text, start) : start], text[end : _end(text, end)]
        fix = " ".join((before + finding.fix + after).split())[:_SHOWN]
        told += "\n      " + (messages.say("lint_suggested", fix=fix) if fix else messages.say("lint_inserted"))
    return told


def _around(text: str, start: int, end: int) -> str:
    """The words that a place is part of."""
    return text[_word(text, start) : _end(text, end)]


def _word(text: str, start: int) -> int:
    return max(text.rfind(" ", 0, start), text.rfind("\n", 0, start)) + 1


def _end(text: str, end: int) -> int:
    return min((at for at in (text.find(" ", end), text.find("\n", end)) if at >= 0), default=len(text))
