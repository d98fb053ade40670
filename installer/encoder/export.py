"""Write one file of the encoder's pack: `python -m installer.encoder.export PACKED FOLDER NAME OUT`.

PACKED: the packed weights (steps/e5.py). FOLDER: the pack, with tokenizer.json and what was learned, if anything
(encoder.delta, reranker.delta). NAME: which file of the pack is wanted. Runs in the virtual environment, for numpy.
"""

import os
import sys
from pathlib import Path

from installer.encoder import bert, delta, tensors
from installer.encoder.delta import BadDelta, Delta
from installer.encoder.tensors import Array
from installer.steps.e5 import Packed, check_vocabulary, parse, wanted

WEIGHTS = "model.safetensors"
GRAPH = "engine/encoder.onnx"
RERANKER = "engine/reranker.onnx"
WORDS = "engine/words.q4"
_WORD_TABLE = "embeddings.word_embeddings.weight"


def base(packed: Packed) -> dict[str, Array]:
    """Every tensor of the base, float32, named as in a BertModel. Raises BadLayout."""
    return {new: packed.tensor(old).reshape(dims) for old, new, dims in wanted(packed.shape)}


def merged(packed: Packed, path: Path) -> tuple[dict[str, Array], Delta | None]:
    """The base with the delta of this path, where there is one. Raises BadLayout, BadDelta, OSError."""
    weights = base(packed)
    if not path.exists():
        return weights, None
    learned = delta.read(path)
    if _WORD_TABLE in learned.targets():
        raise BadDelta(_WORD_TABLE)  # the table of words is shared, and stays in its packed form
    return delta.merge(weights, learned), learned


def write(packed: Packed, folder: Path, name: str, out: Path) -> None:
    """Raises BadLayout, BadDelta, OSError; KeyError for a name that is none of the four."""
    out.parent.mkdir(parents=True, exist_ok=True)
    if name == WEIGHTS:
        tensors.write(out, merged(packed, folder / "encoder.delta")[0], {"format": "pt"})
    elif name == WORDS:
        _save(out, words(packed))
    else:
        graph = {GRAPH: _encoder, RERANKER: _reranker}[name]
        _save(out, graph(packed, folder))


def words(packed: Packed) -> bytes:
    """The word table as it is packed, a row after the other: for each 32 numbers a float16 and 16 bytes."""
    entry = packed.entries["emb.word"]
    return packed.data[entry.offset : entry.offset + entry.size]


def _encoder(packed: Packed, folder: Path) -> bytes:
    weights, _ = merged(packed, folder / "encoder.delta")
    return bert.encoder(weights, packed.shape.layers, packed.shape.heads)


def _reranker(packed: Packed, folder: Path) -> bytes:
    weights, learned = merged(packed, folder / "reranker.delta")
    if learned is None or learned.header.role != "reranker":
        raise BadDelta(RERANKER)
    return bert.reranker(weights, learned.header, packed.shape.heads)


def _save(out: Path, data: bytes) -> None:
    beside = out.with_name(out.name + ".partial")
    with beside.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    beside.replace(out)


def main(packed_file: Path, folder: Path, name: str, out: Path) -> None:
    packed = parse(packed_file.read_bytes())
    check_vocabulary(packed, folder / "tokenizer.json")
    write(packed, folder, name, out)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], Path(sys.argv[4]))
