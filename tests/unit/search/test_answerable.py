"""The judge reads its evidence off the best passages, and says less where it knows less."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.core.paths import models_dir
from app.search.answerable import NOTHING, Judge
from app.search.fuse import Fused
from app.search.gather import MEANING, Gathered
from app.search.lexical.index import Lexical
from app.search.lexical.weights import Weights
from app.search.rank.answerable import FILE, NAMES
from app.search.tokens import Morphemes
from app.store.database import Database
from app.store.documents import Documents
from tests.unit.store.test_documents import put

RANKING = models_dir() / "ranking"
ARTICLES = [
    "제1조(대여) 천막은 신청한 날부터 30일 이내에 빌려준다.",
    "제2조(반납) 천막은 말려서 반납한다. 연락은 전화번호로 한다.",
    "제3조(변상) 잃어버린 사람은 5만원을 변상한다.",
    "제4조(심사) 위원회가 심사한다.",
]


@pytest.fixture(scope="module")
def morphemes() -> Morphemes:
    return Morphemes()


@pytest.fixture
def lexical(tmp_path: Path, morphemes: Morphemes) -> Iterator[Lexical]:
    documents = Documents(Database(tmp_path))
    put(documents, "a.md", ARTICLES)
    found = Lexical(tmp_path / "lexical", morphemes, weights=Weights.load(RANKING))
    everything = documents.documents()
    found.update(
        documents.revisions(), lambda key: (everything[key], documents.passages_of(key)), lambda done, total: None
    )
    yield found


@pytest.fixture
def documents(tmp_path: Path, lexical: Lexical) -> Documents:
    del lexical
    return Documents(Database(tmp_path))


def seen(
    lexical: Lexical, documents: Documents, question: str, order: tuple[int, ...] = (1, 4)
) -> tuple[str, Gathered, list[Fused]]:
    """A question whose best passages are these articles."""
    (document,) = documents.documents()
    ids = [passage.id for passage in documents.passages_of(document)]
    found = [Fused(ids[number - 1], 0.6 - place / 10, {}) for place, number in enumerate(order)]
    near = {entry.passage_id: 0.85 for entry in found}
    return question, Gathered({MEANING: near}, {}, lexical.wanted(question)), found


def test_words_that_stand_in_the_best_passage_speak_for_it(lexical: Lexical, documents: Documents) -> None:
    judge = Judge(lexical, documents, RANKING)
    asked = "천막은 며칠 이내에 빌려주나요"
    right = judge.evidence(*seen(lexical, documents, asked, (1, 4)))
    wrong = judge.evidence(*seen(lexical, documents, asked, (4, 3)))
    assert right is not None
    assert wrong is not None
    assert right.wording > wrong.wording
    assert right.telling > wrong.telling
    assert (right.nearness, right.certainty > 0) == (8.5, True)
    assert judge.judge(*seen(lexical, documents, asked, (1, 4))).answerable > (
        judge.judge(*seen(lexical, documents, asked, (4, 3))).answerable
    )


@pytest.mark.parametrize(
    ("question", "order", "figures"),
    [
        ("변상금은 얼마인가요", (3, 4), (0.0, 0.0)),
        ("변상금은 얼마인가요", (4, 3), (1.0, 0.0)),
        ("변상금은 얼마인가요", (4, 2), (1.0, 1.0)),
        ("변상은 누가 하나요", (4, 2), (0.0, 0.0)),
    ],
)
def test_a_figure_is_looked_for_where_one_is_asked_for(
    lexical: Lexical, documents: Documents, question: str, order: tuple[int, ...], figures: tuple[float, float]
) -> None:
    evidence = Judge(lexical, documents, RANKING).evidence(*seen(lexical, documents, question, order))
    assert evidence is not None
    assert (evidence.figure, evidence.figures) == figures


def test_passing_words_count_only_where_no_passage_has_them(lexical: Lexical, documents: Documents) -> None:
    judge = Judge(lexical, documents, RANKING)
    for order, passing in (((1, 4), 2.0), ((2, 4), 1.0)):
        evidence = judge.evidence(*seen(lexical, documents, "올해 천막 담당 전화번호", order))
        assert evidence is not None
        assert evidence.passing == passing


def test_a_word_that_nobody_has_is_as_rare_as_can_be(lexical: Lexical) -> None:
    said = {one.term: one for one in lexical.wanted("천막 로봇").said["morphemes"]}
    assert said["로봇"].rarity == 1.0 > said["천막"].rarity > 0
    assert 0 < said["로봇"].chance < 1


def test_thresholds_decide(tmp_path: Path, lexical: Lexical, documents: Documents) -> None:
    (tmp_path / FILE).write_text(
        json.dumps({"weights": dict.fromkeys(NAMES, 0.0), "constant": 0.0, "refuse": 0.4, "sure": 0.5})
    )
    found = Judge(lexical, documents, tmp_path).judge(*seen(lexical, documents, "천막"))
    assert (found.answerable, found.refused, found.sure, found.learned) == (0.5, False, True, True)


def test_nothing_found_is_refused(lexical: Lexical, documents: Documents) -> None:
    assert Judge(lexical, documents, RANKING).judge("천막", Gathered({}, {}), []) == NOTHING


def test_without_its_weights_it_says_so_and_refuses_nothing(
    tmp_path: Path, lexical: Lexical, documents: Documents
) -> None:
    judge = Judge(lexical, documents, tmp_path)
    assert [notice.code for notice in judge.notices] == ["LLM-001"]
    found = judge.judge(*seen(lexical, documents, "화성 탐사선", (4, 2)))
    assert (found.answerable, found.refused, found.sure, found.learned) == (0.6, False, False, False)


def test_without_meaning_nothing_is_refused(lexical: Lexical, documents: Documents) -> None:
    question, gathered, order = seen(lexical, documents, "화성 탐사선", (4, 2))
    found = Judge(lexical, documents, RANKING).judge(question, replace(gathered, channels={}), order)
    assert (found.answerable, found.refused, found.sure, found.learned) == (0.6, False, False, False)
