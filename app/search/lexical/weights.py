"""How much a question's term is worth beyond its rarity: learned from questions whose answer is known.

BM25 weighs a term by log((1 - q) / q), q the share of passages that have it, as if it stood in every second answer.
Robertson and Spärck Jones (1976) add log(p / (1 - p)), p the share of *answers* that have it: `며칠` and `누구` stand
in questions and never in what answers them. p is estimated from what a term is (its tag, its rarity, its length), and
for terms seen often from themselves. Fitted by installer/terms; the file says on what.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.core.errors import ModelDamaged, ModelMissing

FILE = "terms.json"

SHARE = 0.7
"""Of what was learned: its questions have one author's habits. .7 and 1 were the same on questions held back."""

_PRIOR = 20.0
"""How often a term must have been seen to count as much as what is known of its kind."""

_LONGEST = 4


@dataclass(frozen=True, slots=True)
class Estimate:
    """p of a term of one field: logistic in its tag, a fifth of its rarity, the square of that, its length, and a
    fifth of the rarity of nouns."""

    tags: Mapping[str, float]
    slopes: tuple[float, float, float, float]
    constant: float
    usual: float
    """log(p / (1 - p)) over all terms."""
    seen: Mapping[str, tuple[int, int]]
    """term/tag of a morpheme, a bigram by itself: (how often asked, how often in the answer)."""

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> "Estimate":
        slopes = tuple(float(slope) for slope in data["slopes"])
        if len(slopes) != 4:
            raise ValueError(len(slopes))
        tags = {str(tag): float(value) for tag, value in data["tags"].items()}
        seen = {str(term): (int(asked), int(held)) for term, (asked, held) in data["seen"].items()}
        return cls(tags, slopes, float(data["constant"]), float(data["usual"]), seen)

    def likely(self, term: str, tag: str, rarity: float) -> float:
        """p by its kind alone."""
        scaled = rarity / 5
        values = (scaled, scaled**2, min(len(term), _LONGEST) / 2, scaled if tag.startswith("N") else 0.0)
        sum_ = self.constant + self.tags.get(tag, 0.0) + sum(map(float.__mul__, self.slopes, values))
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, sum_))))

    def chance(self, term: str, tag: str, rarity: float, key: str) -> float:
        """p: how likely the term stands in an answer."""
        asked, held = self.seen.get(key, (0, 0))
        return (held + _PRIOR * self.likely(term, tag, rarity) + 1e-3) / (asked + _PRIOR + 2e-3)

    def factor(self, term: str, tag: str, rarity: float, key: str) -> float:
        """What to multiply the term's rarity (BM25's idf, above 0) with: 0 to about 2."""
        p = self.chance(term, tag, rarity, key)
        return max(0.0, 1 + SHARE * (math.log(p / (1 - p)) - self.usual) / rarity)


@dataclass(frozen=True, slots=True)
class Weights:
    morphemes: Estimate
    bigrams: Estimate

    @classmethod
    def load(cls, folder: Path) -> "Weights":
        """Raises ModelMissing, ModelDamaged."""
        try:
            data = json.loads((folder / FILE).read_text(encoding="utf-8"))
            return cls(Estimate.of(data["morphemes"]), Estimate.of(data["bigrams"]))
        except FileNotFoundError as error:
            raise ModelMissing(model="ranking", name=FILE) from error
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise ModelDamaged(model="ranking", name=FILE) from error

    def of_morpheme(self, term: str, tag: str, rarity: float) -> float:
        return self.morphemes.factor(term, tag, rarity, f"{term}/{tag}")

    def chance_of_morpheme(self, term: str, tag: str, rarity: float) -> float:
        """How likely the term of a question stands in what answers it, 0 to 1."""
        return self.morphemes.chance(term, tag, rarity, f"{term}/{tag}")

    def chance_of_bigram(self, term: str, kind: str, rarity: float) -> float:
        return self.bigrams.chance(term, kind, rarity, term)

    def of_bigram(self, term: str, kind: str, rarity: float) -> float:
        """`kind` is empty while somebody types: nobody has looked at the word."""
        return self.bigrams.factor(term, kind, rarity, term)
