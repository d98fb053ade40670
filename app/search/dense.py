"""The dense index: FAISS over the vectors that the store holds.

A cache: `dense.faiss` beside `dense.json`, which names the vectors' state and the file's SHA-256.
A file whose hash is not the stamped one is never given to FAISS (a damaged one can end the process).
Exact inner product: at 300,000 windows it takes some 20 ms, and nothing is lost to approximation.
"""

import hashlib
import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from app.search.fuse import Scored
from app.store.vectors import Vectors

_MORE = 4  # windows asked for each passage wanted, since several windows share a passage


class Dense:
    def __init__(self, folder: Path, vectors: Vectors, model: str) -> None:
        """`model` is the key under which the store keeps this encoder's vectors."""
        self._folder = folder
        self._vectors = vectors
        self._model = model
        self._index: Any = None
        self._state: tuple[int, int, int] | None = None

    def refresh(self, *, write: bool) -> None:
        """Load or rebuild the index if the store's vectors have changed; `write` keeps it on disk."""
        state = self._vectors.state(self._model)
        if state == self._state:
            return
        self._index = self._load(state)
        if self._index is None:
            self._index = self._build()
            if write and self._index is not None:
                self._save(state)
        self._state = state

    def search(self, vector: Any, limit: int, passages: Sequence[int] | None) -> Scored:
        """The best passages for a query vector (384 float32). `passages` limits the choice."""
        import faiss
        import numpy

        if self._index is None or not self._index.ntotal or (passages is not None and not passages):
            return []
        parameters = None
        if passages is not None:
            selector = faiss.IDSelectorBatch(numpy.asarray(passages, dtype=numpy.int64))
            parameters = faiss.SearchParameters(sel=selector)  # type: ignore[call-arg]
        wanted = min(limit * _MORE, self._index.ntotal)
        scores, ids = self._index.search(vector.reshape(1, -1), wanted, params=parameters)
        best: dict[int, float] = {}
        for passage, score in zip(ids[0].tolist(), scores[0].tolist(), strict=True):
            if passage >= 0:
                best.setdefault(passage, score)
        return list(best.items())[:limit]

    def _build(self) -> Any:
        import faiss
        import numpy

        rows = self._vectors.all(self._model)
        if not rows:
            return None
        matrix = numpy.frombuffer(b"".join(row[2] for row in rows), dtype="<f2").reshape(len(rows), -1)
        matrix = matrix.astype(numpy.float32)
        index = faiss.IndexIDMap(faiss.IndexFlatIP(matrix.shape[1]))
        index.add_with_ids(matrix, numpy.asarray([row[0] for row in rows], dtype=numpy.int64))
        return index

    def _load(self, state: tuple[int, int, int]) -> Any:
        import faiss
        import numpy

        try:
            stamp = json.loads((self._folder / "dense.json").read_text(encoding="utf-8"))
            if stamp["model"] != self._model or tuple(stamp["state"]) != state:
                return None
            data = (self._folder / "dense.faiss").read_bytes()
            if hashlib.sha256(data).hexdigest() != stamp["sha256"]:
                return None
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return faiss.deserialize_index(numpy.frombuffer(data, dtype=numpy.uint8))

    def _save(self, state: tuple[int, int, int]) -> None:
        import faiss

        data = faiss.serialize_index(self._index).tobytes()
        stamp = {"model": self._model, "state": state, "sha256": hashlib.sha256(data).hexdigest()}
        self._folder.mkdir(parents=True, exist_ok=True)
        _replace(self._folder / "dense.faiss", data)
        _replace(self._folder / "dense.json", json.dumps(stamp).encode())


def _replace(path: Path, data: bytes) -> None:
    beside = path.with_name(path.name + ".new")
    with beside.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    beside.replace(path)
