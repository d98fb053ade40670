"""The packed 4-bit form of multilingual-e5-small, read.

Layout, little endian, in this order:
magic `E5S1`, u32 version; i32 hidden, layers, heads, feed-forward, embedding rows, positions, types; f32 epsilon; i32
block; i32 pieces, bos, eos, pad, unk; u64 blob bytes; u32 offsets[pieces+1]; f32 scores[pieces]; blob; i32 rules, u32
rule bytes; rules; i32 entries; then each entry: u16 name length, name, u8 kind (0 f32, 1 q4_0), u32 weights, u64 offset
from the start of the file, u64 bytes.
Q4_0: 18 bytes hold 32 weights: an f16 scale d, then 16 bytes; byte j holds w[j] low and w[j+16] high; a weight is
(q-8)*d.

Needs numpy. The numbers are the same on every machine: an f16 scale times a small integer is exact in f32.
"""

import json
import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

_BLOCK = 32
_BLOCK_BYTES = 18
_HEAD = struct.Struct("<4sI7ifi")
_LAYER = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
_EMBEDDING = {
    "emb.word": "embeddings.word_embeddings.weight",
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}


class BadLayout(ValueError):
    """The bytes are not this layout."""


@dataclass(frozen=True, slots=True)
class Shape:
    hidden: int
    layers: int
    heads: int
    feed_forward: int
    rows: int
    positions: int
    types: int


@dataclass(frozen=True, slots=True)
class Entry:
    """`kind` 0 is f32, 1 is q4_0; `weights` counts numbers; `offset` is from the start of the file."""

    kind: int
    weights: int
    offset: int
    size: int


@dataclass(frozen=True, slots=True)
class Packed:
    data: bytes
    shape: Shape
    pieces: tuple[str, ...]
    entries: dict[str, Entry]

    def tensor(self, name: str) -> npt.NDArray[np.float32]:
        """The flat f32 weights of one entry. Raises BadLayout."""
        entry = self.entries[name]
        raw = self.data[entry.offset : entry.offset + entry.size]
        if len(raw) != entry.size:
            raise BadLayout(name)
        if entry.kind == 0 and entry.size == 4 * entry.weights:
            return np.frombuffer(raw, dtype="<f4")
        if entry.kind == 1 and entry.size * _BLOCK == entry.weights * _BLOCK_BYTES:
            return unpack_q4(raw)
        raise BadLayout(name)


def unpack_q4(raw: bytes) -> npt.NDArray[np.float32]:
    """(blocks*18 bytes) -> (blocks*32,) f32."""
    blocks = np.frombuffer(raw, dtype=np.uint8).reshape(-1, _BLOCK_BYTES)
    scale = blocks[:, :2].copy().view("<f2").astype(np.float32)
    nibbles = np.concatenate((blocks[:, 2:] & 15, blocks[:, 2:] >> 4), axis=1)
    weights: npt.NDArray[np.float32] = (nibbles.astype(np.float32) - 8) * scale
    return weights.reshape(-1)


def parse(data: bytes) -> Packed:
    """Raises BadLayout when the file is cut short or is something else."""
    try:
        return _parse(data)
    except (struct.error, UnicodeDecodeError, IndexError) as error:
        raise BadLayout(str(error)) from error


def _parse(data: bytes) -> Packed:
    magic, version, hidden, layers, heads, forward, rows, positions, types, _epsilon, block = _HEAD.unpack_from(data)
    if (magic, version, block) != (b"E5S1", 1, _BLOCK):
        raise BadLayout("magic")
    at = _HEAD.size
    count = struct.unpack_from("<5i", data, at)[0]
    (blob_size,) = struct.unpack_from("<Q", data, at + 20)
    at += 28
    offsets = struct.unpack_from(f"<{count + 1}I", data, at)
    at += 4 * (count + 1) + 4 * count
    blob = data[at : at + blob_size]
    pieces = tuple(blob[offsets[i] : offsets[i + 1]].decode() for i in range(count))
    at += blob_size
    _rules, rule_bytes = struct.unpack_from("<iI", data, at)
    at += 8 + rule_bytes
    entries = _entries(data, at)
    return Packed(data, Shape(hidden, layers, heads, forward, rows, positions, types), pieces, entries)


def _entries(data: bytes, at: int) -> dict[str, Entry]:
    (count,) = struct.unpack_from("<i", data, at)
    at += 4
    entries: dict[str, Entry] = {}
    for _ in range(count):
        (length,) = struct.unpack_from("<H", data, at)
        name = data[at + 2 : at + 2 + length].decode()
        entries[name] = Entry(*struct.unpack_from("<BIQQ", data, at + 2 + length))
        at += 2 + length + 21
    return entries


def wanted(shape: Shape) -> list[tuple[str, str, tuple[int, ...]]]:
    """(name in the packed file, name in a BertModel, shape) of every tensor; matrices are [out, in]."""
    hidden, forward = shape.hidden, shape.feed_forward
    dims: dict[str, tuple[int, ...]] = {"fi": (forward, hidden), "fo": (hidden, forward)}
    sizes: dict[str, tuple[int, ...]] = {
        "emb.word": (shape.rows, hidden),
        "emb.pos": (shape.positions, hidden),
        "emb.type": (shape.types, hidden),
    }
    rows = [(old, new, sizes.get(old, (hidden,))) for old, new in _EMBEDDING.items()]
    for layer in range(shape.layers):
        for short, long in _LAYER.items():
            weight = (hidden,) if short in ("aln", "oln") else dims.get(short, (hidden, hidden))
            target = f"encoder.layer.{layer}.{long}"
            rows.append((f"l{layer}.{short}.w", f"{target}.weight", weight))
            rows.append((f"l{layer}.{short}.b", f"{target}.bias", (weight[0],)))
    return rows


def check_vocabulary(packed: Packed, tokenizer: Path) -> None:
    """Every piece at its place: else each row of the embedding would stand for another word. Raises BadLayout."""
    vocabulary = json.loads(tokenizer.read_text(encoding="utf-8"))["model"]["vocab"]
    if tuple(piece for piece, _score in vocabulary) != packed.pieces:
        raise BadLayout("vocabulary")
