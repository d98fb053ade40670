"""The table of a model's speed, in the report on answers and on a page of its own."""

from collections.abc import Mapping

from app.core.messages import Messages
from app.export.page import Facts, Notes, Page, Table
from app.services.measure.bench import BenchReport
from app.services.measure.report_facts import NONE, circumstance_facts, day, numbered, percent, seconds

_RATES = ("prompt", "generation")
_FIRST = ("cold", "warm", "restored")
_STEADY = 0.1


def bench_page(report: BenchReport, messages: Messages) -> Page:
    say = messages.say
    parts: list[Facts | Table | Notes] = [
        Facts(say("paper_tested"), circumstance_facts(report.about, report.placement, messages)),
        speed_table(report, messages),
        Notes(say("paper_limits"), [("", say("paper_limit_ceiling")), ("", say("paper_limit_speed"))]),
    ]
    subtitle = say("paper_subtitle", day=day(report.measured), stamp=report.about.stamp)
    return Page(messages.language, say("paper_bench_title"), subtitle, numbered(parts), say("paper_bench_foot"))


def speed_table(report: BenchReport, messages: Messages) -> Table:
    """A row for each figure that the run has; what a device cannot give is not there."""
    say, figures = messages.say, report.figures
    rows = [_rate(name, figures, messages) for name in _RATES if f"{name}_rate" in figures]
    rows += [_first(name, figures, messages) for name in _FIRST if f"{name}_ms" in figures]
    if "load_ms" in figures:
        rows.append([say("speed_load"), f"{figures['load_ms'] / 1000:,.2f} s", NONE, NONE, say("means_speed_load")])
    if figures.get("resident_mib"):
        file_mib = report.about.model_bytes / 2**20
        ratio = f"{figures['resident_mib'] / file_mib:.2f}"
        value, beside = (f"{mib:,.0f} MiB" for mib in (figures["resident_mib"], file_mib))
        rows.append([say("speed_memory"), value, beside, f"{ratio} ×", say("means_speed_memory")])
    titles = [say("paper_measure"), say("paper_value"), say("paper_beside"), say("paper_ratio"), say("paper_means")]
    note = say("paper_speed_note", day=day(report.measured), tokens=f"{figures.get('prompt_tokens', 0):,.0f}")
    if any(_unsteady(name, figures) for name in _RATES):
        note = f"{note} {say('paper_unsteady')}"
    return Table(say("paper_speed"), titles, rows, "lrrrl", [25, 12, 12, 8, 43], note)


def _unsteady(name: str, figures: Mapping[str, float]) -> bool:
    """Whether the median of the ratios is far from the ratio of the medians: the rounds were unlike each other."""
    rate, ceiling, share = (figures.get(f"{name}_{kind}", 0.0) for kind in ("rate", "ceiling", "share"))
    return bool(ceiling and share) and abs(rate / ceiling - share) > _STEADY


def _rate(name: str, figures: Mapping[str, float], messages: Messages) -> list[str]:
    rate, ceiling = figures[f"{name}_rate"], figures.get(f"{name}_ceiling", 0.0)
    unit = messages.say("speed_unit")
    return [
        messages.say(f"speed_{name}"),
        f"{rate:,.1f} {unit}",
        f"{ceiling:,.1f} {unit}" if ceiling else NONE,
        percent(figures.get(f"{name}_share", rate / ceiling)) if ceiling else NONE,
        messages.say(f"means_speed_{name}"),
    ]


def _first(name: str, figures: Mapping[str, float], messages: Messages) -> list[str]:
    value, cold = figures[f"{name}_ms"], figures.get("cold_ms", 0.0)
    return [
        messages.say(f"speed_{name}"),
        f"{value / 1000:,.2f} s",
        NONE if name == "cold" or not cold else f"{seconds(cold)} s",
        NONE if name == "cold" or not cold or not value else f"1/{cold / value:.0f}",
        messages.say(f"means_speed_{name}"),
    ]
