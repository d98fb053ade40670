"""Whether there is an answer is learned from lessons, and what is taken away is really gone."""

import numpy as np
import pytest

from app.search.gather import MEANING, Gathered
from app.search.rank.answerable import NAMES, RISES
from installer.fit_answerable import BELIEVED, REFUSED, SHARES, Lesson, area, fit, judged, thresholds, without


def lessons(column: str, *, turned: bool = False) -> list[Lesson]:
    """Told by one column alone, the right way round unless `turned`."""
    made = []
    for number in range(30):
        for kind in SHARES:
            value = 1.0 if (kind == "there") is (RISES[column] is not turned) else 0.0
            values = tuple(value if name == column else 0.3 for name in NAMES)
            made.append(Lesson(kind, f"law {number}", values))
    return made


@pytest.mark.parametrize("column", NAMES)
def test_what_tells_them_apart_is_learned(column: str) -> None:
    chances = judged(lessons(column))
    assert all(area(chances["there"], some) == 1.0 for kind, some in chances.items() if kind != "there")


@pytest.mark.parametrize("column", NAMES)
def test_a_weight_keeps_to_its_side(column: str) -> None:
    fitted = fit(lessons(column, turned=True))
    assert fitted.weights[NAMES.index(column)] == pytest.approx(0.0, abs=1e-6)


def test_what_is_taken_away_is_gone_and_the_others_move_up() -> None:
    found = Gathered(
        {"bigrams": {1: 9.0, 2: 8.0, 3: 1.0}, MEANING: {1: 0.9, 2: 0.7, 3: 0.8}},
        {"bigrams": {1: 1, 2: 2, 3: 3}, MEANING: {1: 1, 3: 2, 2: 3}},
        blind=frozenset({2}),
    )
    left = without(found, {1}, depth=1)
    assert left.ranks == {"bigrams": {2: 1}, MEANING: {3: 1}}
    assert left.channels == {"bigrams": {2: 8.0, 3: 1.0}, MEANING: {2: 0.7, 3: 0.8}}
    assert left.blind == {2}
    assert without(found, ()).ranks == found.ranks


def test_thresholds_are_quantiles() -> None:
    there, beyond = np.linspace(0, 1, 101), np.linspace(0, 0.5, 101)
    refuse, sure = thresholds({"there": there, "beyond": beyond})
    assert refuse == pytest.approx(REFUSED)
    assert sure == pytest.approx((1 - BELIEVED) / 2)


def test_the_area_under_the_curve() -> None:
    assert area(np.array([1.0, 0.5]), np.array([0.5, 0.0])) == pytest.approx(0.875)
