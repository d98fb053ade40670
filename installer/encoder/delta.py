"""A delta: what was learned on top of the base weights, small enough for git, and merged to the same bit everywhere.

A safetensors file. `NAME` below is a tensor of the base (`encoder.layer.3.attention.self.query.weight`, [out, in]).
* `NAME#b` [out, rank] and `NAME#a` [rank, in], int8 or int16: the factors; `NAME#e` [rank], int8: an exponent of two
  for each rank; `NAME#s` [1], float64: the step. Then
      NAME += s * sum over k of 2**e[k] * b[:, k] * a[k, :]
  The sum is of whole numbers below 2**53, which float64 holds exactly in any order; the product, the sum with the base
  and the rounding to float32 are one IEEE operation each.
* `NAME#d`, int8 or int16, of NAME's shape, with `NAME#s`: NAME += s * d (biases, layer norms).
* a name without `#`, float32: a tensor that the base does not have (a reranker's head).
The metadata's `munjigi` is JSON: see `Header`.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from installer.encoder import tensors
from installer.encoder.tensors import Array

_EXACT = 2.0**53
_WHOLE = (np.dtype("int8"), np.dtype("int16"))


class BadDelta(ValueError):
    """Not a delta, one that does not fit the base, or one whose sums would not be exact."""


@dataclass(frozen=True, slots=True)
class Header:
    """`base`: SHA-256 of the base's model.safetensors; `role`: encoder or reranker.

    A reranker's also: `layers`, how many of the base's layers it uses, from the first; `pool`: mean or first (token);
    `prefixes`: what stands before the query and before the passage.
    """

    base: str
    role: str
    layers: int = 12
    pool: str = "mean"
    prefixes: tuple[str, str] = ("query: ", "passage: ")


@dataclass(frozen=True, slots=True)
class Delta:
    header: Header
    parts: Mapping[str, Array] = field(repr=False)

    def targets(self) -> list[str]:
        """Names of the base's tensors that change."""
        return sorted({name.split("#")[0] for name in self.parts if "#" in name})

    def added(self) -> dict[str, Array]:
        """Tensors of its own."""
        return {name: part for name, part in sorted(self.parts.items()) if "#" not in name}


def read(path: Path) -> Delta:
    """Raises BadDelta, OSError."""
    try:
        parts, meta = tensors.read(path.read_bytes())
        fields = json.loads(meta["munjigi"])
        if "prefixes" in fields:
            fields["prefixes"] = tuple(fields["prefixes"])
        header = Header(**fields)
    except (tensors.BadTensors, KeyError, TypeError, ValueError) as error:
        raise BadDelta(path.name) from error
    if header.role not in ("encoder", "reranker") or header.pool not in ("mean", "first"):
        raise BadDelta("header")
    return Delta(header, parts)


def merge(base: Mapping[str, Array], delta: Delta) -> dict[str, Array]:
    """The base's tensors, in its order, changed where the delta says so, then the delta's own; float32.

    Raises BadDelta.
    """
    unknown = set(delta.targets()) - set(base)
    if unknown or set(delta.added()) & set(base):
        raise BadDelta(", ".join(sorted(unknown)))
    changed = set(delta.targets())
    merged = {name: _changed(name, tensor, delta) if name in changed else tensor for name, tensor in base.items()}
    return merged | {name: part.astype("<f4") for name, part in delta.added().items()}


def _changed(name: str, tensor: Array, delta: Delta) -> Array:
    try:
        step = delta.parts[f"{name}#s"]
        whole = _product(name, delta) if f"{name}#b" in delta.parts else delta.parts[f"{name}#d"]
    except KeyError as error:
        raise BadDelta(name) from error
    exact = delta.parts.get(f"{name}#b", whole).dtype in _WHOLE
    if step.shape != (1,) or step.dtype != np.float64 or whole.shape != tensor.shape or not exact:
        raise BadDelta(name)
    product = np.multiply(whole.astype(np.float64), np.float64(step[0]))
    result: Array = np.add(tensor.astype(np.float64), product).astype("<f4")
    if not np.isfinite(result).all():
        raise BadDelta(name)
    return result


def _product(name: str, delta: Delta) -> Array:
    left, right, powers = (delta.parts[f"{name}#{letter}"] for letter in "bae")
    rank = powers.size
    fits = left.ndim == right.ndim == 2 and left.shape[1] == right.shape[0] == rank
    if not fits or not rank or right.dtype not in _WHOLE or powers.dtype != np.int8 or powers.min() < 0:
        raise BadDelta(name)
    scaled = np.ldexp(left.astype(np.float64), powers.astype(np.int32)[np.newaxis])
    largest = np.abs(scaled).max(axis=0) @ np.abs(right.astype(np.float64)).max(axis=1)
    if not largest < _EXACT:
        raise BadDelta(name)
    result: Array = scaled @ right.astype(np.float64)
    return result
