"""A text file that the user asked for, whole or not at all."""

import contextlib
import errno
import os
from pathlib import Path

from app.core.errors import DiskFull, OutputUnwritable


def write_whole(path: Path, text: str) -> None:
    """Beside, to the disk, and renamed: no half file has the name. Raises OutputUnwritable, DiskFull."""
    beside = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with beside.open("w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
        raise write_error(path, error) from error


def write_error(path: Path, error: OSError) -> DiskFull | OutputUnwritable:
    leaf = DiskFull if error.errno == errno.ENOSPC else OutputUnwritable
    return leaf(name=path.name, path=str(path))
