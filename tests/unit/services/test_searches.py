"""Searches made before, as the window asks for them: the settings have the last word, and a full disk is no news."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.core.errors import DiskFull, WorkspaceBusy, WorkspaceDamaged
from app.core.settings import Settings
from app.core.types import Query, SavedSearch
from app.services import searches
from app.services.context import Workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    made = Workspace.open(tmp_path, Settings())
    yield made
    made.close()


def test_what_was_looked_for_and_saved(workspace: Workspace) -> None:
    searches.remember(workspace, Query("연가"))
    searches.save(workspace, "  내  휴가 ", Query("병가", kinds=("law",)))
    found = searches.recall(workspace)
    assert found.past == (Query("연가"),)
    assert found.saved == (SavedSearch("내 휴가", Query("병가", kinds=("law",))),)
    assert (found.remembering, found.locked) == (True, False)
    searches.forget(workspace, Query("연가"))
    searches.remove(workspace, "내 휴가")
    left = searches.recall(workspace)
    assert (left.past, left.saved) == ((), ())


def test_switched_off_and_on_again(workspace: Workspace) -> None:
    searches.set_remembering(workspace, False)
    searches.remember(workspace, Query("연가"))
    assert (searches.recall(workspace).past, searches.recall(workspace).remembering) == ((), False)
    searches.set_remembering(workspace, True)
    searches.remember(workspace, Query("연가"))
    searches.forget(workspace)
    assert (searches.recall(workspace).past, searches.recall(workspace).remembering) == ((), True)


def test_the_settings_have_the_last_word(workspace: Workspace) -> None:
    workspace.settings = replace(workspace.settings, search_history=False)
    searches.remember(workspace, Query("연가"))
    found = searches.recall(workspace)
    assert (found.past, found.remembering, found.locked) == ((), False, True)


@pytest.mark.parametrize("fault", [WorkspaceBusy, DiskFull])
def test_a_search_that_cannot_be_written_down_is_no_fault(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, fault: type[Exception]
) -> None:
    def refuse(_query: Query) -> None:
        raise fault

    monkeypatch.setattr(workspace.searches, "remember", refuse)
    searches.remember(workspace, Query("연가"))


def test_damage_is_one(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_query: Query) -> None:
        raise WorkspaceDamaged(path="x", detail="")

    monkeypatch.setattr(workspace.searches, "remember", refuse)
    with pytest.raises(WorkspaceDamaged):
        searches.remember(workspace, Query("연가"))
