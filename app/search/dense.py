"""The dense index: FAISS over the vectors that the store holds, each passage from the moment it has one.

A cache: `dense.faiss` beside `dense.json`, which names the vectors' state and the file's SHA-256.
A file whose hash is not the stamped one is never given to FAISS (a damaged one can end the process).
Exact inner product over the store's own half precision: nothing is lost to approximation.
"""

import contextlib
import hashlib
import json
import os
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from app.search.fuse import Scored
from app.store.vectors import Vectors

_MORE = 4  # windows asked for each passage wanted, since several windows share a passage
_PAGE = 5_000  # passages taken from the store at a time: 8 MB of vectors
_PAUSE = 10.0  # seconds for which questions make do with the vectors there were


class Dense:
    """Safe across threads: one may bring the index up to date while others search."""

    def __init__(self, folder: Path, vectors: Vectors, model: str, clock: Callable[[], float] = time.monotonic) -> None:
        """`model` is the key under which the store keeps this encoder's vectors."""
        self._folder = folder
        self._vectors = vectors
        self._model = model
        self._clock = clock
        self._refreshing = threading.Lock()
        self._guard = threading.Lock()  # FAISS must not be searched while it is changed
        self._index: Any = None
        self._held: Any = None
        """The passages in the index, each once, int64."""
        self._state: tuple[int, int, int] | None = None
        self._kept: tuple[int, int, int] | None = None
        """The states of the index and of its file."""
        self._looked = 0.0

    def refresh(self, *, write: bool) -> None:
        """Take in what the store's vectors have gained or lost; `write` keeps the index on disk.

        Without `write`, as for a question, it looks at the store once in ten seconds and never waits
        for another thread that is looking, unless there is nothing yet to search.
        """
        if not write and self._state is not None and self._clock() - self._looked < _PAUSE:
            return
        if not self._refreshing.acquire(blocking=write or self._state is None):
            return
        try:
            state = self._vectors.state(self._model)
            if state != self._state:
                if self._state is None:
                    self._load(state)
                self._follow()
                self._state = state
            if write and state != self._kept:
                self._save(state)
            self._looked = self._clock()
        finally:
            self._refreshing.release()

    def search(self, vector: Any, limit: int, passages: Sequence[int] | None) -> Scored:
        """The best passages for a query vector (384 float32). `passages` limits the choice."""
        import faiss
        import numpy

        if passages is not None and not passages:
            return []
        parameters = None
        if passages is not None:
            selector = faiss.IDSelectorBatch(numpy.asarray(passages, dtype=numpy.int64))
            parameters = faiss.SearchParameters(sel=selector)  # type: ignore[call-arg]
        with self._guard:
            if self._index is None or not self._index.ntotal:
                return []
            wanted = min(limit * _MORE, self._index.ntotal)
            scores, ids = self._index.search(vector.reshape(1, -1), wanted, params=parameters)
        best: dict[int, float] = {}
        for passage, score in zip(ids[0].tolist(), scores[0].tolist(), strict=True):
            if passage >= 0:
                best.setdefault(passage, score)
        return list(best.items())[:limit]

    def lacking(self, passages: Iterable[int]) -> set[int]:
        """Those of these passages that the index does not hold."""
        import numpy

        asked = numpy.fromiter(passages, dtype=numpy.int64)
        with self._guard:
            if self._held is None:
                return set(asked.tolist())
            return set(asked[~numpy.isin(asked, self._held)].tolist())

    def _follow(self) -> None:
        """Drop the vectors of passages that have gone, add those that have come."""
        import faiss
        import numpy

        there = numpy.asarray(self._vectors.passages(self._model), dtype=numpy.int64)
        held = self._held if self._held is not None else there[:0]
        gone = numpy.setdiff1d(held, there, assume_unique=True)
        if len(gone):
            with self._guard:
                self._index.remove_ids(faiss.IDSelectorBatch(gone))
                self._held = held = numpy.setdiff1d(held, gone, assume_unique=True)
        come = numpy.setdiff1d(there, held, assume_unique=True)
        for start in range(0, len(come), _PAGE):
            rows = self._vectors.of(self._model, come[start : start + _PAGE].tolist())
            if not rows:
                continue
            matrix = numpy.frombuffer(b"".join(row[2] for row in rows), dtype="<f2").reshape(len(rows), -1)
            ids = numpy.asarray([row[0] for row in rows], dtype=numpy.int64)
            with self._guard:
                if self._index is None:
                    self._index = _empty(matrix.shape[1])
                self._index.add_with_ids(matrix.astype(numpy.float32), ids)
                held = numpy.concatenate([held, numpy.unique(ids)])
                self._held = held

    def _load(self, state: tuple[int, int, int]) -> None:
        """Start from the file if it is whole and holds just what the store has."""
        import faiss
        import numpy

        with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
            stamp = json.loads((self._folder / "dense.json").read_text(encoding="utf-8"))
            if stamp["version"] != _VERSION or stamp["model"] != self._model or tuple(stamp["state"]) != state:
                return
            with (self._folder / "dense.faiss").open("rb") as stream:
                if hashlib.file_digest(stream, "sha256").hexdigest() != stamp["sha256"]:
                    return
                stream.seek(0)
                index = faiss.read_index(faiss.PyCallbackIOReader(stream.read))  # type: ignore[attr-defined]
            with self._guard:
                self._index = index
                self._held = numpy.unique(faiss.vector_to_array(index.id_map))  # type: ignore[attr-defined]
            self._kept = state

    def _save(self, state: tuple[int, int, int]) -> None:
        import faiss

        if self._index is None:
            return
        self._folder.mkdir(parents=True, exist_ok=True)
        beside = self._folder / "dense.faiss.new"
        with beside.open("wb+") as stream:
            faiss.write_index(self._index, faiss.PyCallbackIOWriter(stream.write))  # type: ignore[attr-defined]
            _to_disk(stream)
            stream.seek(0)
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
        beside.replace(self._folder / "dense.faiss")
        stamp = {"version": _VERSION, "model": self._model, "state": state, "sha256": digest}
        beside = self._folder / "dense.json.new"
        with beside.open("wb") as stream:
            stream.write(json.dumps(stamp).encode())
            _to_disk(stream)
        beside.replace(self._folder / "dense.json")
        self._kept = state


_VERSION = 2
"""Of the file: 1 held single precision."""


def _empty(dimension: int) -> Any:
    import faiss

    return faiss.IndexIDMap(
        faiss.IndexScalarQuantizer(dimension, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT)
    )


def _to_disk(stream: Any) -> None:
    stream.flush()
    os.fsync(stream.fileno())
