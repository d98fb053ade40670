"""The check that a new version makes of itself, made by this checkout: real children, no workspace."""

from pathlib import Path

import pytest

from app.worker.airgap import ROLES
from tests.e2e.conftest import run

pytestmark = pytest.mark.e2e


def test_this_program_runs_here(tmp_path: Path) -> None:
    """A settings file that is broken does not stop it: it knows no workspace."""
    (tmp_path / "settings.toml").write_text("= broken")
    done = run("--home", tmp_path, "doctor", "--program", "--json", timeout=300)
    assert done.status == 0, done.out
    checks = done.result["checks"]
    assert [check for check in checks if check["ok"] is False] == []
    assert {check["detail"] for check in checks if check["check"] == "check_child"} == set(ROLES)
    assert {check["check"] for check in checks} >= {"check_network", "check_libraries", "check_assets"}
    assert [path.name for path in tmp_path.iterdir()] == ["settings.toml"], "and leaves nothing behind"
