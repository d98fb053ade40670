"""The verb `doctor`: is this PC's 문지기 whole? Each check is a name, a verdict and what was seen."""

import os
import platform
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from app import __version__
from app.assist.modules import modules
from app.assist.place.fit import Device, gib
from app.core.answers import Placement
from app.core.errors import AppError, ModelMissing, ProgramDamaged, ReaderUnlocked, RecognitionAbsent
from app.core.events import Cancel, Done, Event, Progress
from app.core.paths import program_dir
from app.ingest.remote import Reader
from app.search.remote import Embedder
from app.services.context import Workspace
from app.services.inspecting.graphics import cuda
from app.services.installed_parts import BACKENDS
from app.services.installed_parts import modules as signed_modules
from app.services.measure.bench import kept_bench
from app.services.models.installed import ModelState, verify
from app.services.models.place import build, devices
from app.services.recording import audit


@dataclass(frozen=True, slots=True)
class Check:
    """`name` is a message key (`check_…`); `ok` None means: nothing to judge, only to know. `code` is told with
    `params`, and so is `reason`, a message key that explains what is seen."""

    name: str
    ok: bool | None
    detail: str
    code: str = ""
    reason: str = ""
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DoctorReport:
    version: str
    checks: tuple[Check, ...]

    @property
    def sound(self) -> bool:
        return all(check.ok is not False for check in self.checks)


def doctor(workspace: Workspace, network_locked: bool, *, cancel: Cancel) -> Iterator[Event]:
    """Done(DoctorReport). Hashes the models, so it takes some seconds."""
    checks = [
        Check("check_device", None, _device()),
        Check("check_network", network_locked, ""),
    ]
    yield Progress("integrity", 0, 1)
    checks += _reader_locks()
    checks.append(_integrity(workspace))
    checks += _site(workspace)
    checks.append(_index_health(workspace))
    for model in filter(None, (workspace.chat_model, workspace.adapter, workspace.embed_model)):
        for event in verify(workspace, model.id, cancel=cancel):
            if isinstance(event, Done):
                state = event.result[0]
                checks.append(_file(state))
            else:
                yield event
    checks += _computing(workspace, cancel)
    checks += _speed(workspace)
    checks.append(_encoder(workspace.embedder, cancel))
    for event in verify(workspace, workspace.catalog.choose("ocr").id, cancel=cancel):
        if isinstance(event, Done):
            checks.append(_recognition(event.result[0]))
    yield Done(DoctorReport(__version__, tuple(checks)))


_AUDITS = {audit.WORKSPACE: "check_audit", audit.INSTALLATION: "check_audit_installation"}


def _site(workspace: Workspace) -> list[Check]:
    """The policy that is in force, and whether the audits are whole."""
    policy = [Check("check_policy", None, workspace.policy.title)] if workspace.policy.present else []
    audits = [
        Check(_AUDITS[state.place], not state.code, str(state.count), state.code, params=state.params)
        for state in audit.checked(workspace)
    ]
    return [*policy, *audits]


def _file(state: ModelState) -> Check:
    told = {"model": state.model.id, "name": state.name}
    return Check("check_model", state.state == "ok", state.model.id, state.code, params=told)


def _computing(workspace: Workspace, cancel: Cancel) -> list[Check]:
    """What the chat model can compute on, with which llama.cpp, and where it runs or would; nothing is loaded."""
    found: Placement | AppError
    try:
        found = workspace.generator.planned(cancel=cancel)
    except AppError as error:
        found = error
    checks = [Check("check_compute", None, _memory(device)) for device in devices(workspace)]
    if told := build(workspace):
        checks.append(Check("check_llama", None, told))
    folder = program_dir() / BACKENDS
    signed = signed_modules(workspace.installation) if folder.is_dir() else None
    if (own := modules(folder, signed)) is not None:
        code = ProgramDamaged.code if own.strange else ""
        checks.append(Check("check_modules", not own.strange, str(own.count), code, params={"name": own.strange}))
        if reason := cuda(folder, workspace.generator.build, devices(workspace)):
            checks.append(Check("check_cuda", None, "", reason=reason))
    if isinstance(found, Placement):
        where = _where(workspace.chat_model.id, found)
        checks.append(Check("check_placement", True, where, reason=f"placed_{found.reason}", params=found.params))
    elif not isinstance(found, ModelMissing):  # of a missing file is told already
        checks.append(Check("check_placement", False, workspace.chat_model.id, found.code, params=found.params))
    return checks


def _speed(workspace: Workspace) -> list[Check]:
    """What `model bench` last measured of the model in use, if it was run."""
    adapter = workspace.adapter.files[0].sha256 if workspace.adapter is not None else ""
    bench = kept_bench(workspace.home, workspace.chat_model.files[0].sha256, adapter)
    if bench is None:
        return []
    rates = (bench.figures.get("prompt_rate", 0.0), bench.figures.get("generation_rate", 0.0))
    return [Check("check_speed", None, " / ".join(f"{rate:,.1f}" for rate in rates))]


def _memory(device: Device) -> str:
    return f"{device.name}: {device.title}, {gib(device.free_mib)} / {gib(device.total_mib)} GB"


def _where(model: str, found: Placement) -> str:
    layers = f" {found.layers}/{found.layers_total}" if found.layers else ""
    return f"{model}: {found.device}{layers}, {found.context} × {found.kv}, {found.batch}, {gib(found.needs_mib)} GB"


def _device() -> str:
    return f"{platform.system()} {platform.machine()}, CPU × {os.cpu_count()}"


def _reader_locks() -> list[Check]:
    """A reader is started and tries what it must not be able to do."""
    reader = Reader()
    try:
        locks = reader.locks()
    except AppError as error:
        return [Check("check_reader_files", False, str(error.params.get("role", "")), error.code)]
    finally:
        reader.close()
    verdicts = {"check_reader_files": locks.files, "check_reader_memory": locks.memory}
    return [Check(name, holds, "", "" if holds else ReaderUnlocked.code) for name, holds in verdicts.items()]


def _encoder(embedder: Embedder, cancel: Cancel) -> Check:
    """Which engine encodes here: a slow PC is told from a broken one. It is started, so what cannot start is seen."""
    try:
        running = embedder.running(cancel)
    except AppError as error:
        return Check("check_encoder", False, embedder.model.id, error.code)
    return Check("check_encoder", True, f"{running.runtime} / {running.precision} / {running.threads}")


def _recognition(state: ModelState) -> Check:
    """Its data is optional: without it there is nothing to mend, only to know."""
    if state.state == "missing":
        return Check("check_ocr", None, state.model.id, RecognitionAbsent.code)
    return Check("check_ocr", state.state == "ok", state.model.id, state.code)


def _integrity(workspace: Workspace) -> Check:
    try:
        workspace.database.check_integrity()
    except AppError as error:
        return Check("check_store", False, str(error.params.get("detail", "")), error.code)
    return Check("check_store", True, str(workspace.home))


def _index_health(workspace: Workspace) -> Check:
    documents, passages, failures = workspace.ledger.counts()
    waiting = workspace.searcher.indexer.meaning_behind()
    stale = workspace.searcher.indexer.stale()
    detail = f"{documents} / {passages} / {failures} / {waiting}"
    return Check("check_index", not stale and not waiting, detail)
