"""A LoRA adapter beside the model: read once, and put on or taken off without loading the model again."""

import ctypes
from dataclasses import dataclass
from pathlib import Path

import llama_cpp.llama_cpp as lib

from app.core.errors import AdapterMismatch


@dataclass(frozen=True, slots=True)
class Adapter:
    """`path` is a file whose SHA-256 was checked; `scale` 1 is the strength it was trained with."""

    id: str
    path: Path
    sha256: str
    scale: float


class Adapters:
    """The adapters of one loaded model. They are freed with it."""

    def __init__(self, model: int, model_id: str) -> None:
        self._model = model
        self._model_id = model_id
        self._loaded: dict[str, int] = {}
        self.worn: Adapter | None = None

    def wear(self, context: int, adapter: Adapter | None) -> None:
        """From now on the context computes with `adapter` and no other. Raises AdapterMismatch, and then wears none."""
        self.worn = None
        lib.llama_set_adapters_lora(context, None, 0, None)
        if adapter is None:
            return
        pointer = self._loaded.get(adapter.sha256) or lib.llama_adapter_lora_init(self._model, bytes(adapter.path))
        if not pointer:
            raise AdapterMismatch(adapter=adapter.id, model=self._model_id)
        self._loaded[adapter.sha256] = pointer
        pointers = (lib.llama_adapter_lora_p_ctypes * 1)(pointer)
        scales = (ctypes.c_float * 1)(adapter.scale)
        if lib.llama_set_adapters_lora(context, pointers, 1, scales):
            raise AdapterMismatch(adapter=adapter.id, model=self._model_id)
        self.worn = adapter
