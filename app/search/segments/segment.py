"""A segment: windows of passages with their vectors as FAISS holds them. Made once and never changed.

Two kinds. `half` holds the store's own half precision: its scores are exact. `bits` holds two bits a dimension and
a few factors (RaBitQ, Gao & Long, SIGMOD 2024; Gao et al. 2025 for more than one bit): a seventh of the size and
half the time, and its scores are estimates good enough to choose who is looked at closely.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HALF, BITS = "half", "bits"

_BITS = 2
"""A dimension: with one, three times as many windows have to be looked at."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Vectors on their way into a segment: n numbers of the store, n passages, the document of each, and
    (n, 2 x dimension) bytes of little-endian float16."""

    numbers: Any
    passages: Any
    documents: Sequence[str]
    halves: Any


@dataclass(frozen=True, slots=True)
class Segment:
    """Rows ascend by passage, then by number. `owners` are places in `documents`.

    `path` and `sha256` are those of its file, `part` how many of its bytes are FAISS's; without one it is only
    in memory.
    """

    kind: str
    index: Any
    passages: Any
    numbers: Any
    owners: Any
    documents: tuple[str, ...]
    path: Path | None = None
    sha256: str = ""
    part: int = 0

    @property
    def rows(self) -> int:
        return len(self.passages)

    def codes(self) -> Any:
        """(rows, code size) bytes, not copied."""
        import faiss

        size = self.index.code_size
        return faiss.rev_swig_ptr(self.index.codes.data(), self.rows * size).reshape(self.rows, size)

    def vectors(self, rows: Any) -> Any:
        """(len(rows), dimension) float32: exact for `half`, for `bits` of no use."""
        return self.index.reconstruct_batch(rows)

    def centre(self) -> Any:
        """What the bits are relative to, (dimension,) float32; None for `half`."""
        import faiss

        return faiss.vector_to_array(self.index.center) if self.kind == BITS else None


def built(batch: Batch, kind: str, centre: Any) -> Segment:
    """`centre` is that of the other `bits` segments, None when there is none yet."""
    import numpy

    order = numpy.lexsort((batch.numbers, batch.passages))
    names = sorted(set(batch.documents))
    places = {name: place for place, name in enumerate(names)}
    owners = numpy.fromiter((places[name] for name in batch.documents), dtype=numpy.int32, count=len(order))
    index = _empty(kind, batch.halves.shape[1] // 2, centre if centre is not None else _mean(batch.halves))
    _fill(index, kind, batch.halves[order])
    return Segment(kind, index, batch.passages[order], batch.numbers[order], owners[order], tuple(names))


def joined(parts: Sequence[tuple[Segment, Any]], kind: str, centre: Any) -> Segment:
    """One segment of the rows of several; with each comes the mask of its rows that are kept, or None for all.

    `half` becomes `bits` where asked; what is `bits` cannot become `half` again: its vectors are in the store.
    """
    import numpy

    names = sorted({name for segment, _ in parts for name in segment.documents})
    places = {name: place for place, name in enumerate(names)}
    columns: list[tuple[Any, ...]] = []
    for segment, keep in parts:
        rows = numpy.arange(segment.rows) if keep is None else numpy.flatnonzero(keep)
        table = numpy.fromiter((places[name] for name in segment.documents), dtype=numpy.int32)
        columns.append((segment.passages[rows], segment.numbers[rows], table[segment.owners[rows]]))
    passages, numbers, owners = (numpy.concatenate(column) for column in zip(*columns, strict=True))
    order = numpy.lexsort((numbers, passages))
    index = _empty(kind, parts[0][0].index.d, centre if centre is not None else _centre(parts))
    codes = [_converted(segment, keep, index, kind) for segment, keep in parts]
    _add(index, numpy.concatenate(codes)[order])
    return Segment(kind, index, passages[order], numbers[order], owners[order], tuple(names))


def _converted(segment: Segment, keep: Any, index: Any, kind: str) -> Any:
    codes = segment.codes() if keep is None else segment.codes()[keep]
    if segment.kind == kind:
        return codes
    assert segment.kind == HALF
    return index.sa_encode(_floats(codes))


def _empty(kind: str, dimension: int, centre: Any) -> Any:
    import faiss

    if kind == HALF:
        return faiss.IndexScalarQuantizer(dimension, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT)
    index = faiss.IndexRaBitQ(dimension, faiss.METRIC_INNER_PRODUCT, _BITS)
    index.qb = 8  # bits of the question: as good as floats, at a fortieth of the time
    index.train(centre.reshape(1, -1))  # its mean is the centre
    return index


def _fill(index: Any, kind: str, halves: Any) -> None:
    if kind == HALF:
        _add(index, halves)  # FAISS's own code for a half is the half
    else:
        index.add(_floats(halves))


def _add(index: Any, codes: Any) -> None:
    import numpy

    index.add_sa_codes(numpy.ascontiguousarray(codes))


def _floats(halves: Any) -> Any:
    import numpy

    return numpy.ascontiguousarray(halves).view("<f2").astype(numpy.float32)


def _mean(halves: Any) -> Any:
    import numpy

    return _floats(halves).mean(axis=0, dtype=numpy.float64).astype(numpy.float32)


def _centre(parts: Sequence[tuple[Segment, Any]]) -> Any:
    """The mean of the largest part."""
    segment = max((segment for segment, _ in parts), key=lambda segment: segment.rows)
    return segment.centre() if segment.kind == BITS else _mean(segment.codes())
