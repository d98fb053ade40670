"""What was learned, as whole numbers: merged exactly, refused when it does not fit."""

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from installer.encoder import delta, quantise, tensors
from installer.encoder.delta import BadDelta, Delta, Header

Numbers = npt.NDArray[Any]
NAME, BIAS = "layer.weight", "layer.bias"
HEADER = Header(base="0" * 64, role="encoder")


def base() -> dict[str, Numbers]:
    random = np.random.default_rng(3)
    return {
        "first": random.standard_normal((3, 2)).astype("<f4"),
        NAME: (random.standard_normal((6, 5)) * 0.05).astype("<f4"),
        BIAS: random.standard_normal(6).astype("<f4"),
    }


def learned(bits: int = 8, rank: int = 3) -> tuple[dict[str, Numbers], Numbers]:
    """(parts, the change that they stand for)."""
    random = np.random.default_rng(5)
    b, a = random.standard_normal((6, rank)) * np.logspace(0, -3, rank), random.standard_normal((rank, 5)) * 0.01
    parts = quantise.factors(NAME, b, a, 0.5, bits) | quantise.plain(BIAS, np.linspace(-0.1, 0.2, 6))
    return parts, 0.5 * b @ a


def test_every_entry_is_the_exact_sum_rounded_as_the_format_says() -> None:
    parts, _ = learned()
    weights = base()
    merged = delta.merge(weights, Delta(HEADER, parts))
    b, a, e = (parts[f"{NAME}#{letter}"].tolist() for letter in "bae")
    step = float(parts[f"{NAME}#s"][0])
    for i in range(6):
        for j in range(5):
            whole = sum(Fraction(2) ** e[k] * b[i][k] * a[k][j] for k in range(len(e)))
            product = float(whole) * step  # the sum is whole and below 2**53: float() of it is exact
            assert Fraction(float(whole)) == whole
            assert merged[NAME][i, j] == np.float32(float(weights[NAME][i, j]) + product)


def test_what_the_delta_does_not_name_is_the_base_s_own_and_the_order_stays() -> None:
    parts, _ = learned()
    weights = base()
    merged = delta.merge(weights, Delta(HEADER, parts | {"head.out.weight": np.ones((1, 5), "<f4")}))
    assert list(merged) == [*weights, "head.out.weight"]
    assert merged["first"] is weights["first"]
    np.testing.assert_allclose(merged[BIAS], weights[BIAS] + np.linspace(-0.1, 0.2, 6), atol=1e-5)


@pytest.mark.parametrize(("bits", "lost"), [(8, 0.03), (16, 1e-4)])
def test_the_whole_numbers_stand_for_what_was_learned(bits: int, lost: float) -> None:
    parts, change = learned(bits)
    got = delta.merge(base(), Delta(HEADER, parts))[NAME].astype(np.float64) - base()[NAME]
    assert np.linalg.norm(got - change) < lost * np.linalg.norm(change)


def test_a_whole_difference_of_low_rank_is_kept() -> None:
    _, change = learned()
    parts = quantise.difference(NAME, change, rank=3, bits=16)
    got = delta.merge(base(), Delta(HEADER, parts))[NAME].astype(np.float64) - base()[NAME]
    assert np.linalg.norm(got - change) < 1e-4 * np.linalg.norm(change)


def test_many_ranks_of_like_strength_stay_exact() -> None:
    random = np.random.default_rng(9)
    b, a = random.standard_normal((80, 64)), random.standard_normal((64, 70))
    parts = quantise.factors(NAME, b, a, bits=16)
    merged = delta.merge({NAME: np.zeros((80, 70), "<f4")}, Delta(HEADER, parts))
    assert np.linalg.norm(merged[NAME] - b @ a) < 1e-4 * np.linalg.norm(b @ a)


def test_nothing_learned_changes_nothing() -> None:
    parts = quantise.factors(NAME, np.zeros((6, 2)), np.zeros((2, 5))) | quantise.plain(BIAS, np.zeros(6))
    merged = delta.merge(base(), Delta(HEADER, parts))
    for name, tensor in base().items():
        np.testing.assert_array_equal(merged[name], tensor)


def test_a_file_is_read_as_it_was_written(tmp_path: Path) -> None:
    parts, _ = learned()
    header = Header("a" * 64, "reranker", layers=4, pool="first", prefixes=("", "본문: "))
    quantise.save(tmp_path / "x.delta", header, parts)
    again = delta.read(tmp_path / "x.delta")
    assert again.header == header
    assert set(again.parts) == set(parts)
    for name, part in parts.items():
        np.testing.assert_array_equal(again.parts[name], part)


def test_sums_that_would_not_be_exact_are_refused() -> None:
    parts, _ = learned(16)
    parts[f"{NAME}#e"] = np.full(3, 40, np.int8)
    with pytest.raises(BadDelta):
        delta.merge(base(), Delta(HEADER, parts))


@pytest.mark.parametrize(
    "spoil",
    [
        {f"{NAME}#a": np.zeros((2, 5), np.int8)},
        {f"{NAME}#b": np.zeros((6, 3), "<f4")},
        {f"{NAME}#a": np.zeros((3, 5), "<f4")},
        {f"{NAME}#e": np.full(3, -1, np.int8)},
        {f"{NAME}#s": np.ones(2)},
        {f"{NAME}#s": np.array([np.nan])},
        {f"{BIAS}#d": np.zeros(5, np.int16)},
        {"elsewhere#d": np.zeros(5, np.int16), "elsewhere#s": np.ones(1)},
        {"first": np.zeros((3, 2), "<f4")},
    ],
)
def test_what_does_not_fit_is_refused(spoil: dict[str, Numbers]) -> None:
    parts, _ = learned()
    with pytest.raises(BadDelta):
        delta.merge(base(), Delta(HEADER, parts | spoil))


@pytest.mark.parametrize("cut", [0, 7, 30, 200])
def test_a_file_cut_short_is_refused(tmp_path: Path, cut: int) -> None:
    quantise.save(tmp_path / "x.delta", HEADER, learned()[0])
    whole = (tmp_path / "x.delta").read_bytes()
    (tmp_path / "x.delta").write_bytes(whole[:cut])
    with pytest.raises(BadDelta):
        delta.read(tmp_path / "x.delta")


@pytest.mark.parametrize(
    "header", ["{}", "[]", "", '{"base": "", "role": "poet"}', '{"base": "", "role": "encoder", "x": 1}']
)
def test_a_header_that_says_something_else_is_refused(tmp_path: Path, header: str) -> None:
    tensors.write(tmp_path / "x.delta", {"a": np.zeros(1, "<f4")}, {"munjigi": header})
    with pytest.raises(BadDelta):
        delta.read(tmp_path / "x.delta")


def test_a_tensor_beyond_the_file_is_refused() -> None:
    header = json.dumps({"a": {"dtype": "F32", "shape": [4], "data_offsets": [0, 16]}}).encode()
    data = len(header).to_bytes(8, "little") + header + bytes(12)
    with pytest.raises(tensors.BadTensors):
        tensors.read(data)
