"""The verb `doctor`: is everything in order; with --airgap the proof that no network can be reached."""

import argparse
import sys
from collections.abc import Iterator
from typing import Any

from app.core.events import Cancel, Done, Event
from app.core.messages import Messages
from app.services.context import Workspace
from app.services.inspecting.airgap import AirgapReport, airgap
from app.services.inspecting.airgap_page import MARKS, file_airgap, verdicts
from app.services.inspecting.diagnose import doctor


def check(
    options: argparse.Namespace, workspace: Workspace, messages: Messages, network_locked: bool, cancel: Cancel
) -> Iterator[Event]:
    if options.airgap:
        return _filed(airgap(workspace, cancel=cancel), options, messages)
    return doctor(workspace, network_locked, cancel=cancel)


def _filed(events: Iterator[Event], options: argparse.Namespace, messages: Messages) -> Iterator[Event]:
    """The same events; the page is written before the last of them."""
    for event in events:
        if options.report is not None and isinstance(event, Done):
            file_airgap(event.result, options.report, messages)
            print(messages.say("report_written", path=options.report), file=sys.stderr)
        yield event


def shown(report: AirgapReport, messages: Messages) -> str:
    say = messages.say
    lines = [f"문지기 {report.version}, {report.machine}", say("airgap_trials")]
    for role, tried in report.trials:
        ways = " ".join(f"{MARKS[refused]} {name}" for name, refused in tried)
        lines.append(f"  {say(f'airgap_role_{role}')}: {ways}")
    lines += [f"{name}: {told}".removesuffix(": ") for name, told in verdicts(report, messages)]
    lines.append(say("airgap_watched", looks=report.looks, processes=report.processes))
    bad = sum(each.ok is False for each in report.checks)
    lines.append(say("airgap_done_bad", count=bad) if bad else say("airgap_sound"))
    return "\n".join(lines)


def as_json(report: AirgapReport) -> dict[str, Any]:
    return {
        "version": report.version,
        "machine": report.machine,
        "measured": report.measured.isoformat(),
        "sound": report.sound,
        "trials": {role: dict(tried) for role, tried in report.trials},
        "checks": [
            {"check": each.name, "ok": each.ok, "detail": each.detail, "code": each.code} for each in report.checks
        ],
        "looks": report.looks,
        "processes": report.processes,
        "seconds": report.seconds,
    }
