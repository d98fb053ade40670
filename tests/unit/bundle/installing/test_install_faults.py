"""Full disks, wrong clocks, foreign owners: the old version starts, and the next run goes on."""

import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.bundle.installing import install as installing
from app.bundle.installing import space
from app.core.bundle_errors import InstallNoSpace
from tests.fakes.forge import BundleForge
from tests.fakes.releases import MODEL, installed, release, root_file

FIRST = "1.0.0-1.1"
ROOT = Path(__file__).resolve().parents[4]


def test_too_little_space_is_said_before_anything_is_copied(
    forge: BundleForge, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(forge.folder)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage._replace(free=space.MARGIN + 40_000))
    with pytest.raises(InstallNoSpace) as caught:
        installed(forge, root, forge.medium())
    assert caught.value.params["need"] > caught.value.params["free"] > 0
    assert list((root / "staging" / FIRST).iterdir()) == []


def full_after(allowed: int) -> Callable[[int, bytes], int]:
    """os.write of a disk that takes so many bytes more; it takes half of a block before it says so, as disks do."""
    write, left = os.write, allowed

    def limited(descriptor: int, data: bytes) -> int:
        nonlocal left
        if left <= 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        done = write(descriptor, data[: max(1, left)])
        left -= done
        return done

    return limited


@pytest.mark.parametrize("allowed", [0, 100, 5000, 30_000, 57_000])
def test_a_disk_that_becomes_full_leaves_the_old_version(
    forge: BundleForge, root: Path, monkeypatch: pytest.MonkeyPatch, allowed: int
) -> None:
    installed(forge, root, forge.medium())
    release(forge, "1.1.0", 2)
    forge.release["components"][3]["files"]["weights.gguf"] = forge.file(MODEL[::-1])
    second = forge.medium("second")
    with monkeypatch.context() as patch:
        patch.setattr(os, "write", full_after(allowed))
        with pytest.raises(InstallNoSpace):
            installed(forge, root, second)
    assert (root / "current").read_text() == f"{FIRST}\n"
    done = installed(forge, root, second)
    new = len(MODEL) + len("1.1.0\n") * 1000
    assert (done.copied < new) == (allowed > 4096), "what was written before is not written again"
    assert (root / "versions" / "1.1.0-1.2" / "models/tiny/weights.gguf").read_bytes() == MODEL[::-1]


def test_a_clock_at_the_beginning_of_time(forge: BundleForge, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A PC without a battery: nothing is refused, and nothing is called new or old."""

    class Stopped(datetime):
        @classmethod
        def now(cls, tz: object = None) -> "Stopped":
            return cls(1970, 1, 1, tzinfo=UTC)

    monkeypatch.setattr(installing, "datetime", Stopped)
    installed(forge, root, forge.medium())
    release(forge, "1.1.0", 2)
    assert installed(forge, root, forge.medium("second")).release.version == "1.1.0"


_AS_ANOTHER = """
import os, sys
from pathlib import Path
from app.bundle.installing.install import InstallRequest, believed, install
from app.core.errors import AppError
from app.core.events import Cancel
request = InstallRequest(Path(sys.argv[1]), (Path(sys.argv[2]),))
believed(request)  # what it imports may lie where nobody else can read
os.setgid(65534), os.setuid(65534)
try:
    list(install(request, lambda *entry: None, cancel=Cancel()))
except AppError as error:
    print(error.code)
"""


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
def test_somebody_elses_installation_is_not_written_to(forge: BundleForge, root: Path, tmp_path: Path) -> None:
    installed(forge, root, forge.medium())
    release(forge, "1.1.0", 2)
    second = forge.medium("second")
    for path in (tmp_path, *tmp_path.parents[:2]):
        path.chmod(0o755)
    done = subprocess.run(
        [sys.executable, "-c", _AS_ANOTHER, str(root), str(second)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
    )
    assert done.stdout == "BND-015\n", done.stderr
    assert (root / "current").read_text() == f"{FIRST}\n"
    assert root_file(forge).exists()
