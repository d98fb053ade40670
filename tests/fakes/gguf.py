"""GGUF files made here: whole ones, and ones that break a single rule of docs/gguf.md."""

import struct
from collections.abc import Sequence
from dataclasses import dataclass, field

U8, I8, U16, I16, U32, I32, F32, BOOL, STRING, ARRAY, U64, I64, F64 = range(13)
_FORMS = {U8: "B", I8: "b", U16: "H", I16: "h", U32: "I", I32: "i", F32: "f", BOOL: "?", U64: "Q", I64: "q", F64: "d"}
_BLOCKS = {0: (1, 4), 1: (1, 2), 8: (32, 34), 26: (1, 4)}  # f32, f16, q8_0, i32


def string(text: str | bytes) -> bytes:
    data = text.encode() if isinstance(text, str) else text
    return struct.pack("<Q", len(data)) + data


def scalar(kind: int, value: object) -> bytes:
    if kind == STRING:
        assert isinstance(value, str | bytes)
        return string(value)
    return struct.pack("<" + _FORMS[kind], value)


def array(kind: int, values: Sequence[object]) -> bytes:
    return struct.pack("<IQ", kind, len(values)) + b"".join(scalar(kind, value) for value in values)


@dataclass
class Tensor:
    """`data` empty: zeros. `offset` and `type` may be bent."""

    name: str | bytes
    shape: tuple[int, ...]
    data: bytes = b""
    type: int = 0
    offset: int | None = None


@dataclass
class Gguf:
    """A file in the making: change a field, then `data()`."""

    entries: list[tuple[str | bytes, int, bytes]] = field(default_factory=list)
    tensors: list[Tensor] = field(default_factory=list)
    magic: bytes = b"GGUF"
    version: int = 3
    tensor_count: int | None = None
    entry_count: int | None = None
    alignment: int = 32

    def set(self, key: str | bytes, kind: int, value: object) -> "Gguf":
        return self.raw(key, kind, scalar(kind, value))

    def many(self, key: str, kind: int, values: Sequence[object]) -> "Gguf":
        return self.raw(key, ARRAY, array(kind, values))

    def raw(self, key: str | bytes, kind: int, data: bytes) -> "Gguf":
        """Put, or put in the place of an entry of that key."""
        kept = [entry for entry in self.entries if entry[0] != key]
        self.entries = [*kept, (key, kind, data)]
        return self

    def header(self) -> bytes:
        """What stands before the weights."""
        tensors = len(self.tensors) if self.tensor_count is None else self.tensor_count
        entries = len(self.entries) if self.entry_count is None else self.entry_count
        parts = [self.magic, struct.pack("<IQQ", self.version, tensors, entries)]
        parts += [string(key) + struct.pack("<I", kind) + data for key, kind, data in self.entries]
        place = 0
        for tensor in self.tensors:
            offset = place if tensor.offset is None else tensor.offset
            parts.append(string(tensor.name) + struct.pack("<I", len(tensor.shape)))
            parts.append(b"".join(struct.pack("<Q", extent) for extent in tensor.shape))
            parts.append(struct.pack("<IQ", tensor.type, offset))
            place += _up(len(self._weights(tensor)), self.alignment)
        return b"".join(parts)

    def data(self) -> bytes:
        head = self.header()
        parts = [head.ljust(_up(len(head), self.alignment), b"\0")]
        for tensor in self.tensors:
            weights = self._weights(tensor)
            parts.append(weights.ljust(_up(len(weights), self.alignment), b"\0"))
        return b"".join(parts)

    def _weights(self, tensor: Tensor) -> bytes:
        if tensor.data:
            return tensor.data
        elements = 1
        for extent in tensor.shape:
            elements *= extent
        block, size = _BLOCKS.get(tensor.type, (1, 4))
        return bytes(min(elements // block * size, 1 << 16))


def _up(size: int, alignment: int) -> int:
    return -(-size // alignment) * alignment
