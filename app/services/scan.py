"""Which files a path holds, in the file system's own bytes.

Names may be CP949, NFD or plain broken; only the form for people is decoded.
"""

import contextlib
import hashlib
import os
import stat
import sys
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeVar

from app.core.errors import (
    FileEmpty,
    FileExcluded,
    FileMissing,
    FileTooLarge,
    FileUnreadable,
    LinkSkipped,
)
from app.services.excludes import Excludes

_T = TypeVar("_T")

HEAD = 4096
"""Bytes of a file with an unknown name that tell whether it is a document."""

_SYSTEM = frozenset(
    {"thumbs.db", "desktop.ini", "ehthumbs.db", "__macosx", "$recycle.bin", "system volume information"}
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A file that a walk found. `path` is relative to the root, for people; `modified` in ns since the epoch.

    `code` and `params` say why it is left alone; empty: it is to be read.
    """

    raw_path: bytes
    path: str
    size: int = 0
    modified: int = 0
    code: str = ""
    params: dict[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return self.path.rsplit("/", 1)[-1]


@dataclass(frozen=True, slots=True)
class Content:
    """The bytes of a file with their SHA-256 and the time the file system gave with them."""

    data: bytes
    sha256: str
    modified: int


def candidates(start: bytes, excludes: Excludes, root: bytes = b"") -> Iterator[Candidate]:
    """Every file below a folder in name order, those that are left alone too; a file stands for itself.

    `root` is the folder above `start` that paths are relative to; empty: `start` itself. Hidden files, the lock
    files of office programs and the system's own files are nobody's documents and do not appear. Links are never
    followed. A folder that may not be listed comes as a candidate of its own with FileUnreadable's code.
    Raises FileMissing for a start that is not there and FileUnreadable for one that may not be looked at.
    """
    status = _status(start)
    inner = readable(os.path.relpath(start, root)) if root and root != start else ""
    if stat.S_ISDIR(status.st_mode):
        yield from _walk(start, f"{inner}/" if inner else "", excludes)
    else:
        name = readable(os.path.basename(start))  # noqa: PTH119 - paths here are bytes
        yield _candidate(start, inner or name, status)


def _walk(folder: bytes, above: str, excludes: Excludes) -> Iterator[Candidate]:
    waiting = [(folder, above)]
    while waiting:
        folder, above = waiting.pop()
        below: list[tuple[bytes, str]] = []
        try:
            with os.scandir(reachable(folder)) as listing:
                entries = sorted(listing, key=lambda entry: entry.name)
        except OSError:
            name = readable(os.path.basename(folder))  # noqa: PTH119
            yield Candidate(folder, above.rstrip("/"), code=FileUnreadable.code, params={"name": name})
            continue
        for entry in entries:
            name = readable(entry.name)
            if name.startswith((".", "~$")) or name.lower() in _SYSTEM:
                continue
            raw_path, path = os.path.join(folder, entry.name), f"{above}{name}"  # noqa: PTH118
            is_folder = entry.is_dir(follow_symlinks=False)
            if pattern := excludes.of(path, folder=is_folder):
                yield Candidate(raw_path, path, code=FileExcluded.code, params={"name": name, "pattern": pattern})
            elif is_folder:
                below.append((raw_path, f"{path}/"))
            else:
                with contextlib.suppress(OSError):  # gone between listing and asking
                    yield _candidate(raw_path, path, entry.stat(follow_symlinks=False))
        waiting += reversed(below)


def _candidate(raw_path: bytes, path: str, status: os.stat_result) -> Candidate:
    name = path.rsplit("/", 1)[-1]
    if stat.S_ISLNK(status.st_mode):
        return Candidate(raw_path, path, code=LinkSkipped.code, params={"name": name})
    return Candidate(raw_path, path, status.st_size, status.st_mtime_ns)


def _status(root: bytes) -> os.stat_result:
    try:
        status = os.stat(reachable(root))  # noqa: PTH116 - bytes. A folder may be given by a link to it; nothing below is followed
        return status if stat.S_ISDIR(status.st_mode) else os.lstat(reachable(root))
    except FileNotFoundError as error:
        raise FileMissing(name=readable(root)) from error
    except OSError as error:
        raise FileUnreadable(name=readable(root)) from error


def read(raw_path: bytes, name: str, limit: int) -> Content:
    """The bytes of a file. Raises FileMissing, FileUnreadable, FileTooLarge or FileEmpty."""

    def take(descriptor: int, status: os.stat_result) -> Content:
        if status.st_size > limit:
            raise FileTooLarge(name=name, limit_mb=limit >> 20)
        with os.fdopen(descriptor, "rb", closefd=False) as stream:
            data = stream.read(limit + 1)
        if not data:
            raise FileEmpty(name=name)
        return Content(data, hashlib.sha256(data).hexdigest(), status.st_mtime_ns)

    return _with_open(raw_path, name, take)


def head(raw_path: bytes, name: str) -> bytes:
    """The first bytes of a file. Raises FileMissing or FileUnreadable."""
    return _with_open(raw_path, name, lambda descriptor, _status: os.read(descriptor, HEAD))


def _with_open(raw_path: bytes, name: str, take: Callable[[int, os.stat_result], _T]) -> _T:
    """Open a regular file and nothing else: a pipe or a device must not make the program wait."""
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    try:
        descriptor = os.open(reachable(raw_path), flags)
    except FileNotFoundError as error:
        raise FileMissing(name=name) from error
    except OSError as error:
        raise FileUnreadable(name=name) from error
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise FileUnreadable(name=name)
        return take(descriptor, status)
    except OSError as error:
        raise FileUnreadable(name=name) from error
    finally:
        os.close(descriptor)


def under(raw_path: bytes, root: bytes) -> bool:
    return raw_path == root or raw_path.startswith(root.rstrip(os.sep.encode()) + os.sep.encode())


def reachable(raw_path: bytes, *, windows: bool = sys.platform == "win32") -> bytes:
    r"""The form in which the system opens a path of any length.

    Windows limits a path to 260 characters unless it begins with `\\?\` (Naming Files, Paths, and Namespaces).
    """
    if not windows or raw_path.startswith(b"\\\\?\\"):
        return raw_path
    if raw_path.startswith(b"\\\\"):
        return b"\\\\?\\UNC\\" + raw_path[2:].replace(b"/", b"\\")
    return b"\\\\?\\" + raw_path.replace(b"/", b"\\")


def readable(raw: bytes) -> str:
    """A name for people: UTF-8, else CP949, else with replacement marks; NFC; "/" between parts."""
    for encoding in ("utf-8", "cp949"):
        try:
            text = raw.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        text = raw.decode("utf-8", "replace")
    return unicodedata.normalize("NFC", text).replace(os.sep, "/")
