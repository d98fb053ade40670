"""What gives the figure asked for comes before what gives none; anything else stays as it was."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from app.core.events import Cancel
from app.core.types import Passage, Query
from app.search.figures_first import figures_first
from app.search.fuse import Fused
from app.store.database import Database
from app.store.documents import Documents
from tests.unit.search.test_catching_up import Encoder, ignore, make_searcher
from tests.unit.store.test_documents import put

ARTICLES = [
    "제1조(대여) 천막은 단체에 빌려준다.",
    "제2조(기간) 천막은 신청한 날부터 30일 이내에 빌려준다.",
    "제3조(변상) 잃어버린 사람은 5만원을 변상한다.",
]


@pytest.fixture
def documents(tmp_path: Path) -> Documents:
    found = Documents(Database(tmp_path))
    put(found, "a.md", ARTICLES)
    return found


def order(documents: Documents, scores: Sequence[float]) -> list[Fused]:
    (document,) = documents.documents()
    passages = sorted(documents.passage_ids([document]))
    given = enumerate(zip(passages, scores, strict=True), 1)
    return [Fused(passage, score, {"dense": place}) for place, (passage, score) in given]


def labels(documents: Documents, found: Sequence[Fused]) -> list[str]:
    passages = documents.passages_by_id([entry.passage_id for entry in found])
    return [passages[entry.passage_id].locator.label for entry in found]


def test_days_come_before_an_article_without_any(documents: Documents) -> None:
    found = figures_first("천막은 며칠 안에 빌려주나요?", order(documents, [0.6, 0.5, 0.1]), documents.passages_by_id)
    assert labels(documents, found) == ["제2조", "제1조", "제3조"]
    assert found[0].score == 0.5
    assert 0.1 < found[1].score < 0.5
    assert found[1].ranks == {"dense": 1}


def test_one_that_is_far_more_likely_stays_first(documents: Documents) -> None:
    found = figures_first("천막은 며칠 안에 빌려주나요?", order(documents, [0.9, 0.1, 0.05]), documents.passages_by_id)
    assert labels(documents, found)[0] == "제1조"
    assert found[0].score < 0.9


def test_the_unit_counts(documents: Documents) -> None:
    found = figures_first(
        "천막을 잃어버리면 얼마를 내나요?", order(documents, [0.6, 0.58, 0.5]), documents.passages_by_id
    )
    assert labels(documents, found) == ["제3조", "제1조", "제2조"]


@pytest.mark.parametrize("question", ["천막은 누구에게 빌려주나요?", "몇 명인지 누가 정하나요?", ""])
def test_where_no_figure_is_asked_for_nothing_is_read(documents: Documents, question: str) -> None:
    def read(ids: Sequence[int]) -> dict[int, Passage]:
        raise AssertionError(ids)

    before = order(documents, [0.6, 0.5, 0.1])
    assert figures_first(question, before, read) is before


def test_where_none_gives_it_certainties_stay(documents: Documents) -> None:
    before = order(documents, [0.6, 0.5, 0.1])
    assert figures_first("천막은 몇 킬로그램인가요?", before, documents.passages_by_id) is before


def test_one_that_is_gone_and_one_far_down_are_left_alone(documents: Documents) -> None:
    few = order(documents, [0.6, 0.5, 0.4])
    far = [*few[:2], *(Fused(900 + place, 0.3, {}) for place in range(8)), replaced(few[2], 0.2)]
    found = figures_first("천막은 며칠 안에 빌려주나요?", far, documents.passages_by_id)
    scores = {entry.passage_id: entry.score for entry in found}
    assert scores[few[2].passage_id] == 0.2
    assert scores[900] == 0.3


def replaced(entry: Fused, score: float) -> Fused:
    return Fused(entry.passage_id, score, entry.ranks)


class OneDirection(Encoder):
    """Everything means the same: the words alone decide."""

    def query(self, text: str, *, cancel: Cancel | None = None) -> Any:
        return super().query("", cancel=cancel)


def test_search_puts_it_first_when_told_to_and_judges_the_same(tmp_path: Path) -> None:
    database = Database(tmp_path)
    put(Documents(database), "law", ["천막 대여 기간 신청", "천막 대여 기간 신청 30일", "천막 창고", "숙소 배정"])
    searcher = make_searcher(tmp_path, database, OneDirection())
    searcher.indexer.index_words(ignore)
    searcher.indexer.index_meaning(ignore, cancel=Cancel())
    question = Query("천막 대여 기간 며칠")
    plain = searcher.search(question, cancel=Cancel())
    told = searcher.search(question, cancel=Cancel(), figures=True)
    assert "30일" not in plain.hits[0].passage.text
    assert "30일" in told.hits[0].passage.text
    assert told.hits[0].score < plain.hits[0].score
    assert {hit.passage.id for hit in told.hits} == {hit.passage.id for hit in plain.hits}
    assert (told.answerable, told.refused, told.sure) == (plain.answerable, plain.refused, plain.sure)
