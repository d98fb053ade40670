"""What was looked for: once each, bounded, forgotten for good, and nothing that caches would notice."""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.core.types import Query, SavedSearch
from app.store.database import FILE_NAME, Database
from app.store.searches import MOST_LETTERS, MOST_REMEMBERED, Searches

NARROW = Query("연가", collections=("규정",), kinds=("law", "notice"), ministries=("한빛부",), as_of="2024-01-01")


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(tmp_path)
    yield database
    database.close()


@pytest.fixture
def searches(database: Database) -> Searches:
    return Searches(database)


def test_the_latest_comes_first_and_each_once(searches: Searches) -> None:
    for query in (Query("연가"), Query("병가"), NARROW, Query(" 연가 ")):
        searches.remember(query)
    assert searches.past() == (Query("연가"), NARROW, Query("병가"))


def test_filters_in_another_order_are_the_same_search(searches: Searches) -> None:
    searches.remember(NARROW)
    searches.remember(replace(NARROW, kinds=("notice", "law"), limit=50))
    assert searches.past() == (NARROW,)


def test_what_was_looked_for_as_typed_is_another_search(searches: Searches) -> None:
    searches.remember(Query("rnrqkdqn"))
    searches.remember(Query("rnrqkdqn", verbatim=True))
    assert searches.past() == (Query("rnrqkdqn", verbatim=True), Query("rnrqkdqn"))


def test_the_history_is_bounded(searches: Searches) -> None:
    for number in range(MOST_REMEMBERED + 3):
        searches.remember(Query(f"물음 {number}"))
    past = searches.past()
    assert len(past) == MOST_REMEMBERED
    assert (past[0].text, past[-1].text) == (f"물음 {MOST_REMEMBERED + 2}", "물음 3")


@pytest.mark.parametrize("text", ["", "  \n", "가" * (MOST_LETTERS + 1)])
def test_what_nobody_would_look_for_again(searches: Searches, text: str) -> None:
    searches.remember(Query(text))
    assert searches.past() == ()


def test_switched_off_nothing_is_kept(searches: Searches, database: Database) -> None:
    searches.remember(Query("연가"))
    searches.set_remembering(False)
    searches.remember(Query("병가"))
    assert searches.past() == (Query("연가"),)
    assert not Searches(database).remembering
    searches.set_remembering(True)
    searches.remember(Query("병가"))
    assert searches.past() == (Query("병가"), Query("연가"))


def test_one_is_forgotten(searches: Searches) -> None:
    searches.remember(NARROW)
    searches.remember(Query("연가"))
    searches.forget(NARROW)
    assert searches.past() == (Query("연가"),)


def test_what_is_forgotten_is_not_in_the_files(searches: Searches, tmp_path: Path) -> None:
    for number in range(40):
        searches.remember(Query(f"아무도 몰라야 할 물음 {number}"))
    secret = "아무도 몰라야 할".encode()
    assert any(secret in path.read_bytes() for path in tmp_path.glob(f"{FILE_NAME}*"))
    searches.forget_all()
    assert searches.past() == ()
    assert not [path.name for path in tmp_path.glob(f"{FILE_NAME}*") if secret in path.read_bytes()]


def test_saved_searches_by_name(searches: Searches) -> None:
    searches.save("휴가", Query("연가"))
    searches.save("가장 자주", Query("근무시간"))
    searches.save("휴가", NARROW)
    assert searches.saved() == (SavedSearch("가장 자주", Query("근무시간")), SavedSearch("휴가", NARROW))
    searches.remove("가장 자주")
    searches.remove("없는 것")
    assert [each.name for each in searches.saved()] == ["휴가"]


def test_caches_of_documents_stay_fresh(searches: Searches, database: Database) -> None:
    before = database.generation()
    searches.remember(NARROW)
    searches.save("휴가", NARROW)
    searches.set_remembering(False)
    searches.forget_all()
    assert database.generation() == before


def test_a_row_of_another_version_is_passed_over(searches: Searches, tmp_path: Path) -> None:
    searches.remember(Query("연가"))
    with sqlite3.connect(tmp_path / FILE_NAME) as connection:
        connection.execute('INSERT INTO past_searches VALUES (\'[1]\', 9), (\'{"text": "a", "kinds": 3}\', 8)')
    connection.close()
    assert searches.past() == (Query("연가"),)
