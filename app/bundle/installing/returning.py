"""The verb `bundle rollback`: an older version that is still kept starts again. It is proved and checked first."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from app.bundle.installing import health, owned, pointer, versions
from app.bundle.installing.folders import Folder
from app.bundle.installing.install import trust_at
from app.bundle.installing.locking import InstallLock
from app.bundle.installing.meter import Meter
from app.bundle.installing.noting import Note, facts
from app.bundle.trust import chain
from app.bundle.trust.place import shown
from app.bundle.trust.trusted import Trust
from app.core.audit import AuditKind
from app.core.bundle_errors import NotInstalled, ReleaseRevoked, VersionNotKept
from app.core.components import InstalledRelease, Release
from app.core.events import Cancel, Done, Event, Progress


@dataclass(frozen=True, slots=True)
class RolledBack:
    """`before`: the folder's name of the version that started until now."""

    root: Path
    release: Release
    before: str


def rollback(where: Path, wanted: str, note: Note, *, cancel: Cancel) -> Iterator[Event]:
    """Done(RolledBack). `wanted`: a version's folder name or version; empty: the newest one below that in use.

    What was accepted stays accepted: an older medium is refused as before, and the newer version can be returned to.
    Raises NotInstalled, VersionNotKept, ReleaseRevoked, InstalledDamaged, HealthCheckFailed and what verifying raises.
    """
    if not owned.there(where):
        raise NotInstalled(path=str(where))
    with Folder.open(where) as root:
        if not versions.kept(root):
            raise NotInstalled(path=str(where))
        owned.guarded(root)
        with InstallLock(root):
            yield from _returned(root, wanted, note, cancel)


def _returned(root: Folder, wanted: str, note: Note, cancel: Cancel) -> Iterator[Event]:
    trust = trust_at(root, None)
    before = pointer.current(root)
    floor = lowest(trust)
    found = versions.listed(root, before, floor, trust.place)
    target = _target(found, wanted, before)
    name = target.folder.name
    if not target.allowed:
        raise ReleaseRevoked(offered=shown(target.release.place), floor=shown(floor))
    verified = versions.signed(root, name, trust)
    files = versions.installed_files(root, name, verified)
    checking = Meter("bundle_check", sum(entry.size for entry in files), cancel)
    yield from checking.through(versions.proved(root, name, files), name)
    yield Progress("bundle_health", 0, 0, name)
    health.check(target.folder, name)
    yield Progress("bundle_switch", 0, 0, name)
    note(AuditKind.ROLLED_BACK, facts(target.release, before))
    pointer.put_launcher(root)
    pointer.switch(root, name)
    yield Done(RolledBack(root.path, target.release, before))


def lowest(trust: Trust) -> tuple[int, int]:
    """The lowest place that one may return to: the newest root's, and the highest that was ever seen. The epoch is not
    asked: an older one is closed to new media, not to versions that were accepted in it."""
    return max(chain.walked(trust.roots).last.floor, trust.floor)


def _target(found: tuple[InstalledRelease, ...], wanted: str, before: str) -> InstalledRelease:
    if wanted:
        named = [one for one in found if wanted in (one.folder.name, one.release.version)]
        if not named:
            raise VersionNotKept(version=wanted)
        return named[0]
    current = next((one.release.place for one in found if one.current), None)
    others = [one for one in found if not one.current]
    below = [one for one in others if one.allowed and (current is None or one.release.place < current)]
    if not below:
        raise VersionNotKept(version=before)
    return below[0]
