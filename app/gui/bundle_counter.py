"""Signed bundles as the window takes them; a part of app.gui.counter.Counter, handed in like the rest."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app.core.events import Cancel, Done, Event

if TYPE_CHECKING:
    from app.services.context import Workspace

Verb = Callable[..., Iterator[Event]]


@dataclass(frozen=True, slots=True)
class MediumOrder:
    """Which media, with which root document (None: what the place trusts already), and where to."""

    media: tuple[Path, ...]
    root: Path
    trust: Path | None = None


@dataclass(frozen=True, slots=True)
class Pack:
    """Documents of the installed release; `collection` is what they are called in the library, `signed_on` a date."""

    collection: str
    version: str
    signers: tuple[str, ...]
    signed_on: str
    folder: Path
    taken: bool


@dataclass(frozen=True, slots=True)
class BundleCounter:
    """`root` gives where one installs: that of the running program, else one's own (True) or the whole PC's. `verify`
    and `install` take (MediumOrder); `listed` (workspace, whether every byte is to be hashed), and gives None where the
    program came with no bundle. `packs` are the documents of the installed release."""

    root: Callable[[bool], Path]
    verify: Verb
    install: Verb
    listed: Verb
    packs: "Callable[[Workspace], tuple[Pack, ...]]"

    @classmethod
    def real(cls) -> "BundleCounter":
        return cls(root=_root, verify=_verify, install=_install, listed=_listed, packs=_packs)


def _root(own: bool) -> Path:
    from app.services.bundling.bundles import where
    from app.services.installed_parts import here

    running = here()
    return running.root if running is not None else where(None, own=own)


def _verify(order: MediumOrder, *, cancel: Cancel) -> Iterator[Event]:
    from app.services.bundling.bundles import VerifyRequest, verify

    yield from verify(VerifyRequest(order.media, order.root, order.trust), cancel=cancel)


def _install(order: MediumOrder, *, cancel: Cancel) -> Iterator[Event]:
    from app.bundle.installing.install import InstallRequest
    from app.services.bundling.bundles import install

    yield from install(InstallRequest(order.root, order.media, order.trust), cancel=cancel)


def _listed(workspace: "Workspace", check: bool, *, cancel: Cancel) -> Iterator[Event]:
    from app.services.bundling.bundles import listed, now

    if workspace.installation is None:
        yield Done(None)
        return
    yield from listed(workspace.installation.root, check=check, now=now(), cancel=cancel)


def _packs(workspace: "Workspace") -> tuple[Pack, ...]:
    from app.services.bundling.corpora import offered

    if workspace.installation is None:
        return ()
    signed = workspace.installation.release.signed_at.astimezone().strftime("%Y-%m-%d")
    return tuple(
        Pack(one.collection, one.provenance.version, one.provenance.signers, signed, one.folder, one.taken)
        for one in offered(workspace)
    )
