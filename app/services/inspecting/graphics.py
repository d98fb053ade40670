"""What became of CUDA's module on this PC. Without a card, a driver or a library it is passed over, and nothing fails:
so the doctor has to say it, or nobody learns why a card stays idle."""

import re
from collections.abc import Sequence
from pathlib import Path

from app.assist.place.fit import Device

_MODULES = ("libggml-cuda.so", "ggml-cuda.dll")
_LOADED = re.compile(r"\bCUDA\b")


def cuda(folder: Path, build: str, devices: Sequence[Device]) -> str:
    """A message key; empty where no such module lies in `folder`, or the child told of no build. `build` as the child
    tells it: `ggml VERSION COMMIT BACKENDS | …`."""
    if not build or not any((folder / name).is_file() for name in _MODULES):
        return ""
    if any(device.kind == "gpu" for device in devices):
        return "cuda_in_use"
    return "cuda_no_card" if _LOADED.search(build.partition("|")[0]) else "cuda_not_loaded"
