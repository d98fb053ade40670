"""From folders to an unsigned bundle (SPEC.md 11): `meta/release.json` without signatures, and its data parts.

Two runs over the same folders give the same bytes. Nothing is signed here.
"""

import hashlib
import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from app.bundle import signing
from app.bundle.format import envelope, limits, names, release
from app.bundle.format.release import Contents, FileEntry
from app.bundle.medium import DATA, META, RELEASE, part_name, part_sizes
from app.core.bundle_errors import BundleSourceBad
from app.core.components import Component, ComponentKind, Release

Progress = Callable[[str, int, int], None]
"""Name of the file at work, bytes done, bytes in all. Each file is counted twice: hashed, then copied."""


@dataclass(frozen=True, slots=True)
class ComponentSpec:
    """`source` is a folder, all of whose files are packed, or one file; `folder` only for an `app` part that lies
    deeper than `app`."""

    kind: ComponentKind
    id: str
    version: str
    title: str
    source: Path
    os: str = ""
    optional: bool = False
    folder: str = ""


@dataclass(frozen=True, slots=True)
class BuildSpec:
    """`have`: SHA-256 of contents that every PC has already: described, but not carried (a delta medium). `chunk`:
    bytes, a power of two."""

    product: str
    channel: str
    version: str
    epoch: int
    sequence: int
    signed_at: datetime
    components: tuple[ComponentSpec, ...]
    notes: tuple[str, ...] = ()
    have: frozenset[str] = frozenset()
    chunk: int = limits.MIB


def build(spec: BuildSpec, out: Path, progress: Progress | None = None) -> Path:
    """Writes `out/data` and `out/meta/release.json`, and returns the latter's path. Parts that lie there already in
    their full size are kept. Raises BundleSourceBad, and what release.decode raises where no verifier would take it.
    """
    told = _Told(progress, sum(path.stat().st_size for one in spec.components for _, path in _walk(one)) * 2)
    files: dict[Component, tuple[FileEntry, ...]] = {}
    sources: list[tuple[Path, FileEntry]] = []
    for one in sorted(spec.components, key=lambda part: (part.kind.value, part.id, part.os)):
        folder = one.folder or release.folder_of(one.kind, one.id)
        entries = []
        for name, path in _walk(one):
            entry = _described(f"{folder}/{name}", path, spec.chunk, told)
            entries.append(entry)
            sources.append((path, entry))
        files[_component(one, folder, entries)] = tuple(entries)
    payload = release.encode(Contents(_release(spec, files), files, spec.notes), RELEASE)
    (out / DATA).mkdir(parents=True, exist_ok=True)
    carried = set(spec.have)
    for path, entry in sources:
        if entry.sha256 in carried:
            told.more(entry.path, entry.size)
        else:
            _carried(path, entry, out / DATA, told)
            carried.add(entry.sha256)
    (out / META).mkdir(exist_ok=True)
    target = out / META / RELEASE
    _replaced(target, signing.unsigned(envelope.RELEASE, payload))
    return target


class _Told:
    def __init__(self, progress: Progress | None, total: int) -> None:
        self._progress, self._total, self._done = progress, total, 0

    def more(self, name: str, count: int) -> None:
        self._done += count
        if self._progress is not None:
            self._progress(name, self._done, self._total)


def _release(spec: BuildSpec, files: dict[Component, tuple[FileEntry, ...]]) -> Release:
    return Release(
        product=spec.product,
        channel=spec.channel,
        version=spec.version,
        epoch=spec.epoch,
        sequence=spec.sequence,
        signed_at=spec.signed_at,
        components=tuple(files),
        digest="",
        root_version=0,
    )


def _component(spec: ComponentSpec, folder: str, entries: list[FileEntry]) -> Component:
    return Component(
        kind=spec.kind,
        id=spec.id,
        version=spec.version,
        title=spec.title,
        os=spec.os,
        optional=spec.optional,
        folder=folder,
        bytes=sum(entry.size for entry in entries),
    )


def _walk(spec: ComponentSpec) -> Iterator[tuple[str, Path]]:
    """Names and plain files, in order of the names. A link is packed as the file of the same source it leads to."""
    if spec.source.is_file():
        yield spec.source.name, spec.source
        return
    home = spec.source.resolve()
    found = sorted((path.relative_to(spec.source).as_posix(), path) for path in spec.source.rglob("*"))
    plain = [(name, path) for name, path in found if path.is_symlink() or not path.is_dir()]
    if not plain:
        raise BundleSourceBad(name=str(spec.source), detail="empty")
    for name, path in plain:
        real = path.resolve()
        if not real.is_relative_to(home) or not real.exists() or real.is_dir():
            raise BundleSourceBad(name=names.shown(name), detail="link")
        if not stat.S_ISREG(real.stat().st_mode):
            raise BundleSourceBad(name=names.shown(name), detail="special")
        yield name, real


def _described(name: str, path: Path, chunk: int, told: _Told) -> FileEntry:
    broken = names.fault(name)
    if broken:
        raise BundleSourceBad(name=names.shown(name), detail=broken)
    whole, chunks, size = hashlib.sha256(), [], 0
    with path.open("rb", buffering=0) as stream:
        while block := stream.read(chunk):
            whole.update(block)
            chunks.append(hashlib.sha256(block).hexdigest())
            size += len(block)
            told.more(name, len(block))
        executable = bool(os.fstat(stream.fileno()).st_mode & 0o111)
    return FileEntry(name, size, whole.hexdigest(), executable, chunk, tuple(chunks))


def _carried(path: Path, entry: FileEntry, data: Path, told: _Told) -> None:
    """Cuts one content into its parts, beside their names, and gives them those when the whole was hashed again."""
    sizes = part_sizes(entry.size)
    targets = [data / part_name(entry.sha256, number) for number in range(len(sizes))]
    if all(target.is_file() and target.stat().st_size == size for target, size in zip(targets, sizes, strict=True)):
        told.more(entry.path, entry.size)
        return
    fresh = [target.with_name(f".{target.name}.new") for target in targets]
    whole = hashlib.sha256()
    with path.open("rb", buffering=0) as source:
        for part, size in zip(fresh, sizes, strict=True):
            with part.open("wb") as sink:
                for block in _blocks(source.read, size):
                    whole.update(block)
                    sink.write(block)
                    told.more(entry.path, len(block))
                _flushed(sink)
    if whole.hexdigest() != entry.sha256:
        for part in fresh:
            part.unlink()
        raise BundleSourceBad(name=names.shown(entry.path), detail="changed")
    for part, target in zip(fresh, targets, strict=True):
        part.replace(target)


def _blocks(read: Callable[[int], bytes], size: int) -> Iterator[bytes]:
    """`size` bytes, or what there is of them."""
    while size and (block := read(min(size, 4 * limits.MIB))):
        size -= len(block)
        yield block


def _replaced(path: Path, data: bytes) -> None:
    fresh = path.with_name(f".{path.name}.new")
    with fresh.open("wb") as sink:
        sink.write(data)
        _flushed(sink)
    fresh.replace(path)


def _flushed(sink: BinaryIO) -> None:
    sink.flush()
    os.fsync(sink.fileno())
