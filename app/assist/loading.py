"""Which model the llm child loads, and where on this PC: asked once for each child."""

from collections.abc import Iterator
from dataclasses import asdict

from app.core.answers import Placement
from app.core.catalog import Model
from app.core.errors import ModelUnloadable
from app.core.events import Cancel, Progress
from app.worker.client import Child

_SILENCE = 600.0
"""Seconds without a reply while hashing and loading: a cold disk on a busy PC."""


class Loader:
    """Knows the model and its room; remembers which child has it."""

    def __init__(self, model: Model, threads: int, prompt_threads: int, context_tokens: int) -> None:
        self.model = model
        self.placement: Placement | None = None
        self.context_tokens = min(context_tokens, model.context or context_tokens)
        """Room for a prompt and its answer together, in tokens."""
        self._threads = threads
        self._prompt_threads = prompt_threads
        self._loaded_in: int | None = None

    def load(self, child: Child, cancel: Cancel | None) -> Iterator[Progress]:
        """Load the model if this child does not hold it yet; progress in bytes hashed.

        Raises ModelMissing, ModelDamaged, ModelUnloadable, Cancelled and what a lost child raises.
        """
        pid = child.pid
        if pid is not None and pid == self._loaded_in:
            return
        self._loaded_in = None
        if self.model.format is None:
            raise ModelUnloadable(model=self.model.id, detail="chat_format")
        header = {
            "model": self.model.id,
            "folder": str(self.model.folder),
            "files": [asdict(file) for file in self.model.files],
            "chat_template_sha256": self.model.chat_template_sha256,
            "chat": asdict(self.model.format),
            "threads": self._threads,
            "prompt_threads": self._prompt_threads,
            "context_tokens": self.context_tokens,
        }
        for frame in child.call("load", header, cancel=cancel, silence=_SILENCE):
            if "verified" in frame.header:
                done, total = frame.header["verified"]
                yield Progress("model", int(done), int(total), self.model.id)
        self._loaded_in = child.pid
