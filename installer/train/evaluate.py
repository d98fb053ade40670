"""How far an encoder finds the answers of held-back laws: dense alone and mixed with words, with intervals."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from app.search.fuse import fuse

DEPTHS = (1, 5, 10, 20)
_KEPT = 100
_WEIGHTS = {"morphemes": 0.25, "bigrams": 0.25, "dense": 0.5}
Vectors = npt.NDArray[np.float32]
Hits = list[tuple[int, float]]


@dataclass(frozen=True, slots=True)
class Haystack:
    """Windows' vectors with the place of each window's article, and of each question answer, law and words' hits."""

    owners: npt.NDArray[np.int64]
    answers: Sequence[int]
    laws: Sequence[str]
    words: Sequence[Mapping[str, Hits]]


def dense(queries: Vectors, windows: Vectors, owners: npt.NDArray[np.int64]) -> list[Hits]:
    """Of each query the articles by their best window, best first."""
    found: list[Hits] = []
    for query in queries:
        scores = windows @ query
        best: dict[int, float] = {}
        for row in np.argsort(-scores)[: 3 * _KEPT]:
            best.setdefault(int(owners[row]), float(scores[row]))
        found.append(list(best.items())[:_KEPT])
    return found


def ranks(hits: Sequence[Sequence[int]], answers: Sequence[int]) -> npt.NDArray[np.int64]:
    """From 1; a million where the answer was not found."""
    return np.array([list(row).index(a) + 1 if a in row else 10**6 for row, a in zip(hits, answers, strict=True)])


def judged(queries: Vectors, windows: Vectors, hay: Haystack) -> dict[str, npt.NDArray[np.int64]]:
    """Ranks of the answers, dense alone and hybrid."""
    near = dense(queries, windows, hay.owners)
    both = [
        [hit.passage_id for hit in fuse({**words, "dense": hits}, _WEIGHTS)]
        for words, hits in zip(hay.words, near, strict=True)
    ]
    return {
        "dense": ranks([[place for place, _ in row] for row in near], hay.answers),
        "hybrid": ranks(both, hay.answers),
    }


def recall(found: npt.NDArray[np.int64]) -> dict[str, float]:
    table = {f"r@{depth}": float((found <= depth).mean()) for depth in DEPTHS}
    return {**table, "mrr": float((1 / found).mean())}


def gain(
    new: npt.NDArray[np.int64], old: npt.NDArray[np.int64], laws: Sequence[str], depth: int, seed: int
) -> tuple[float, float, float]:
    """(difference of recall at `depth`, 2.5 %, 97.5 %): laws are drawn with their questions, not questions alone."""
    change = (new <= depth).astype(float) - (old <= depth)
    names = sorted(set(laws))
    members = [np.array([i for i, law in enumerate(laws) if law == name]) for name in names]
    sums = np.array([change[m].sum() for m in members])
    counts = np.array([len(m) for m in members])
    drawn = np.random.default_rng(seed).integers(0, len(names), (4000, len(names)))
    means = sums[drawn].sum(1) / counts[drawn].sum(1)
    low, high = np.quantile(means, (0.025, 0.975))
    return float(change.mean()), float(low), float(high)
