"""Which clause of the found articles answers? A weight for each, from what can be told without a language model.

    weight = likeness                     cosine of question and clause under the search's own encoder
           + PRIOR * ln(certainty)        of its article, against the best one's
           + WORDS * share                of the question's bigrams, each by its rarity among the clauses
           + for each thing wanted        (a period, an amount, a penalty, a list …) that the clause gives
           - BURIED                       for supplementary provisions, unless the question asks for them

The numbers were found on half of an evaluation set by trying 600 random settings; every weight lies on a plateau, and
without the encoder the share of words stands in for the likeness.
"""

import math
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.assist.cut.units import Block, Kind, Unit, blocks
from app.assist.cut.wants import FIGURES, Want, gives, wants
from app.assist.injected import about_orders, spoken, touches
from app.assist.words import bigrams, content_words
from app.core.types import Hit

Likeness = Callable[[Sequence[str], Sequence[str]], Sequence[Sequence[float]] | None]
"""(questions, texts) -> for each question the likeness of each text, cosines; None when it cannot be told."""

PRIOR = 0.06
WORDS = 0.05
BURIED = 0.15
_GIVEN = {Want.PENALTY: 0.05, Want.LIST: 0.025, Want.WHO: 0.02, Want.RANK: 0.02, Want.MEANING: 0.02}
_FIGURE = 0.05
_BLIND = 0.3
"""What a whole share of words counts for where there is no likeness."""

LOOKED_AT = 5
"""Articles whose clauses are weighed; an encoder needs some 6 ms for each clause."""
CLAUSES = 60
"""Clauses that are weighed at most."""
_READ = 400
"""Characters of a clause that are compared."""

_SUPPLEMENT = re.compile(r"부칙|경과\s?조치|시행일|적용례")


@dataclass(frozen=True, slots=True)
class Weighed:
    """One unit of source `source` (from 0). `likeness` is 0 where there is no encoder, `share` as in the formula;
    `gives` is what of the wanted it has."""

    source: int
    block: Block
    unit: Unit
    weight: float
    likeness: float
    share: float
    gives: frozenset[Want]


def weighed(question: str, parts: Sequence[str], hits: Sequence[Hit], like: Likeness | None) -> list[list[Weighed]]:
    """For the whole question, then for each of its parts, every clause of the sources by weight, best first.

    Clauses that give orders to a language model have no weight unless the question is about such words.
    """
    asked = [question, *parts]
    found = _clauses(question, hits)
    if not found:
        return [[] for _each in asked]
    texts = [_compared(hits[source], unit) for source, _block, unit in found]
    told = like(asked, texts) if like is not None else None
    likenesses = told if told is not None else [[0.0] * len(texts) for _each in asked]
    return [
        sorted(
            _each(text, found, hits, likeness, told is not None),
            key=lambda one: (-one.weight, one.source, one.unit.span),
        )
        for text, likeness in zip(asked, likenesses, strict=True)
    ]


def _clauses(question: str, hits: Sequence[Hit]) -> list[tuple[int, Block, Unit]]:
    allowed = about_orders(question)
    found: list[tuple[int, Block, Unit]] = []
    for source, hit in enumerate(hits[:LOOKED_AT]):
        text = hit.passage.text
        told = () if allowed else spoken(text)
        for block in blocks(text):
            for unit in block.units:
                if not touches(unit.span, told):
                    found.append((source, block, unit))
        if len(found) >= CLAUSES:
            break
    return found


def _compared(hit: Hit, unit: Unit) -> str:
    """What the encoder sees of a clause: whose it is, what it hangs on, itself."""
    text = hit.passage.text
    leads = " ".join(text[start:end] for start, end in unit.leads)[:200]
    return f"{hit.document.title} {hit.passage.heading} {leads} {text[unit.span[0] : unit.span[1]]}"[: 200 + _READ]


def _each(
    question: str,
    found: Sequence[tuple[int, Block, Unit]],
    hits: Sequence[Hit],
    likeness: Sequence[float],
    sees: bool,
) -> list[Weighed]:
    wanted = wants(question).kinds
    rarity = _rarity(question, [hits[source].passage.text[slice(*unit.span)] for source, _block, unit in found])
    best = max(hit.score for hit in hits) or 1.0
    buried = 0.0 if _SUPPLEMENT.search(question) else BURIED
    made = []
    for (source, block, unit), like in zip(found, likeness, strict=True):
        hit = hits[source]
        text = hit.passage.text[unit.span[0] : unit.span[1]]
        share = _share(rarity, f"{text} {' '.join(hit.passage.text[a:b] for a, b in unit.leads)}")
        listed = len(block.items) > 1 and unit.kind is Kind.SENTENCE
        given = frozenset(want for want in wanted if gives(want, text, listed=listed))
        weight = like + WORDS * share if sees else _BLIND * share
        weight += PRIOR * math.log(max(hit.score, 1e-3) / best) + _bonus(given)
        weight -= buried if hit.passage.locator.supplement else 0.0
        made.append(Weighed(source, block, unit, weight, like, share, given))
    return made


def _bonus(given: frozenset[Want]) -> float:
    return (_FIGURE if given & FIGURES else 0.0) + sum(_GIVEN.get(want, 0.0) for want in given)


def _rarity(question: str, texts: Sequence[str]) -> dict[str, float]:
    """The question's bigrams that stand anywhere in the clauses, each by how few clauses have it."""
    held = Counter(pair for text in texts for pair in bigrams(text))
    asked = bigrams(" ".join(content_words(question)))
    return {pair: math.log((len(texts) + 1) / (held[pair] + 0.5)) for pair in asked if held[pair]}


def _share(rarity: dict[str, float], text: str) -> float:
    whole = sum(rarity.values())
    own = bigrams(text)
    return sum(weight for pair, weight in rarity.items() if pair in own) / whole if whole else 0.0
