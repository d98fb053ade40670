"""`model add` stopped on the way, by the user or by a kill: nothing half-done is listed, and the next try succeeds."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core.errors import Cancelled, WorkspaceBusy
from app.core.events import Cancel, Done, Progress, result_of
from app.core.settings import Settings
from app.services.context import Workspace
from app.services.models.add import Added, AddRequest, add
from tests.e2e.conftest import ROOT, command, environment, run
from tests.fakes.gguf_models import FAMILIES, make

pytestmark = pytest.mark.e2e

STAGES = ("look", "take", "model", "prompt")


def names(home: Path) -> list[str]:
    """What lies among the site's models, beside the lock."""
    return sorted(path.name for path in (home / "models").rglob("*") if path.name != "write.lock")


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
    assert names(workspace.home) == []
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
    assert names(workspace.home) == []


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
    assert run("--home", home, "model", "add", weights, "--id", "other").status == 0
    assert names(home) == ["catalog.toml", "other", "tiny.gguf"]  # what was left under the first name is gone
    assert run("--home", home, "model", "verify", "other").status == 0


def test_two_at_a_time_are_one_too_many(workspace: Workspace, weights: Path) -> None:
    first = add(workspace, AddRequest(weights), cancel=Cancel())
    next(first)
    with pytest.raises(WorkspaceBusy):
        next(add(workspace, AddRequest(weights, id="other"), cancel=Cancel()))
    assert result_of(first, Added).model.id == "tiny"
