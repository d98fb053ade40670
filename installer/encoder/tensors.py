"""safetensors files: a length, a JSON header, then the tensors' bytes; little endian.

Format: https://github.com/huggingface/safetensors#format. Written in the order given, so that the same tensors make
the same bytes everywhere.
"""

import hashlib
import json
import os
import struct
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]

_KINDS = {"F64": "<f8", "F32": "<f4", "F16": "<f2", "I64": "<i8", "I32": "<i4", "I16": "<i2", "I8": "|i1"}
_NAMES = {np.dtype(kind): name for name, kind in _KINDS.items()}
_MAX_HEADER = 16 << 20


class BadTensors(ValueError):
    """Not a safetensors file, or one cut short."""


def read(data: bytes | memoryview) -> tuple[dict[str, Array], dict[str, str]]:
    """(tensors that share `data`'s memory, metadata). Raises BadTensors."""
    try:
        (length,) = struct.unpack_from("<Q", data, 0)
        if length > min(_MAX_HEADER, len(data) - 8):
            raise BadTensors("header")
        header = json.loads(bytes(data[8 : 8 + length]))
        meta = {str(key): str(value) for key, value in header.pop("__metadata__", {}).items()}
        return {name: _tensor(data, 8 + length, entry) for name, entry in header.items()}, meta
    except (struct.error, ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadTensors(str(error)) from error


def _tensor(data: bytes | memoryview, base: int, entry: Mapping[str, Any]) -> Array:
    kind, shape = np.dtype(_KINDS[entry["dtype"]]), tuple(int(size) for size in entry["shape"])
    begin, end = (int(at) for at in entry["data_offsets"])
    count = int(np.prod(shape, dtype=np.int64))
    if not 0 <= begin <= end <= len(data) - base or end - begin != count * kind.itemsize or min(shape, default=0) < 0:
        raise BadTensors("offsets")
    return np.frombuffer(data, dtype=kind, count=count, offset=base + begin).reshape(shape)


def write(out: Path, tensors: Mapping[str, Array], metadata: Mapping[str, str]) -> str:
    """Beside and renamed; returns the SHA-256. Raises OSError, KeyError for a kind that the format lacks."""
    header: dict[str, object] = {"__metadata__": dict(metadata)}
    at = 0
    for name, tensor in tensors.items():
        header[name] = {
            "dtype": _NAMES[tensor.dtype.newbyteorder("<")],
            "shape": list(tensor.shape),
            "data_offsets": [at, at + tensor.nbytes],
        }
        at += tensor.nbytes
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    digest = hashlib.sha256()
    beside = out.with_name(out.name + ".partial")
    with beside.open("wb") as stream:
        for block in (struct.pack("<Q", len(text)), text, *map(_bytes, tensors.values())):
            digest.update(block)
            stream.write(block)
        stream.flush()
        os.fsync(stream.fileno())
    beside.replace(out)
    return digest.hexdigest()


def _bytes(tensor: Array) -> bytes:
    return np.ascontiguousarray(tensor, dtype=tensor.dtype.newbyteorder("<")).tobytes()
