"""What a counterpart is worth is learned from answers, and judged by laws left out."""

import pytest

from app.core.types import Tie
from app.search.fuse import Fused
from app.search.neighbours.kin import Neighbour
from installer.fit_counterparts import Lesson, beyond_doubt, fit, judged, recalls

SEED, WANTED, STRAY, REST = 1, 2, 3, 4


def lesson(number: int, *, early_answers: bool) -> Lesson:
    """A law's article first, two counterparts that no channel brought, one of them named at the beginning."""
    order = (Fused(SEED, 0.6, {}), Fused(REST, 0.1, {}))
    ties = (
        Neighbour(SEED, WANTED, Tie.IMPLEMENTS, early=early_answers, likeness=0.5),
        Neighbour(SEED, STRAY, Tie.IMPLEMENTS, early=not early_answers, likeness=0.5),
    )
    return Lesson("chain", f"law {number}", order, ties, (frozenset({SEED}), frozenset({WANTED})))


@pytest.mark.parametrize("early", [True, False])
def test_what_tells_a_counterpart_that_answers_is_learned(early: bool) -> None:
    worth = fit([lesson(number, early_answers=early) for number in range(12)])
    wanted, stray = lesson(0, early_answers=early).neighbours
    assert worth.of(wanted, None) > 2 * worth.of(stray, None)


def test_laws_left_out_are_judged_by_the_others() -> None:
    lessons = [lesson(number, early_answers=True) for number in range(12)]
    assert recalls((one, one.order) for one in lessons)["chain"]["@5"] == 0.5
    assert recalls(judged(lessons))["chain"]["@5"] == 1.0


def test_a_chain_is_told_beyond_doubt() -> None:
    sure = Neighbour(SEED, WANTED, Tie.IMPLEMENTS, orders=True, early=True, likeness=0.6)
    late = Neighbour(SEED, STRAY, Tie.IMPLEMENTS, orders=True, early=False, likeness=0.6)
    assert beyond_doubt([sure, late]) == [WANTED]
    assert beyond_doubt([sure, sure, sure]) == []
