"""Whether this build of llama.cpp knows a model file: it is asked, not looked up in a list.

llama.cpp reads the architecture, the figures and the vocabulary with its pre-tokenizer, and none of the weights
(llama_model_params.vocab_only). What it knows changes with the build; a list kept here would lie after the next one.
"""

import ctypes
from dataclasses import dataclass
from pathlib import Path

import llama_cpp.llama_cpp as lib

_ERROR = 4  # ggml_log_level
_REASONS = {"unknown model architecture": "architecture", "unknown pre-tokenizer type": "pre-tokenizer"}


@dataclass(frozen=True, slots=True)
class Known:
    """`reason` is empty where llama.cpp read the file; otherwise `architecture`, `pre-tokenizer` or `file`."""

    reason: str


def known(path: Path) -> Known:
    """Ask llama.cpp. The file has passed assist.gguf.header; one that kills llama.cpp all the same kills this child."""
    said: list[str] = []

    @lib.llama_log_callback  # type: ignore[untyped-decorator, unused-ignore]
    def listen(level: int, untrusted_text: bytes, _data: ctypes.c_void_p) -> None:
        if level == _ERROR:
            said.append(untrusted_text.decode("utf-8", "replace"))

    lib.llama_log_set(listen, ctypes.c_void_p(0))
    params = lib.llama_model_default_params()
    params.n_gpu_layers = 0
    params.vocab_only = True
    model = lib.llama_model_load_from_file(bytes(path), params)
    if model:
        lib.llama_model_free(model)
        return Known("")
    words = " ".join(said)
    return Known(next((reason for sign, reason in _REASONS.items() if sign in words), "file"))
