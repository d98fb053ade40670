"""What is known of each candidate, as numbers that mean the same for every question and every size of a workspace.

A channel's raw score depends on the question (BM25 grows with its words), so each enters as its share of the way from
the channel's hundredth to its best. More was tried and did not help on questions held back: see decision 0025.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from app.core.types import Brief

CHANNELS = ("morphemes", "bigrams", "dense")

NAMES = (
    "morphemes",
    "bigrams",
    "dense",
    "agreement",
    "supplement",
    "annex",
    "aim",
)
"""The columns of the matrix, in order. `agreement`: the geometric mean of words and meaning, high only where both are.
The last three are 1 or 0: a 부칙, a 별표, an article that says what the law is for or what its words mean."""

_AIMS = frozenset({"목적", "정의", "적용범위", "적용 범위", "기본이념", "다른 법률과의 관계"})
_DEPTH = 100

Channels = Mapping[str, Mapping[int, float]]
"""By channel the scores of the candidates that have one."""


def features(candidates: Sequence[Brief], channels: Channels, blind: Collection[int] = ()) -> Any:
    """(len(candidates), len(NAMES)) float64. `blind` are candidates without a vector yet: for them the words speak for
    the meaning too."""
    import numpy

    ids = [one.id for one in candidates]
    morphemes, bigrams, dense = (shares(ids, channels.get(name, {})) for name in CHANNELS)
    unseen = numpy.array([identity in blind for identity in ids], dtype=bool)
    dense = numpy.where(unseen, (morphemes + bigrams) / 2, dense)
    return numpy.stack(
        [
            morphemes,
            bigrams,
            dense,
            numpy.sqrt(numpy.maximum(morphemes, bigrams) * dense),
            numpy.array([one.label.startswith("부칙") for one in candidates], dtype=float),
            numpy.array([one.label.startswith(("별표", "별지")) for one in candidates], dtype=float),
            numpy.array([one.heading.strip() in _AIMS for one in candidates], dtype=float),
        ],
        axis=1,
    )


def shares(ids: Sequence[int], scores: Mapping[int, float]) -> Any:
    """1 for the best, 0 for the hundredth and whatever is below it or has no score."""
    import numpy

    if not scores:
        return numpy.zeros(len(ids))
    ranked = sorted(scores.values(), reverse=True)
    best, floor = ranked[0], ranked[min(_DEPTH, len(ranked)) - 1]
    if best == floor:
        return numpy.array([float(identity in scores) for identity in ids])
    column = numpy.array([scores.get(identity, floor) for identity in ids])
    return numpy.clip((column - floor) / (best - floor), 0.0, 1.0)
