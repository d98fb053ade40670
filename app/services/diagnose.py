"""The verb `doctor`: is this PC's 문지기 whole? Each check is a name, a verdict and what was seen."""

import os
import platform
from collections.abc import Iterator
from dataclasses import dataclass

from app import __version__
from app.core.errors import AppError, ReaderUnlocked, RecognitionAbsent
from app.core.events import Cancel, Done, Event, Progress
from app.ingest.remote import Reader
from app.search.remote import Embedder
from app.services.context import Workspace
from app.services.models import ModelState, verify


@dataclass(frozen=True, slots=True)
class Check:
    """`name` is a message key (`check_…`); `ok` None means: nothing to judge, only to know."""

    name: str
    ok: bool | None
    detail: str
    code: str = ""


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
    checks.append(_index_health(workspace))
    for model in (workspace.chat_model, workspace.embed_model):
        for event in verify(workspace, model.id, cancel=cancel):
            if isinstance(event, Done):
                state = event.result[0]
                checks.append(Check("check_model", state.state == "ok", model.id, state.code))
            else:
                yield event
    checks.append(_encoder(workspace.embedder, cancel))
    for event in verify(workspace, workspace.catalog.choose("ocr").id, cancel=cancel):
        if isinstance(event, Done):
            checks.append(_recognition(event.result[0]))
    yield Done(DoctorReport(__version__, tuple(checks)))


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
