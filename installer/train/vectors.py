"""Texts to the base encoder's vectors, kept in parts so that a stopped run goes on where it was."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from installer.train import backbone

_PART = 1000
LIMIT = 256
"""Tokens: a window of 400 characters with its heading stays below."""


class Encoder:
    """The base encoder in `folder`, loaded when the first text is not yet known; vectors are kept in `kept`."""

    def __init__(self, folder: Path, kept: Path) -> None:
        self._folder = folder
        self._kept = kept
        self._model: object = None

    def of(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """Unit vectors [n, hidden]. Raises OSError."""
        self._kept.mkdir(parents=True, exist_ok=True)
        parts = [self._part(texts[start : start + _PART]) for start in range(0, len(texts), _PART)]
        return np.concatenate(parts)

    def _part(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        file = self._kept / f"{hashlib.sha256(chr(0).join(texts).encode()).hexdigest()[:32]}.npy"
        if not file.exists():
            if self._model is None:
                self._model = backbone.load(self._folder)
            found = backbone.encode(self._model, backbone.Tokens(self._folder, LIMIT).of(texts))
            beside = file.with_suffix(".new")
            with beside.open("wb") as stream:
                np.save(stream, found)
            beside.replace(file)
        return np.asarray(np.load(file), np.float32)
