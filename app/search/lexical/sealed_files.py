"""The index of words as it lies on the disk of an encrypted workspace: every file of it sealed, and a sealed list.

    <root>/sealed-v3/list                     which files there are, with their hashes; the small ones themselves
    <root>/sealed-v3/passages-<name>.sealed   one file of tantivy

tantivy never changes a file but its meta.json, which is one of the small ones. So a commit writes the files that are
new, then the list, beside and renamed: a kill at any moment leaves the former list with all its files.
"""

import contextlib
import hashlib
import json
import os
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from app.core.security_errors import SealBroken
from app.search.lexical.schema import VERSION
from app.store.vault.sealer import Sealer

_LIST = "list"
_SUFFIX, _FRESH = ".sealed", ".new"


@dataclass(frozen=True, slots=True)
class Listed:
    """`small`: files by their place, as they are; `files`: the others, each with the SHA-256 of its sealed bytes. A
    place is relative to the live index, with `/`."""

    small: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)


class SealedFiles:
    """One folder. One process writes at a time."""

    def __init__(self, root: Path, sealer: Sealer) -> None:
        self.folder = root / f"sealed-v{VERSION}"
        self._sealer = sealer

    def mark(self) -> object:
        """Changes when the list is written, by whomever; None: there is none."""
        try:
            entry = (self.folder / _LIST).stat()
        except OSError:
            return None
        return entry.st_mtime_ns, entry.st_ino, entry.st_size

    def size(self) -> int:
        """Bytes of everything."""
        try:
            return sum(path.stat().st_size for path in self.folder.iterdir())
        except OSError:
            return 0

    def listed(self) -> Listed | None:
        """None: there is no list, or it is not what was written."""
        try:
            data = json.loads(self._sealer.open(self._name(_LIST), (self.folder / _LIST).read_bytes()))
            small, files = dict(data["small"]), dict(data["files"])
        except (OSError, SealBroken, ValueError, KeyError, TypeError):
            return None
        return Listed(small, files)

    def file(self, place: str, sha256: str) -> bytes:
        """What was kept. Raises OSError, SealBroken when it is not what the list says."""
        sealed = self._path(place).read_bytes()
        if hashlib.sha256(sealed).hexdigest() != sha256:
            raise SealBroken(name=self._name(place))
        return self._sealer.open(self._name(place), sealed)

    def keep(self, place: str, data: bytes) -> str:
        """The SHA-256 of the sealed bytes. Raises OSError."""
        sealed = self._sealer.seal(self._name(place), data)
        self._put(self._path(place), sealed)
        return hashlib.sha256(sealed).hexdigest()

    def write(self, listed: Listed) -> None:
        """Raises OSError."""
        text = json.dumps(asdict(listed)).encode()
        self._put(self.folder / _LIST, self._sealer.seal(self._name(_LIST), text))

    def sweep(self, places: Collection[str]) -> None:
        """Only these files are left, and the list."""
        kept = {self._path(place).name for place in places} | {_LIST}
        for path in self.folder.iterdir():
            if path.name not in kept:
                with contextlib.suppress(OSError):
                    path.unlink()

    def _put(self, path: Path, data: bytes) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        fresh = path.with_name(path.name + _FRESH)
        with fresh.open("wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        fresh.replace(path)

    def _path(self, place: str) -> Path:
        return self.folder / (place.replace("/", "-") + _SUFFIX)

    def _name(self, place: str) -> str:
        """Under which it is sealed."""
        return f"cache/lexical/{self.folder.name}/{place}"
