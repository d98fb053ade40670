"""What a counterpart is worth: how likely it answers too when the passage it belongs to answers. Learned.

Fitted by installer/fit_counterparts.py; decision 0023 says on what, and what else was tried.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.core.errors import ModelDamaged, ModelMissing
from app.core.types import Tie
from app.search.neighbours.kin import Neighbour

FILE = "counterparts.json"

NAMES = ("bias", "delegates", "implements", "likeness", "orders", "early", "own")
"""`own`: how far the counterpart itself is from the best candidate, from 0 down to OUT of the order."""

_FAR = 8.0  # in log odds; what is further is no further
OUT = -2.0
"""Of a counterpart that no channel brought."""


@dataclass(frozen=True, slots=True)
class Worth:
    """`weights` one for each of NAMES. `temper` makes of the order's log odds those of one answer among all."""

    weights: tuple[float, ...]
    temper: float

    @classmethod
    def load(cls, folder: Path) -> "Worth":
        """Raises ModelMissing, ModelDamaged (not in its form, or made for other features)."""
        try:
            data: Mapping[str, Any] = json.loads((folder / FILE).read_text(encoding="utf-8"))
            weights = tuple(float(data["weights"][name]) for name in NAMES)
            temper = float(data["temper"])
            if len(data["weights"]) != len(NAMES) or not all(map(math.isfinite, weights)) or not 0 < temper < math.inf:
                raise ModelDamaged(model="ranking", name=FILE)
            return cls(weights, temper)
        except FileNotFoundError as error:
            raise ModelMissing(model="ranking", name=FILE) from error
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ModelDamaged(model="ranking", name=FILE) from error

    def of(self, neighbour: Neighbour, behind: float | None) -> float:
        """0 to 1. `behind`: log odds of the best candidate less its own; None: it is no candidate."""
        at = sum(weight * value for weight, value in zip(self.weights, features(neighbour, behind), strict=True))
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, at))))


def features(neighbour: Neighbour, behind: float | None) -> tuple[float, ...]:
    """In the order of NAMES."""
    return (
        1.0,
        float(neighbour.tie is Tie.DELEGATES),
        float(neighbour.tie is Tie.IMPLEMENTS),
        neighbour.likeness,
        float(neighbour.orders),
        float(neighbour.early),
        OUT if behind is None else -min(behind, _FAR) / 4,
    )
