"""Which files a path holds, in the file system's own bytes.

Names may be CP949, NFD or plain broken; only the form for people is decoded.
"""

import hashlib
import os
import stat
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from app.core.errors import FileEmpty, FileMissing, FileTooLarge, FileUnreadable
from app.core.types import Source


@dataclass(frozen=True, slots=True)
class Candidate:
    """A file that a walk found. `path` is relative to the root, for people."""

    raw_path: bytes
    path: str

    @property
    def name(self) -> str:
        return self.path.rsplit("/", 1)[-1]


def candidates(root: bytes, suffixes: frozenset[str]) -> Iterator[Candidate]:
    """Files below a folder whose suffix is known, in name order; a file stands for itself.

    Hidden files and symbolic links are passed over. Raises FileMissing for a root that is not there
    and FileUnreadable for a folder that may not be listed.
    """
    if not os.path.lexists(root):
        raise FileMissing(name=readable(root))
    if not os.path.isdir(root):  # noqa: PTH112 - paths here are bytes
        yield Candidate(root, readable(os.path.basename(root)))  # noqa: PTH119
        return
    denied: list[OSError] = []
    for folder, folders, files in os.walk(root, onerror=denied.append):
        if denied and folder == root:
            break
        folders[:] = sorted(name for name in folders if not name.startswith(b"."))
        for name in sorted(files):
            suffix = os.path.splitext(name)[1].lower().decode("ascii", "replace")  # noqa: PTH122
            if suffix in suffixes and not name.startswith((b".", b"~$")):
                raw_path = os.path.join(folder, name)  # noqa: PTH118
                if not os.path.islink(raw_path):  # noqa: PTH114
                    yield Candidate(raw_path, readable(os.path.relpath(raw_path, root)))
    if denied:
        raise FileUnreadable(name=readable(root))


def read(candidate: Candidate, limit: int) -> tuple[bytes, Source]:
    """The bytes of a file and what is known of it before it is parsed.

    Raises FileMissing, FileUnreadable, FileTooLarge or FileEmpty.
    """
    name = candidate.name
    try:
        with open(candidate.raw_path, "rb", opener=_open_regular) as stream:
            status = os.fstat(stream.fileno())
            if not stat.S_ISREG(status.st_mode):
                raise FileUnreadable(name=name)
            if status.st_size > limit:
                raise FileTooLarge(name=name, limit_mb=limit >> 20)
            data = stream.read(limit + 1)
    except FileNotFoundError as error:
        raise FileMissing(name=name) from error
    except OSError as error:
        raise FileUnreadable(name=name) from error
    if not data:
        raise FileEmpty(name=name)
    digest = hashlib.sha256(data).hexdigest()
    return data, Source(candidate.raw_path, candidate.path, digest, "", status.st_mtime_ns, len(data))


def under(raw_path: bytes, root: bytes) -> bool:
    return raw_path == root or raw_path.startswith(root.rstrip(os.sep.encode()) + os.sep.encode())


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


def _open_regular(path: str, flags: int) -> int:
    """A pipe or a device must not make the program wait."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
