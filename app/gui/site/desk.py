"""What 설정 orders at the counter. Every order is a Job."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject

from app.gui.crew import Lane
from app.gui.job import Job
from app.gui.session import Session, once
from app.gui.site_counter import SiteCounter, Value

if TYPE_CHECKING:
    from app.services.context import Workspace
    from app.services.inspecting.airgap import AirgapReport
    from app.services.inspecting.diagnose import DoctorReport

_R = TypeVar("_R")


class SiteDesk(QObject):
    """`ready` tells whether there is a workspace to order on."""

    def __init__(self, session: Session, network_locked: bool, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.network_locked = network_locked

    @property
    def ready(self) -> bool:
        return self.session.is_open

    def settings(self) -> Job:
        """Done gives (Settings, Policy)."""
        return self.quick(lambda counter, workspace: (counter.settings(workspace), counter.policy(workspace)))

    def releases(self, *, check: bool) -> Job:
        """Done gives a BundleList, None where the program came with no bundle."""
        return self.session.order(
            lambda counter, workspace, cancel: counter.bundles.listed(workspace, check, cancel=cancel)
        )

    def choose(self, values: Mapping[str, Value]) -> Job:
        """Done gives all Settings; one choice after the other, and not given up when the window closes."""
        return self.session.order(
            lambda counter, workspace, _: once(lambda: counter.site.choose(workspace, values)), Lane.KEEP
        )

    def models(self) -> Job:
        """Done gives (states of the models, MiB of memory, MiB free)."""
        return self.quick(lambda counter, workspace: (counter.models(workspace), *counter.memory()))

    def verify_models(self, model: str) -> Job:
        """Done gives the states of the models that were hashed."""
        return self.session.order(
            lambda counter, workspace, cancel: counter.site.verify_models(workspace, model, cancel=cancel)
        )

    def use_model(self, model: str, *, without_adapter: bool = False) -> Job:
        """Done tells what was Chosen."""
        return self.session.order(
            lambda counter, workspace, cancel: counter.site.use_model(workspace, model, without_adapter, cancel=cancel)
        )

    def doctor(self) -> Job:
        """Done gives a DoctorReport."""
        return self.session.order(
            lambda counter, workspace, cancel: counter.site.doctor(workspace, self.network_locked, cancel=cancel)
        )

    def save_diagnostics(self, report: "DoctorReport", out: Path) -> Job:
        return self.quick(lambda counter, workspace: counter.save_diagnostics(workspace, report, out))

    def airgap(self) -> Job:
        """Done gives an AirgapReport."""
        return self.session.order(lambda counter, workspace, cancel: counter.site.airgap(workspace, cancel=cancel))

    def file_airgap(self, report: "AirgapReport", out: Path) -> Job:
        return self.quick(lambda counter, _workspace: counter.file_airgap(report, out, self.session.messages))

    def quick(self, call: "Callable[[SiteCounter, Workspace], _R]") -> Job:
        return self.session.order(lambda counter, workspace, _: once(lambda: call(counter.site, workspace)))
