"""The embedder child: a verified encoder pack at work.

The runtime and its buffers live in a process of their own: it can be ended, and what it costs ends with it.
"""

import contextlib
import json
from collections.abc import Callable, Generator, Iterator, Mapping
from pathlib import Path
from typing import Any

from app.core.catalog import Model, ModelFile
from app.core.errors import Cancelled, ModelMissing, ModelUnloadable
from app.search.encoder.engine import Engine, Rows
from app.search.pack import RERANKER, read_files
from app.worker.child import Handler
from app.worker.frames import Frame


class _Encoder:
    def __init__(self) -> None:
        self._engine: Engine | None = None
        self._id = ""

    def load(self, request: Frame, cancelled: Callable[[], bool]) -> Iterator[Frame]:
        """Verify the files that the engine reads, then load them. Header: the catalogue entry's fields, `threads`."""
        del cancelled
        model = model_from_header(request.header["model"])
        self._id = model.id
        model.verify(only=read_files(model))
        try:
            self._engine = Engine(model.folder, model.context, int(request.header["threads"]), read_files(model))
        except (OSError, ValueError, RuntimeError, KeyError, ImportError) as error:
            raise ModelUnloadable(model=model.id, detail=type(error).__name__) from error
        told = {"runtime": self._engine.runtime, "precision": self._engine.precision}
        yield Frame({"dimension": self._engine.dimension, **told})

    def encode(self, request: Frame, cancelled: Callable[[], bool]) -> Iterator[Frame]:
        """Body: JSON list of texts; header: `prompt`, and `threads` for this call. A reply for each batch: `places`,
        which of the texts; body: float32 matrix, one unit vector a place."""
        engine, header = self._loaded(), request.header
        found = engine.vectors(json.loads(request.body), header["prompt"], int(header["threads"]))
        yield from _replies(found, cancelled)

    def score(self, request: Frame, cancelled: Callable[[], bool]) -> Iterator[Frame]:
        """Body: JSON list of [query, passage]; header: `threads`. Replies as of `encode`, one float32 a place."""
        pairs = [(str(query), str(passage)) for query, passage in json.loads(request.body)]
        try:
            yield from _replies(self._loaded().scores(pairs, int(request.header["threads"])), cancelled)
        except LookupError as error:
            raise ModelMissing(model=self._id, name=RERANKER) from error

    def _loaded(self) -> Engine:
        if self._engine is None:
            raise RuntimeError("load comes first")
        return self._engine


def _replies(found: Generator[Rows], cancelled: Callable[[], bool]) -> Iterator[Frame]:
    """Raises Cancelled."""
    with contextlib.closing(found):  # its lanes come to rest before the next request
        for places, matrix in found:
            if cancelled():
                raise Cancelled
            yield Frame({"places": places}, matrix.astype("<f4").tobytes())


def handlers() -> Mapping[str, Handler]:
    encoder = _Encoder()
    return {"load": encoder.load, "encode": encoder.encode, "score": encoder.score}


def model_from_header(header: Mapping[str, Any]) -> Model:
    """The catalogue entry as it crossed the pipe; see remote.model_header."""
    return Model(
        id=str(header["id"]),
        role="embed",
        default=False,
        folder=Path(str(header["folder"])),
        files=tuple(ModelFile(*file) for file in header["files"]),
        licence="",
        origin="",
        context=int(header["context"]),
        quantisation="",
        min_memory_mib=0,
        chat_template_sha256="",
    )
