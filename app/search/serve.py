"""The embedder child: sentence-transformers on a verified model directory.

Importing it costs seconds and hundreds of MB, which is why it lives in a process of its own.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from app.core.catalog import Model, ModelFile
from app.core.errors import ModelUnloadable
from app.worker.child import Handler
from app.worker.frames import Frame


class _Encoder:
    def __init__(self) -> None:
        self._model: Any = None
        self._threads = 0

    def load(self, request: Frame, cancelled: Callable[[], bool]) -> Iterator[Frame]:
        """Verify the files of the catalogue entry, then load them. Header: the entry's fields."""
        del cancelled
        model = model_from_header(request.header["model"])
        model.verify()
        import torch
        from sentence_transformers import SentenceTransformer

        self._use(int(request.header["threads"]))
        try:
            self._model = SentenceTransformer(
                str(model.folder), device="cpu", local_files_only=True, model_kwargs={"dtype": _precision(torch)}
            )
        except (OSError, ValueError, RuntimeError, KeyError) as error:
            raise ModelUnloadable(model=model.id, detail=type(error).__name__) from error
        yield Frame({"dimension": self._model.get_embedding_dimension()})

    def encode(self, request: Frame, cancelled: Callable[[], bool]) -> Iterator[Frame]:
        """Body: JSON list of texts; header: `threads` for this call. Reply body: float32 matrix, one
        normalised row a text."""
        del cancelled
        import numpy

        self._use(int(request.header["threads"]))
        texts = json.loads(request.body)
        matrix = self._model.encode(
            texts,
            prompt_name=request.header["prompt"],
            batch_size=len(texts),
            convert_to_numpy=True,
            show_progress_bar=False,
        ).astype("<f4")
        matrix /= numpy.linalg.norm(matrix, axis=1, keepdims=True)  # again: half precision leaves 0.4 % of error
        yield Frame({"rows": len(texts)}, matrix.tobytes())

    def _use(self, threads: int) -> None:
        """Torch's number of threads belongs to the process, and setting it may rebuild its pool."""
        import torch

        if threads != self._threads:
            torch.set_num_threads(threads)
            self._threads = threads


def _precision(torch: Any) -> Any:
    """bfloat16 where the processor multiplies it natively: 0.58 of the CPU time, cosine to float32 over 0.9999.

    Emulated it would be slower than float32.
    """
    able = torch.cpu.get_capabilities()
    return torch.bfloat16 if able.get("amx_bf16") or able.get("avx512_bf16") else torch.float32


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
        context=0,
        quantisation="",
        min_memory_mib=0,
        chat_template_sha256="",
    )
