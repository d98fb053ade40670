"""Bundles behind the faked counter: a release on a medium and those that are installed, invented."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from app.bundle.installing.install import Installed
from app.bundle.installing.looking import Checked
from app.core.components import Component, ComponentKind, InstalledRelease, Release, Signer
from app.core.events import Cancel, Done, Event, Progress, Warned
from app.gui.bundle_counter import BundleCounter, MediumOrder, Pack
from app.services.bundling.bundles import BundleList, Listed

if TYPE_CHECKING:
    from tests.fakes.counter import FakeOffice

SIGNERS = (Signer("a" * 64, "김하나"), Signer("b" * 64, ""))
PARTS = (
    Component(ComponentKind.APP, "munjigi", "1.2", "문지기", "linux", False, "app", 480_000_000),
    Component(ComponentKind.MODEL, "tiny-ko", "1", "작은 모델", "", False, "models/tiny-ko", 1_100_000_000),
)
ROOT = Path("/") / "opt" / "munjigi"


def release(version: str, sequence: int) -> Release:
    signed = datetime(2026, 3, 2, tzinfo=UTC)
    return Release("munjigi", "stable", version, 1, sequence, signed, PARTS, "cd" * 32, 1)


class FakeBundles:
    """`orders` are those of `verify` and `install`, in order; `installed` is None in a checkout."""

    def __init__(self, office: "FakeOffice") -> None:
        self.office = office
        self.orders: list[tuple[str, MediumOrder]] = []
        self.installed: tuple[InstalledRelease, ...] | None = None
        self.damaged: set[str] = set()
        self.warnings: tuple[Warned, ...] = ()
        self.packs: tuple[Pack, ...] = ()
        self.own = ROOT.with_name("own")

    def counter(self) -> BundleCounter:
        return BundleCounter(
            root=lambda own: self.own if own else ROOT,
            verify=self._verify,
            install=self._install,
            listed=self._listed,
            packs=lambda _: self.packs,
        )

    def put(self, version: str, sequence: int, *, current: bool = False, allowed: bool = True) -> None:
        """Install a release."""
        made = release(version, sequence)
        folder = ROOT / "versions" / made.folder
        when = datetime(2026, 4, 1, tzinfo=UTC)
        one = InstalledRelease(made, SIGNERS, folder, when, current, allowed, PARTS)
        self.installed = (*(self.installed or ()), one)

    def _verify(self, order: MediumOrder, *, cancel: Cancel) -> Iterator[Event]:
        self.orders.append(("verify", order))
        yield Progress("bundle_check", 1, 2, "app/munjigi")
        self.office.hold("verify bundle", cancel)
        yield Done(Checked(release("1.3", 8), SIGNERS, ("두 번째 매체도 필요합니다.",), 3, 1_580_000_000, 0))

    def _install(self, order: MediumOrder, *, cancel: Cancel) -> Iterator[Event]:
        self.orders.append(("install", order))
        yield Progress("bundle_copy", 1, 2, "app/munjigi")
        self.office.hold("install bundle", cancel)
        yield Done(Installed(order.root, release("1.3", 8), SIGNERS, (), "", 1, 0, 0, 0, ()))

    def _listed(self, _workspace: object, check: bool, *, cancel: Cancel) -> Iterator[Event]:
        self.office.calls.append(("list bundles", check))
        if self.installed is None:
            yield Done(None)
            return
        yield from self.warnings
        if check:
            yield Progress("bundle_check", 1, 2)
            self.office.hold("check bundles", cancel)
        listed = [Listed(one, 30, one.release.version not in self.damaged if check else None) for one in self.installed]
        yield Done(BundleList(ROOT, (1, 8), tuple(listed), 0))
