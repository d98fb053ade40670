"""What was evaluated, kept on disk: files with the keys and values of a prompt's beginning, for the next start.

A file is named by the hash of everything that its bytes depend on: model, template, adapter, placement, build, and the
tokens of a prompt up to a border. It may hold more tokens than that; the reader keeps what its own prompt begins with.
It is checked whole before llama.cpp sees a byte of it, and a damaged one is removed. A full disk is no cache.

    magic 8, SHA-256 of what follows 32, number of tokens 4 (little-endian), tokens 4 each, the state

The words of a document can be made out from a state: the folder lies inside the workspace and nowhere else. In an
encrypted workspace a file is sealed, and its name is a keyed hash: nobody can try whether a prompt was asked.
"""

import contextlib
import hashlib
import hmac
import os
import struct
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.core.security_errors import SealBroken
from app.store.vault.sealer import AeadSealer, Sealer

LEAST = 256
"""A beginning of fewer tokens is not worth a file."""

_MAGIC = b"MJSTATE1"
_SUFFIX = ".state"
_PART = ".part"
_COUNT = struct.Struct("<I")


@dataclass(frozen=True, slots=True)
class Kept:
    """`state` is what llama.cpp gave when these tokens had been evaluated."""

    tokens: tuple[int, ...]
    state: memoryview


class States:
    """The state files of one loaded model in one folder, at most `limit_mib` of all models together."""

    def __init__(self, folder: Path, limit_mib: int, identity: Mapping[str, Any], sealer: Sealer | None = None) -> None:
        """`identity`: whatever else than the tokens decides what the bytes of a state are. `sealer`: of an encrypted
        workspace; None or Plain: the files are what llama.cpp gave."""
        self._folder = folder
        self._limit = limit_mib << 20
        self._identity = repr(sorted(identity.items())).encode()
        self._sealer = sealer if isinstance(sealer, AeadSealer) else None
        for left in folder.glob(f"*{_PART}"):  # of a process that was killed
            with contextlib.suppress(OSError):
                left.unlink()

    def find(self, tokens: Sequence[int], borders: Sequence[int], beyond: int) -> Kept | None:
        """The kept beginning of `tokens` that reaches farthest, if it ends behind `beyond`."""
        for border in sorted(borders, reverse=True):
            if border <= max(beyond, LEAST - 1):
                return None
            if (kept := self._read(self._path(tokens[:border]))) is not None:
                return kept
        return None

    def has(self, tokens: Sequence[int]) -> bool:
        """Whether this beginning is kept; if so it counts as used just now."""
        try:
            os.utime(self._path(tokens))
        except OSError:
            return False
        return True

    def keep(self, beginning: Sequence[int], tokens: Sequence[int], state: memoryview) -> bool:
        """Write a file for `beginning`, with all `tokens` that `state` covers. False: it does not fit, or no room."""
        body: list[bytes | memoryview] = [_COUNT.pack(len(tokens)), array("i", tokens).tobytes(), state]
        if len(_MAGIC) + 32 + sum(len(part) for part in body) > self._limit:
            return False
        path = self._path(beginning)
        parts = [_MAGIC, _digest(body), *body]
        if self._sealer is not None:
            parts = [self._sealer.seal(_name(path), b"".join(parts))]
        size = sum(len(part) for part in parts)
        part = path.with_suffix(_PART)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._make_room(size, path)
            write_bytes(part, parts)
            part.replace(path)
        except OSError:
            with contextlib.suppress(OSError):
                part.unlink()
            return False
        return True

    def _read(self, path: Path) -> Kept | None:
        try:
            data = read_bytes(path)
        except OSError:
            return None
        kept = _parsed(self._opened(path, data))
        with contextlib.suppress(OSError):
            if kept is None:
                path.unlink()
            else:
                os.utime(path)
        return kept

    def _opened(self, path: Path, data: bytearray) -> bytearray:
        """Empty when the file is not what was sealed."""
        if self._sealer is None:
            return data
        try:
            return bytearray(self._sealer.open(_name(path), bytes(data)))
        except SealBroken:
            return bytearray()

    def _path(self, tokens: Sequence[int]) -> Path:
        told = self._identity + array("i", tokens).tobytes()
        digest = hashlib.sha256(told) if self._sealer is None else hmac.new(self._sealer.key, told, hashlib.sha256)
        return self._folder / (digest.hexdigest() + _SUFFIX)

    def _make_room(self, size: int, path: Path) -> None:
        """Remove the files that were not used for the longest time until `size` bytes more are within the limit."""
        found = sorted(_sizes(self._folder))
        total = sum(bytes_ for _used, name, bytes_ in found if name != path)
        for _used, name, bytes_ in found:
            if total + size <= self._limit:
                return
            if name != path:
                name.unlink(missing_ok=True)
                total -= bytes_


def _name(path: Path) -> str:
    """Under which a file is sealed."""
    return f"cache/states/{path.name}"


def write_bytes(path: Path, parts: Sequence[bytes | memoryview]) -> None:
    """The one place where a state goes to disk, for its owner alone. Raises OSError."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags, 0o600), "wb") as sink:
        for part in parts:
            sink.write(part)


def read_bytes(path: Path) -> bytearray:
    """The one place where a state comes from disk. Raises OSError."""
    with path.open("rb") as source:
        data = bytearray(os.fstat(source.fileno()).st_size)
        view = memoryview(data)
        read = 0
        while read < len(data) and (more := source.readinto(view[read:])):
            read += more
        return data if read == len(data) else data[:read]


def _parsed(untrusted_data: bytearray) -> Kept | None:
    """What the file holds, None when a byte of it is not what was written."""
    view = memoryview(untrusted_data)
    start = len(_MAGIC) + 32
    if len(view) < start + _COUNT.size or view[: len(_MAGIC)] != _MAGIC:
        return None
    if _digest([view[start:]]) != view[len(_MAGIC) : start]:
        return None
    (count,) = _COUNT.unpack_from(view, start)
    behind = start + _COUNT.size + 4 * count
    if behind > len(view):
        return None
    tokens = array("i")
    tokens.frombytes(view[start + _COUNT.size : behind])
    return Kept(tuple(tokens), view[behind:])


def _digest(parts: Sequence[bytes | memoryview]) -> bytes:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part)
    return digest.digest()


def _sizes(folder: Path) -> Iterator[tuple[int, Path, int]]:
    for path in folder.glob(f"*{_SUFFIX}"):
        with contextlib.suppress(OSError):
            status = path.stat()
            yield status.st_mtime_ns, path, status.st_size
