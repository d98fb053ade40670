"""A full disk while an index is written is told as one, whoever met it."""

import errno
from pathlib import Path

import pytest

from app.core.errors import DiskFull, WorkspaceUnwritable
from app.search.faults import coded


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), DiskFull),
        (ValueError("IO Error: No space left on device (os error 28)"), DiskFull),
        (PermissionError(errno.EACCES, "no"), WorkspaceUnwritable),
        (ValueError("something else"), ValueError),
    ],
)
def test_faults_of_writing_are_coded(tmp_path: Path, fault: Exception, told: type[Exception]) -> None:
    with pytest.raises(told), coded(tmp_path):
        raise fault
