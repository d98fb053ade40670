"""`model add` stopped on the way, by the user or by a kill: nothing half-done is listed, and the next try succeeds."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core.errors import Cancelled
from app.core.events import Cancel, Done, Progress, result_of
from app.core.settings import Settings
from app.services.context import Workspace
from app.services.model_add import Added, AddRequest, add
from tests.e2e.conftest import ROOT, command, environment, run
from tests.fakes.gguf_models import FAMILIES, make

pytestmark = pytest.mark.e2e

STAGES = ("look", "take", "model", "prompt")


@pytest.fixture
def weights(tmp_path: Path) -> Path:
    path = tmp_path / "tiny.gguf"
    path.write_bytes(make(FAMILIES["qwen2"]).data())
    return path


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    made = Workspace.open(tmp_path / "home", Settings())
    yield made
    made.close()


@pytest.mark.parametrize("stage", STAGES)
def test_the_user_stops_it(workspace: Workspace, weights: Path, stage: str) -> None:
    cancel = Cancel()
    with pytest.raises(Cancelled):
        for event in add(workspace, AddRequest(weights), cancel=cancel):
            if isinstance(event, Progress) and event.stage == stage:
                cancel.set()
    assert not list((workspace.home / "models").rglob("*"))
    assert result_of(add(workspace, AddRequest(weights), cancel=Cancel()), Added).model.id == "tiny"


@pytest.mark.parametrize("stage", STAGES)
def test_leaving_the_verb_early_leaves_nothing(workspace: Workspace, weights: Path, stage: str) -> None:
    events = add(workspace, AddRequest(weights), cancel=Cancel())
    while True:
        event = next(events)
        assert not isinstance(event, Done)
        if isinstance(event, Progress) and event.stage == stage:
            break
    close = getattr(events, "close")  # noqa: B009 - an Iterator by its annotation, a generator in truth
    close()
    assert not list((workspace.home / "models").rglob("*"))


@pytest.mark.parametrize("stage", STAGES)
def test_a_kill_lists_nothing_and_the_next_try_succeeds(weights: Path, tmp_path: Path, stage: str) -> None:
    home = tmp_path / "home"
    words = command("--home", home, "model", "add", weights, "--json")
    with subprocess.Popen(words, cwd=ROOT, env=environment(), stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if json.loads(line).get("stage") == stage:
                process.kill()
                break
    assert process.returncode == -9
    assert "tiny" not in {row["id"] for row in run("--home", home, "model", "list", "--json").result}
    assert run("--home", home, "model", "add", weights).status == 0
    assert sorted(path.name for path in (home / "models").rglob("*")) == ["catalog.toml", "tiny", "tiny.gguf"]
    assert run("--home", home, "model", "verify", "tiny").status == 0
