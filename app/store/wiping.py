"""Removing files that held what must not be read again: overwritten once, then unlinked.

Honest words: on an SSD, a file system with copies or snapshots, or a backup, the old blocks may stay readable. What
remains sure is only that encrypted blocks are worthless without their key.
"""

import os
import secrets
import shutil
from pathlib import Path

_STEP = 1 << 20


def wipe(path: Path) -> None:
    """A file that is not there is gone already. Raises OSError."""
    try:
        with path.open("r+b") as stream:
            overwrite(stream.fileno())
    except FileNotFoundError:
        return
    path.unlink()


def overwrite(descriptor: int) -> None:
    """Every byte of an open file with random ones, on the disk when this returns."""
    left = os.fstat(descriptor).st_size
    os.lseek(descriptor, 0, os.SEEK_SET)
    while left > 0:
        left -= os.write(descriptor, secrets.token_bytes(min(left, _STEP)))
    os.fsync(descriptor)


def wipe_tree(folder: Path) -> None:
    """A folder and all in it; what is linked is left where it is. Raises OSError."""
    if folder.is_symlink():
        folder.unlink()
        return
    if not folder.is_dir():
        return
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            wipe(path)
    shutil.rmtree(folder)
