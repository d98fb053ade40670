from app.core.types import Brief
from app.search.rank.features import NAMES, features, shares


def brief(identity: int, label: str = "제1조", heading: str = "") -> Brief:
    return Brief(identity, "d", label, heading, 100)


def column(name: str, candidates: list[Brief], channels: dict[str, dict[int, float]], blind: set[int]) -> list[float]:
    matrix = features(candidates, channels, blind)
    assert matrix.shape == (len(candidates), len(NAMES))
    return [round(float(value), 3) for value in matrix[:, NAMES.index(name)]]


def test_a_share_is_the_way_from_the_hundredth_to_the_best() -> None:
    scores = {identity: float(identity) for identity in range(1, 201)}
    assert list(shares([200, 101, 100, 150, 999], scores)) == [1.0, 0.0, 0.0, 49 / 99, 0.0]


def test_one_score_is_the_best_and_no_scores_are_nothing() -> None:
    assert list(shares([1, 2], {1: 7.0})) == [1.0, 0.0]
    assert list(shares([1, 2], {})) == [0.0, 0.0]


def test_shares_do_not_depend_on_the_scale_of_a_channel() -> None:
    scores = {1: 3.0, 2: 2.0, 3: 1.0}
    louder = {identity: 40 * score for identity, score in scores.items()}
    assert list(shares([1, 2, 3], scores)) == list(shares([1, 2, 3], louder))


def test_words_and_meaning_agree_only_where_both_are() -> None:
    candidates = [brief(1), brief(2), brief(3)]
    channels = {"morphemes": {1: 2.0, 2: 1.0}, "bigrams": {}, "dense": {1: 0.9, 3: 0.8}}
    assert column("agreement", candidates, channels, set()) == [1.0, 0.0, 0.0]


def test_without_a_vector_the_words_speak_for_the_meaning_too() -> None:
    candidates = [brief(1), brief(2)]
    channels = {"morphemes": {1: 1.0, 2: 3.0}, "bigrams": {1: 1.0, 2: 3.0}, "dense": {1: 0.9}}
    assert column("dense", candidates, channels, set()) == [1.0, 0.0]
    assert column("dense", candidates, channels, {2}) == [1.0, 1.0]


def test_kinds_of_passages_are_told() -> None:
    candidates = [brief(1, "부칙"), brief(2, "별표 1"), brief(3, "제1조", "목적"), brief(4, "제9조", "휴가")]
    assert column("supplement", candidates, {}, set()) == [1, 0, 0, 0]
    assert column("annex", candidates, {}, set()) == [0, 1, 0, 0]
    assert column("aim", candidates, {}, set()) == [0, 0, 1, 0]
