"""Files that are on the disk when a call returns, whole or not at all."""

import os
from pathlib import Path


def replace_file(path: Path, data: bytes) -> None:
    """Write beside, fsync, rename, fsync the folder; only the account may read it. Raises OSError."""
    part = path.with_name(path.name + ".part")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0), 0o600)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    part.replace(path)
    sync_folder(path.parent)


def remove_file(path: Path) -> None:
    path.unlink(missing_ok=True)
    sync_folder(path.parent)


def settle(path: Path) -> None:
    """A file that something else wrote, and its name."""
    _sync(path, os.O_RDWR)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Windows has no such thing: there a renamed entry is the file system's own business."""
    if os.name == "posix":
        _sync(folder, os.O_RDONLY)


def _sync(path: Path, flags: int) -> None:
    descriptor = os.open(path, flags)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
