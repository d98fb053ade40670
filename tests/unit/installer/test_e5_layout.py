"""The packed encoder: a small made-up file in its layout, read back number by number."""

import json
import struct
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from installer.steps.e5 import BadLayout, Shape, check_vocabulary, parse, unpack_q4, wanted

Numbers = npt.NDArray[Any]
SHAPE = Shape(hidden=32, layers=1, heads=2, feed_forward=64, rows=6, positions=4, types=2)
PIECES = ("<s>", "<pad>", "</s>", "<unk>", "▁휴가")


def pack_q4(weights: Numbers, scales: Numbers) -> bytes:
    """The reverse of unpack_q4, written from the layout: whole numbers -8..7 times a scale a block."""
    out = b""
    for block, scale in zip(weights.reshape(-1, 32), scales, strict=True):
        nibbles = (block + 8).astype(np.uint8)
        out += np.float16(scale).tobytes() + bytes(int(nibbles[j]) | int(nibbles[j + 16]) << 4 for j in range(16))
    return out


def made_up(shape: Shape = SHAPE) -> tuple[bytes, dict[str, Numbers]]:
    """(file, the weights it holds by packed name)."""
    random = np.random.default_rng(7)
    truth: dict[str, Numbers] = {}
    payloads: list[tuple[str, int, int, bytes]] = []
    for name, _, dims in wanted(shape):
        count = int(np.prod(dims))
        if len(dims) == 2 and name not in ("emb.pos", "emb.type"):
            whole = random.integers(-8, 8, count)
            scales = random.choice([0.5, -0.25, 0.001], count // 32)
            truth[name] = (whole.reshape(-1, 32) * scales.astype(np.float16).astype(np.float32)[:, None]).astype(
                np.float32
            )
            payloads.append((name, 1, count, pack_q4(whole, scales)))
        else:
            truth[name] = random.standard_normal(count).astype("<f4")
            payloads.append((name, 0, count, truth[name].tobytes()))
    blob = "".join(PIECES).encode()
    ends = np.cumsum([0, *(len(piece.encode()) for piece in PIECES)])
    dims_ = (shape.hidden, shape.layers, shape.heads, shape.feed_forward, shape.rows, shape.positions, shape.types)
    head = struct.pack("<4sI7ifi", b"E5S1", 1, *dims_, 1e-12, 32)
    head += struct.pack("<5iQ", len(PIECES), 0, 2, 1, 3, len(blob)) + struct.pack(f"<{len(ends)}I", *ends)
    head += struct.pack(f"<{len(PIECES)}f", *range(len(PIECES))) + blob + struct.pack("<iI", 1, 3) + b"abc"
    head += struct.pack("<i", len(payloads))
    at = len(head) + sum(2 + len(name) + 21 for name, *_ in payloads)
    directory = body = b""
    for name, kind, count, data in payloads:
        directory += struct.pack("<H", len(name)) + name.encode() + struct.pack("<BIQQ", kind, count, at, len(data))
        body += data
        at += len(data)
    return head + directory + body, truth


def test_low_nibbles_are_the_first_half_of_a_block() -> None:
    block = np.float16(0.5).tobytes() + bytes([0x0F] + [0x88] * 14 + [0xF0])
    weights = unpack_q4(block)
    assert weights[0] == 3.5  # (15 - 8) / 2
    assert weights[16] == -4.0
    assert weights[15] == -4.0
    assert weights[31] == 3.5
    assert not weights[1:15].any()


def test_pieces_shape_and_every_weight_are_read() -> None:
    data, truth = made_up()
    packed = parse(data)
    assert packed.pieces == PIECES
    assert packed.shape == SHAPE
    assert set(packed.entries) == set(truth)
    for name, weights in truth.items():
        np.testing.assert_array_equal(packed.tensor(name), weights.reshape(-1), err_msg=name)


@pytest.mark.parametrize("cut", [0, 3, 40, 60, 90, 150, 400])
def test_a_file_cut_short_is_refused(cut: int) -> None:
    data, _ = made_up()
    with pytest.raises(BadLayout):
        parse(data[:cut])


def test_something_else_is_refused() -> None:
    data, _ = made_up()
    with pytest.raises(BadLayout):
        parse(b"GGUF" + data[4:])


def test_missing_weights_are_refused() -> None:
    data, _ = made_up()
    packed = parse(data[:-5])
    with pytest.raises(BadLayout):
        packed.tensor(wanted(SHAPE)[-1][0])


def test_a_tokenizer_with_another_vocabulary_is_refused(tmp_path: Path) -> None:
    data, _ = made_up()
    path = tmp_path / "tokenizer.json"
    path.write_text(json.dumps({"model": {"vocab": [[piece, 0.0] for piece in PIECES]}}), encoding="utf-8")
    check_vocabulary(parse(data), path)
    path.write_text(json.dumps({"model": {"vocab": [[piece, 0.0] for piece in reversed(PIECES)]}}), encoding="utf-8")
    with pytest.raises(BadLayout):
        check_vocabulary(parse(data), path)
