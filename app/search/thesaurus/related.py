"""Words of the law that go with words people ask in: learned from questions whose answer is known.

Not other words for the same thing (잘리다, 해촉) but words that an answer is likely to have, so they are for the search
alone and are shown to nobody. Fitted by installer/mine_terms.py on morphemes as app.search.tokens makes them.
"""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from app.core.errors import ModelDamaged, ModelMissing

FILE = "related.json"

WEIGHT = 0.25
"""What such a word counts beside one that was asked for: too little to be marked in what was found. .2 to .4 were alike
on questions held back, .5 worse."""


class Related:
    """`words` maps a morpheme to those that go with it, best first."""

    def __init__(self, words: Mapping[str, tuple[str, ...]]) -> None:
        self._words = words

    @classmethod
    def load(cls, folder: Path) -> "Related":
        """Raises ModelMissing, ModelDamaged."""
        try:
            data = json.loads((folder / FILE).read_text(encoding="utf-8"))
            return cls({str(term): tuple(map(str, words)) for term, words in data["related"].items()})
        except FileNotFoundError as error:
            raise ModelMissing(model="ranking", name=FILE) from error
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise ModelDamaged(model="ranking", name=FILE) from error

    def to(self, terms: Iterable[str]) -> dict[str, float]:
        """Morphemes that were not asked for, with their weight."""
        asked = set(terms)
        return {word: WEIGHT for term in asked for word in self._words.get(term, ()) if word not in asked}
