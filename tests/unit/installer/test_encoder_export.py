"""The written graph computes what a BERT computes, and is the same file wherever it is written."""

import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from installer.encoder import export, quantise, tensors
from installer.encoder.delta import BadDelta, Header
from installer.steps.e5 import Shape, parse
from tests.unit.installer.test_e5_layout import PIECES, made_up

Numbers = npt.NDArray[Any]
SHAPE = Shape(hidden=32, layers=3, heads=2, feed_forward=64, rows=6, positions=20, types=2)


def norm(state: Numbers, scale: Numbers, shift: Numbers) -> Numbers:
    centred = state - state.mean(-1, keepdims=True)
    result: Numbers = centred / np.sqrt((centred**2).mean(-1, keepdims=True) + 1e-12) * scale + shift
    return result


def forward(weights: dict[str, Numbers], words: Numbers, layers: int, heads: int) -> Numbers:
    """One text's states, straight from the paper, in float64."""

    def dense(name: str, state: Numbers) -> Numbers:
        result: Numbers = state @ weights[f"{name}.weight"].T + weights[f"{name}.bias"]
        return result

    def normed(name: str, state: Numbers) -> Numbers:
        return norm(state, weights[f"{name}.weight"], weights[f"{name}.bias"])

    kinds = weights["embeddings.token_type_embeddings.weight"][0]
    state = normed(
        "embeddings.LayerNorm", words + weights["embeddings.position_embeddings.weight"][: len(words)] + kinds
    )
    for layer in range(layers):
        at = f"encoder.layer.{layer}"
        q, k, v = (
            dense(f"{at}.attention.self.{part}", state).reshape(len(words), heads, -1).transpose(1, 0, 2)
            for part in ("query", "key", "value")
        )
        scores = np.exp(q @ k.transpose(0, 2, 1) / math.sqrt(q.shape[-1]))
        mixed = (scores / scores.sum(-1, keepdims=True) @ v).transpose(1, 0, 2).reshape(len(words), -1)
        state = normed(f"{at}.attention.output.LayerNorm", dense(f"{at}.attention.output.dense", mixed) + state)
        wide = dense(f"{at}.intermediate.dense", state)
        wide = wide * 0.5 * (1 + np.vectorize(math.erf)(wide / math.sqrt(2)))
        state = normed(f"{at}.output.LayerNorm", dense(f"{at}.output.dense", wide) + state)
    return state


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    folder = tmp_path / "models" / "m"
    folder.mkdir(parents=True)
    vocabulary = [[piece, 0.0] for piece in PIECES]
    (folder / "tokenizer.json").write_text(json.dumps({"model": {"vocab": vocabulary}}), encoding="utf-8")
    (tmp_path / "packed").write_bytes(made_up(SHAPE)[0])
    return folder


def run(graph: Path, words: list[Numbers]) -> Numbers:
    """The graph's output for rows of different lengths, side by side with padding."""
    import openvino

    length = max(map(len, words)) + 2
    mask = np.zeros((len(words), length), np.float32)
    padded = np.full((len(words), length, SHAPE.hidden), 3.0, np.float32)
    for row, text in enumerate(words):
        mask[row, : len(text)] = 1
        padded[row, : len(text)] = text
    model = openvino.Core().compile_model(graph, "CPU", {"INFERENCE_PRECISION_HINT": "f32"})
    result: Numbers = model({"words": padded, "mask": mask})[0]
    return result


def texts() -> list[Numbers]:
    random = np.random.default_rng(11)
    return [random.standard_normal((length, SHAPE.hidden)) for length in (1, 7, 4)]


def write(pack: Path, name: str, out: str = "out") -> Path:
    target = pack.parent.parent / out / name
    export.main(pack.parent.parent / "packed", pack, name, target)
    return target


def half(weights: dict[str, Numbers]) -> dict[str, Numbers]:
    """As the graph holds them: matrices of dense layers in float16."""
    dense = {name for name in weights if name.endswith(".weight") and "LayerNorm" not in name and "embed" not in name}
    return {name: w.astype("<f2").astype(float) if name in dense else w.astype(float) for name, w in weights.items()}


def test_the_graph_is_the_mean_of_the_last_states(pack: Path) -> None:
    weights = half(export.base(parse((pack.parent.parent / "packed").read_bytes())))
    wanted = np.stack([forward(weights, text, SHAPE.layers, SHAPE.heads).mean(0) for text in texts()])
    np.testing.assert_allclose(run(write(pack, export.GRAPH), texts()), wanted, atol=2e-3)


def learned(pack: Path, role: str) -> dict[str, Numbers]:
    """Put a delta into the pack; returns the merged weights."""
    random = np.random.default_rng(2)
    name = "encoder.layer.1.attention.self.query.weight"
    parts = quantise.factors(name, random.standard_normal((32, 4)), random.standard_normal((4, 32)) * 0.1)
    if role == "reranker":
        parts["head.dense.weight"] = random.standard_normal((8, 32)).astype("<f4")
        parts["head.dense.bias"] = random.standard_normal(8).astype("<f4")
        parts["head.out.weight"] = random.standard_normal((1, 8)).astype("<f4")
        parts["head.out.bias"] = random.standard_normal(1).astype("<f4")
    quantise.save(pack / f"{role}.delta", Header("", role, layers=2, pool="first", prefixes=("", "p: ")), parts)
    packed = parse((pack.parent.parent / "packed").read_bytes())
    return export.merged(packed, pack / f"{role}.delta")[0]


def test_what_was_learned_is_in_the_graph_and_in_the_reference(pack: Path) -> None:
    before = write(pack, export.GRAPH).read_bytes()
    weights = learned(pack, "encoder")
    assert write(pack, export.GRAPH).read_bytes() != before
    wanted = np.stack([forward(half(weights), text, SHAPE.layers, SHAPE.heads).mean(0) for text in texts()])
    np.testing.assert_allclose(run(write(pack, export.GRAPH), texts()), wanted, atol=2e-3)
    reference, _ = tensors.read(write(pack, export.WEIGHTS).read_bytes())
    for name, tensor in weights.items():
        np.testing.assert_array_equal(reference[name], tensor)


def test_a_reranker_uses_fewer_layers_and_a_head(pack: Path) -> None:
    weights = half(learned(pack, "reranker"))
    wanted = []
    for text in texts():
        pooled = forward(weights, text, 2, SHAPE.heads)[0]
        pooled = np.tanh(weights["head.dense.weight"] @ pooled + weights["head.dense.bias"])
        wanted.append(weights["head.out.weight"] @ pooled + weights["head.out.bias"])
    np.testing.assert_allclose(run(write(pack, export.RERANKER), texts()), wanted, atol=5e-3)


def test_without_a_delta_there_is_no_reranker(pack: Path) -> None:
    with pytest.raises(BadDelta):
        write(pack, export.RERANKER)


@pytest.mark.parametrize("name", [export.WEIGHTS, export.GRAPH, export.WORDS])
def test_a_file_is_the_same_wherever_it_is_written(pack: Path, name: str) -> None:
    learned(pack, "encoder")
    assert write(pack, name, "one").read_bytes() == write(pack, name, "another/deeper").read_bytes()


def test_a_change_of_the_word_table_is_refused(pack: Path) -> None:
    parts = quantise.factors("embeddings.word_embeddings.weight", np.ones((6, 1)), np.ones((1, 32)))
    quantise.save(pack / "encoder.delta", Header("", "encoder"), parts)
    with pytest.raises(BadDelta):
        write(pack, export.GRAPH)


def test_the_word_table_is_read_back_exactly(pack: Path) -> None:
    from app.search.encoder.table import WordTable

    table = WordTable(write(pack, export.WORDS), SHAPE.hidden)
    truth = made_up(SHAPE)[1]["emb.word"].reshape(SHAPE.rows, SHAPE.hidden)
    assert len(table) == SHAPE.rows
    np.testing.assert_array_equal(table.rows([5, 0, 0, 3]), truth[[5, 0, 0, 3]])
    with pytest.raises(IndexError):
        table.rows([SHAPE.rows])
