"""The verbs `bundle verify|install|rollback|uninstall|list`. They know no workspace: an installer has none."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from app.bundle.installing import install as installing
from app.bundle.installing import looking, owned, returning
from app.bundle.installing import uninstall as uninstalling
from app.bundle.installing.around import read
from app.bundle.installing.folders import Folder
from app.bundle.installing.install import InstallRequest
from app.bundle.installing.layout import default_root
from app.bundle.installing.noting import Note
from app.bundle.trust import age
from app.core.audit import AuditKind, Facts
from app.core.bundle_errors import (
    BundleMalformed,
    BundleTooLarge,
    HealthCheckFailed,
    MediumNotPlain,
    PartDamaged,
    PathUnsafe,
    PayloadTypeWrong,
    ProductWrong,
    ReleaseOld,
    ReleaseRevoked,
    RollbackRefused,
    RootChainBroken,
    SignaturesTooFew,
)
from app.core.components import InstalledRelease
from app.core.errors import AppError
from app.core.events import Cancel, Done, Event, Warned
from app.services.guarding import policy
from app.services.installed_parts import here
from app.store.audit_file import FOLDER, AuditFile

_REFUSALS = (
    BundleMalformed,
    BundleTooLarge,
    HealthCheckFailed,
    MediumNotPlain,
    PartDamaged,
    PathUnsafe,
    PayloadTypeWrong,
    ProductWrong,
    ReleaseRevoked,
    RollbackRefused,
    RootChainBroken,
    SignaturesTooFew,
)
"""What an inspector wants to know of; a full disk or a missing medium is no refusal."""


@dataclass(frozen=True, slots=True)
class VerifyRequest:
    media: tuple[Path, ...]
    root: Path
    trust: Path | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """One installed release. `days` since it was signed; None where the PC's clock stands before that. `whole`: None
    unless it was asked for."""

    installed: InstalledRelease
    days: int | None
    whole: bool | None


@dataclass(frozen=True, slots=True)
class BundleList:
    """`warning_days`: the age from which the site's policy wants it said; 0: never."""

    root: Path
    accepted: tuple[int, int] | None
    releases: tuple[Listed, ...]
    warning_days: int

    @property
    def sound(self) -> bool:
        return all(one.whole is not False for one in self.releases)


def where(into: Path | None, *, own: bool) -> Path:
    """The root that is meant: the one that was named, one's own, that of the running program, the whole PC's. Raises
    InstalledDamaged."""
    if into is not None:
        return into.absolute()
    if own:
        return default_root(machine_wide=False)
    running = here()
    return running.root if running is not None else default_root(machine_wide=True)


def verify(request: VerifyRequest, *, cancel: Cancel) -> Iterator[Event]:
    """Done(looking.Checked). Nothing is written."""
    yield from looking.checked(request.root, request.media, request.trust, cancel=cancel)


def install(request: InstallRequest, *, cancel: Cancel) -> Iterator[Event]:
    """Done(install.Installed). What is refused is recorded where there is an installation already."""
    with _refusals(request.root):
        yield from installing.install(request, _noting(request.root), cancel=cancel)


def rollback(root: Path, version: str, *, cancel: Cancel) -> Iterator[Event]:
    """Done(returning.RolledBack)."""
    with _refusals(root):
        yield from returning.rollback(root, version, _noting(root), cancel=cancel)


def uninstall(root: Path, *, purge: bool, cancel: Cancel) -> Iterator[Event]:
    """Done(uninstall.Uninstalled)."""
    yield from uninstalling.uninstall(root, _noting(root), purge=purge, cancel=cancel)


def listed(root: Path, *, check: bool, now: datetime, cancel: Cancel) -> Iterator[Event]:
    """Done(BundleList). With `check` every byte of every version is hashed; a Warned for each that is not whole, and
    one when the version in use is older than the policy wants."""
    shelf = looking.shelf(root)
    limit = _warning_days(shelf)
    found = []
    for one in shelf.releases:
        whole = None
        if check:
            whole = True
            for event in looking.proved(root, one.folder.name, cancel=cancel):
                whole = whole and not isinstance(event, Warned)
                yield event
        days = age.days(one.release, now)
        found.append(Listed(one, days, whole))
        if one.current and limit and days is not None and days > limit:
            yield Warned(one.folder.name, ReleaseOld.code, {"days": days, "limit": limit})
    yield Done(BundleList(root, shelf.accepted, tuple(found), limit))


def now() -> datetime:
    return datetime.now(UTC)


def _noting(root: Path) -> Note:
    """One entry in the installation's audit."""

    def note(kind: AuditKind, facts: Facts) -> None:
        AuditFile(root / FOLDER).append(kind, facts)

    return note


@contextlib.contextmanager
def _refusals(root: Path) -> Iterator[None]:
    try:
        yield
    except _REFUSALS as error:
        with contextlib.suppress(AppError, OSError):  # the refusal itself is what has to be said
            if _recorded(root):
                _noting(root)(AuditKind.REFUSED, {"code": error.code})
        raise


def _recorded(root: Path) -> bool:
    """Whether there is an installation with an audit. Who runs an installer for another's folder writes nothing there:
    what looks like an audit may be a link to something of their own. Raises AppError, OSError."""
    with Folder.open(root) as place:
        owned.guarded(place)
        return owned.ours(place) and (root / FOLDER).is_dir()


def _warning_days(shelf: looking.Shelf) -> int:
    """What the policy of the version in use says; a policy that does not hold is told where it is used."""
    try:
        current = next(one.folder for one in shelf.releases if one.current)
        return policy.in_force(read(current)).warning_days
    except (StopIteration, AppError):
        return 0
