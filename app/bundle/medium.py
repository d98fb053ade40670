"""Media that carry a bundle (SPEC.md 11): one folder or several, in any order, perhaps read-only. No link is followed.

Metadata come out as bytes, not believed; data come out in chunks, each proved before it is handed out.
"""

import hashlib
import io
import itertools
import os
import re
import stat
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from app.bundle.format import envelope, limits
from app.bundle.format.release import FileEntry
from app.core.bundle_errors import (
    BundleMalformed,
    BundleMissing,
    BundleTooLarge,
    MediumNotPlain,
    PartDamaged,
    PartMissing,
)

META: Final = "meta"
DATA: Final = "data"
RELEASE: Final = "release.json"
_ROOT_NAME: Final = re.compile(r"([1-9][0-9]{0,3})\.root\.json")
_REPARSE: Final = 0x400
"""FILE_ATTRIBUTE_REPARSE_POINT: junctions and links of Windows, which its stat calls folders."""
_FLAGS: Final = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_CLOEXEC", 0)
)

_STEP: Final = 256 * 1024


class _Piece(NamedTuple):
    path: Path
    offset: int
    length: int


def part_name(sha256: str, number: int) -> str:
    return f"{sha256}.{number:03d}"


def part_sizes(size: int) -> list[int]:
    """Bytes of each part of a file."""
    whole, rest = divmod(size, limits.PART_BYTES)
    return [limits.PART_BYTES] * whole + ([rest] if rest else [])


class Media:
    """Folders that together hold a bundle. Nothing is kept open and nothing is written."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self._folders = tuple(folders)

    def release(self) -> bytes:
        """The release's envelope. Raises BundleMissing, MediumNotPlain, BundleTooLarge, BundleMalformed where two
        media differ."""
        data = self._meta(RELEASE, envelope.most(envelope.RELEASE))
        if data is None:
            raise BundleMissing(name=", ".join(str(folder) for folder in self._folders))
        return data

    def root(self, version: int) -> bytes | None:
        """The envelope of one root. Raises as `release`, save BundleMissing."""
        return self._meta(f"{version}.root.json", envelope.most(envelope.ROOT))

    def last_root(self) -> int:
        """The highest version that a medium names; 0: none. Raises MediumNotPlain, BundleTooLarge, BundleMalformed
        where a folder cannot be listed."""
        try:
            return max((version for folder in self._holding(META) for version in _versions(folder)), default=0)
        except OSError:
            raise BundleMalformed(name=META, detail="unreadable") from None

    def missing(self, entries: Sequence[FileEntry]) -> tuple[str, ...]:
        """Names of parts that lie on no medium, none twice; one that is cut is there, and damaged. Raises
        MediumNotPlain."""
        return tuple(
            {
                part_name(entry.sha256, number): None
                for entry in entries
                for number in range(len(part_sizes(entry.size)))
                if not self._parts(entry, number)
            }
        )

    def chunks(self, entry: FileEntry, start: int = 0) -> Iterator[bytes]:
        """The file's chunks from number `start` on, each proved. A chunk that is damaged on one medium is looked for
        on the others. Raises PartMissing, PartDamaged, MediumNotPlain."""
        room = memoryview(bytearray(min(entry.chunk, entry.size)))
        for number in range(start, len(entry.chunks)):
            yield bytes(room[: self._chunk(entry, number, room)])

    def proved(self, entry: FileEntry, start: int = 0) -> Iterator[int]:
        """As `chunks`, for those who want to know and not to have: the length of each."""
        room = memoryview(bytearray(min(entry.chunk, entry.size)))
        for number in range(start, len(entry.chunks)):
            yield self._chunk(entry, number, room)

    def _chunk(self, entry: FileEntry, number: int, room: memoryview) -> int:
        begin = number * entry.chunk
        end = min(begin + entry.chunk, entry.size)
        pieces = []
        part = begin // limits.PART_BYTES
        sizes = part_sizes(entry.size)
        while begin < end:
            offset = begin - part * limits.PART_BYTES
            length = min(end - begin, sizes[part] - offset)
            pieces.append([_Piece(path, offset, length) for path in self._held(entry, part, sizes[part])])
            begin += length
            part += 1
        for tried in itertools.product(*pieces):
            if _digest(tried, room) == entry.chunks[number]:
                return sum(piece.length for piece in tried)
        raise PartDamaged(name=part_name(entry.sha256, part - 1))

    def _held(self, entry: FileEntry, number: int, size: int) -> list[Path]:
        """Every full copy of a part. Raises PartMissing where there is none at all, PartDamaged where none is full."""
        copies = self._parts(entry, number)
        full = [path for path, found in copies if found == size]
        if not full:
            raise (PartDamaged if copies else PartMissing)(name=part_name(entry.sha256, number))
        return full

    def _parts(self, entry: FileEntry, number: int) -> list[tuple[Path, int]]:
        """Every copy of a part, and its size."""
        found = []
        for folder in self._holding(DATA):
            path = folder / part_name(entry.sha256, number)
            state = _state(path)
            if state is None:
                continue
            if not _plain(state):
                raise MediumNotPlain(name=f"{DATA}/{path.name}")
            found.append((path, state.st_size))
        return found

    def _meta(self, name: str, most: int) -> bytes | None:
        """A document of metadata, the same on every medium that has it."""
        found: bytes | None = None
        for folder in self._holding(META):
            data = _document(folder / name, f"{META}/{name}", most)
            if data is None:
                continue
            if found is not None and data != found:
                raise BundleMalformed(name=f"{META}/{name}", detail="media differ")
            found = data
        return found

    def _holding(self, folder: str) -> Iterator[Path]:
        """Where media have this folder. The path of a medium is the user's and may be a link; what is in it may not."""
        for medium in self._folders:
            state = _state(medium / folder)
            if state is None:
                continue
            if not _plain(state, stat.S_ISDIR):
                raise MediumNotPlain(name=folder)
            yield medium / folder


def _versions(folder: Path) -> Iterator[int]:
    with os.scandir(folder) as found:
        for count, item in enumerate(found):
            if count >= limits.META_NAMES:
                raise BundleTooLarge(name=META, limit=limits.META_NAMES)
            match = _ROOT_NAME.fullmatch(item.name)
            if match:
                yield int(match[1])


def _state(path: Path) -> os.stat_result | None:
    """What lies there, itself and not what it points to; None for nothing, or what cannot be asked."""
    try:
        return path.lstat()
    except OSError:
        return None


def _plain(state: os.stat_result, kind: Callable[[int], bool] = stat.S_ISREG) -> bool:
    return kind(state.st_mode) and not getattr(state, "st_file_attributes", 0) & _REPARSE


def _document(path: Path, name: str, most: int) -> bytes | None:
    state = _state(path)
    if state is None:
        return None
    if not _plain(state):
        raise MediumNotPlain(name=name)
    if state.st_size > most:
        raise BundleTooLarge(name=name, limit=most)
    try:
        with _stream(path) as stream:
            data = stream.read(most + 1) or b""
    except OSError:
        data = b""
    if len(data) != state.st_size:
        raise BundleMalformed(name=name, detail="unreadable")
    return data


def _digest(pieces: Sequence[_Piece], room: memoryview) -> str:
    """Reads the pieces into `room` and hashes them on the way, while they are in the processor's cache: SHA-256, or
    nothing where the medium does not give them all."""
    whole, at = hashlib.sha256(), 0
    try:
        for piece in pieces:
            end = at + piece.length
            with _stream(piece.path) as stream:
                stream.seek(piece.offset)
                while at < end:
                    count = stream.readinto(room[at : min(at + _STEP, end)])
                    if not count:
                        return ""
                    whole.update(room[at : at + count])
                    at += count
    except OSError:
        return ""
    return whole.hexdigest()


def _stream(path: Path) -> io.FileIO:
    """A plain file, opened as itself. Raises OSError for a link."""
    return io.FileIO(path, "rb", opener=lambda name, _: os.open(name, _FLAGS))
