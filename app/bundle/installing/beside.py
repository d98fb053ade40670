"""Small files that change as a whole: written beside, on the disk, then renamed into place."""

import contextlib
import os

from app.bundle.installing.folders import Folder

_NEW = ".new"


def put(folder: Folder, name: str, data: bytes, *, executable: bool = False) -> None:
    """After it has returned the file holds `data`, and after a power cut at any moment either that or what it held
    before. Raises what Folder raises, and OSError on a full disk."""
    beside = name + _NEW
    folder.unlink(beside)  # left by a kill
    descriptor = folder.creating(beside, executable=executable)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        folder.move(beside, folder, name)
    except BaseException:
        with contextlib.suppress(OSError):
            folder.unlink(beside)
        raise
    folder.sync()


def taken(folder: Folder, name: str, limit: int) -> bytes:
    """A small file's bytes, at most `limit` + 1 of them. Raises FileNotFoundError and what Folder raises."""
    with os.fdopen(folder.reading(name), "rb") as stream:
        return stream.read(limit + 1)


def cleared(folder: Folder, name: str) -> None:
    """The file and what a kill left beside it are gone."""
    folder.unlink(name)
    folder.unlink(name + _NEW)
