"""What was learned of words and lies in models/ranking: read once; what is missing or damaged is left out and told."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from app.core.errors import ModelDamaged, ModelMissing
from app.core.events import Warned
from app.search.lexical.weights import Weights
from app.search.thesaurus.related import Related

_Kind = TypeVar("_Kind")


@dataclass(frozen=True, slots=True)
class Learned:
    """`weights`: how much a term of a question tells; `related`: words that go with its words. None: not there."""

    weights: Weights | None = None
    related: Related | None = None
    notices: tuple[Warned, ...] = ()

    @classmethod
    def load(cls, folder: Path) -> "Learned":
        notices: list[Warned] = []
        weights = _or_none(lambda: Weights.load(folder), notices)
        related = _or_none(lambda: Related.load(folder), notices)
        return cls(weights, related, tuple(notices))


def _or_none(load: Callable[[], _Kind], notices: list[Warned]) -> _Kind | None:
    try:
        return load()
    except (ModelMissing, ModelDamaged) as error:
        notices.append(Warned("", error.code, error.params))
        return None
