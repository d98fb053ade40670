"""What is known of each candidate, as numbers that mean the same for every question and every size of a workspace.

A channel's raw score depends on the question (BM25 grows with its words) and on the channel, so each one enters as its
share of the channel's best, as its place among the candidates, and, for meaning, as the distance from the best. Of the
document that a candidate stands in, what its *other* passages found is told too: an answer seldom stands alone.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from app.core.types import Brief

WORDS = ("morphemes", "bigrams", "headings", "titles")
"""Channels whose scores are BM25 sums: 0 for what has none of the words."""

MEANING = "dense"
"""Cosines; what has no vector has no score."""

NAMES = (
    *(f"{channel}_share" for channel in WORDS),
    *(f"{channel}_place" for channel in WORDS),
    "dense_share",
    "dense_gap",
    "dense_place",
    "dense_blind",
    "agreement",
    "document_best",
    "document_sum",
    "document_place",
    "supplement",
    "annex",
    "aim",
    "short",
    "long",
    "named",
)
"""The columns of the matrix, in order."""

_AIMS = frozenset({"목적", "정의", "적용범위", "적용 범위", "기본이념", "다른 법률과의 관계"})
_PLACE = 10.0
_DEPTH = 100


Channels = Mapping[str, Mapping[int, float]]
"""By channel the scores of the candidates that have one."""


def features(candidates: Sequence[Brief], channels: Channels, named: Collection[str] = ()) -> Any:
    """(len(candidates), len(NAMES)) float32. `named` are the documents whose law the question names."""
    import numpy

    columns: dict[str, Any] = {}
    ids = [one.id for one in candidates]
    for channel in WORDS:
        scores = _column(ids, channels.get(channel, {}))
        columns[f"{channel}_share"] = scores / max(float(scores.max(initial=0.0)), 1e-9)
        columns[f"{channel}_place"] = _places(scores)
    columns |= _meaning(ids, channels.get(MEANING, {}))
    base = 0.25 * columns["morphemes_share"] + 0.25 * columns["bigrams_share"] + 0.5 * columns["dense_share"]
    columns["agreement"] = numpy.sqrt(
        numpy.maximum(columns["morphemes_share"], columns["bigrams_share"]) * columns["dense_share"]
    )
    columns |= _documents([one.document_id for one in candidates], base)
    columns |= _kinds(candidates, named)
    return numpy.stack([columns[name] for name in NAMES], axis=1).astype(numpy.float32)


def _column(ids: Sequence[int], scores: Mapping[int, float]) -> Any:
    import numpy

    return numpy.array([scores.get(identity, 0.0) for identity in ids], dtype=numpy.float64)


def _places(scores: Any) -> Any:
    """1 for the best, about a half for the tenth, 0 for what has no score."""
    import numpy

    order = numpy.argsort(-scores, kind="stable")
    places = numpy.empty(len(scores))
    places[order] = numpy.arange(len(scores))
    return numpy.where(scores > 0, _PLACE / (_PLACE + places), 0.0)


def _meaning(ids: Sequence[int], scores: Mapping[int, float]) -> dict[str, Any]:
    """`dense_share` is 1 for the best and 0 for the hundredth; without any vector all are blind."""
    import numpy

    known = numpy.array([identity in scores for identity in ids], dtype=bool)
    cosines = _column(ids, scores)
    ranked = numpy.sort(cosines[known])[::-1]
    best = float(ranked[0]) if len(ranked) else 0.0
    floor = float(ranked[min(_DEPTH, len(ranked)) - 1]) if len(ranked) else 0.0
    share = numpy.where(known, numpy.clip((cosines - floor) / max(best - floor, 1e-6), 0.0, 1.0), 0.0)
    return {
        "dense_share": share,
        "dense_gap": numpy.where(known, (cosines - best) * 10.0, -1.0),
        "dense_place": _places(numpy.where(known, cosines, 0.0)),
        "dense_blind": (~known).astype(float),
    }


def _documents(documents: Sequence[str], base: Any) -> dict[str, Any]:
    """How well the other candidates of the same document do, and the document's place among documents."""
    import numpy

    members: dict[str, list[int]] = {}
    for at, document in enumerate(documents):
        members.setdefault(document, []).append(at)
    best, total, strength = numpy.zeros(len(base)), numpy.zeros(len(base)), {}
    for document, rows in members.items():
        scores = numpy.sort(base[rows])[::-1]
        strength[document] = float(scores[:3].sum())
        for at in rows:
            others = float(scores[1]) if len(scores) > 1 else 0.0
            best[at] = float(scores[0]) if base[at] < scores[0] else others
            total[at] = strength[document] - min(base[at], strength[document])
    order = sorted(strength, key=lambda document: -strength[document])
    place = {document: _PLACE / (_PLACE + at) for at, document in enumerate(order)}
    return {
        "document_best": best,
        "document_sum": total,
        "document_place": numpy.array([place[document] for document in documents]),
    }


def _kinds(candidates: Sequence[Brief], named: Collection[str]) -> dict[str, Any]:
    import numpy

    return {
        "supplement": numpy.array([one.label.startswith("부칙") for one in candidates], dtype=float),
        "annex": numpy.array([one.label.startswith(("별표", "별지")) for one in candidates], dtype=float),
        "aim": numpy.array([one.heading.strip() in _AIMS for one in candidates], dtype=float),
        "short": numpy.array([one.length < 60 for one in candidates], dtype=float),
        "long": numpy.array([numpy.log10(max(one.length, 100) / 100) for one in candidates]),
        "named": numpy.array([one.document_id in named for one in candidates], dtype=float),
    }
