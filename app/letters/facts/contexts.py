"""A figure of an article in another place: 3일 where the article has 3일, but behind other words.

An article has many figures; that one of them is the draft's does not tell that it is the one. What stands before a
figure does: behind `통지를 받은 날부터` the article has 3일, and 10일 only behind `청구를 받은 날부터`.
"""

import re
from dataclasses import dataclass

from app.core.drafts import Provenance
from app.letters.facts.sources import Fact, Source, Value

_BACK = 24
_LETTERS = re.compile(r"[^가-힣A-Za-z0-9]")
_ENOUGH, _MARGIN = 6, 2
"""Letters before a figure that two places must share, and by how many fewer another place may still be meant."""


@dataclass(frozen=True, slots=True)
class _Place:
    value: Value
    before: str


class Contexts:
    def __init__(self, sources: tuple[Source, ...]) -> None:
        self._held = [
            _Place(fact.value, _before(source.passage.text, fact))
            for source in sources
            if source.passage.provenance is Provenance.ARTICLE
            for fact in source.facts
            if fact.value[0] in ("count", "share", "won")
        ]

    def contradicts(self, text: str, fact: Fact) -> bool:
        """Whether the articles have another figure of that sort behind the very words that stand before the fact."""
        before = _before(text, fact)
        if fact.value[0] not in ("count", "share", "won") or len(before) < _ENOUGH:
            return False
        alike = [
            (_common(before, one.before), one.value) for one in self._held if _sort(one.value) == _sort(fact.value)
        ]
        most = max((length for length, _ in alike), default=0)
        return most >= _ENOUGH and all(value != fact.value for length, value in alike if length > most - _MARGIN)


def _sort(value: Value) -> Value:
    return (value[0], *value[2:])


def _before(text: str, fact: Fact) -> str:
    return _LETTERS.sub("", text[max(0, fact.span[0] - _BACK) : fact.span[0]])


def _common(one: str, other: str) -> int:
    """How many last letters are the same."""
    length = 0
    while length < min(len(one), len(other)) and one[-1 - length] == other[-1 - length]:
        length += 1
    return length
