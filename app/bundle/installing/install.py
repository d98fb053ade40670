"""The verb `bundle install`: a medium becomes the version that starts, in one step, or nothing changes.

Order: signatures → lock → signatures again, under it → space → staging, every byte proved before it is written → files
and folders on the disk → one rename into `versions/` → the new version's own check → audit → trust → the pointer.
A kill anywhere leaves the old version starting or the new one; the same command goes on where it stopped.
"""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from app.bundle.format.release import FileEntry
from app.bundle.installing import beside, health, owned, pointer, record, removing, space, state, tree, versions
from app.bundle.installing.folders import Folder
from app.bundle.installing.layout import INSTALLED, RELEASE, STAGING, VERSIONS, this_system
from app.bundle.installing.locking import InstallLock
from app.bundle.installing.meter import Meter
from app.bundle.installing.noting import Note, facts
from app.bundle.installing.record import Record
from app.bundle.installing.staging import Moved, Stager
from app.bundle.medium import Media
from app.bundle.trust.trusted import Trust
from app.bundle.verifying import Verified, opened
from app.core.audit import AuditKind
from app.core.bundle_errors import HealthCheckFailed, InstalledDamaged, PartMissing
from app.core.components import Release, Signer
from app.core.events import Cancel, Done, Event, Progress, Warned

KEPT = 3
"""Versions that stay, the one that starts among them."""


@dataclass(frozen=True, slots=True)
class InstallRequest:
    """`trust`: a root document handed over separately; `extras`: optional components by `kind/id`."""

    root: Path
    media: tuple[Path, ...]
    trust: Path | None = None
    extras: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Installed:
    """`before`: the version that started until now, empty: none. Bytes: staging.Moved. `swept`: versions removed."""

    root: Path
    release: Release
    signers: tuple[Signer, ...]
    components: tuple[str, ...]
    before: str
    copied: int
    linked: int
    resumed: int
    kept: int
    swept: tuple[str, ...]


def install(request: InstallRequest, note: Note, *, cancel: Cancel) -> Iterator[Event]:
    """Done(Installed). Raises every BND error of verifying, staging and health, Cancelled, AuditUnwritable."""
    yield Progress("bundle_signatures", 0, 0)
    believed(request)  # what is refused leaves no trace on a PC that has no installation
    with Folder.open(request.root, make=True) as root:
        owned.guarded(root)
        owned.free(root)
        with InstallLock(root):
            yield from _Installing(root, request, note, cancel).run()


def believed(request: InstallRequest) -> Verified:
    """The release on the media, under the trust of this place. Nothing is written."""
    with contextlib.ExitStack() as stack:
        root = stack.enter_context(Folder.open(request.root)) if owned.there(request.root) else None
        return opened(request.media, trust_at(root, request.trust))


def trust_at(root: Folder | None, given: Path | None) -> Trust:
    """What is believed here; the place of the kept versions stands in for a record that was lost. Where nothing starts
    yet, what a killed first installation left was not accepted. Raises what state.trusted raises."""
    started = root is not None and bool(pointer.current(root))
    return state.trusted(root, given, versions.newest(root) if root is not None and started else None)


class _Installing:
    """One run, under the lock."""

    def __init__(self, root: Folder, request: InstallRequest, note: Note, cancel: Cancel) -> None:
        self._root = root
        self._note = note
        self._cancel = cancel
        self._media = Media(request.media)
        self._trust = trust_at(root, request.trust)
        self._found = opened(request.media, self._trust)
        self._name = self._found.release.folder
        self._before = pointer.current(root)
        self._extras = {*request.extras, *self._earlier_extras()}
        self._components = self._found.components(this_system(), self._extras)
        self._files = self._found.selected(this_system(), self._extras)

    def run(self) -> Iterator[Event]:
        total = sum(entry.size for entry in self._files)
        copying = Meter("bundle_copy", total, self._cancel)
        with self._root.folder(VERSIONS, make=True) as kept, self._root.folder(STAGING, make=True) as staging:
            there = kept.state(self._name) is not None
            moved = Moved()
            todo = list(self._files)
            if there:
                todo = []
                yield from self._looked_at(kept, copying, moved, todo)
            if todo or not there:
                yield from self._staged(staging, kept, moved, copying, todo)
            self._published(staging, kept, there, todo)
            yield Progress("bundle_health", 0, 0, self._name)
            self._healthy(staging, kept)
        yield Progress("bundle_switch", 0, 0, self._name)
        self._switched()
        swept = removing.sweep(self._root, self._name, self._before, KEPT)
        yield Done(self._report(moved, swept))

    def _earlier_extras(self) -> set[str]:
        """Optional parts that the version in use has stay chosen, as far as the new release has them."""
        offered = {f"{one.kind.value}/{one.id}" for one in self._found.files if one.os in ("", this_system())}
        chosen = [one.record.components for one in versions.kept(self._root) if one.name == self._before and one.record]
        return {f"{one.kind.value}/{one.id}" for parts in chosen for one in parts if one.optional} & offered

    def _looked_at(self, kept: Folder, copying: Meter, moved: Moved, todo: list[FileEntry]) -> Iterator[Event]:
        """A folder of this name is there: from a run that was killed, or to be mended. Each file is proved; what is
        not as it was signed is to be done again, and what nobody signed goes."""

        def proved(entry: FileEntry) -> Iterator[int]:
            if (yield from versions.whole(folder, entry)):
                moved.kept += entry.size
            else:
                todo.append(entry)

        with kept.folder(self._name) as folder:
            for entry in self._files:
                yield from copying.through(proved(entry), entry.path)
            removing.strangers(folder, [*(entry.path for entry in self._files), *versions.OWN])

    def _staged(
        self, staging: Folder, kept: Folder, moved: Moved, copying: Meter, todo: list[FileEntry]
    ) -> Iterator[Event]:
        with staging.folder(self._name, make=True) as stage:
            stager = Stager(moved, stage, self._media, kept, versions.held(self._root))
            need = stager.to_copy(todo)
            space.check(self._root.path, need)
            with space.told(self._root.path, sum(need)):
                for entry in todo:
                    yield from copying.through(stager.take(entry), entry.path)
            for version, path in moved.damaged:
                yield Warned(version, InstalledDamaged.code, {"version": version, "name": path})
            if moved.missing:
                raise missing(self._media, moved.missing)
            removing.strangers(stage, [entry.path for entry in todo])
            tree.sync(stage, [entry.path for entry in todo])

    def _published(self, staging: Folder, kept: Folder, there: bool, todo: list[FileEntry]) -> None:
        """The whole folder by one rename; or, where it is there already, file by file: each is then either as it was
        or as it was signed."""
        with space.told(self._root.path, 0):
            if not there:
                with staging.folder(self._name, make=True) as stage:
                    self._records(stage)
                staging.move(self._name, kept, self._name)
            else:
                with contextlib.suppress(FileNotFoundError), kept.folder(self._name) as folder:
                    if todo:
                        with staging.folder(self._name) as stage:
                            tree.move_files(stage, folder, [entry.path for entry in todo])
                    self._records(folder)
                tree.remove(staging, self._name)
        kept.sync()
        staging.sync()
        self._root.sync()

    def _records(self, folder: Folder) -> None:
        noted = Record(self._found.release, self._found.signers, self._components, datetime.now(UTC))
        beside.put(folder, RELEASE, self._found.raw)
        beside.put(folder, INSTALLED, record.written(noted))

    def _healthy(self, staging: Folder, kept: Folder) -> None:
        """A version that was never accepted and does not pass goes back to staging: nobody can start it, and trying
        again copies nothing."""
        try:
            health.check(kept.path / self._name, self._name)
        except HealthCheckFailed:
            accepted = self._trust.place is not None and self._found.release.place <= self._trust.place
            if not accepted and self._name != self._before:
                kept.move(self._name, staging, self._name)
                kept.sync()
                staging.sync()
            raise

    def _switched(self) -> None:
        first = AuditKind.UPGRADED if self._before not in ("", self._name) else AuditKind.INSTALLED
        self._note(first, facts(self._found.release, self._before))
        with space.told(self._root.path, 0):
            state.keep(self._root, self._trust, self._found)
            pointer.put_launcher(self._root)
            pointer.switch(self._root, self._name)

    def _report(self, moved: Moved, swept: tuple[str, ...]) -> Installed:
        return Installed(
            self._root.path,
            self._found.release,
            self._found.signers,
            tuple(f"{one.kind.value}/{one.id}" for one in self._components),
            self._before,
            moved.copied,
            moved.linked,
            moved.resumed,
            moved.kept,
            swept,
        )


def missing(media: Media, entries: list[FileEntry]) -> PartMissing:
    """Says which parts, and of which files, so that somebody can look for the medium that has them."""
    parts = media.missing(entries)
    shown = [f"{entry.path} ({entry.sha256[:12]}…)" for entry in entries[:3]]
    more = f" + {len(entries) - len(shown)}" if len(entries) > len(shown) else ""
    return PartMissing(name=f"{', '.join(shown)}{more}; {len(parts)}")
