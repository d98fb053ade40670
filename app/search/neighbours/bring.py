"""Counterparts come along: a passage may answer by itself, or because it belongs to one that answers.

With P the chance of each candidate to be the answer (a softmax of the order's log odds), a counterpart p of seed s gets
P(p) + P(s) x worth(s, p); of several seeds the one that gives most counts.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from app.search.fuse import Fused
from app.search.neighbours.kin import COUNTERPARTS, Neighbour
from app.search.neighbours.worth import Worth

SEEDS = 10
"""How many of the best are asked for their counterparts."""

_EDGE = 1e-6  # certainties of 0 and 1 have no log odds


@dataclass(frozen=True, slots=True)
class Brought:
    """`because`: of the passages that stand where they stand for their seed's sake rather than for their own, why."""

    order: tuple[Fused, ...]
    because: Mapping[int, Neighbour]


def bring(order: Sequence[Fused], neighbours: Iterable[Neighbour], worth: Worth) -> Brought:
    """`order` best first, its scores certainties in 0..1; so they stay, and what is no counterpart keeps its own."""
    if not order:
        return Brought((), {})
    odds = {entry.passage_id: log_odds(entry.score) for entry in order}
    best = max(odds.values())
    chances = {passage: math.exp(worth.temper * (own - best)) for passage, own in odds.items()}
    gained: dict[int, tuple[float, Neighbour]] = {}
    for one in neighbours:
        if one.tie not in COUNTERPARTS or one.seed not in chances:
            continue
        behind = best - odds[one.passage] if one.passage in odds else None
        gain = chances[one.seed] * worth.of(one, behind)
        if one.passage not in gained or gained[one.passage][0] < gain:
            gained[one.passage] = gain, one
    known = {entry.passage_id: entry for entry in order}
    for passage, (gain, _) in gained.items():
        total = chances.get(passage, 0.0) + gain
        score = _certainty(best + math.log(max(total, 1e-12)) / worth.temper)
        entry = known.get(passage, Fused(passage, 0.0, {}))
        known[passage] = replace(entry, score=max(entry.score, score))
    because = {passage: one for passage, (gain, one) in gained.items() if gain > chances.get(passage, 0.0)}
    return Brought(tuple(sorted(known.values(), key=lambda entry: (-entry.score, entry.passage_id))), because)


def log_odds(certainty: float) -> float:
    held = max(_EDGE, min(1.0 - _EDGE, certainty))
    return math.log(held / (1.0 - held))


def _certainty(odds: float) -> float:
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, odds))))
