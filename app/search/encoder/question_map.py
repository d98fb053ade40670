"""What was learned of questions: a linear map that brings a question's vector nearer to those of passages that answer.

q' = q + mix * (W q + b), then to unit length: for questions alone, so that passages keep the vectors they have.
A safetensors file (https://github.com/huggingface/safetensors#format) with `query.weight` and `query.bias`, float32.
"""

import json
import math
import struct
from collections.abc import Mapping
from pathlib import Path
from typing import Any


class QuestionMap:
    """`mix`: how much of W and b is added. The file's metadata says it (`munjigi`, JSON); all of it where it does not.

    How much is worth taking is measured for each map, so it travels with the map: decision 0017.
    """

    def __init__(self, path: Path, hidden: int) -> None:
        """Raises ValueError, KeyError (no such file, or of another encoder's size), OSError."""
        raw = path.read_bytes()
        try:
            (length,) = struct.unpack_from("<Q", raw)
            header: Mapping[str, Any] = json.loads(raw[8 : 8 + length])
            self.mix = float(json.loads(header["__metadata__"]["munjigi"]).get("mix", 1.0))
            body = memoryview(raw)[8 + length :]
            self._weight = _tensor(header["query.weight"], body, (hidden, hidden))
            self._bias = _tensor(header["query.bias"], body, (hidden,))
        except (struct.error, TypeError, AttributeError) as error:
            raise ValueError(path.name) from error
        if not 0 < self.mix <= 1:
            raise ValueError(self.mix)

    def of(self, vectors: Any) -> Any:
        """Unit vectors (n, hidden) to unit vectors."""
        import numpy

        moved = vectors + self.mix * (vectors @ self._weight.T + self._bias)
        return moved / numpy.linalg.norm(moved, axis=1, keepdims=True)


def _tensor(entry: Mapping[str, Any], body: memoryview, shape: tuple[int, ...]) -> Any:
    import numpy

    if entry["dtype"] != "F32" or tuple(entry["shape"]) != shape:
        raise ValueError(entry["shape"])
    found = numpy.frombuffer(body, "<f4", math.prod(shape), int(entry["data_offsets"][0])).reshape(shape)
    if not numpy.isfinite(found).all():
        raise ValueError("not finite")
    return found
