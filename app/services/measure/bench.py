"""The verb `model bench`: how fast a model reads and writes on this PC, beside what the machine could do at most.

What was measured is kept in the workspace's cache, one file a model, for the doctor and for the reports.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from app.assist.measuring import measured
from app.core.catalog import ADAPTER, CHAT, Model
from app.core.errors import ModelUnknown
from app.core.events import Cancel, Done, Event
from app.services.context import Workspace, chat_generator
from app.services.measure.circumstances import Circumstances, circumstances, placed
from app.services.outputs import write_whole

FORM = "munjigi-bench-1"


@dataclass(frozen=True, slots=True)
class BenchReport:
    """`figures` are the fields of assist.measuring.Measured; one that could not be measured is not there. `measured`
    is a local ISO time, `placement` a Placement's fields, `kept` the file of the cache. `about` names no documents: a
    bench reads none."""

    measured: str
    about: Circumstances
    placement: Mapping[str, Any] | None
    figures: Mapping[str, float]
    kept: str


def model_bench(workspace: Workspace, model_id: str, *, cancel: Cancel) -> Iterator[Event]:
    """Measure a chat model, or the model of an adapter with it on; for an empty id the one in use. Done(BenchReport).

    Takes minutes on a PC without a graphics card. Raises ModelUnknown and what Generator.generate raises.
    """
    chosen = _chosen(workspace, model_id)
    in_use = chosen == (workspace.chat_model, workspace.adapter)
    generator = workspace.generator
    if not in_use:
        allowed, sealer = workspace.policy.models, workspace.sealer
        generator = chat_generator(workspace.home, workspace.settings, *chosen, allowed, sealer=sealer)
    try:
        found = yield from measured(generator, cancel=cancel)
        placement = placed(generator.placement)
    finally:
        generator.close()
    about = replace(circumstances(workspace, chosen=chosen), documents=0, passages=0, corpus_sha256="")
    report = BenchReport(
        measured=datetime.now().astimezone().isoformat(timespec="minutes"),
        about=about,
        placement=placement,
        figures={name: float(value) for name, value in asdict(found).items() if value},
        kept=str(bench_path(workspace.home, about.model_sha256, about.adapter_sha256)),
    )
    keep(report)
    yield Done(report)


def _chosen(workspace: Workspace, model_id: str) -> tuple[Model, Model | None]:
    """(model, adapter). Raises ModelUnknown."""
    if not model_id:
        return workspace.chat_model, workspace.adapter
    model = workspace.catalog.get(model_id)
    if model.role == ADAPTER:
        return workspace.catalog.get(model.base), model
    if model.role != CHAT:
        raise ModelUnknown(model=model_id)
    return model, None


def bench_path(home: Path, model_sha256: str, adapter_sha256: str = "") -> Path:
    adapter = f"-{adapter_sha256[:16]}" if adapter_sha256 else ""
    return home / "cache" / "bench" / f"{model_sha256[:16]}{adapter}.json"


def keep(report: BenchReport) -> None:
    """Raises OutputUnwritable, DiskFull."""
    write_whole(Path(report.kept), json.dumps({"form": FORM, **asdict(report)}, ensure_ascii=False, indent=1))


def kept_bench(home: Path, model_sha256: str, adapter_sha256: str = "") -> BenchReport | None:
    """What was last measured of a model here, with this adapter on or none.

    None: nothing, or a file that is not in its form: it is a cache.
    """
    path = bench_path(home, model_sha256, adapter_sha256)
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
