"""What 설정 orders, as the window takes it; a part of app.gui.counter.Counter, handed in like the rest."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from app.core.errors import AppError
from app.core.events import Cancel, Event
from app.core.messages import Messages
from app.core.policy import Policy
from app.core.settings import Settings

if TYPE_CHECKING:
    from app.services.context import Workspace
    from app.services.guarding.policy import PolicyReport
    from app.services.inspecting.airgap import AirgapReport
    from app.services.inspecting.diagnose import DoctorReport
    from app.services.models.installed import ModelState
    from app.services.recording.audit import AuditExported, AuditList, AuditState
    from app.services.vault import VaultStatus

Verb = Callable[..., Iterator[Event]]

Value = str | int | bool
"""Of a setting."""


@dataclass(frozen=True, slots=True)
class NewLock:
    """How a workspace is to be encrypted: with which passphrase, and which ways in beside it."""

    passphrase: str = field(repr=False)
    recovery: bool = False
    account: bool = False


@dataclass(frozen=True, slots=True)
class SiteCounter:
    """Like Counter: the plain callables read the disk or take their time, so they are called in a job.

    `notices` are what the workspace has to tell when it is opened: of other versions' data, of an erasure that did not
    end. `installed` tells whether the program came with a signed release; the flag of `audit` and `export_audit` means
    the installation's own audit. `choose` writes settings by their names and gives all of them. `memory` gives MiB: the
    PC's, and what is free of it. `verify_models` takes (workspace, a model's id or "" for all), `use_model` (workspace,
    id, without_adapter), `doctor` (workspace, network_locked), `airgap` (workspace); `save_diagnostics` and
    `file_airgap` write a report. `lock` takes (home, NewLock), `change_passphrase` (home, present, new): nobody may
    have the home open then.
    """

    policy: "Callable[[Workspace], Policy]"
    notices: "Callable[[Workspace], tuple[AppError, ...]]"
    policy_report: "Callable[[Workspace], PolicyReport]"
    installed: "Callable[[Workspace], bool]"
    audit: "Callable[[Workspace, bool], AuditList]"
    check_audit: "Callable[[Workspace], tuple[AuditState, ...]]"
    export_audit: "Callable[[Workspace, Path, bool], AuditExported]"
    vault: "Callable[[Workspace], VaultStatus]"
    least_letters: Callable[[], int]
    lock: Verb
    change_passphrase: Verb
    settings: "Callable[[Workspace], Settings]"
    choose: "Callable[[Workspace, Mapping[str, Value]], Settings]"
    models: "Callable[[Workspace], tuple[ModelState, ...]]"
    memory: Callable[[], tuple[int, int]]
    verify_models: Verb
    use_model: Verb
    doctor: Verb
    save_diagnostics: "Callable[[Workspace, DoctorReport, Path], None]"
    airgap: Verb
    file_airgap: "Callable[[AirgapReport, Path, Messages], None]"

    @classmethod
    def real(cls) -> "SiteCounter":
        return cls(
            policy=lambda workspace: workspace.policy,
            notices=lambda workspace: workspace.database.notices,
            policy_report=_policy_report,
            installed=lambda workspace: workspace.installation is not None,
            audit=_audit,
            check_audit=_check_audit,
            export_audit=_export_audit,
            vault=_vault,
            least_letters=_least_letters,
            lock=_lock,
            change_passphrase=_change_passphrase,
            settings=lambda workspace: workspace.settings,
            choose=_choose,
            models=_models,
            memory=_memory,
            verify_models=_verify_models,
            use_model=_use_model,
            doctor=_doctor,
            save_diagnostics=_save_diagnostics,
            airgap=_airgap,
            file_airgap=_file_airgap,
        )


def _policy_report(workspace: "Workspace") -> "PolicyReport":
    from app.services.guarding.policy import shown

    return shown(workspace.installation)


def _audit(workspace: "Workspace", installation: bool) -> "AuditList":
    from app.services.recording.audit import listed

    return listed(workspace, installation=installation)


def _check_audit(workspace: "Workspace") -> "tuple[AuditState, ...]":
    from app.services.recording.audit import checked

    return checked(workspace)


def _export_audit(workspace: "Workspace", out: Path, installation: bool) -> "AuditExported":
    from app.services.recording.audit import exported
    from app.services.recording.audit_table import tabled

    write = tabled if out.suffix.lower() == ".csv" else exported
    return write(workspace, out, installation=installation)


def _vault(workspace: "Workspace") -> "VaultStatus":
    from app.services.vault import status

    return status(workspace.home)


def _least_letters() -> int:
    from app.store.vault.passphrases import LEAST_LETTERS

    return LEAST_LETTERS


def _lock(home: Path, order: NewLock, *, cancel: Cancel) -> Iterator[Event]:
    from app.services.vault import LockRequest, lock

    yield from lock(home, LockRequest(order.passphrase, order.recovery, order.account), cancel=cancel)


def _change_passphrase(home: Path, present: str, new: str, *, cancel: Cancel) -> Iterator[Event]:
    from app.services.vault import change_passphrase
    from app.store.vault.unlocking import Unlock

    yield from change_passphrase(home, Unlock(present), new, cancel=cancel)


def _choose(workspace: "Workspace", values: Mapping[str, Value]) -> Settings:
    from app.services.settings_file import choose

    return choose(workspace, values)


def _models(workspace: "Workspace") -> "tuple[ModelState, ...]":
    from app.services.models.installed import installed

    return installed(workspace)


def _memory() -> tuple[int, int]:
    from app.services.budget import memory_mib

    return memory_mib()


def _verify_models(workspace: "Workspace", model: str, *, cancel: Cancel) -> Iterator[Event]:
    from app.services.models.installed import verify

    yield from verify(workspace, model, cancel=cancel)


def _use_model(workspace: "Workspace", model: str, without_adapter: bool, *, cancel: Cancel) -> Iterator[Event]:
    from app.services.models.choice import use

    yield from use(workspace, model, without_adapter=without_adapter, cancel=cancel)


def _doctor(workspace: "Workspace", network_locked: bool, *, cancel: Cancel) -> Iterator[Event]:
    from app.services.inspecting.diagnose import doctor

    yield from doctor(workspace, network_locked, cancel=cancel)


def _save_diagnostics(workspace: "Workspace", report: "DoctorReport", out: Path) -> None:
    from app.services.inspecting.diagnostics import save

    save(workspace, report, out)


def _airgap(workspace: "Workspace", *, cancel: Cancel) -> Iterator[Event]:
    from app.services.inspecting.airgap import airgap

    yield from airgap(workspace, cancel=cancel)


def _file_airgap(report: "AirgapReport", out: Path, messages: Messages) -> None:
    from app.services.inspecting.airgap_page import file_airgap

    file_airgap(report, out, messages)
