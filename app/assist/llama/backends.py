"""Where llama.cpp can compute: ggml's backends, loaded from beside libllama and from nowhere else, and their devices.

A build with loadable backends (GGML_BACKEND_DL) has none until it is told where they lie; llama_backend_init would
search the current directory, so they are loaded before it. A static build has its backends and searches nothing.
"""

import ctypes
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import llama_cpp.llama_cpp as lib

_CPU, _GPU, _INTEGRATED = 0, 1, 2  # ggml_backend_dev_type; 3 is an accelerator of the CPU (BLAS, AMX)
_MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class Device:
    """One place to compute. `kind` is `cpu`, `gpu` or `integrated`, whose memory is the main one; in MiB, free
    at the time of asking."""

    name: str
    title: str
    kind: str
    free_mib: int
    total_mib: int


class Backends:
    """ggml's registry of this process. Made before a model is loaded, once."""

    def __init__(self) -> None:
        self._ggml, self._base = _library("ggml"), _library("ggml-base")
        if not self._ggml.ggml_backend_reg_count():
            self._ggml.ggml_backend_load_all_from_path(bytes(_folder()))
        lib.llama_backend_init()

    def devices(self) -> tuple[Device, ...]:
        """Every CPU and graphics card that the loaded backends see."""
        pointers = [self._ggml.ggml_backend_dev_get(index) for index in range(self._ggml.ggml_backend_dev_count())]
        return tuple(device for pointer in pointers if (device := self._device(pointer)) is not None)

    def handle(self, name: str) -> int | None:
        """ggml's pointer to the device of that name, None when there is none."""
        return self._ggml.ggml_backend_dev_by_name(name.encode()) or None

    def build(self) -> str:
        """What the code was compiled for and which backends answer; states of another build are not used."""
        regs = [self._ggml.ggml_backend_reg_get(index) for index in range(self._ggml.ggml_backend_reg_count())]
        names = ",".join(self._base.ggml_backend_reg_name(reg).decode() for reg in regs)
        version, commit = self._base.ggml_version().decode(), self._base.ggml_commit().decode()
        info = lib.llama_print_system_info().decode("utf-8", "replace").strip(" |")
        return f"ggml {version} {commit} {names} | {info}"

    def _device(self, pointer: int) -> Device | None:
        kind = self._base.ggml_backend_dev_type(pointer)
        if kind not in (_CPU, _GPU, _INTEGRATED):
            return None
        free, total = ctypes.c_size_t(0), ctypes.c_size_t(0)
        self._base.ggml_backend_dev_memory(pointer, ctypes.byref(free), ctypes.byref(total))
        return Device(
            name=self._base.ggml_backend_dev_name(pointer).decode("utf-8", "replace"),
            title=self._base.ggml_backend_dev_description(pointer).decode("utf-8", "replace").strip(),
            kind={_CPU: "cpu", _GPU: "gpu"}.get(kind, "integrated"),
            free_mib=(_available(free.value) if kind == _CPU else free.value) // _MIB,
            total_mib=total.value // _MIB,
        )


def _available(otherwise: int) -> int:
    """Bytes of main memory that can be had; on Linux ggml gives all there is as free."""
    try:
        lines = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
    except OSError:
        return otherwise
    found = [int(line.split()[1]) << 10 for line in lines if line.startswith("MemAvailable:")]
    return found[0] if found else otherwise


def _folder() -> Path:
    return Path(lib._base_path)


def _library(name: str) -> Any:
    """One of ggml's libraries: the very file that libllama was linked with and has loaded."""
    pattern = {"win32": "{}.dll", "darwin": "lib{}.dylib"}.get(sys.platform, "lib{}.so")
    library = ctypes.CDLL(str(_folder() / pattern.format(name)))
    for function, (result, arguments) in _shapes().items():
        if hasattr(library, function):
            called = getattr(library, function)
            called.restype, called.argtypes = result, arguments
    return library


def _shapes() -> dict[str, tuple[Any, list[Any]]]:
    """ggml-backend.h: what the functions take and give; each library has some of them."""
    pointer, text, size = ctypes.c_void_p, ctypes.c_char_p, ctypes.c_size_t
    return {
        "ggml_backend_reg_count": (size, []),
        "ggml_backend_reg_get": (pointer, [size]),
        "ggml_backend_reg_name": (text, [pointer]),
        "ggml_backend_dev_count": (size, []),
        "ggml_backend_dev_get": (pointer, [size]),
        "ggml_backend_dev_by_name": (pointer, [text]),
        "ggml_backend_dev_name": (text, [pointer]),
        "ggml_backend_dev_description": (text, [pointer]),
        "ggml_backend_dev_type": (ctypes.c_int, [pointer]),
        "ggml_backend_dev_memory": (None, [pointer, ctypes.POINTER(size), ctypes.POINTER(size)]),
        "ggml_backend_load_all_from_path": (None, [text]),
        "ggml_version": (text, []),
        "ggml_commit": (text, []),
    }
