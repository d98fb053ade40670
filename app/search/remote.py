"""The embedder as the parent sees it: texts in, unit vectors out."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.core.catalog import Model
from app.core.errors import EmbedderFailed
from app.core.events import Cancel
from app.search import windows
from app.search.pack import reranks
from app.worker.client import Child, ChildCrashed, ChildDied, ChildSilent

DIMENSION = 384
CALL = 512
"""Texts in a call at which batches are well filled; more gain nothing, fewer pad more."""

_SILENCE = 300.0  # seconds; a batch takes one at most, loading a few


@dataclass(frozen=True, slots=True)
class Running:
    """What computes: `runtime` with its version, `precision` bf16 or f32, `threads` at most."""

    runtime: str
    precision: str
    threads: int


class Embedder:
    """Loads its model on first use; when the child has died it is started again once per request."""

    def __init__(self, model: Model, threads: int) -> None:
        self.model = model
        self._threads = threads
        self._child = Child("embedder")
        self._loaded_pid: int | None = None
        self._told: Mapping[str, Any] = {}

    @property
    def key(self) -> str:
        """Names the vectors in the store: the weights and the way passages are cut."""
        return f"{self.model.files[0].sha256[:16]}-w{windows.VERSION}"

    @property
    def pid(self) -> int | None:
        return self._child.pid

    @property
    def ready(self) -> bool:
        """The child runs and has loaded its model."""
        return self._child.pid is not None and self._child.pid == self._loaded_pid

    def passages(self, texts: Sequence[str], *, cancel: Cancel | None = None, threads: int = 0) -> Any:
        """(len(texts), DIMENSION) float32, unit vectors. `threads` is for this call; 0: as many as for a question.

        Sorted and batched inside: best called with CALL texts at once, in any order.
        Raises EmbedderFailed, ModelMissing, ModelDamaged, ModelUnloadable.
        """
        return self._encode("passage", texts, cancel, threads)

    def query(self, text: str, *, cancel: Cancel | None = None) -> Any:
        """(DIMENSION,) float32, a unit vector."""
        return self._encode("query", [text], cancel, 0)[0]

    @property
    def reranks(self) -> bool:
        """Whether the pack has a reranker: only then ask for scores."""
        return reranks(self.model)

    def scores(self, query: str, passages: Sequence[str], *, cancel: Cancel | None = None) -> Any:
        """(len(passages),) float32: how well each answers the query; higher is better, comparable in one call only.

        Raises as passages(); ModelMissing when the pack has no reranker.
        """
        pairs = [(query, passage) for passage in passages]
        return self._rows("score", pairs, 1, cancel, {"threads": 0})[:, 0]

    def load(self, cancel: Cancel | None = None) -> None:
        """Start the child and load the model unless that has been done."""
        if self._child.pid is None or self._child.pid != self._loaded_pid:
            header = {"model": model_header(self.model), "threads": self._threads}
            for frame in self._child.call("load", header, cancel=cancel, silence=_SILENCE):
                self._told = frame.header
            self._loaded_pid = self._child.pid

    def running(self, cancel: Cancel | None = None) -> Running:
        """Loads the model unless that has been done. Raises as passages()."""
        try:
            self.load(cancel)
        except (ChildDied, ChildSilent, ChildCrashed) as error:
            self._child.kill()
            raise EmbedderFailed(model=self.model.id) from error
        return Running(str(self._told["runtime"]), str(self._told["precision"]), self._threads)

    def close(self) -> None:
        self._child.kill()

    def _encode(self, prompt: str, texts: Sequence[str], cancel: Cancel | None, threads: int) -> Any:
        return self._rows("encode", list(texts), DIMENSION, cancel, {"prompt": prompt, "threads": threads})

    def _rows(
        self, op: str, items: Sequence[object], width: int, cancel: Cancel | None, header: dict[str, object]
    ) -> Any:
        header["threads"] = header["threads"] or self._threads
        for attempt in (1, 2):
            try:
                return self._ask(op, items, width, cancel, header)
            except (ChildDied, ChildSilent, ChildCrashed) as error:
                self._child.kill()
                if attempt == 2:
                    raise EmbedderFailed(model=self.model.id) from error
        raise AssertionError

    def _ask(
        self, op: str, items: Sequence[object], width: int, cancel: Cancel | None, header: dict[str, object]
    ) -> Any:
        """(len(items), width) float32; the child answers a batch at a time, in an order of its own."""
        import numpy

        self.load(cancel)
        body = json.dumps(items, ensure_ascii=False).encode("utf-8", "replace")
        matrix = numpy.zeros((len(items), width), dtype=numpy.float32)
        for frame in self._child.call(op, header, body, cancel=cancel, silence=_SILENCE):
            matrix[frame.header["places"]] = numpy.frombuffer(frame.body, dtype="<f4").reshape(-1, width)
        return matrix


def model_header(model: Model) -> dict[str, object]:
    """A catalogue entry as JSON for a child."""
    return {
        "id": model.id,
        "folder": str(model.folder),
        "context": model.context,
        "files": [[file.path, file.bytes, file.sha256] for file in model.files],
    }
