"""Many ranked lists to one: min-max on each channel's best, then a weighted mean.

Measured on two question sets: half lexical (mean of morphemes and bigrams), half dense.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

Scored = Sequence[tuple[int, float]]
"""(passage id, score), best first."""

WEIGHTS: Mapping[str, float] = {"morphemes": 0.25, "bigrams": 0.25, "dense": 0.5}

_NONE: Mapping[str, Collection[int]] = {}


@dataclass(frozen=True, slots=True)
class Fused:
    passage_id: int
    score: float
    ranks: Mapping[str, int]


def fuse(
    channels: Mapping[str, Scored],
    weights: Mapping[str, float] = WEIGHTS,
    blind: Mapping[str, Collection[int]] = _NONE,
) -> list[Fused]:
    """Best first; a passage that a channel did not bring counts 0 there.

    Channels that brought nothing (no embedder, say) leave their weight to the others, so that a
    score means the same with and without them. `blind` says by channel which passages it could not have
    brought (no vector yet): there too the others decide.
    """
    present = {name: scored for name, scored in channels.items() if scored}
    whole = sum(weights[name] for name in present)
    totals: dict[int, float] = {}
    ranks: dict[int, dict[str, int]] = {}
    for name, scored in present.items():
        low, high = scored[-1][1], scored[0][1]
        span = high - low
        for rank, (passage_id, score) in enumerate(scored, 1):
            share = (score - low) / span if span else 1.0
            totals[passage_id] = totals.get(passage_id, 0.0) + share * weights[name] / whole
            ranks.setdefault(passage_id, {})[name] = rank
    for passage_id in totals if blind else ():
        lost = sum(
            weights[name] for name in present if name not in ranks[passage_id] and passage_id in blind.get(name, ())
        )
        if lost:
            totals[passage_id] *= whole / (whole - lost)
    order = sorted(totals, key=lambda passage_id: (-totals[passage_id], passage_id))
    return [Fused(passage_id, totals[passage_id], ranks[passage_id]) for passage_id in order]
