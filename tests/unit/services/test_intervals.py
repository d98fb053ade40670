"""Figures and their intervals: values by hand, and what an interval must do."""

import random

from app.services.measure.intervals import (
    DRAWS,
    ENOUGH,
    difference,
    median_difference,
    percentile,
    percentile_figure,
    ratios,
)


def test_a_ratio_is_of_sums_and_not_a_mean_of_ratios() -> None:
    figures = ratios([{"a": (1, 1)}, {"a": (1, 3)}, {"b": (0, 0)}])
    assert (figures["a"].value, figures["a"].hits, figures["a"].of) == (0.5, 2, 4)
    assert "b" not in figures


def test_the_interval_holds_the_value_and_narrows_with_more_questions() -> None:
    dice = random.Random(1)
    many = [{"a": (float(dice.random() < 0.7), 1.0)} for _ in range(400)]
    few = many[:40]
    wide, narrow = ratios(few)["a"], ratios(many)["a"]
    for figure in (wide, narrow):
        assert figure.low <= figure.value <= figure.high
    assert wide.high - wide.low > 2 * (narrow.high - narrow.low)
    # the normal interval of a share of 400: 1.96 * sqrt(p * (1 - p) / n)
    half = 1.96 * (narrow.value * (1 - narrow.value) / 400) ** 0.5
    assert abs((narrow.high - narrow.low) / 2 - half) < 0.01


def test_the_same_seed_gives_the_same_interval() -> None:
    rows = [{"a": (float(i % 3 == 0), 1.0)} for i in range(50)]
    assert ratios(rows) == ratios(rows)
    assert DRAWS >= 1000


def test_what_never_failed_may_still_fail() -> None:
    """Three of three: the chance of that is 0.025 where the share is 0.292 (Clopper and Pearson)."""
    figure = ratios([{"a": (2, 2)}, {"a": (1, 1)}, {"a": (4, 4)}, {"a": (0, 0)}])["a"]
    assert (round(figure.low, 3), figure.value, figure.high) == (0.292, 1, 1)
    figure = ratios([{"a": (0, 1)}] * 30)["a"]
    assert (figure.low, figure.value, round(figure.high, 3)) == (0, 0, 0.116)


def test_a_measure_that_hardly_ever_counts() -> None:
    figure = ratios([{"a": (1, 2)}] + [{"a": (0, 0)}] * 3)["a"]
    assert (figure.low, figure.value, figure.high) == (0.5, 0.5, 0.5), "draws that hold nothing are left out"


def test_percentiles_by_nearest_rank() -> None:
    values = list(range(1, 101))
    assert (percentile(values, 0.95), percentile(values, 0.5), percentile([7], 0.95)) == (95, 50.5, 7)
    assert percentile(list(range(1, 21)), 0.95) == 19
    figure = percentile_figure([1, 2, 3, 4, 100], 0.5)
    assert (figure.value, figure.of) == (3, 5) and figure.low <= 3 <= figure.high


def test_a_difference_is_clear_only_outside_its_interval() -> None:
    worse = [(0.0, 1.0)] * 30
    better = [(1.0, 1.0)] * 10 + worse[10:]
    told = difference(worse, better)
    assert told is not None and told.clear and round(told.change, 3) == 0.333 and told.low > 0
    mixed = [(1.0, 1.0), (0.0, 1.0)] * 15
    other = [(0.0, 1.0), (1.0, 1.0)] * 14 + [(1.0, 1.0)] * 2
    same = difference(mixed, other)
    assert same is not None and not same.clear
    assert difference([(0.0, 0.0)], better[:1]) is None


def test_only_questions_that_count_make_enough() -> None:
    """Ten of a hundred questions are without an answer: refusing them all says little, whatever the rest is."""
    beside = [(0.0, 0.0)] * 90
    told = difference([(0.0, 1.0)] * 10 + beside, [(1.0, 1.0)] * 10 + beside)
    assert told is not None and (told.questions, told.change) == (10, 1.0)
    assert not told.enough and not told.clear


def test_pairs_see_what_two_separate_intervals_would_hide() -> None:
    """One question in ten was won and none lost: clear in pairs, though the two shares' intervals overlap."""
    before = [(float(i % 2), 1.0) for i in range(100)]
    now = [(1.0, 1.0) if i % 10 == 0 else one for i, one in enumerate(before)]
    told = difference(before, now)
    assert told is not None and told.clear
    figures = ratios([{"before": old, "now": new} for old, new in zip(before, now, strict=True)])
    assert figures["before"].high > figures["now"].low


def test_medians_are_compared_in_pairs_too() -> None:
    told = median_difference([10.0, 20.0, 30.0], [5.0, 15.0, 25.0])
    assert (told.before, told.now, told.change, told.questions) == (20, 15, -5, 3)
    assert not told.clear, "three questions prove nothing, however alike they are"
    assert median_difference([10.0] * ENOUGH, [5.0] * ENOUGH).clear
