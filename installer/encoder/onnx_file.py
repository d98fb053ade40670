"""Write an ONNX model, byte for byte the same on any machine: protocol buffers' wire format, by hand.

Only what a transformer needs. Field numbers are those of onnx.proto (https://github.com/onnx/onnx, IR version 8):
no library's version, clock or path enters the file.
"""

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from installer.encoder.tensors import Array

OPSET = 17
_IR_VERSION = 8
_FLOAT, _INT64, _FLOAT16 = 1, 7, 10
_ELEMENT = {"float32": _FLOAT, "int64": _INT64, "float16": _FLOAT16}
_VARINT, _BYTES, _FIXED32 = 0, 2, 5
Attribute = int | float | Sequence[int]


def _varint(value: int) -> bytes:
    value &= (1 << 64) - 1
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    out.append(value)
    return bytes(out)


def _number(field_number: int, value: int) -> bytes:
    return _varint(field_number << 3 | _VARINT) + _varint(value)


def _data(field_number: int, content: bytes | str) -> bytes:
    raw = content.encode() if isinstance(content, str) else content
    return _varint(field_number << 3 | _BYTES) + _varint(len(raw)) + raw


def _attribute(name: str, value: Attribute) -> bytes:
    head = _data(1, name)
    if isinstance(value, float):
        return head + _varint(2 << 3 | _FIXED32) + struct.pack("<f", value) + _number(20, 1)
    if isinstance(value, int):
        return head + _number(3, value) + _number(20, 2)
    return head + b"".join(_number(8, item) for item in value) + _number(20, 7)


def _tensor(name: str, value: Array) -> bytes:
    dims = b"".join(_number(1, size) for size in value.shape)
    raw = np.ascontiguousarray(value, dtype=value.dtype.newbyteorder("<")).tobytes()
    return dims + _number(2, _ELEMENT[value.dtype.name]) + _data(8, name) + _data(9, raw)


def _port(name: str, shape: Sequence[int | str]) -> bytes:
    dims = b"".join(_data(1, _data(2, size) if isinstance(size, str) else _number(1, size)) for size in shape)
    return _data(1, name) + _data(2, _data(1, _number(1, _FLOAT) + _data(2, dims)))


@dataclass
class Graph:
    """Nodes in the order of execution; names of results are given by the builder, in that order too."""

    name: str
    _nodes: list[bytes] = field(default_factory=list)
    _constants: dict[str, bytes] = field(default_factory=dict)
    _inputs: list[bytes] = field(default_factory=list)
    _outputs: list[bytes] = field(default_factory=list)

    def input(self, name: str, shape: Sequence[int | str]) -> str:
        """A float32 input; a dimension that is a name is free."""
        self._inputs.append(_data(11, _port(name, shape)))
        return name

    def constant(self, name: str, value: Array) -> str:
        """float32, float16 or int64; the same name twice is the same constant."""
        self._constants.setdefault(name, _data(5, _tensor(name, value)))
        return name

    def node(self, kind: str, *inputs: str, **attributes: Attribute) -> str:
        """One operation; returns the name of its (first) result."""
        name = f"{kind}_{len(self._nodes)}"
        told = b"".join(_data(5, _attribute(key, attributes[key])) for key in sorted(attributes))
        wires = b"".join(_data(1, item) for item in inputs) + _data(2, name)
        self._nodes.append(_data(1, wires + _data(3, name) + _data(4, kind) + told))
        return name

    def output(self, result: str, name: str, shape: Sequence[int | str]) -> None:
        wires = _data(1, result) + _data(2, name) + _data(3, name) + _data(4, "Identity")
        self._nodes.append(_data(1, wires))
        self._outputs.append(_data(12, _port(name, shape)))

    def model(self, metadata: Mapping[str, str]) -> bytes:
        """The file. `metadata` is readable by whoever opens it."""
        parts = [*self._nodes, _data(2, self.name), *self._constants.values(), *self._inputs, *self._outputs]
        notes = b"".join(_data(14, _data(1, key) + _data(2, metadata[key])) for key in sorted(metadata))
        opset = _data(8, _data(1, "") + _number(2, OPSET))
        return _number(1, _IR_VERSION) + _data(2, "munjigi") + _data(7, b"".join(parts)) + opset + notes
