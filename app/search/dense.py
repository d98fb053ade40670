"""The dense channel: the vectors that the store holds, each passage from the moment it has one.

What is in memory follows the store by two numbers (Vectors.position): a look that finds nothing new costs
microseconds, a new document what its own vectors cost. Searches see one moment of it and wait for nobody.
The files under `cache/dense` are a cache: see segments.shelf for what is guaranteed.
"""

import os
import threading
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

from app.search.fuse import Scored
from app.search.segments import growth
from app.search.segments.layers import Chosen, Layers, Piece
from app.search.segments.segment import HALF, Batch, built
from app.search.segments.shelf import Shelf
from app.store.vault.sealer import Plain, Sealer
from app.store.vectors import Arrival, Position, Vectors

_MORE = 4  # windows asked for each passage wanted, since several windows share a passage
_PAGE = 5_000  # vectors taken from the store at a time: 4 MB
_SIP = 2_000  # vectors that a question takes in at most before it is answered
_MOST_THREADS = 4
_PAUSE = 1.0  # seconds for which questions make do with the vectors there were


class Dense:
    """Safe across threads: one may bring it up to date while others search."""

    def __init__(
        self,
        folder: Path,
        vectors: Vectors,
        model: str,
        clock: Callable[[], float] = time.monotonic,
        sealer: Sealer | None = None,
    ) -> None:
        """`model` is the key under which the store keeps this encoder's vectors; `sealer` that of the workspace, None
        for a plain one."""
        self._vectors = vectors
        self._model = model
        self._clock = clock
        self._shelf = Shelf(folder, model, sealer or Plain())
        self._pool = ThreadPoolExecutor(min(_MOST_THREADS, os.cpu_count() or 1), "dense")
        self._refreshing = threading.Lock()
        self._layers: Layers | None = None
        self._saved: Layers | None = None
        """As they are on disk."""
        self._looked = 0.0

    def refresh(self, *, write: bool) -> None:
        """Take in what the store's vectors have gained or lost; `write` keeps that on disk.

        Without `write`, as for a question, it never waits for another thread that is looking and takes in a
        little at a time, unless there is nothing yet to search.
        """
        if not write and self._layers is not None and self._clock() - self._looked < _PAUSE:
            return
        if not self._refreshing.acquire(blocking=write or self._layers is None):
            return
        try:
            first = self._layers is None
            if first or self._shelf.changed():
                self._open()
            self._follow(None if first or write else _SIP)
            if write and self._layers is not self._saved:
                self._save()
            self._looked = self._clock()
        finally:
            self._refreshing.release()

    def search(
        self,
        vector: Any,
        limit: int,
        documents: Collection[str] | None = None,
        passages: Collection[int] | None = None,
    ) -> Scored:
        """The best passages for a query vector (384 float32), each with the score of its best window.

        `documents` and `passages` limit the choice, None: all. For many documents give a set.
        """
        layers = self._layers or Layers()
        chosen = Chosen(documents, None if passages is None else _ascending(passages))
        width = limit * _MORE
        while True:
            found, scores, whole = layers.search(vector, width, chosen, self._vectors.by_number, self._pool)
            best = _best(found, scores)
            if whole or len(best) >= limit:
                return sorted(best.items(), key=lambda entry: (-entry[1], entry[0]))[:limit]
            width *= _MORE

    def scores(self, vector: Any, passages: Collection[int]) -> dict[int, float]:
        """The exact score of each of these passages that has a vector: that of its best window."""
        if self._layers is None or not passages:
            return {}
        return _best(*self._layers.scores(vector, _ascending(passages), self._vectors.by_number))

    def lacking(self, passages: Iterable[int]) -> set[int]:
        """Those of these passages that have no vector here."""
        asked = _ascending(passages)
        return set(asked[~(self._layers or Layers()).has(asked)].tolist())

    def close(self) -> None:
        """End its threads, once no search is to come; without it they end with the object."""
        self._pool.shutdown()

    # --- following the store -----------------------------------------------------------------
    def _open(self) -> None:
        """Start from the files: at first, and when another process has written them since."""
        kept = self._shelf.read(self._layers.pieces if self._layers else ())
        found = kept and self._checked(kept)
        self._saved = found
        self._layers = found or self._layers

    def _checked(self, kept: Layers) -> Layers | None:
        """None when the files do not tell of this store: one put back from a copy gives its numbers a second time,
        so the files must add up to what it has."""
        survey = self._vectors.survey(self._model, kept.position)
        layers = self._bereft(kept, survey.gone)
        behind = survey.position.arrived < kept.position.arrived or survey.position.departed < kept.position.departed
        if behind or (survey.count, survey.total) != layers.tally():
            return None
        return replace(layers, position=Position(kept.position.arrived, survey.position.departed))

    def _bereft(self, layers: Layers, gone: Sequence[int] | None) -> Layers:
        """Without these passages; None: without whatever the store no longer has."""
        if gone is None:
            return layers.only([number for _, number in self._vectors.numbers(self._model)])
        return layers.without(_ascending(gone)) if gone else layers

    def _follow(self, at_most: int | None) -> None:
        """Take in at most so many vectors; None: all, and what is in already may be searched meanwhile."""
        layers = self._layers or Layers()
        now = self._vectors.position()
        if self._layers is not None and now == layers.position:
            return
        layers = self._bereft(layers, self._vectors.departures(layers.position.departed, now.departed))
        layers = replace(layers, position=Position(layers.position.arrived, now.departed))
        for grown in self._grown(layers, now.arrived, self._kind(layers, now), at_most):
            self._layers = grown

    def _grown(self, layers: Layers, until: int, kind: str, at_most: int | None) -> Iterator[Layers]:
        """The layers again and again, each time with more of the vectors up to the number `until`."""
        for arrivals, last in self._arrived(layers.position.arrived, until, at_most):
            if arrivals:
                pieces = (*layers.pieces, Piece(built(_batch(arrivals), kind, layers.centre())))
                layers = replace(layers, pieces=growth.tidied(pieces, kind, layers.centre(), own=True))
            layers = replace(layers, position=Position(last, layers.position.departed))
            yield layers

    def _arrived(self, after: int, until: int, at_most: int | None) -> Iterator[tuple[list[Arrival], int]]:
        """(what came, the number up to which that is everything), a segment's worth at a time."""
        rows: list[Arrival] = []
        limit = _PAGE if at_most is None else at_most
        while True:
            page = self._vectors.arrivals(self._model, after, until, limit)
            rows += page
            ended = len(page) < limit
            after = until if ended else page[-1].id
            if ended or at_most is not None or len(rows) + limit > growth.FULL:
                yield rows, after
                rows = []
            if ended or at_most is not None:
                return

    def _kind(self, layers: Layers, now: Position) -> str:
        coming = now.arrived - layers.position.arrived
        if coming > growth.EXACT_AGAIN // 2:  # numbers of other encoders count in the difference
            coming = self._vectors.state(self._model)[0] - layers.rows
        return growth.wanted_kind(layers.rows + coming, bits_now=layers.centre() is not None)

    def _save(self) -> None:
        layers = self._layers or Layers()
        bits = layers.centre() is not None
        kind = growth.wanted_kind(layers.rows, bits_now=bits)
        if bits and kind == HALF:  # what was let go of is in the store
            start = Layers(position=Position(0, layers.position.departed))
            *_, layers = self._grown(start, layers.position.arrived, kind, None)
        tidy = growth.tidied(layers.pieces, kind, layers.centre(), own=False)
        self._layers = self._saved = self._shelf.write(replace(layers, pieces=tidy))
        self._vectors.forget_departures()


def _batch(rows: Sequence[Arrival]) -> Batch:
    import numpy

    return Batch(
        numpy.fromiter((row.id for row in rows), dtype=numpy.int64, count=len(rows)),
        numpy.fromiter((row.passage for row in rows), dtype=numpy.int64, count=len(rows)),
        [row.document for row in rows],
        numpy.frombuffer(b"".join(row.vector for row in rows), dtype=numpy.uint8).reshape(len(rows), -1),
    )


def _ascending(passages: Iterable[int]) -> Any:
    import numpy

    return numpy.unique(numpy.fromiter(passages, dtype=numpy.int64))


def _best(passages: Any, scores: Any) -> dict[int, float]:
    """By passage its highest score."""
    import numpy

    order = numpy.lexsort((-scores, passages))
    first = numpy.unique(passages[order], return_index=True)
    return dict(zip(first[0].tolist(), scores[order][first[1]].tolist(), strict=True))
