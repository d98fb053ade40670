"""What a question names comes first; what it names and is not there is said, and nothing else is called missing."""

from pathlib import Path

import pytest

from app.search.fuse import Fused
from app.search.lookup import Reference
from app.search.route import NO_ANNEX, NO_ARTICLE, NO_CLAUSE, NO_LAW, Routed, route
from app.store.database import Database
from app.store.documents import Documents
from tests.unit.store.test_documents import put

ARTICLES = [
    "제1조(목적) 이 규정은 물품을 정한다.",
    "제2조(대여) ① 물품은 다음 각 호의 경우에 빌려준다.\n1. 훈련\n2. 행사\n② 기간은 30일로 한다.",
    "제3조(반납) 다음 각 호를 적는다.\n1. 이름\n2. 날짜\n3. 수량",
]


@pytest.fixture
def documents(tmp_path: Path) -> Documents:
    documents = Documents(Database(tmp_path))
    put(documents, "물품 규정", ARTICLES)
    return documents


def asked(documents: Documents, label: str, **place: object) -> Routed:
    (identity,) = documents.documents()
    reference = Reference((identity,), label, "물품 규정", **{"paragraph": 0, "whole": True, **place})  # type: ignore[arg-type]
    return route(reference, [Fused(99, 0.4, {"dense": 1})], documents.documents(), documents)


def test_a_named_article_comes_first(documents: Documents) -> None:
    found = asked(documents, "제2조", paragraph=2)
    assert (found.absent, found.order[0].score, found.order[1].passage_id) == ("", 1.0, 99)


def test_an_article_beyond_the_last_is_told_with_the_last(documents: Documents) -> None:
    found = asked(documents, "제9조")
    assert found.absent == NO_ARTICLE
    assert found.params == {"law": "물품 규정", "article": "제9조", "last": "제3조"}


def test_an_annex_without_its_text_is_told(documents: Documents) -> None:
    assert asked(documents, "별표 1").absent == NO_ANNEX


@pytest.mark.parametrize(
    ("label", "place", "clause", "last"),
    [
        ("제2조", {"paragraph": 3}, "제3항", "제2항"),
        ("제1조", {"paragraph": 2}, "제2항", "제1항"),
        ("제2조", {"paragraph": 1, "item": (4, 0)}, "제1항제4호", "제1항제2호"),
        ("제3조", {"item": (4, 0)}, "제4호", "제3호"),
    ],
)
def test_a_clause_beyond_the_last_is_told_below_its_article(
    documents: Documents, label: str, place: dict[str, object], clause: str, last: str
) -> None:
    found = asked(documents, label, **place)
    assert found.absent == NO_CLAUSE
    assert (found.params["clause"], found.params["last"]) == (clause, last)
    assert found.order[0].ranks == {"lookup": 1}


@pytest.mark.parametrize(
    ("label", "place"),
    [
        ("제1조", {"paragraph": 1}),
        ("제3조", {"paragraph": 1, "item": (3, 0)}),
        ("제2조", {"paragraph": 2, "item": (1, 0)}),  # no 호 was recognised there
    ],
)
def test_what_may_be_there_is_not_called_missing(documents: Documents, label: str, place: dict[str, object]) -> None:
    assert asked(documents, label, **place).absent == ""


def test_a_law_that_is_not_here_is_told_by_the_name_it_was_given(documents: Documents) -> None:
    found = route(Reference((), "제3조", "도로안전법", 0, True), [], {}, documents)
    assert (found.absent, found.params) == (NO_LAW, {"law": "도로안전법"})
    assert route(Reference((), "제3조", "", 0, True), [], {}, documents).absent == ""
