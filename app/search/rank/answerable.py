"""How likely the corpus holds an answer at all: a logistic over what search saw, read from models/ranking.

Fitted by installer/fit_answerable.py on questions whose article was there and on the same ones after it, or all of its
law, was taken away, and on questions that no rule answers. Every feature means the same for a corpus of any size.
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.core.errors import ModelDamaged, ModelMissing

FILE = "answerable.json"

NAMES = ("certainty", "nearness", "wording", "telling", "figure", "figures", "passing")
"""The fields of Evidence, in order."""

RISES: Mapping[str, bool] = {name: name not in ("figure", "figures", "passing") for name in NAMES}
"""Whether more of it may only speak for an answer, or only against one: the fit keeps to that."""

_ODDS = 1e-4


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of a question and its best passages.

    `certainty`: log odds of the best one's score. `nearness`: ten times its cosine with the question. `wording`: the
    share of the question's pairs of letters that it has, each weighed by its rarity and by how likely it stands in
    answers. `telling`: whether it has more (above 0) or fewer of the question's words than answers usually have, in
    standard deviations. `figure`: 1 when it gives no figure in a unit that the question asks for; `figures`: 1 when
    none of the best three does. `passing`: how many words ask for what changes from day to day and stand in none.
    """

    certainty: float
    nearness: float
    wording: float
    telling: float
    figure: float
    figures: float
    passing: float

    @property
    def values(self) -> tuple[float, ...]:
        return tuple(float(getattr(self, name)) for name in NAMES)


@dataclass(frozen=True, slots=True)
class Answerable:
    """`weights` one for each of NAMES. Below `refuse` no model is asked; from `sure` on one that finds nothing is not
    believed. Both are chances."""

    weights: tuple[float, ...]
    constant: float
    refuse: float
    sure: float

    @classmethod
    def load(cls, folder: Path) -> "Answerable":
        """Raises ModelMissing, ModelDamaged (not in its form, or made for other features)."""
        try:
            data: Mapping[str, Any] = json.loads((folder / FILE).read_text(encoding="utf-8"))
            weights = tuple(float(data["weights"][name]) for name in NAMES)
            numbers = (*weights, float(data["constant"]), float(data["refuse"]), float(data["sure"]))
            if len(data["weights"]) != len(NAMES) or not all(map(math.isfinite, numbers)):
                raise ModelDamaged(model="ranking", name=FILE)
            if not 0 <= numbers[-2] <= numbers[-1] <= 1:
                raise ModelDamaged(model="ranking", name=FILE)
            return cls(weights, *numbers[-3:])
        except FileNotFoundError as error:
            raise ModelMissing(model="ranking", name=FILE) from error
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise ModelDamaged(model="ranking", name=FILE) from error

    def chance(self, evidence: Evidence) -> float:
        """0 to 1."""
        return chance(self.constant + sum(map(float.__mul__, self.weights, evidence.values)))


def odds(chance: float) -> float:
    """Their logarithm, within bounds for 0 and 1."""
    bounded = max(_ODDS, min(1 - _ODDS, chance))
    return math.log(bounded / (1 - bounded))


def chance(odds: float) -> float:
    """0 to 1, of the logarithm of odds."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))


def share(terms: Sequence[tuple[float, float]], held: Sequence[bool]) -> float:
    """Of (rarity, chance) how much is held, by the product of both; 1 when there is nothing to hold."""
    worth = [rarity * chance for rarity, chance in terms]
    total = sum(worth)
    return sum(value for value, there in zip(worth, held, strict=True) if there) / total if total else 1.0


def telling(terms: Sequence[tuple[float, float]], held: Sequence[bool]) -> float:
    """How far what is held differs from what an answer would hold, weighed by rarity, in standard deviations."""
    surplus = spread = 0.0
    for (rarity, chance), there in zip(terms, held, strict=True):
        likely = max(0.02, min(0.98, chance))
        surplus += rarity * (there - likely)
        spread += rarity**2 * likely * (1 - likely)
    return surplus / math.sqrt(spread) if spread else 0.0
