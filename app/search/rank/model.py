"""The learned order: a weight for each feature and a small hidden layer, read from models/ranking.

Fitted by installer/train on questions whose article is known; the file says how it fared. A softmax over a question's
candidates was learned, so a score tells an order within one question; `certainty` makes it mean the same for all.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.core.errors import ModelDamaged, ModelMissing
from app.search.rank.features import NAMES

FILE = "fusion.json"


@dataclass(frozen=True, slots=True)
class Model:
    """score(x) = w·z + v·tanh(A z + b), z = (x - mean) / scale. Shapes: mean, scale, weights (F,), inner (H, F),
    bias (H,), outer (H,); H may be 0."""

    mean: Any
    scale: Any
    weights: Any
    inner: Any
    bias: Any
    outer: Any
    slope: float
    offset: float

    @classmethod
    def load(cls, folder: Path) -> "Model":
        """Raises ModelMissing, ModelDamaged (not in its form, or made for other features)."""
        import numpy

        try:
            data: Mapping[str, Any] = json.loads((folder / FILE).read_text(encoding="utf-8"))
            vectors = {
                name: numpy.array(data[name], dtype=numpy.float64)
                for name in ("mean", "scale", "weights", "inner", "bias", "outer")
            }
            model = cls(**vectors, slope=float(data["slope"]), offset=float(data["offset"]))
            fits = tuple(data["features"]) == NAMES and model._fits(len(NAMES))
        except FileNotFoundError as error:
            raise ModelMissing(model="ranking", file=FILE) from error
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ModelDamaged(model="ranking", file=FILE) from error
        if not fits:
            raise ModelDamaged(model="ranking", file=FILE)
        return model

    def _fits(self, width: int) -> bool:
        one_each = all(vector.shape == (width,) for vector in (self.mean, self.scale, self.weights))
        hidden = len(self.bias)
        return one_each and self.outer.shape == (hidden,) and self.inner.shape in ((hidden, width), (hidden,))

    def scores(self, matrix: Any) -> Any:
        """(n,) float64 for (n, F) features."""
        import numpy

        z = (matrix - self.mean) / self.scale
        linear = z @ self.weights
        return linear + numpy.tanh(z @ self.inner.T + self.bias) @ self.outer if len(self.bias) else linear

    def certainty(self, score: float) -> float:
        """How likely it is, 0 to 1, that a candidate of this score answers: fitted on questions held back."""
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, self.slope * score + self.offset))))
