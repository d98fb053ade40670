"""The embedder child: a verified encoder pack at work.

The runtime and its buffers live in a process of their own: it can be ended, and what it costs ends with it.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from app.core.catalog import Model, ModelFile
from app.core.errors import Cancelled, ModelUnloadable
from app.search.encoder.engine import FILES, Engine
from app.worker.child import Handler
from app.worker.frames import Frame


class _Encoder:
    def __init__(self) -> None:
        self._engine: Engine | None = None

    def load(self, request: Frame, cancelled: Callable[[], bool]) -> Iterator[Frame]:
        """Verify the files that the engine reads, then load them. Header: the catalogue entry's fields, `threads`."""
        del cancelled
        model = model_from_header(request.header["model"])
        model.verify(only=FILES)
        try:
            self._engine = Engine(model.folder, model.context, int(request.header["threads"]))
        except (OSError, ValueError, RuntimeError, KeyError, ImportError) as error:
            raise ModelUnloadable(model=model.id, detail=type(error).__name__) from error
        yield Frame({"dimension": self._engine.dimension, "precision": self._engine.precision})

    def encode(self, request: Frame, cancelled: Callable[[], bool]) -> Iterator[Frame]:
        """Body: JSON list of texts; header: `prompt`, and `threads` for this call. A reply for each batch: `places`,
        which of the texts; body: float32 matrix, one unit vector a place."""
        assert self._engine is not None
        texts = json.loads(request.body)
        header = request.header
        for places, matrix in self._engine.vectors(texts, header["prompt"], int(header["threads"])):
            if cancelled():
                raise Cancelled
            yield Frame({"places": places}, matrix.astype("<f4").tobytes())


def handlers() -> Mapping[str, Handler]:
    encoder = _Encoder()
    return {"load": encoder.load, "encode": encoder.encode}


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
