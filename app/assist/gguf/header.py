"""The header of a GGUF file, read without llama.cpp: metadata and the list of tensors, never the weights.

Form: ggml, docs/gguf.md (versions 2 and 3, little-endian). A file is untrusted: every count and length is held
against the bytes that are left before anything is kept, and what llama.cpp would abort over is refused here
(app/assist/gguf/limits.py). Long arrays, such as the words of a tokenizer, are counted and passed over.
"""

import re
import stat
import struct
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from app.assist.gguf import limits
from app.assist.gguf.kinds import ARRAY, BOOL, SCALARS, STRING, TENSOR_TYPES, Counted, Item, Value
from app.core.errors import ModelFileBad, ModelMissing

_MAGIC = b"GGUF"
_VERSIONS = (2, 3)
_HEADER_MAX = 256 << 20  # bytes before the weights; the largest tokenizers take some 30 MiB
_STRING_MAX = 4 << 20
_KEY_MAX = 256
_ENTRIES_MAX = 10_000
_TENSORS_MAX = 100_000
_NAME_MAX = 63  # ggml holds a tensor's name in 64 bytes with its end
_KEPT_MAX = 1024  # items of an array that is kept without having been asked for
_ENTRY_LEAST = 8 + 1 + 4 + 1
_TENSOR_LEAST = 8 + 1 + 4 + 8 + 4 + 8
_KEY = re.compile(rb"[A-Za-z0-9_.\-]+")
_NAME = re.compile(rb"[\x21-\x7e]+")


@dataclass(frozen=True, slots=True)
class Tensor:
    """`shape` is in ggml's order, the row length first; `bytes` is its size and `offset` its place from the start
    of the file. `type` is ggml's name, lower case: "q4_k"."""

    name: str
    shape: tuple[int, ...]
    type: str
    bytes: int
    offset: int


@dataclass(frozen=True, slots=True)
class Header:
    """What stands before the weights. Arrays in `metadata` are tuples, or Counted where they were passed over."""

    version: int
    metadata: Mapping[str, Value]
    tensors: tuple[Tensor, ...]
    file_bytes: int

    @property
    def architecture(self) -> str:
        return self.text("general.architecture")

    def text(self, key: str) -> str:
        """A string's value; empty when it is absent or no string."""
        value = self.metadata.get(key)
        return value if isinstance(value, str) else ""

    def number(self, key: str, default: int = 0) -> int:
        """An integer's value. `{arch}.` at the beginning stands for the architecture's own prefix."""
        value = self.metadata.get(key.replace("{arch}", self.architecture))
        return value if isinstance(value, int) and not isinstance(value, bool) else default

    def items(self, key: str) -> int:
        """The length of an array, kept or passed over; 0 when it is absent."""
        value = self.metadata.get(key)
        if isinstance(value, Counted):
            return value.count
        return len(value) if isinstance(value, tuple) else 0


def read(path: Path, *, wanted: Collection[str] = ()) -> Header:
    """The header of `path`. Arrays named in `wanted` are kept whole, however long.

    Raises ModelMissing, and ModelFileBad whose `detail` is a short English token.
    """
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):
            raise ModelFileBad(name=path.name, detail="not-a-file")
        with path.open("rb", buffering=1 << 20) as stream:
            return _header(_Source(stream, about.st_size), wanted)
    except FileNotFoundError as error:
        raise ModelMissing(model=path.stem, name=path.name) from error
    except OSError as error:
        raise ModelFileBad(name=path.name, detail="unreadable") from error
    except limits.Refused as error:
        raise ModelFileBad(name=path.name, detail=error.token) from error


class _Source:
    """Bytes in order, never more than the file and the ceiling hold."""

    def __init__(self, stream: BinaryIO, size: int) -> None:
        self._stream = stream
        self.size = size
        self.place = 0
        self._end = min(size, _HEADER_MAX)

    @property
    def left(self) -> int:
        return self._end - self.place

    def take(self, count: int) -> bytes:
        if count > self.left:
            raise limits.Refused("short" if self._end == self.size else "header-too-long")
        data = self._stream.read(count)
        if len(data) != count:
            raise limits.Refused("short")
        self.place += count
        return data

    def number(self, form: struct.Struct) -> int:
        return int(form.unpack(self.take(form.size))[0])

    def string(self, most: int, token: str) -> bytes:
        length = self.number(_U64)
        if length > most:
            raise limits.Refused(token)
        return self.take(length)

    def skip(self, count: int) -> None:
        while count > 0:
            count -= len(self.take(min(count, 1 << 20)))


_U32 = struct.Struct("<I")
_U64 = struct.Struct("<Q")


def _header(source: _Source, wanted: Collection[str]) -> Header:
    version = _version(source)
    tensor_count, entry_count = source.number(_U64), source.number(_U64)
    if tensor_count > _TENSORS_MAX or tensor_count * _TENSOR_LEAST > source.left:
        raise limits.Refused("tensor-count")
    if entry_count > _ENTRIES_MAX or entry_count * _ENTRY_LEAST > source.left:
        raise limits.Refused("metadata-count")
    metadata: dict[str, Value] = {}
    for _ in range(entry_count):
        key = _key(source)
        if key in metadata:
            raise limits.Refused("key-twice")
        metadata[key] = _value(source, key in wanted)
    listed = [_listed(source) for _ in range(tensor_count)]
    alignment = limits.alignment(metadata)
    tensors = _placed(listed, -(-source.place // alignment) * alignment, alignment, source.size)
    limits.check(metadata, [tensor.name for tensor in tensors])
    return Header(version, metadata, tensors, source.size)


def _version(source: _Source) -> int:
    if source.left < 24:
        raise limits.Refused("short")
    if source.take(4) != _MAGIC:
        raise limits.Refused("magic")
    version = source.number(_U32)
    if version not in _VERSIONS:
        raise limits.Refused("big-endian" if version & 0xFFFF == 0 and version else "version")
    return version


def _key(source: _Source) -> str:
    data = source.string(_KEY_MAX, "key-length")
    if not _KEY.fullmatch(data):
        raise limits.Refused("key-letters")
    return data.decode("ascii")


def _value(source: _Source, wanted: bool) -> Value:
    kind = source.number(_U32)
    if kind == ARRAY:
        return _array(source, wanted)
    return _item(source, kind)


def _item(source: _Source, kind: int) -> Item:
    if kind == STRING:
        data = source.string(_STRING_MAX, "string-length")
        if b"\0" in data:  # llama.cpp reads no further, and would read another text than we do
            raise limits.Refused("string-letters")
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError as error:
            raise limits.Refused("string-letters") from error
    if kind == BOOL:
        byte = source.take(1)[0]
        if byte > 1:
            raise limits.Refused("bool")
        return byte == 1
    if kind not in SCALARS:
        raise limits.Refused("value-type")
    form = SCALARS[kind].form
    value: Item = form.unpack(source.take(form.size))[0]
    return value


def _array(source: _Source, wanted: bool) -> Value:
    kind, count = source.number(_U32), source.number(_U64)
    if kind == ARRAY:
        raise limits.Refused("nested-array")
    if kind not in SCALARS:
        raise limits.Refused("value-type")
    if count * SCALARS[kind].least > source.left:
        raise limits.Refused("array-length")
    if wanted or count <= _KEPT_MAX:
        if kind == STRING:  # a tokenizer's words may be halves of letters
            words = (source.string(_STRING_MAX, "string-length") for _ in range(count))
            return tuple(word.decode("utf-8", "surrogateescape") for word in words)
        return tuple(_item(source, kind) for _ in range(count))
    if kind == STRING:
        for _ in range(count):
            source.string(_STRING_MAX, "string-length")
    else:
        source.skip(count * SCALARS[kind].least)
    return Counted(SCALARS[kind].name, count)


@dataclass(frozen=True, slots=True)
class _Listed:
    name: str
    shape: tuple[int, ...]
    type: int
    offset: int


def _listed(source: _Source) -> _Listed:
    name = source.string(_NAME_MAX, "tensor-name")
    if not _NAME.fullmatch(name):
        raise limits.Refused("tensor-name")
    dimensions = source.number(_U32)
    if not 1 <= dimensions <= 4:
        raise limits.Refused("tensor-dimensions")
    shape = tuple(source.number(_U64) for _ in range(dimensions))
    return _Listed(name.decode("ascii"), shape, source.number(_U32), source.number(_U64))


def _placed(listed: list[_Listed], start: int, alignment: int, size: int) -> tuple[Tensor, ...]:
    """The tensors with their sizes. They lie one after the other, each at the next aligned place, as ggml reads."""
    tensors: list[Tensor] = []
    names: set[str] = set()
    place = start
    for entry in listed:
        if entry.name in names:
            raise limits.Refused("tensor-twice")
        names.add(entry.name)
        if entry.offset % alignment:
            raise limits.Refused("tensor-alignment")
        if entry.offset != place - start:
            raise limits.Refused("tensor-offset")
        length = _length(entry)
        if length > size - place:
            raise limits.Refused("tensor-outside")
        tensors.append(Tensor(entry.name, entry.shape, TENSOR_TYPES[entry.type].name, length, place))
        place += -(-length // alignment) * alignment
    return tuple(tensors)


def _length(entry: _Listed) -> int:
    """Bytes of a tensor. Its row is a whole number of the type's blocks, and its elements count within 63 bits."""
    if entry.type not in TENSOR_TYPES:
        raise limits.Refused("tensor-type")
    kind = TENSOR_TYPES[entry.type]
    if entry.shape[0] % kind.block:
        raise limits.Refused("tensor-block")
    elements = 1
    for extent in entry.shape:
        elements *= extent
        if not 1 <= elements < 1 << 63:
            raise limits.Refused("tensor-shape")
    return elements // kind.block * kind.bytes
