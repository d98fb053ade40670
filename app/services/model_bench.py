"""The verb `model bench`: how fast a model reads and writes on this PC, beside what the machine could do at most.

What was measured is kept in the workspace's cache, one file a model, for the doctor and for the reports.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from app.services.answer_runs import write_whole
from app.services.circumstances import Circumstances

FORM = "munjigi-bench-1"


@dataclass(frozen=True, slots=True)
class BenchReport:
    """`figures`: `prompt_rate`, `prompt_ceiling`, `generation_rate`, `generation_ceiling` (tokens a second), their
    ratios `prompt_share` and `generation_share` (medians of pairs in the same run), `cold_ms`, `warm_ms`,
    `restored_ms` (to the first token), `prompt_tokens`, `resident_mib`; one that could not be measured is not there.
    `measured` is a local ISO time, `placement` a Placement's fields."""

    measured: str
    about: Circumstances
    placement: Mapping[str, Any] | None
    figures: Mapping[str, float]
    kept: str


def bench_path(home: Path, model_sha256: str) -> Path:
    return home / "cache" / "bench" / f"{model_sha256[:16]}.json"


def keep(report: BenchReport) -> None:
    """Raises OutputUnwritable, DiskFull."""
    write_whole(Path(report.kept), json.dumps({"form": FORM, **asdict(report)}, ensure_ascii=False, indent=1))


def kept_bench(home: Path, model_sha256: str) -> BenchReport | None:
    """What was last measured of a model here. None: nothing, or a file that is not in its form: it is a cache."""
    path = bench_path(home, model_sha256)
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
        if held.pop("form") != FORM or held["about"]["model_sha256"] != model_sha256:
            return None
        about = Circumstances(**held["about"])
        report = BenchReport(**{**held, "about": replace(about, threads=(about.threads[0], about.threads[1]))})
        figures = {str(name): float(value) for name, value in report.figures.items()}
        datetime.fromisoformat(report.measured)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, IndexError):
        return None
    return replace(report, figures=figures)
