"""A learned query adapter as the data file that ships beside the encoder."""

import hashlib
import json
from pathlib import Path

import numpy as np

from installer.encoder import tensors
from installer.train.adapter import Adapter

WEIGHT, BIAS = "query.weight", "query.bias"


def save(adapter: Adapter, base: str, out: Path, mix: float = 1.0) -> str:
    """Write the adapter (float32, its share in it); returns the file's SHA-256.

    `base` is the SHA-256 of the encoder's weights; `mix`: how much of the adapter the search adds, on top of its share.
    Raises OSError.
    """
    parts = {WEIGHT: adapter.weight.astype("<f4"), BIAS: adapter.bias.astype("<f4")}
    header = {"base": base, "role": "query", "mix": mix}
    return tensors.write(out, parts, {"munjigi": json.dumps(header, sort_keys=True)})


def load(file: Path) -> Adapter:
    """The adapter with the mix in it, as the search uses it. Raises tensors.BadTensors, KeyError, OSError."""
    parts, metadata = tensors.read(file.read_bytes())
    mix = float(json.loads(metadata["munjigi"]).get("mix", 1.0))
    return Adapter(np.asarray(parts[WEIGHT], np.float32), np.asarray(parts[BIAS], np.float32)).scaled(mix)


def sha256(file: Path) -> str:
    """Raises OSError."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
