"""Whether what is still to be copied fits."""

import errno
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.core.bundle_errors import InstallNoSpace

MARGIN = 16 * 1024 * 1024
"""Left for names, records and whoever else writes meanwhile."""

_BLOCK = 4096
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_MB = 1_000_000


def check(root: Path, sizes: list[int]) -> None:
    """`sizes` in bytes, of the files still to be copied. Raises InstallNoSpace."""
    need = sum(-(-size // _BLOCK) * _BLOCK for size in sizes) + MARGIN
    free = shutil.disk_usage(root).free
    if sizes and free < need:
        raise InstallNoSpace(need=-(-need // _MB), free=free // _MB, path=str(root))


@contextmanager
def told(root: Path, need: int) -> Iterator[None]:
    """A disk that becomes full in the middle, as a code; `need` in bytes is what was to be copied."""
    try:
        yield
    except OSError as error:
        if error.errno not in _FULL:
            raise
        free = shutil.disk_usage(root).free
        raise InstallNoSpace(need=-(-need // _MB), free=free // _MB, path=str(root)) from error
