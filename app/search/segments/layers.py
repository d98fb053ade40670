"""Every segment at one moment, with what has gone from each: what a search sees while the next moment is made."""

from collections.abc import Callable, Collection, Iterable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace
from typing import Any

from app.search.segments.segment import BITS, HALF, Segment
from app.store.vectors import Position

Exact = Callable[[Sequence[int]], list[tuple[int, bytes]]]
"""Numbers of vectors -> those that the store has, as (number, little-endian float16)."""

LOOKED_AT = 2
"""Windows of `bits` whose exact score is computed for each one wanted: decision 0021 has what that costs and finds."""

_AT_LEAST = 400  # of them, however few are wanted: estimates err by the score, not by the rank

_ALONE = 60_000  # rows that are searched sooner than another thread is woken
_DIRECT = 2_048  # chosen rows whose scores are computed one by one sooner than the engine is asked


@dataclass(frozen=True, slots=True)
class Piece:
    """A segment and the mask of its rows that still count; None: all."""

    segment: Segment
    alive: Any = None

    @property
    def rows(self) -> int:
        return self.segment.rows if self.alive is None else int(self.alive.sum())

    def without(self, passages: Any) -> "Piece":
        import numpy

        return self._only(~numpy.isin(self.segment.passages, passages))

    def only(self, numbers: Any) -> "Piece":
        import numpy

        return self._only(numpy.isin(self.segment.numbers, numbers))

    def passages(self) -> Any:
        """Of every row that counts."""
        return self.segment.passages if self.alive is None else self.segment.passages[self.alive]

    def _only(self, kept: Any) -> "Piece":
        if kept.all():
            return self
        return Piece(self.segment, kept if self.alive is None else self.alive & kept)


@dataclass(frozen=True, slots=True)
class Chosen:
    """Where a search may look: rows of these documents and of these passages (int64, ascending); None: of any."""

    documents: Collection[str] | None = None
    passages: Any = None

    def mask(self, piece: Piece) -> Any:
        """None: every row of the segment."""
        import numpy

        mask, segment = piece.alive, piece.segment
        if self.documents is not None:
            names = (name in self.documents for name in segment.documents)
            inside = numpy.fromiter(names, dtype=bool, count=len(segment.documents))[segment.owners]
            mask = inside if mask is None else mask & inside
        if self.passages is not None:
            inside = numpy.isin(segment.passages, self.passages)
            mask = inside if mask is None else mask & inside
        return mask


@dataclass(frozen=True, slots=True)
class Layers:
    pieces: tuple[Piece, ...] = ()
    position: Position = field(default_factory=Position)

    @property
    def rows(self) -> int:
        return sum(piece.rows for piece in self.pieces)

    def centre(self) -> Any:
        """That of the `bits` segments, which all have the same; None when there are none."""
        for piece in self.pieces:
            if piece.segment.kind == BITS:
                return piece.segment.centre()
        return None

    def tally(self) -> tuple[int, int]:
        """(rows, sum of their passages)."""
        return self.rows, sum(int(piece.passages().sum()) for piece in self.pieces)

    def without(self, passages: Any) -> "Layers":
        return self._with(piece.without(passages) for piece in self.pieces)

    def only(self, numbers: Any) -> "Layers":
        """What of it has these numbers."""
        return self._with(piece.only(numbers) for piece in self.pieces)

    def _with(self, pieces: Iterable[Piece]) -> "Layers":
        return replace(self, pieces=tuple(piece for piece in pieces if piece.rows))

    def has(self, passages: Any) -> Any:
        """For each of these ascending passages whether it has a vector here."""
        import numpy

        found = numpy.zeros(len(passages), dtype=bool)
        for piece in self.pieces:
            rows, places = _rows(piece, passages)
            del rows
            found[places] = True
        return found

    def scores(self, query: Any, passages: Any, exact: Exact) -> tuple[Any, Any]:
        """(passages, scores): of each row of these ascending passages, in no order."""
        found = [(piece, _rows(piece, passages)[0]) for piece in self.pieces]
        return _scored(query, [(piece.segment, rows, None) for piece, rows in found if len(rows)], exact)

    def search(self, query: Any, width: int, chosen: Chosen, exact: Exact, pool: Executor) -> tuple[Any, Any, bool]:
        """(passages, scores, whether nothing was left out): the best `width` windows at least, in no order.

        `pool` works on several segments at once: FAISS lets the others run.
        """
        masks = [(piece, chosen.mask(piece)) for piece in self.pieces]
        work = [(piece.segment, mask) for piece, mask in masks if mask is None or mask.any()]

        def ask(entry: tuple[Segment, Any]) -> tuple[Segment, Any, Any, bool]:
            return _candidates(query, width, *entry)

        if len(work) > 1 and sum(segment.rows for segment, _ in work) > _ALONE:
            found = list(pool.map(ask, work))
        else:
            found = [ask(entry) for entry in work]
        whole = all(entry[3] for entry in found)
        near, left = _nearest(found, _looked_at(width))
        passages, scores = _scored(query, near, exact)
        return passages, scores, whole and not left


def _looked_at(width: int) -> int:
    return max(width * LOOKED_AT, _AT_LEAST)


Candidates = tuple[Segment, Any, Any]
"""(segment, rows, their scores: exact for `half`, None where nobody computed them)."""


def _candidates(query: Any, width: int, segment: Segment, mask: Any) -> tuple[Segment, Any, Any, bool]:
    """(segment, rows, scores or estimates, whether these are all)."""
    import faiss
    import numpy

    count = segment.rows if mask is None else int(mask.sum())
    wanted = width if segment.kind == HALF else _looked_at(width)
    if count <= max(wanted, _DIRECT) and mask is not None:
        rows = numpy.flatnonzero(mask)
        if segment.kind == HALF or count <= wanted:
            return segment, rows, None, True
    faiss.omp_set_num_threads(1)  # of this thread; one question is one thread's work
    parameters: Any = faiss.SearchParameters()
    if segment.kind == BITS:
        parameters = faiss.RaBitQSearchParameters()
        parameters.qb = segment.index.qb
    if mask is not None:
        selector = faiss.IDSelectorBitmap(numpy.packbits(mask, bitorder="little"))  # type: ignore[call-arg, arg-type]
        parameters.sel = selector
    scores, rows = segment.index.search(query.reshape(1, -1), min(wanted, count), params=parameters)
    there = rows[0] >= 0
    return segment, rows[0][there], scores[0][there], count <= wanted


def _nearest(found: Iterable[tuple[Segment, Any, Any, bool]], limit: int) -> tuple[list[Candidates], bool]:
    """Of the estimated ones the best `limit`; the others as they are. And whether any had to go."""
    import numpy

    near: list[Candidates] = []
    estimated = []
    for segment, rows, scores, _ in found:
        if segment.kind == HALF or scores is None:
            near.append((segment, rows, scores))
        else:
            estimated.append((segment, rows, scores))
    count = sum(len(rows) for _, rows, _ in estimated)
    if count <= limit:
        return near + [(segment, rows, None) for segment, rows, _ in estimated], False
    everything = numpy.concatenate([scores for _, _, scores in estimated])
    least = -numpy.partition(-everything, limit - 1)[limit - 1]
    return near + [(segment, rows[scores >= least], None) for segment, rows, scores in estimated], True


def _scored(query: Any, near: Sequence[Candidates], exact: Exact) -> tuple[Any, Any]:
    """Every candidate's passage and exact score."""
    import numpy

    passages, scores = [numpy.empty(0, dtype=numpy.int64)], [numpy.empty(0, dtype=numpy.float32)]
    asked: dict[int, int] = {}
    for segment, rows, known in near:
        if segment.kind == BITS:
            asked.update(zip(segment.numbers[rows].tolist(), segment.passages[rows].tolist(), strict=True))
        elif len(rows):
            passages.append(segment.passages[rows])
            scores.append(segment.vectors(rows) @ query if known is None else known)
    found = exact(sorted(asked)) if asked else []
    if found:
        matrix = numpy.frombuffer(b"".join(vector for _, vector in found), dtype="<f2").reshape(len(found), -1)
        passages.append(numpy.fromiter((asked[number] for number, _ in found), dtype=numpy.int64, count=len(found)))
        scores.append(matrix.astype(numpy.float32) @ query)
    return numpy.concatenate(passages), numpy.concatenate(scores)


def _rows(piece: Piece, passages: Any) -> tuple[Any, Any]:
    """(the rows of these ascending passages, for each the place of its passage among them)."""
    import numpy

    first = numpy.searchsorted(piece.segment.passages, passages, side="left")
    counts = numpy.searchsorted(piece.segment.passages, passages, side="right") - first
    places = numpy.repeat(numpy.arange(len(passages)), counts)
    rows = numpy.arange(len(places)) - numpy.repeat(numpy.cumsum(counts) - counts, counts) + first[places]
    if piece.alive is not None:
        there = piece.alive[rows]
        rows, places = rows[there], places[there]
    return rows, places
