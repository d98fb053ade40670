"""Many ranked lists to one: min-max on each channel's best, then a weighted mean.

Measured on two question sets: half lexical (mean of morphemes and bigrams), half dense.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Scored = Sequence[tuple[int, float]]
"""(passage id, score), best first."""

WEIGHTS: Mapping[str, float] = {"morphemes": 0.25, "bigrams": 0.25, "dense": 0.5}


@dataclass(frozen=True, slots=True)
class Fused:
    passage_id: int
    score: float
    ranks: Mapping[str, int]


def fuse(channels: Mapping[str, Scored], weights: Mapping[str, float] = WEIGHTS) -> list[Fused]:
    """Best first; a passage that a channel did not bring counts 0 there.

    Channels that brought nothing (no embedder, say) leave their weight to the others, so that a
    score means the same with and without them.
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
    order = sorted(totals, key=lambda passage_id: (-totals[passage_id], passage_id))
    return [Fused(passage_id, totals[passage_id], ranks[passage_id]) for passage_id in order]
