"""The versions that lie under `<root>/versions/`: which there are, whose they are, and whether they are whole."""

import os
from collections.abc import Generator
from dataclasses import dataclass

from app.bundle import verifying
from app.bundle.format import envelope, release
from app.bundle.format.release import FileEntry
from app.bundle.installing import beside, proving, record, tree
from app.bundle.installing.folders import Folder, mode_fits
from app.bundle.installing.layout import INSTALLED, RELEASE, VERSIONS, is_version, this_system
from app.bundle.installing.record import Record
from app.bundle.trust.trusted import Trust
from app.bundle.verifying import Verified
from app.core.bundle_errors import InstalledDamaged, MediumNotPlain, VersionNotKept
from app.core.components import InstalledRelease
from app.core.errors import AppError

_RECORD = 4 * 1024 * 1024
OWN = (RELEASE, INSTALLED)
"""Files of a version's folder that are the installer's."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One version's folder by its name, with what its record says; `record` None: it is not whole."""

    name: str
    record: Record | None


def kept(root: Folder) -> tuple[Kept, ...]:
    """All of them, the newest first; those without a whole record last."""
    found = []
    try:
        with root.folder(VERSIONS) as versions:
            for name in versions.names():
                if is_version(name):
                    found.append(Kept(name, _record(versions, name)))
    except FileNotFoundError:
        return ()
    return tuple(sorted(found, key=_order, reverse=True))


def newest(root: Folder) -> tuple[int, int] | None:
    """The highest place among them."""
    places = [one.record.release.place for one in kept(root) if one.record is not None]
    return max(places, default=None)


def listed(
    root: Folder, current: str, floor: tuple[int, int], accepted: tuple[int, int] | None
) -> tuple[InstalledRelease, ...]:
    """The whole ones, the newest first. One may return to those that are not below the floor and were accepted: a
    kill may have left one that did not come to its own check."""
    return tuple(
        InstalledRelease(
            release=one.record.release,
            signers=one.record.signers,
            folder=root.path / VERSIONS / one.name,
            installed_at=one.record.installed_at,
            current=one.name == current,
            allowed=floor <= one.record.release.place <= (accepted or floor),
            components=one.record.components,
        )
        for one in kept(root)
        if one.record is not None
    )


def signed(root: Folder, name: str, trust: Trust) -> Verified:
    """The kept version's release, its signatures proved again. Raises VersionNotKept, InstalledDamaged, and what
    verifying.kept raises."""
    try:
        with root.below((VERSIONS, name)) as folder:
            raw = beside.taken(folder, RELEASE, envelope.most(envelope.RELEASE))
            found = _record_in(folder)
    except FileNotFoundError as error:
        raise VersionNotKept(version=name) from error
    if found is None:
        raise InstalledDamaged(version=name, name=INSTALLED)
    verified = verifying.kept(raw, trust, found.release.root_version)
    if verified.release.folder != name or verified.release.digest != found.release.digest:
        raise InstalledDamaged(version=name, name=RELEASE)
    return verified


def installed_files(root: Folder, name: str, verified: Verified) -> tuple[FileEntry, ...]:
    """The files of those components that were installed of a release."""
    with root.folder(VERSIONS) as versions:
        found = _record(versions, name)
    if found is None:
        raise InstalledDamaged(version=name, name=INSTALLED)
    wanted = {f"{one.kind.value}/{one.id}" for one in found.components if one.optional}
    return verified.selected(this_system(), wanted)


def proved(root: Folder, name: str, files: tuple[FileEntry, ...]) -> Generator[int, None, None]:
    """Every installed byte is what was signed, and nothing lies beside. Yields bytes that were read. Raises
    InstalledDamaged with the first path that is not."""
    with root.below((VERSIONS, name)) as folder:
        for entry in files:
            if not (yield from whole(folder, entry)):
                raise InstalledDamaged(version=name, name=entry.path)
        known = [*(entry.path for entry in files), *OWN, *(f"{name}.new" for name in OWN)]  # beside.put, killed
        for path in tree.strangers(folder, known):
            raise InstalledDamaged(version=name, name=path)


def whole(folder: Folder, entry: FileEntry) -> proving.Proof:
    """Whether a version's folder has this file as it was signed and with its mode; yields the bytes read. Nothing
    there, or a link, is a no."""
    *above, last = entry.path.split("/")
    try:
        with folder.below(above) as holder, os.fdopen(holder.reading(last), "rb", buffering=0) as stream:
            proof = yield from proving.whole(stream.fileno(), entry)
            return proof and mode_fits(os.fstat(stream.fileno()), executable=entry.executable)
    except (FileNotFoundError, MediumNotPlain):
        return False


def held(root: Folder) -> dict[str, list[tuple[str, str]]]:
    """Which content lies in which kept version, as their releases say; nothing of it is believed by its reader."""
    found: dict[str, list[tuple[str, str]]] = {}
    for one in kept(root):
        if one.record is None:
            continue
        for entry in _files(root, one):
            found.setdefault(entry.sha256, []).append((one.name, entry.path))
    return found


def _files(root: Folder, one: Kept) -> tuple[FileEntry, ...]:
    if one.record is None:
        return ()
    try:
        with root.below((VERSIONS, one.name)) as folder:
            raw = beside.taken(folder, RELEASE, envelope.most(envelope.RELEASE))
        contents = release.decode(envelope.decode(raw, RELEASE, envelope.RELEASE).payload, RELEASE, 0)
    except (FileNotFoundError, AppError):
        return ()
    names = {(component.kind, component.id) for component in one.record.components}
    return tuple(
        entry
        for component, entries in contents.files.items()
        if (component.kind, component.id) in names and component.os in ("", this_system())
        for entry in entries
    )


def _record(versions: Folder, name: str) -> Record | None:
    try:
        with versions.folder(name) as folder:
            return _record_in(folder)
    except (FileNotFoundError, MediumNotPlain):
        return None


def _record_in(folder: Folder) -> Record | None:
    try:
        found = record.read(beside.taken(folder, INSTALLED, _RECORD))
    except (FileNotFoundError, MediumNotPlain, record.RecordBad):
        return None
    return found if found.release.folder == folder.path.name else None


def _order(one: Kept) -> tuple[bool, tuple[int, int]]:
    return (True, one.record.release.place) if one.record is not None else (False, (0, 0))
