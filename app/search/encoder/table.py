"""The word table: a row of numbers for each piece of the vocabulary, read from the disk as it is needed.

It is four fifths of the model's weights, a text touches a few hundred of its 250,000 rows, and all graphs of a pack
share it: so it is a file that is mapped, not a part of the graph. A row is its numbers in groups of 32, each group a
float16 scale and 16 bytes of two 4-bit numbers, the first 16 low and the others high: (q - 8) * scale.
Reading a row so is exact: it is the form in which the weights are published.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

_GROUP = 32
_GROUP_BYTES = 18


class WordTable:
    """`hidden`: numbers in a row."""

    def __init__(self, path: Path, hidden: int) -> None:
        """Raises ValueError when the file is not whole rows, OSError."""
        import numpy

        self.hidden = hidden
        self._groups = hidden // _GROUP
        flat = numpy.memmap(path, dtype=numpy.uint8, mode="r")
        if hidden % _GROUP:
            raise ValueError(hidden)
        self._rows = flat.reshape(-1, self._groups, _GROUP_BYTES)

    def __len__(self) -> int:
        return int(self._rows.shape[0])

    def rows(self, pieces: Sequence[int]) -> Any:
        """(len(pieces), hidden) float32. Raises IndexError for a piece beyond the table."""
        import numpy

        packed = self._rows[numpy.asarray(pieces, dtype=numpy.intp)]
        scales = packed[..., :2].copy().view("<f2").astype(numpy.float32)
        numbers = numpy.empty((len(packed), self._groups, _GROUP), numpy.float32)
        numpy.bitwise_and(packed[..., 2:], 15, out=numbers[..., :16], casting="unsafe")
        numpy.right_shift(packed[..., 2:], 4, out=numbers[..., 16:], casting="unsafe")
        numbers -= 8
        numbers *= scales
        return numbers.reshape(len(packed), -1)
