"""One version's files come together in `<root>/staging/<version>/`, each byte proved before it is written.

What lies there from an installer that was killed is proved again, never trusted; what another kept version holds
already is linked and proved; the rest comes from the media.
"""

import contextlib
import os
from collections.abc import Collection, Generator, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from app.bundle.format.release import FileEntry
from app.bundle.installing import proving
from app.bundle.installing.folders import Folder, mode_fits
from app.bundle.medium import Media
from app.core.bundle_errors import MediumNotPlain, PartMissing

Steps = Generator[int, None, None]
"""Yields how many bytes were dealt with since the last time."""

Held = Mapping[str, Collection[tuple[str, str]]]
"""Which kept version has a content where: SHA-256 -> (version, path)."""


@dataclass(slots=True)
class Moved:
    """Bytes of what was asked for: `copied` were written now, `resumed` lay in staging and `kept` in the version's
    own folder and were proved again, `linked` are shared with another version or a twin. `missing`: files whose parts
    no medium has; `damaged`: (version, path) of a kept version's file that is not what was signed."""

    copied: int = 0
    linked: int = 0
    resumed: int = 0
    kept: int = 0
    missing: list[FileEntry] = field(default_factory=list)
    damaged: list[tuple[str, str]] = field(default_factory=list)


class Stager:
    """Fills a staging folder. `versions` is the folder of the kept ones."""

    def __init__(self, moved: Moved, stage: Folder, media: Media, versions: Folder, held: Held) -> None:
        self._stage = stage
        self._media = media
        self._versions = versions
        self._held = held
        self._staged: dict[tuple[str, bool], str] = {}
        self.moved = moved

    def to_copy(self, entries: Collection[FileEntry]) -> list[int]:
        """Bytes still to be written, file by file, if what is staged and held elsewhere proves right."""
        sizes: dict[tuple[str, bool], int] = {}
        for entry in entries:
            if entry.sha256 in self._held:
                continue
            *above, name = entry.path.split("/")
            there = 0
            with contextlib.suppress(FileNotFoundError), self._stage.below(above) as folder:
                state = folder.state(name)
                there = min(state.st_size, entry.size) if state is not None else 0
            key = (entry.sha256, entry.executable)
            sizes[key] = min(entry.size - there, sizes.get(key, entry.size))
        return list(sizes.values())

    def take(self, entry: FileEntry) -> Steps:
        """After this the file is there, whole and on the disk, or it is told in `moved.missing`. Raises PartDamaged,
        MediumNotPlain, InstallUnwritable; OSError for a full disk."""
        *above, name = entry.path.split("/")
        with self._stage.below(above, make=True) as folder:
            start = yield from self._resumed(folder, name, entry)
            if start < 0:
                return
            if not start or entry.sha256 in self._held:
                if (yield from self._linked(folder, name, entry)):
                    return
                start = start if folder.state(name) else 0
            try:
                yield from self._written(folder, name, entry, start, self._media.chunks(entry, start))
            except PartMissing:
                self.moved.missing.append(entry)
                yield entry.size
                return
            self._staged[entry.sha256, entry.executable] = entry.path

    def _resumed(self, folder: Folder, name: str, entry: FileEntry) -> Generator[int, None, int]:
        """How many chunks are there already; -1: all of them, and nothing else."""
        if folder.state(name) is None:
            return 0
        before = self.moved.resumed
        descriptor = folder.changing(name)
        try:
            state = os.fstat(descriptor)
            if _ours(state, entry):
                count = yield from self._counted(proving.good_chunks(descriptor, entry))
                if count == len(entry.chunks) and state.st_size == entry.size:
                    os.fsync(descriptor)  # it may have been killed before it came to that
                    self._staged[entry.sha256, entry.executable] = entry.path
                    return -1
                if state.st_nlink == 1:
                    os.ftruncate(descriptor, min(count * entry.chunk, entry.size))
                    return count
        finally:
            os.close(descriptor)
        self.moved.resumed = before
        folder.unlink(name)  # not ours, or another version's, too: not a byte of it is changed
        return 0

    def _counted(self, steps: Generator[int, None, int]) -> Generator[int, None, int]:
        while True:
            try:
                step = next(steps)
            except StopIteration as end:
                return int(end.value)
            self.moved.resumed += step
            yield step

    def _linked(self, folder: Folder, name: str, entry: FileEntry) -> Generator[int, None, bool]:
        """From a twin that was staged just now, or from another version, and then proved."""
        twin = self._staged.get((entry.sha256, entry.executable))
        if twin is not None and _link(self._stage, twin, folder, name):
            self.moved.linked += entry.size
            yield entry.size
            return True
        for version, path in self._held.get(entry.sha256, ()):
            if (yield from self._from_version(version, path, folder, name, entry)):
                self._staged[entry.sha256, entry.executable] = entry.path
                return True
        return False

    def _from_version(
        self, version: str, path: str, folder: Folder, name: str, entry: FileEntry
    ) -> Generator[int, None, bool]:
        if _link(self._versions, f"{version}/{path}", folder, name):
            with _reading(folder, name) as descriptor:
                fits = _ours(os.fstat(descriptor), entry)
                proof = yield from proving.whole(descriptor, entry)
            if fits and proof:
                self.moved.linked += entry.size
                return True
            folder.unlink(name)
            if not proof:
                self.moved.damaged.append((version, path))
                return False
        return (yield from self._copied(version, path, folder, name, entry))

    def _copied(
        self, version: str, path: str, folder: Folder, name: str, entry: FileEntry
    ) -> Generator[int, None, bool]:
        """Where no link can be made (another mode, another file system), the kept version's bytes are copied."""
        *above, source = path.split("/")
        try:
            with self._versions.below((version, *above)) as holder, _reading(holder, source) as descriptor:
                yield from self._written(folder, name, entry, 0, proving.chunks(descriptor, entry))
        except (FileNotFoundError, MediumNotPlain):
            return False
        with _reading(folder, name) as descriptor:
            if os.fstat(descriptor).st_size == entry.size:
                return True
        self.moved.damaged.append((version, path))
        folder.unlink(name)
        return False

    def _written(self, folder: Folder, name: str, entry: FileEntry, start: int, chunks: Iterator[bytes]) -> Steps:
        try:
            descriptor = folder.creating(name, executable=entry.executable)
        except FileExistsError:
            descriptor = folder.changing(name)
        try:
            os.lseek(descriptor, start * entry.chunk, os.SEEK_SET)
            for data in _ahead(chunks) if len(entry.chunks) - start > 1 else chunks:
                _write(descriptor, data)
                self.moved.copied += len(data)
                yield len(data)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _ours(state: os.stat_result, entry: FileEntry) -> bool:
    """Written by who installs now, and with the mode that it has to have: a link shares both."""
    own = not hasattr(os, "geteuid") or state.st_uid == os.geteuid()
    return own and mode_fits(state, executable=entry.executable)


def _link(source: Folder, path: str, folder: Folder, name: str) -> bool:
    """Whether `name` in `folder` is now a second name of a file below `source`; any reason not to is a no."""
    *above, last = path.split("/")
    try:
        with source.below(above) as holder:
            folder.unlink(name)
            holder.link(last, folder, name)
    except (OSError, MediumNotPlain):
        return False
    return True


@contextlib.contextmanager
def _reading(folder: Folder, name: str) -> Iterator[int]:
    descriptor = folder.reading(name)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _ahead(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """The next chunk is read and proved while this one is written."""
    with ThreadPoolExecutor(max_workers=1) as other:
        coming = other.submit(next, chunks, None)
        while (data := coming.result()) is not None:
            coming = other.submit(next, chunks, None)
            yield data


def _write(descriptor: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]
