"""Figures with their uncertainty: ratios of sums and medians, with intervals by resampling questions. Pure.

The intervals are percentile bootstraps (Efron, 1979): the questions are drawn again with repetition, always by the
same seed, and 95 % of the results lie within. Where every question gave 0, or every question 1, the bound is the
exact one (Clopper and Pearson, 1934) over the questions. Two runs are compared on the questions that both answered,
drawn in pairs, so that a hard question is hard for both.
"""

import random
from bisect import insort
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from app.services.measure.scoring import Tally

DRAWS = 1000
ENOUGH = 20
"""Questions below which no difference is called clear: so few may all lean to one side by chance."""

_SEED = 7
_OUTSIDE = 0.025


@dataclass(frozen=True, slots=True)
class Figure:
    """`hits` of `of` gave `value`; a median or percentile has only `of`, the number of its values.
    95 % of the resampled values lie in [low, high]."""

    value: float
    low: float
    high: float
    hits: float
    of: float


@dataclass(frozen=True, slots=True)
class Difference:
    """`now` less `before` over the `questions` that count in it. `clear`: there are enough of them, and the
    interval leaves 0 out."""

    before: float
    now: float
    change: float
    low: float
    high: float
    questions: int

    @property
    def enough(self) -> bool:
        return self.questions >= ENOUGH

    @property
    def clear(self) -> bool:
        return self.enough and not self.low <= 0.0 <= self.high


def ratios(rows: Sequence[Mapping[str, Tally]], draws: int = DRAWS) -> dict[str, Figure]:
    """A figure for each measure that any row has; one whose denominators are all 0 is left out."""
    found = {}
    for name in _names(rows):
        pairs = [row[name] for row in rows if name in row]
        if sum(of for _hits, of in pairs):
            found[name] = _figure(pairs, draws)
    return found


def _figure(pairs: Sequence[Tally], draws: int) -> Figure:
    low, high = _bounds(len(pairs), lambda picked: _ratio(pairs[i] for i in picked), draws)
    hits, of = (sum(column) for column in zip(*pairs, strict=True))
    if low == high and hits in (0.0, of):  # what never varied cannot be drawn otherwise: the exact bound instead
        unseen = 1 - _OUTSIDE ** (1 / sum(bool(counted) for _hits, counted in pairs))
        low, high = (0.0, unseen) if hits == 0.0 else (1 - unseen, 1.0)
    return Figure(hits / of, low, high, hits, of)


def percentile_figure(values: Sequence[float], share: float, draws: int = DRAWS) -> Figure:
    """The value below which `share` of the values lie (nearest rank), of at least one value."""
    low, high = _bounds(len(values), lambda picked: percentile([values[i] for i in picked], share), draws)
    return Figure(percentile(values, share), low, high, 0.0, float(len(values)))


def percentile(values: Sequence[float], share: float) -> float:
    """The middle one is the median, of an even number the mean of two; else the nearest rank."""
    if share == 0.5:
        return float(median(values))
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, max(0, -int(-share * len(ordered) // 1) - 1))]


def difference(before: Sequence[Tally], now: Sequence[Tally], draws: int = DRAWS) -> Difference | None:
    """Of two runs over the same questions, in the same order; questions that count in neither are left out. None
    where nothing was measured in one of the runs."""
    pairs = [(old, new) for old, new in zip(before, now, strict=True) if old[1] or new[1]]
    then, today = _ratio(old for old, _new in pairs), _ratio(new for _old, new in pairs)
    if then is None or today is None:
        return None

    def change(picked: Sequence[int]) -> float | None:
        old, new = _ratio(pairs[i][0] for i in picked), _ratio(pairs[i][1] for i in picked)
        return None if old is None or new is None else new - old

    low, high = _bounds(len(pairs), change, draws)
    return Difference(then, today, today - then, low, high, len(pairs))


def median_difference(before: Sequence[float], now: Sequence[float], draws: int = DRAWS) -> Difference:
    """Of two runs' values over the same questions, in the same order, at least one."""

    def change(picked: Sequence[int]) -> float:
        return median(now[i] for i in picked) - median(before[i] for i in picked)

    low, high = _bounds(len(now), change, draws)
    then, today = float(median(before)), float(median(now))
    return Difference(then, today, today - then, low, high, len(now))


def _ratio(pairs: Iterable[Tally]) -> float | None:
    hits = of = 0.0
    for one, other in pairs:
        hits += one
        of += other
    return hits / of if of else None


def _bounds(count: int, measure: Callable[[Sequence[int]], float | None], draws: int) -> tuple[float, float]:
    """A draw in which nothing is measured is left out."""
    dice = random.Random(_SEED)
    values: list[float] = []
    for _draw in range(draws):
        value = measure(dice.choices(range(count), k=count))
        if value is not None:
            insort(values, value)
    if not values:  # so little was measured that no draw held it
        whole = measure(range(count)) or 0.0
        return whole, whole
    last = len(values) - 1
    return values[round(_OUTSIDE * last)], values[round((1 - _OUTSIDE) * last)]


def _names(rows: Sequence[Mapping[str, Tally]]) -> list[str]:
    """In order of first appearance."""
    return list(dict.fromkeys(name for row in rows for name in row))
