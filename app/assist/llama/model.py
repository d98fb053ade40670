"""Opening a model file and making a context for it: where its layers lie, and in what form it remembers."""

import ctypes
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import llama_cpp.llama_cpp as lib

from app.assist.llama.backends import Backends
from app.assist.llama.lookup import LONGEST_DRAFT
from app.assist.templates import fingerprint
from app.core.catalog import ChatFormat
from app.core.errors import ModelDamaged, ModelUnloadable

log = logging.getLogger(__name__)

BATCH = 128
"""Tokens a batch on a CPU: 0.985 of the prompt speed of 512, and a progress report every ~second."""

_CPU = "CPU"
_KV = {"f16": 1, "q8_0": 8}  # ggml_type
_TEMPLATE_KEY = b"tokenizer.chat_template"
_WARNING, _ERROR = 3, 4  # ggml_log_level: 1 debugging, 2 information, 5 continues a line


@dataclass(frozen=True, slots=True)
class Threads:
    """Evaluating a prompt is bound by arithmetic and uses every core; generation is bound by memory."""

    generation: int
    prompt: int


@dataclass(frozen=True, slots=True)
class Setup:
    """A model as it is to be loaded. `path` is a file whose SHA-256, `sha256`, was checked.

    the last `layers` of it go to `device` (ggml's name); `kv` is the type of keys and values, `context` and `batch` are
    tokens.
    """

    path: Path
    sha256: str
    model_id: str
    template_sha256: str
    chat: ChatFormat
    threads: Threads
    context: int
    device: str = _CPU
    layers: int = 0
    kv: str = "f16"
    batch: int = BATCH

    @property
    def on_cpu(self) -> bool:
        return self.layers == 0 or self.device == _CPU


@lib.llama_log_callback  # type: ignore[untyped-decorator, unused-ignore]
def _on_log(level: int, untrusted_text: bytes, _data: ctypes.c_void_p) -> None:
    text = untrusted_text.decode("utf-8", "replace").rstrip()
    if text:
        log.log(logging.WARNING if level in (_WARNING, _ERROR) else logging.DEBUG, "%s", text)


def listen() -> None:
    """llama.cpp's own words go to the log instead of the terminal."""
    lib.llama_log_set(_on_log, ctypes.c_void_p(0))


def open_model(setup: Setup, backends: Backends) -> int:
    """llama.cpp's pointer to the model.

    Raises ModelUnloadable (llama.cpp refuses the file, too little memory, no such device) and ModelDamaged (its chat
    template is not the pinned one).
    """
    handle = None if setup.on_cpu else backends.handle(setup.device)
    if not setup.on_cpu and handle is None:
        raise ModelUnloadable(model=setup.model_id, detail="device")
    chosen = (ctypes.c_void_p * 2)(handle, None)  # a list that ends with null; an empty one is the CPU alone
    params = _model_params(setup)
    params.devices = ctypes.addressof(chosen)
    pointer = lib.llama_model_load_from_file(bytes(setup.path), params)
    if not pointer:
        raise ModelUnloadable(model=setup.model_id, detail="file")
    if fingerprint(metadata(pointer, _TEMPLATE_KEY)) != setup.template_sha256:
        lib.llama_model_free(pointer)
        raise ModelDamaged(model=setup.model_id, name=_TEMPLATE_KEY.decode())
    return int(pointer)


def open_context(model: int, setup: Setup) -> int:
    """A context of `setup.context` tokens. Raises ModelUnloadable when there is too little memory."""
    params = lib.llama_context_default_params()
    params.n_ctx = setup.context
    params.n_batch = params.n_ubatch = setup.batch
    params.n_outputs_max = LONGEST_DRAFT + 1
    params.n_threads, params.n_threads_batch = setup.threads.generation, setup.threads.prompt
    # ggml's flash attention on a CPU takes 64 tokens at a time and fewer one by one: behind 3,300 tokens a question of
    # 36 took 1.06 s with it and .66 s without, a generated token .166 s and .144 s (1.5B); whole batches gain 6 %.
    plain = setup.on_cpu and setup.kv == "f16"  # values of 8 bits need it
    params.flash_attn_type = lib.LLAMA_FLASH_ATTN_TYPE_DISABLED if plain else lib.LLAMA_FLASH_ATTN_TYPE_ENABLED
    params.type_k = params.type_v = _KV[setup.kv]
    params.op_offload = params.offload_kqv = not setup.on_cpu
    params.no_perf = True
    pointer = lib.llama_init_from_model(model, params)
    if not pointer:
        raise ModelUnloadable(model=setup.model_id, detail="memory")
    return int(pointer)


def metadata(model: int, key: bytes) -> bytes:
    """A metadata value as bytes, empty when it is absent."""
    size = 1 << 16
    buffer = ctypes.create_string_buffer(size)
    length = int(lib.llama_model_meta_val_str(model, key, buffer, size))
    if length >= size:
        buffer = ctypes.create_string_buffer(length + 1)
        lib.llama_model_meta_val_str(model, key, buffer, length + 1)
    return buffer.raw[:length] if length > 0 else b""


def placed(header: Mapping[str, Any] | None) -> dict[str, Any]:
    """The fields of Setup that the parent chose; none where it leaves them to us."""
    if header is None:
        return {}
    return {
        "device": str(header["device"]),
        "layers": int(header["layers"]),
        "kv": str(header["kv"]),
        "context": int(header["context"]),
        "batch": int(header["batch"]),
    }


def _model_params(setup: Setup) -> lib.llama_model_params:
    params = lib.llama_model_default_params()
    # llama.cpp counts what turns the last layer into words as one more, and puts it on the card first.
    params.n_gpu_layers = 0 if setup.on_cpu else setup.layers + 1
    # On a CPU the weights are repacked: a memory map would keep a second copy (a third more memory).
    params.load_mode = lib.LLAMA_LOAD_MODE_NONE if setup.on_cpu else lib.LLAMA_LOAD_MODE_AUTO
    # GCC 12 drops half of the stores before ldtilecfg in ggml's AMX kernels: the first matrix ends in a
    # protection fault. A build that has them does without all repacked weights; slower, but alive.
    params.use_extra_bufts = b"AMX_INT8 = 1" not in lib.llama_print_system_info()
    return params
