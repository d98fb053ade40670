from pathlib import Path

from app.core.paths import models_dir
from app.core.types import Brief
from app.search.gather import Gathered
from app.search.lexical.wanted import Wanted
from app.search.order import Orderer

BRIEFS = {
    1: Brief(1, "law", "제1조", "목적", 80),
    2: Brief(2, "law", "제7조", "휴가", 200),
    3: Brief(3, "law", "부칙", "", 300),
    4: Brief(4, "other", "제7조", "휴가", 200),
}


def gathered(words: dict[int, float], dense: dict[int, float] | None, *, supplements: bool = False) -> Gathered:
    channels = {"morphemes": words, "bigrams": words} | ({"dense": dense} if dense is not None else {})
    ranks = {"morphemes": {identity: place for place, identity in enumerate(words, 1)}}
    return Gathered(channels, ranks, Wanted(supplements=supplements))


def ranked(orderer: Orderer, found: Gathered, named: set[str] | None = None) -> list[int]:
    return [entry.passage_id for entry in orderer.order(found, BRIEFS, named or set())]


def test_the_learned_order_wants_words_and_meaning() -> None:
    orderer = Orderer(models_dir() / "ranking")
    assert orderer.notices == ()
    assert ranked(orderer, gathered({2: 9.0, 4: 5.0, 1: 1.0}, {2: 0.9, 1: 0.8, 4: 0.7}))[0] == 2


def test_old_rules_come_after_articles_unless_asked_for() -> None:
    for orderer in (Orderer(models_dir() / "ranking"), Orderer(Path("nowhere"), learned=False)):
        tie = {3: 9.0, 2: 8.6, 1: 1.0}, {3: 0.9, 2: 0.89, 1: 0.1}
        assert ranked(orderer, gathered(*tie))[0] == 2
        assert ranked(orderer, gathered(*tie, supplements=True))[0] == 3


def test_a_law_that_is_named_comes_first_of_what_is_alike() -> None:
    orderer = Orderer(models_dir() / "ranking")
    found = gathered({2: 9.0, 4: 8.9, 1: 1.0}, {2: 0.9, 4: 0.9, 1: 0.1})
    assert ranked(orderer, found)[0] == 2
    assert ranked(orderer, found, {"other"})[0] == 4


def test_scores_are_certainties_and_ranks_are_kept() -> None:
    first, *_ = Orderer(models_dir() / "ranking").order(gathered({2: 9.0, 1: 1.0}, {2: 0.9, 1: 0.1}), BRIEFS, ())
    assert 0 < first.score < 1
    assert first.ranks == {"morphemes": 1}


def test_without_its_weights_search_says_so_and_takes_the_mean(tmp_path: Path) -> None:
    orderer = Orderer(tmp_path)
    assert [notice.code for notice in orderer.notices] == ["LLM-001"]
    assert ranked(orderer, gathered({2: 9.0, 1: 1.0}, {2: 0.9, 1: 0.1})) == [2, 1]


def test_words_alone_are_ordered_too() -> None:
    assert ranked(Orderer(models_dir() / "ranking"), gathered({4: 9.0, 2: 3.0}, None)) == [4, 2]
    assert ranked(Orderer(models_dir() / "ranking"), gathered({}, None)) == []
