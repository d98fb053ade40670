"""A crash leaves no picture of the memory behind."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.conftest import ROOT

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Linux has core files")

SCRIPT = """
import os, resource, sys
from app.worker.sandbox.dumps import no_dumps
os.chdir(sys.argv[1])
if sys.argv[2] == "none":
    assert no_dumps()
    assert resource.getrlimit(resource.RLIMIT_CORE) in ((1, 1), (0, 0))
else:
    hard = resource.getrlimit(resource.RLIMIT_CORE)[1]
    resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))
if sys.argv[3] == "child":
    import subprocess
    subprocess.run([sys.executable, "-c", "import os; os.abort()"])
else:
    os.abort()
"""


def crash(folder: Path, dumps: str, who: str) -> list[Path]:
    folder.mkdir()
    words = [sys.executable, "-c", SCRIPT, str(folder), dumps, who]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == (0 if who == "child" else -6), done.stderr
    return list(folder.iterdir())


@pytest.mark.parametrize("who", ["self", "child"])
def test_a_process_and_its_children_leave_no_core_file(tmp_path: Path, who: str) -> None:
    assert crash(tmp_path / "none", "none", who) == []


def test_without_it_a_crash_leaves_one(tmp_path: Path) -> None:
    if Path("/proc/sys/kernel/core_pattern").read_text(encoding="ascii").strip() != "core":
        pytest.skip("this system puts core files elsewhere")
    if not crash(tmp_path / "any", "any", "self"):
        pytest.skip("this system writes none")
