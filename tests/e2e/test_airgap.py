"""The proof of the air gap: every process tries, real work is watched, and a page is written."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from app.core.errors import ChildUnstartable
from app.core.events import Cancel
from app.worker import airgap
from app.worker.client import Child
from tests.e2e.conftest import ROOT, SMALL, command, environment

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(sys.platform != "linux", reason="seccomp and /proc are Linux's"),
]


@pytest.mark.usefixtures("needs_models")
def test_the_proof_on_this_machine(tmp_path: Path) -> None:
    home, page = tmp_path / "home", tmp_path / "proof.html"
    home.mkdir()
    (home / "settings.toml").write_text(f'chat_model = "{SMALL}"\n', encoding="utf-8")
    words = command("--home", home, "--json", "doctor", "--airgap", "--report", page)
    done = subprocess.run(words, cwd=ROOT, env=environment(), capture_output=True, check=False)
    assert done.returncode == 0, done.stdout.decode()
    result = json.loads(done.stdout.decode().splitlines()[-1])["result"]
    assert result["sound"]
    assert set(result["trials"]) == {"program", *airgap.ROLES}
    assert all(all(tried.values()) and "io_uring" in tried for tried in result["trials"].values())
    unlocal = [airgap.child_trials(role, Cancel()).local for role in ("embedder", "morphemes", "reader")]
    assert unlocal == [False] * 3
    seen = {check["check"]: check for check in result["checks"]}
    assert seen["airgap_work"]["detail"] == "index, search, ask"
    assert seen["airgap_sockets"]["ok"]
    assert seen["airgap_written"]["ok"]
    assert result["looks"] > 10
    assert result["processes"] > 2
    assert "폐쇄망 점검 결과" in page.read_text(encoding="utf-8")
    assert [path.name for path in home.iterdir() if path.suffix == ".md"] == []


def test_a_child_that_dies_is_no_proof(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.worker.client.child_command", lambda role: [sys.executable, "-c", f"exit('{role}')"])
    with pytest.raises(ChildUnstartable):
        airgap.child_trials("reader", Cancel())


def test_a_child_without_the_lock_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same child, started by a way that leaves out the first line of the program."""
    unlocked = "from app.worker.child import serve; serve(dict)"
    monkeypatch.setattr("app.worker.client.child_command", lambda role: [sys.executable, "-c", unlocked])
    tried = airgap.child_trials("reader", Cancel())
    assert not tried.trials["AF_INET TCP"]
    assert not tried.trials["io_uring"]
    assert Child("reader").pid is None
