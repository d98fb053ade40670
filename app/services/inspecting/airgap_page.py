"""The air-gap proof as a page that an inspector can file."""

from datetime import datetime
from pathlib import Path

from app.core.messages import Messages
from app.export.page import Facts, Notes, Page, Table
from app.services.inspecting.airgap import AirgapReport
from app.services.inspecting.diagnose import Check
from app.services.measure.reports import write_page

MARKS = {True: "✓", False: "✗", None: "·"}
"""Of a check or a trial: as it should be, not so, only to know."""
_LIMITS = ("airgap_limit_program", "airgap_limit_local", "airgap_limit_moment", "airgap_limit_root")


def file_airgap(report: AirgapReport, out: Path, messages: Messages) -> None:
    """HTML or PDF by the suffix. Raises OutputUnwritable, DiskFull."""
    write_page(airgap_page(report, messages), out)


def airgap_page(report: AirgapReport, messages: Messages) -> Page:
    say = messages.say
    local: datetime = report.measured.astimezone()
    facts = [
        (say("airgap_title"), say("airgap_sound" if report.sound else "airgap_unsound")),
        (say("paper_system"), f"{report.machine}, 문지기 {report.version}"),
        (say("airgap_watch"), say("airgap_watched", looks=report.looks, processes=report.processes)),
        (say("airgap_took"), f"{report.seconds:,.1f} s"),
    ]
    ways = [name for name, _ in report.trials[0][1]]
    rows = [[way, *(_tried(dict(tried), way) for _, tried in report.trials)] for way in ways]
    kept_in = {check.detail: MARKS[check.ok] for check in report.checks if check.name == "airgap_writes"}
    rows.append([say("airgap_no_writes"), *(kept_in.get(role, "–") for role, _ in report.trials)])
    count = len(report.trials)
    share = (100 - _FIRST_COLUMN) // count
    checks = [check for check in report.checks if check.ok is not True or check.name not in _OF_A_CHILD]
    parts: list[Facts | Table | Notes] = [
        Facts(say("airgap_verdict"), facts, columns=1),
        Table(
            say("airgap_trials"),
            [say("airgap_way"), *(say(f"airgap_role_{role}") for role, _ in report.trials)],
            rows,
            "l" + "c" * count,
            [100 - share * count, *([share] * count)],
            say("airgap_trials_note"),
        ),
        Table(
            say("airgap_checks"),
            ["", say("airgap_checked"), say("airgap_seen")],
            [[MARKS[check.ok], say(check.name), _seen(check, messages)] for check in checks],
            "cll",
            [5, 50, 45],
        ),
        Notes(say("paper_limits"), [("", say(limit)) for limit in _LIMITS]),
    ]
    subtitle = say("airgap_subtitle", day=f"{local.year}. {local.month}. {local.day}. {local:%H:%M}")
    return Page(messages.language, say("airgap_title"), subtitle, parts, say("paper_bench_foot"))


_FIRST_COLUMN = 17
_OF_A_CHILD = ("airgap_child", "airgap_writes")
"""Checks of one process; what they have in common, the table shows."""


def verdicts(report: AirgapReport, messages: Messages) -> list[tuple[str, str]]:
    """(mark and check, what was seen): processes of one verdict stand in one row."""
    rows: dict[tuple[str, str], list[str]] = {}
    for number, check in enumerate(report.checks):
        apart = "" if check.ok and check.name in _OF_A_CHILD else str(number)
        rows.setdefault((f"{MARKS[check.ok]} {messages.say(check.name)}", apart), []).append(_seen(check, messages))
    return [(name, ", ".join(filter(None, told))) for (name, _), told in rows.items()]


def _seen(check: Check, messages: Messages) -> str:
    """What a check saw, in words."""
    if check.code:
        return str(messages.for_code(check.code, {"role": check.detail, **check.params}))
    if check.name in _OF_A_CHILD:
        role, *open_ways = check.detail.split(", ")
        return ", ".join((messages.say(f"airgap_role_{role}"), *open_ways))
    if check.name == "airgap_work" and check.detail:
        return ", ".join(messages.say(f"airgap_did_{step}") for step in check.detail.split(", "))
    return check.detail


def _tried(tried: dict[str, bool], name: str) -> str:
    return MARKS[tried[name]] if name in tried else "–"
