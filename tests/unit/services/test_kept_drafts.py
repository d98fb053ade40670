"""Drafts at the counter: two versions compared, a past one found again and used as a start."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.core.draft_errors import DraftMissing
from app.core.drafts import Draft, Item, Letter, Provenance, Slot
from app.core.kept_drafts import Cause
from app.letters.differences import applied
from app.services.context import Workspace
from app.services.drafting import drafts, precedents

DRAFT = Draft(
    0,
    Letter(
        "external",
        {"title": "정보보안 교육 실시 알림", "agency": "한빛시", "recipient": "수신자 참조"},
        (Item("해오름관에서 교육을 실시합니다.", (Item("일시: 2026. 3. 3. 14:00"),)),),
    ),
    notes="보안교육 해오름관",
    slots=(
        Slot("place", "해오름관", Provenance.NOTES, (1,)),
        Slot("agency", "한빛시", Provenance.DEFAULT),
    ),
)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    workspace = Workspace.open(tmp_path)
    yield workspace
    workspace.close()


def titled(title: str, form: str = "external", draft_id: int = 0) -> Draft:
    return Draft(draft_id, Letter(form, {"title": title}, (Item("협조하여 주시기 바랍니다."),)))


def test_two_versions_are_compared_by_their_words(workspace: Workspace) -> None:
    saved = drafts.keep(workspace, DRAFT, cause=Cause.GENERATED)
    items = (replace(saved.letter.items[0], text="해오름관에서 훈련을 실시합니다."),)
    drafts.autosave(workspace, replace(saved, letter=replace(saved.letter, items=items)))
    compared = drafts.compare(workspace, saved.id, 1)
    (change,) = compared.changes
    assert (compared.before[slice(*change.span)], change.after) == ("교육을", "훈련을")
    assert applied(compared.before, compared.changes) == compared.after
    assert drafts.compare(workspace, saved.id, 1, 1).changes == ()
    back = drafts.restore(workspace, saved.id, 1)
    assert back.letter == DRAFT.letter
    assert drafts.compare(workspace, saved.id, 1).changes == ()
    with pytest.raises(DraftMissing):
        drafts.compare(workspace, saved.id, 99)


def test_named_listed_and_removed(workspace: Workspace) -> None:
    saved = drafts.keep(workspace, DRAFT, cause=Cause.NAMED, name="보고본")
    drafts.name_version(workspace, saved.id, 1, "과장 보고본")
    assert [one.name for one in drafts.versions(workspace, saved.id)] == ["과장 보고본"]
    assert [one.id for one in drafts.drafts(workspace, "보안 교육")] == [saved.id]
    drafts.remove(workspace, saved.id)
    assert drafts.drafts(workspace) == ()


def test_the_likest_of_the_past_comes_first(workspace: Workspace) -> None:
    drafts.keep(workspace, titled("청사 승강기 점검 안내"))
    report = drafts.keep(workspace, titled("정보보안 교육 결과", "report"))
    letter = drafts.keep(workspace, titled("정보보안 교육 결과"))
    found = precedents.similar(workspace, "지난번 정보보안 교육 공문처럼", "external")
    assert [one.draft_id for one in found] == [letter.id, report.id]
    assert 0.2 <= found[-1].likeness <= found[0].likeness <= 1
    assert precedents.similar(workspace, "지난번 이 건 공문처럼") == ()
    assert precedents.similar(workspace, "") == ()


def test_a_past_draft_is_a_start_without_its_facts(workspace: Workspace) -> None:
    saved = drafts.keep(workspace, DRAFT)
    start = precedents.reused(workspace, saved.id)
    assert (start.id, start.notes, start.slots, start.bases) == (0, "", (), ())
    assert start.letter.fields == DRAFT.letter.fields
    assert start.letter.items == (Item("[확인 필요: 장소]에서 교육을 실시합니다.", (Item("일시: [확인 필요: 일시]"),)),)
