"""설정 behind the faked counter: settings, models, checks and a policy, all in memory."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.core.catalog import ADAPTER, CHAT, Model, ModelFile
from app.core.chain import Entry
from app.core.errors import AppError
from app.core.events import Cancel, Done, Event, Progress
from app.core.policy import Policy
from app.core.security_errors import PassphraseWrong, SettingLocked
from app.core.settings import Settings
from app.gui.site_counter import NewLock, SiteCounter, Value
from app.services.guarding.policy import PolicyReport
from app.services.inspecting.airgap import AirgapReport
from app.services.inspecting.diagnose import Check, DoctorReport
from app.services.models.choice import Chosen
from app.services.models.installed import ModelState
from app.services.recording.audit import AuditExported, AuditList, AuditState
from app.services.vault import VaultChanged, VaultStatus

if TYPE_CHECKING:
    from tests.fakes.counter import FakeOffice


class FakeSite:
    """`chosen` are the settings that were written, in order; `saved` what went into which file."""

    def __init__(self, office: "FakeOffice") -> None:
        self.office = office
        self.passphrase = ""
        self.policy = Policy()
        self.notices: tuple[AppError, ...] = ()
        self.release = ""
        self.signers: tuple[str, ...] = ()
        self.settings = Settings()
        self.vault = VaultStatus(Path("/") / "home", encrypted=False)
        self.entries: tuple[Entry, ...] = ()
        self.states: tuple[AuditState, ...] = (AuditState("workspace", 2, "ab" * 32, 2),)
        self.chosen: list[tuple[str, Value]] = []
        self.saved: list[tuple[Any, Path]] = []
        self.memory = (16_000, 8_000)
        self.used = "tiny-ko"
        self.models = [
            _model("tiny-ko", CHAT, 2_048),
            _model("wide-ko", CHAT, 64_000),
            _model("polite", ADAPTER, 0),
            _model("finder", "embed", 512),
        ]
        self.missing: set[str] = set()
        self.damaged: set[str] = set()
        self.checks: tuple[Check, ...] = (Check("check_network", True, ""), Check("check_store", False, "", "STO-001"))

    def counter(self) -> SiteCounter:
        return SiteCounter(
            policy=lambda _: self.policy,
            notices=lambda _: self.notices,
            policy_report=lambda _: PolicyReport(self.policy, self.release, self.signers),
            installed=lambda _: bool(self.release),
            audit=lambda _, installation: AuditList("installation" if installation else "workspace", self.entries),
            check_audit=lambda _: self.states,
            export_audit=lambda _, out, _installation: self._export_audit(out),
            vault=lambda _: self.vault,
            least_letters=lambda: 10,
            lock=self._lock,
            change_passphrase=self._change_passphrase,
            settings=lambda _: self.settings,
            choose=lambda _, values: self._choose(values),
            models=lambda _: tuple(self._state(model, "present") for model in self.models),
            memory=lambda: self.memory,
            verify_models=self._verify,
            use_model=self._use,
            doctor=self._doctor,
            save_diagnostics=lambda _, report, out: self.saved.append((report, out)),
            airgap=self._airgap,
            file_airgap=lambda report, out, _messages: self.saved.append((report, out)),
        )

    def _lock(self, home: Path, order: NewLock, *, cancel: Cancel) -> Iterator[Event]:
        self.office.calls.append(("lock", home, order))
        yield Progress("rewriting", 1, 2)
        self.office.hold("lock", cancel)
        self.passphrase = order.passphrase
        self.vault = VaultStatus(home, True, "aes-256-gcm", "chacha20", ("passphrase",))
        yield Done(VaultChanged("encrypted", home, "ABCD-EFGH" if order.recovery else ""))

    def _change_passphrase(self, home: Path, present: str, new: str, *, cancel: Cancel) -> Iterator[Event]:
        self.office.hold("passphrase", cancel)
        if present != self.passphrase:
            raise PassphraseWrong
        self.passphrase = new
        yield Done(VaultChanged("passphrase", home))

    def _export_audit(self, out: Path) -> AuditExported:
        self.saved.append((self.entries, out))
        return AuditExported(str(out), len(self.entries))

    def _choose(self, values: Mapping[str, Value]) -> Settings:
        for name, value in values.items():
            if name in self.policy.settings:
                raise SettingLocked(name=name)
            self.chosen.append((name, value))
        if "choose" in self.office.faults:
            raise self.office.faults["choose"]
        self.settings = self.settings.with_values(dict(values), "settings.toml")
        return self.settings

    def _state(self, model: Model, whole: str) -> ModelState:
        state, code = whole, ""
        if model.id in self.missing:
            state, code = "missing", "LLM-001"
        elif model.id in self.damaged and whole == "ok":
            state, code = "damaged", "LLM-002"
        return ModelState(model, state, code, model.id in (self.used, "finder"), model.files[0].path)

    def _verify(self, _workspace: object, model: str, *, cancel: Cancel) -> Iterator[Event]:
        self.office.calls.append(("verify", model))
        for number, one in enumerate(self.models):
            yield Progress("verify", number, len(self.models), one.id)
            self.office.hold("verify", cancel)
        yield Done(tuple(self._state(one, "ok") for one in self.models))

    def _use(self, _workspace: object, model: str, without_adapter: bool, *, cancel: Cancel) -> Iterator[Event]:
        self.office.calls.append(("use", model, without_adapter))
        self.office.hold("use", cancel)
        self.used = model or self.used
        yield Done(Chosen(self.used, ""))

    def _doctor(self, _workspace: object, network_locked: bool, *, cancel: Cancel) -> Iterator[Event]:
        self.office.calls.append(("doctor", network_locked))
        yield Progress("integrity", 0, 1)
        self.office.hold("doctor", cancel)
        yield Done(DoctorReport("1.0", self.checks))

    def _airgap(self, _workspace: object, *, cancel: Cancel) -> Iterator[Event]:

        yield Progress("airgap", 0, 2)
        self.office.hold("airgap", cancel)
        checks = (Check("airgap_child", True, "llm"),)
        yield Done(AirgapReport("1.0", "PC", datetime(2026, 3, 2, tzinfo=UTC), (), checks, 10, 2, 1.0))


def _model(identity: str, role: str, needs: int) -> Model:
    return Model(
        id=identity,
        role=role,
        default=identity == "tiny-ko",
        folder=Path("/") / "models" / identity,
        files=(ModelFile("weights.gguf", 1 << 20, "ab" * 32),),
        licence="Apache-2.0",
        origin="someone/tiny",
        context=4096,
        quantisation="Q4_K_M",
        min_memory_mib=needs,
        chat_template_sha256="",
        base="tiny-ko" if role == ADAPTER else "",
    )
