"""The learned order: a weight for each feature, read from models/ranking.

Fitted by installer/fit_ranking.py on questions whose article is known: a softmax over a question's candidates, so that
a score tells an order within one question; `certainty` makes it mean the same for all.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.core.errors import ModelDamaged, ModelMissing
from app.search.rank.features import NAMES

FILE = "fusion.json"


@dataclass(frozen=True, slots=True)
class Model:
    """`weights` one for each of features.NAMES; `slope` and `offset` turn a score into a certainty."""

    weights: tuple[float, ...]
    slope: float
    offset: float

    @classmethod
    def load(cls, folder: Path) -> "Model":
        """Raises ModelMissing, ModelDamaged (not in its form, or made for other features)."""
        try:
            data: Mapping[str, Any] = json.loads((folder / FILE).read_text(encoding="utf-8"))
            weights = tuple(float(data["weights"][name]) for name in NAMES)
            if len(data["weights"]) != len(NAMES):
                raise ModelDamaged(model="ranking", name=FILE)
            return cls(weights, float(data["slope"]), float(data["offset"]))
        except FileNotFoundError as error:
            raise ModelMissing(model="ranking", name=FILE) from error
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ModelDamaged(model="ranking", name=FILE) from error

    def scores(self, matrix: Any) -> Any:
        """(n,) float64 for (n, len(NAMES)) features."""
        import numpy

        return matrix @ numpy.array(self.weights)

    def certainties(self, scores: Any) -> Any:
        """(n,) in 0..1: how likely a candidate of this score answers, fitted on questions held back."""
        import numpy

        return 1.0 / (1.0 + numpy.exp(-numpy.clip(self.slope * scores + self.offset, -30.0, 30.0)))
