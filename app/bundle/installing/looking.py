"""What can be known of media and of an installation without changing anything."""

import contextlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.bundle.format.release import FileEntry
from app.bundle.installing import owned, pointer, versions
from app.bundle.installing.folders import Folder
from app.bundle.installing.install import missing, trust_at
from app.bundle.installing.layout import this_system
from app.bundle.installing.meter import Meter
from app.bundle.installing.returning import lowest
from app.bundle.medium import Media
from app.bundle.verifying import Verified, opened
from app.core.bundle_errors import InstalledDamaged, NotInstalled, SystemMissing
from app.core.components import InstalledRelease, Release, Signer
from app.core.errors import AppError
from app.core.events import Cancel, Done, Event, Progress, Warned


@dataclass(frozen=True, slots=True)
class Checked:
    """A bundle that may be installed: `bytes` of its data were read and are what was signed; `held` bytes are on no
    medium and, as its record says, on the PC already (they are proved when they are used); `absent` bytes neither has,
    and nobody has asked for them: optional parts, other systems."""

    release: Release
    signers: tuple[Signer, ...]
    notes: tuple[str, ...]
    files: int
    bytes: int
    held: int
    absent: int = 0


@dataclass(frozen=True, slots=True)
class Shelf:
    """What is installed under a root, the newest first; `accepted`: the place that media must not be behind."""

    root: Path
    current: str
    accepted: tuple[int, int] | None
    releases: tuple[InstalledRelease, ...]


def checked(root: Path, media: Sequence[Path], trust: Path | None, *, cancel: Cancel) -> Iterator[Event]:
    """Done(Checked): every signature and every byte on the media. Raises what verifying.opened raises, PartMissing
    for what neither the media nor the PC have, PartDamaged."""
    yield Progress("bundle_signatures", 0, 0)
    with contextlib.ExitStack() as stack:
        place = stack.enter_context(Folder.open(root)) if owned.there(root) else None
        verified = opened(media, trust_at(place, trust))
        held = versions.held(place) if place is not None else {}
    source = Media(media)
    entries = {entry.sha256: entry for files in verified.files.values() for entry in files}
    needed = {entry.sha256 for entry in _needed(verified)}
    there = [entry for entry in entries.values() if not source.missing([entry])]
    elsewhere = [entry for entry in entries.values() if entry not in there]
    unknown = [entry for entry in elsewhere if entry.sha256 not in held]
    if lacking := [entry for entry in unknown if entry.sha256 in needed]:
        raise missing(source, lacking)
    reading = Meter("bundle_check", sum(entry.size for entry in there), cancel)
    for entry in there:
        yield from reading.through(source.proved(entry), entry.path)
    read, absent = (sum(entry.size for entry in each) for each in (there, unknown))
    kept = sum(entry.size for entry in elsewhere) - absent
    yield Done(Checked(verified.release, verified.signers, verified.notes, len(there), read, kept, absent))


def _needed(verified: Verified) -> Iterable[FileEntry]:
    """What this system takes; all of it where the bundle is for another one."""
    try:
        return verified.selected(this_system())
    except SystemMissing:
        return [entry for entries in verified.files.values() for entry in entries]


def shelf(root: Path) -> Shelf:
    """Raises NotInstalled, TrustMissing, TrustDamaged."""
    if not owned.there(root):
        raise NotInstalled(path=str(root))
    with Folder.open(root) as place:
        if not versions.kept(place):
            raise NotInstalled(path=str(root))
        trust = trust_at(place, None)
        current = pointer.current(place)
        return Shelf(root, current, trust.place, versions.listed(place, current, lowest(trust), trust.place))


def proved(root: Path, name: str, *, cancel: Cancel) -> Iterator[Event]:
    """Every byte of an installed version; a Warned for the first that is not what was signed, and nothing when all
    are. Raises Cancelled."""
    with Folder.open(root) as place:
        try:
            verified = versions.signed(place, name, trust_at(place, None))
            files = versions.installed_files(place, name, verified)
            reading = Meter("bundle_check", sum(entry.size for entry in files), cancel)
            yield from reading.through(versions.proved(place, name, files), name)
        except AppError as error:
            told = error if isinstance(error, InstalledDamaged) else InstalledDamaged(version=name, name=error.code)
            yield Warned(name, told.code, told.params)
