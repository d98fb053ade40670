"""Drafts: what was kept comes back whole, versions are made when they matter, two windows lose nothing."""

import shutil
import sqlite3
import unicodedata
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from app.core.draft_errors import DraftDamaged, DraftElsewhere, DraftMissing
from app.core.drafts import (
    Attachment,
    Basis,
    Computation,
    Conflict,
    Draft,
    Item,
    Letter,
    Provenance,
    Slot,
    Table,
)
from app.core.errors import DiskFull, WorkspaceBusy, WorkspaceUnwritable
from app.core.kept_drafts import Cause
from app.store import drafts as module
from app.store.database import FILE_NAME, Database
from app.store.drafts import Drafts
from app.store.lock import WriteLock
from app.store.schema import STEPS

LETTER = Letter(
    form="external",
    fields={"title": "정보보안 교육 실시 알림", "recipient": "수신자 참조", "agency": "새솔군"},
    items=(
        Item("관련: 정보보호과-123(2026. 2. 3.)"),
        Item(
            "정보보안 교육을 다음과 같이 실시하오니 참석하여 주시기 바랍니다.",
            (Item("일시: 2026. 3. 3.(화) 14:00"), Item("장소: 본관 3층 대회의실")),
            Table((("구분", "인원"), ("본부", "12명"))),
        ),
    ),
    attachments=(Attachment("교육 계획"),),
)
DRAFT = Draft(
    id=0,
    letter=LETTER,
    notes="보안교육 3/3 오후2시 본관 대회의실",
    slots=(Slot("moment", "2026. 3. 3.(화) 14:00", Provenance.NOTES, (1,), True),),
    bases=(Basis("d1", "정보보안 기본지침", "제5조", "매년 한 번 교육한다.", 7, query="교육 근거", text="전문"),),
    computations=(Computation("기한", "2026. 2. 24.", "2026. 3. 3.의 7일 전", ("2026. 3. 3.",)),),
    conflicts=(Conflict("장소", ("3층", "4층"), (1, 2)),),
    model="작은 모델",
)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(tmp_path)
    yield database
    database.close()


@pytest.fixture
def kept(database: Database) -> Drafts:
    return Drafts(database)


def titled(draft: Draft, title: str) -> Draft:
    fields = {**draft.letter.fields, "title": title}
    return replace(draft, letter=replace(draft.letter, fields=fields))


def saying(draft: Draft, *texts: str) -> Draft:
    return replace(draft, letter=replace(draft.letter, items=tuple(Item(text) for text in texts)))


def causes(drafts: Drafts, draft_id: int) -> list[str]:
    return [one.cause.value for one in drafts.versions(draft_id)]


def spoil(folder: Path, statement: str) -> None:
    with closing(sqlite3.connect(folder / FILE_NAME)) as connection, connection:
        connection.execute(statement)


def test_what_was_kept_comes_back_whole(kept: Drafts) -> None:
    saved = kept.save(DRAFT)
    assert saved.id
    assert saved.started == saved.touched > 0
    assert saved == replace(DRAFT, id=saved.id, started=saved.started, touched=saved.touched)
    assert kept.opened(saved.id) == saved


def test_it_survives_a_restart(tmp_path: Path) -> None:
    first = Database(tmp_path)
    saved = Drafts(first).save(DRAFT)
    first.close()
    second = Database(tmp_path)
    assert Drafts(second).opened(saved.id) == saved
    second.close()


def test_lone_surrogates_do_not_stop_a_save(kept: Drafts) -> None:
    saved = kept.save(replace(titled(DRAFT, "제목 \udcff"), notes="\ud800"))
    assert kept.opened(saved.id).notes == "?"


def test_the_latest_comes_first_and_is_called_by_its_title(kept: Drafts) -> None:
    first = kept.save(DRAFT)
    second = kept.save(titled(DRAFT, ""))
    third = kept.save(replace(titled(DRAFT, " "), notes=""))
    kept.save(titled(first, "바뀐 제목"))
    assert [(one.id, one.title) for one in kept.drafts()] == [
        (first.id, "바뀐 제목"),
        (third.id, ""),
        (second.id, DRAFT.notes),
    ]
    assert [one.id for one in kept.drafts(limit=1)] == [first.id]


@pytest.mark.parametrize(
    "text",
    ["보안 교육", "대회의실", "교육 본부", "3/3", "12 명", "새솔군", "교육계획", "PDF", "대회의실 정보보호과-123"],
)
def test_search_in_title_letter_and_notes(kept: Drafts, text: str) -> None:
    kept.save(Draft(0, Letter("memo", {"title": "다른 글"}, (Item("관계없는 말"),))))
    wanted = kept.save(replace(DRAFT, notes=DRAFT.notes + " pdf"))
    assert [one.id for one in kept.drafts(text)] == [wanted.id]
    assert [one.id for one in kept.drafts(unicodedata.normalize("NFD", text))] == [wanted.id]


@pytest.mark.parametrize("text", ["%", "_", "없는 말", "교육 없는말"])
def test_search_finds_no_more_than_that(kept: Drafts, text: str) -> None:
    kept.save(DRAFT)
    assert kept.drafts(text) == ()


def test_saving_the_same_again_changes_nothing(kept: Drafts) -> None:
    saved = kept.save(DRAFT)
    assert kept.save(saved) == saved
    assert kept.drafts()[0].touched == saved.touched
    assert kept.versions(saved.id) == ()


def test_a_cause_makes_a_version_of_the_new_state(kept: Drafts) -> None:
    saved = kept.save(DRAFT, cause=Cause.GENERATED)
    changed = kept.save(titled(saved, "고친 제목"), cause=Cause.EXPORTED)
    kept.save(changed, cause=Cause.EXPORTED)
    assert causes(kept, saved.id) == ["exported", "generated"], "the same again is no version"
    assert kept.version(saved.id, 1).letter == LETTER
    assert kept.versions(saved.id)[0].title == "고친 제목"
    assert kept.drafts()[0].versions == 2


def test_typing_makes_a_version_every_few_minutes(kept: Drafts, monkeypatch: pytest.MonkeyPatch) -> None:
    now = 10**18
    monkeypatch.setattr("app.store.drafts.time.time_ns", lambda: now)
    saved = kept.save(DRAFT)
    for minute in range(1, 21):
        now = 10**18 + minute * 60 * 10**9
        saved = kept.save(titled(saved, f"제목 {minute}"))
    assert causes(kept, saved.id) == ["typing"] * 4
    assert [one.title for one in kept.versions(saved.id)] == ["제목 19", "제목 14", "제목 9", "제목 4"]


def test_before_much_goes_the_former_state_is_kept(kept: Drafts) -> None:
    saved = kept.save(saying(DRAFT, "첫 문단 " * 40, "둘째 문단 " * 40))
    shorter = kept.save(saying(saved, "첫 문단 " * 40))
    assert causes(kept, saved.id) == ["before_change"]
    assert kept.version(saved.id, 1).letter == saved.letter
    kept.save(saying(shorter, "첫 문단 " * 40, "덧붙인 문단 " * 100))
    assert causes(kept, saved.id) == ["before_change"], "adding loses nothing"


def test_a_named_version_is_made_even_of_the_same_state(kept: Drafts) -> None:
    saved = kept.save(DRAFT, cause=Cause.GENERATED)
    kept.save(saved, cause=Cause.NAMED, name="과장님 보고본")
    kept.name(saved.id, 1, "첫 초안")
    assert [(one.cause, one.name) for one in kept.versions(saved.id)] == [
        (Cause.NAMED, "과장님 보고본"),
        (Cause.NAMED, "첫 초안"),
    ]
    with pytest.raises(DraftMissing):
        kept.name(saved.id, 9, "없는 판")


def test_restoring_loses_nothing(kept: Drafts) -> None:
    saved = kept.save(DRAFT, cause=Cause.GENERATED)
    changed = kept.save(titled(saved, "고친 제목"))
    back = kept.restore(saved.id, 1)
    assert (back.letter, back.touched > changed.touched) == (LETTER, True)
    assert kept.opened(saved.id) == back
    assert causes(kept, saved.id) == ["restored", "before_change", "generated"]
    assert kept.version(saved.id, 2).letter == changed.letter
    forth = kept.restore(saved.id, 2)
    assert forth.letter == changed.letter


def test_old_automatic_versions_are_thinned_and_named_ones_last(kept: Drafts, monkeypatch: pytest.MonkeyPatch) -> None:
    now = 10**18
    monkeypatch.setattr("app.store.drafts.time.time_ns", lambda: now)
    saved = kept.save(DRAFT, cause=Cause.NAMED, name="처음")
    for minute in range(1, 301):
        now += 6 * 60 * 10**9
        saved = kept.save(titled(saved, f"제목 {minute}"))
    held = kept.versions(saved.id)
    assert len(held) == module.MOST_AUTOMATIC + 1
    assert held[-1].name == "처음"
    assert [one.title for one in held[:10]] == [f"제목 {minute}" for minute in range(299, 289, -1)]
    gaps = [newer.made - older.made for newer, older in pairwise(held)]
    assert max(gaps[:10]) < max(gaps[10:-1]), "the old ones stand further apart"
    assert held[-3].made < 10**18 + 50 * 6 * 60 * 10**9, "some of the oldest are left"


def test_a_newer_state_of_another_window_stays_and_both_are_kept(tmp_path: Path, kept: Drafts) -> None:
    mine = kept.save(DRAFT)
    other = Database(tmp_path)
    theirs = Drafts(other).save(titled(mine, "저쪽 제목"))
    for title in ("이쪽", "이쪽 제목"):
        with pytest.raises(DraftElsewhere):
            kept.save(titled(mine, title))
    assert kept.opened(mine.id) == theirs
    (version,) = kept.versions(mine.id)
    assert (version.cause, version.title) == (Cause.ELSEWHERE, "이쪽 제목"), "it grows in place"
    third = Drafts(other)
    with pytest.raises(DraftElsewhere):
        third.save(titled(mine, "셋째 창"))
    assert [one.title for one in kept.versions(mine.id)] == ["셋째 창", "이쪽 제목"]
    restored = kept.restore(mine.id, 1)
    assert kept.save(titled(restored, "이쪽 제목을 이어서")).touched > theirs.touched
    other.close()


def test_two_windows_with_the_same_words_do_not_quarrel(kept: Drafts) -> None:
    stale = kept.save(DRAFT)
    newer = kept.save(titled(stale, "같은 말"))
    assert kept.save(titled(stale, "같은 말")) == newer


def test_removed_is_gone_for_good(kept: Drafts, tmp_path: Path) -> None:
    saved = kept.save(saying(DRAFT, "아무도 몰라야 할 문장 " * 300), cause=Cause.GENERATED)
    saved = kept.save(saying(saved, "다른 비밀 문장 " * 10))
    kept.remove(saved.id)
    assert kept.drafts() == ()
    for path in tmp_path.glob(f"{FILE_NAME}*"):
        assert "몰라야".encode() not in path.read_bytes()
        assert "비밀 문장".encode() not in path.read_bytes()
    for gone in (
        lambda: kept.opened(saved.id),
        lambda: kept.versions(saved.id),
        lambda: kept.save(titled(saved, "늦은 저장")),
        lambda: kept.restore(saved.id, 1),
        lambda: kept.remove(saved.id),
    ):
        with pytest.raises(DraftMissing):
            gone()
    assert kept.save(DRAFT).id > saved.id


@pytest.mark.parametrize(
    "content",
    [
        "x'fffe'",
        "'{}'",
        "'[1]'",
        "'{\"letter\":'",
        "replace(content, '정보', '변조')",
    ],
)
def test_a_damaged_draft_is_its_own_fault(kept: Drafts, tmp_path: Path, content: str) -> None:
    bad, good = kept.save(DRAFT, cause=Cause.GENERATED), kept.save(titled(DRAFT, "멀쩡한 글"))
    spoil(tmp_path, f"UPDATE drafts SET content = {content} WHERE id = {bad.id}")
    with pytest.raises(DraftDamaged):
        kept.opened(bad.id)
    assert kept.opened(good.id) == good
    assert len(kept.drafts()) == 2
    assert kept.restore(bad.id, 1).letter == LETTER
    assert kept.opened(bad.id).letter == LETTER


def test_saving_over_a_damaged_state_heals_it(kept: Drafts, tmp_path: Path) -> None:
    saved = kept.save(DRAFT)
    spoil(tmp_path, "UPDATE drafts SET content = '{}'")
    healed = kept.save(titled(saved, "이어서 쓴 제목"))
    assert kept.opened(saved.id) == healed


def test_indexing_does_not_stop_a_save(kept: Drafts, tmp_path: Path) -> None:
    with WriteLock(tmp_path):
        saved = kept.save(DRAFT, patient=False)
    assert kept.opened(saved.id) == saved


def test_a_save_gives_up_soon_while_another_writes(kept: Drafts, tmp_path: Path) -> None:
    saved = kept.save(DRAFT)
    other = Database(tmp_path)
    with other.transaction(documents=False), pytest.raises(WorkspaceBusy):
        kept.save(titled(saved, "바쁜 사이"), patient=False)
    assert kept.save(titled(saved, "바쁜 사이"), patient=False).touched > saved.touched
    other.close()


def test_a_full_disk_is_told_and_the_last_state_stays(kept: Drafts, database: Database) -> None:
    saved = kept.save(DRAFT)
    (pages,) = database.connection().execute("PRAGMA page_count").fetchone()
    database.connection().execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(DiskFull):
        kept.save(replace(saved, notes="가나다라" * 50_000))
    assert kept.opened(saved.id) == saved
    assert kept.save(titled(saved, "짧은 말")).letter.fields["title"] == "짧은 말"


def test_a_store_that_became_read_only_is_told(kept: Drafts, database: Database) -> None:
    saved = kept.save(DRAFT)
    database.connection().execute("PRAGMA query_only = ON")
    with pytest.raises(WorkspaceUnwritable):
        kept.save(titled(saved, "쓸 수 없는 사이"), patient=False)
    database.connection().execute("PRAGMA query_only = OFF")
    assert kept.save(titled(saved, "다시 쓸 수 있음"), patient=False).touched > saved.touched


def test_a_store_of_the_version_before_takes_the_step(tmp_path: Path) -> None:
    home = tmp_path / "old"
    home.mkdir()
    with closing(sqlite3.connect(home / FILE_NAME)) as old, old:
        for step in STEPS[:6]:
            old.executescript(step)
        old.execute("PRAGMA user_version = 6")
    database = Database(home)
    saved = Drafts(database).save(DRAFT)
    assert Drafts(database).opened(saved.id) == saved
    database.check_integrity()
    database.close()
    shutil.rmtree(home)


def test_caches_of_documents_stay_fresh(kept: Drafts, database: Database) -> None:
    before = database.generation()
    kept.remove(kept.save(DRAFT, cause=Cause.NAMED, name="판").id)
    assert database.generation() == before
