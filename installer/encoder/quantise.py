"""Float LoRA factors, or a whole difference of weights, as the whole numbers of a delta (delta.py).

For whoever trains. Its result is data: it need not be the same on another machine.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

import numpy as np

from installer.encoder import tensors
from installer.encoder.delta import Header
from installer.encoder.tensors import Array

_SPAN = 16  # 64 ranks of 16 bits then stay exact; ranks weaker than 2**-16 of the strongest are cut to nothing


def factors(name: str, b: Array, a: Array, scale: float = 1.0, bits: int = 8) -> dict[str, Array]:
    """The parts for NAME += scale * b @ a; b [out, rank], a [rank, in]; `bits` 8 or 16.

    The factors are turned into the product's singular directions first, each with a step of its own: a rank's two
    factors then use the whole range. With 8 bits about 1 % of the change is lost, with 16 0.005 %.
    """
    left, right = _singular(b.astype(np.float64) * scale, a.astype(np.float64))
    top = float(2 ** (bits - 1) - 1)
    step_left = np.abs(left).max(axis=0) / top
    step_right = np.abs(right).max(axis=1) / top
    both = step_left * step_right
    step = float(both.max()) / 2.0**_SPAN or 1.0
    powers = np.ceil(np.log2(np.maximum(both / step, 1.0)))
    step_left = step * np.exp2(powers) / np.where(step_right > 0, step_right, 1.0)  # the part of a power left over
    kind = np.int8 if bits == 8 else np.int16
    safe_right = np.where(step_right > 0, step_right, 1.0)
    return {
        f"{name}#b": np.rint(left / step_left).clip(-top, top).astype(kind),
        f"{name}#a": np.rint(right / safe_right[:, np.newaxis]).clip(-top, top).astype(kind),
        f"{name}#e": powers.astype(np.int8),
        f"{name}#s": np.array([step]),
    }


def difference(name: str, change: Array, rank: int, bits: int = 8) -> dict[str, Array]:
    """The parts for NAME += the best approximation of `change` [out, in] of this rank (full training, averages)."""
    u, s, v = np.linalg.svd(change.astype(np.float64), full_matrices=False)
    return factors(name, u[:, :rank] * s[:rank], v[:rank], bits=bits)


def plain(name: str, change: Array, bits: int = 16) -> dict[str, Array]:
    """The parts for NAME += change, entry by entry (biases, layer norms)."""
    top = float(2 ** (bits - 1) - 1)
    step = float(np.abs(change).max()) / top or 1.0
    kind = np.int8 if bits == 8 else np.int16
    return {f"{name}#d": np.rint(change / step).astype(kind), f"{name}#s": np.array([step])}


def save(out: Path, header: Header, parts: Mapping[str, Array]) -> str:
    """Write the delta; returns its SHA-256. Raises OSError."""
    ordered = {name: parts[name] for name in sorted(parts)}
    return tensors.write(out, ordered, {"munjigi": json.dumps(asdict(header), sort_keys=True)})


def _singular(b: Array, a: Array) -> tuple[Array, Array]:
    """b @ a as left [out, rank] @ right [rank, in], both with the square roots of the singular values."""
    q_left, r_left = np.linalg.qr(b)
    q_right, r_right = np.linalg.qr(a.T)
    u, s, v = np.linalg.svd(r_left @ r_right.T)
    root = np.sqrt(s)
    return (q_left @ u) * root, root[:, np.newaxis] * (v @ q_right.T)
