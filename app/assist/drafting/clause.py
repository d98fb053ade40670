"""The clause of the found articles that a line of notes asks for, and how certain that is. Pure but for the encoder.

The same question was put to search in several ways (asked.py). An article counts by its scores in all of them, a clause
by its likeness to all of them, each by how likely it was answered at all:

    weight = OWN of its likeness to the plain question, the rest to the others
           + PRIOR * ln(score)      of its article, against the best one's
           + WORDS * share          of the question's bigrams, each by its rarity among the clauses
           + _FIGURE, _LISTED       when it gives what the question wants
           + HEADING * share        of the words of its heading that the question has
           - BURIED, ITEM           for supplementary provisions, and for items of a list

Found by trying 380 settings on 22 questions of notes and 102 whole ones: the first clause is of the right article for
76 of the 102 and for 21 of the 22, and the best 50 settings differ by three questions. How likely it is right is told
by certainty.py.
"""

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.assist.cut.units import Block, Kind, Unit, blocks
from app.assist.cut.wants import FIGURES, Want, gives, wants
from app.assist.cut.weigh import Likeness
from app.assist.drafting.asked import Asked
from app.assist.drafting.certainty import Rivalry, chance, demands, gives_demanded
from app.assist.injected import orders
from app.assist.words import bigrams, content_words
from app.core.types import Hit

OWN, PRIOR, WORDS, HEADING, BURIED, ITEM = 0.2, 0.02, 0.1, 0.02, 0.15, 0.02
_FIGURE, _LISTED = 0.05, 0.025
_LIST_LIKE = frozenset({Want.LIST, Want.PENALTY, Want.WHO})

_THINGS = re.compile(r"(\d{1,2})\s?(?:가지|개\s?(?:항목|사항))")
"""`할 일 3가지`: a list of so many items is meant."""

CERTAIN = 0.7
"""Chance from which a clause is taken without a mark."""
LIKELY = 0.4
"""Chance from which it is taken with the mark that somebody has to look; below it is but proposed."""
UNLIKELY = 0.2
"""Below this the corpus holds no answer at all (Outcome.answerable)."""
_BLIND = 0.45
"""Without an encoder: the share of words from which a clause is taken."""
NEAR = 0.03
"""Articles this near the best one are proposed beside it."""

_TIED = 0.02
"""항 of one article this near each other answer about as well."""

FOUND = 4
"""Articles of each way of asking that are looked into."""
_CLAUSES = 90
_READ = 400
_FLOOR = 1e-3


@dataclass(frozen=True, slots=True)
class Search:
    """What search brought for one way of asking; `answerable` as in its Outcome."""

    hits: tuple[Hit, ...]
    answerable: float


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of `hit` with its block. `chance` is how likely it answers; see CERTAIN."""

    hit: Hit
    block: Block
    unit: Unit
    weight: float
    chance: float


@dataclass(frozen=True, slots=True)
class _Pool:
    """The articles by their passage's id, each with its score over all searches (0 to 1), and the searches' weights."""

    hits: dict[int, Hit]
    scores: dict[int, float]
    shares: tuple[float, ...]
    answerable: float


def answering(asked: Asked, searches: Sequence[Search], like: Likeness | None) -> tuple[Clause, ...]:
    """The best clause of each article, best first. `searches` belong to `asked.texts`."""
    pool = _pooled(searches)
    units = [
        (hit, block, unit)
        for hit in pool.hits.values()
        for block in blocks(hit.passage.text)
        for unit in block.units
        if not orders(hit.passage.text[slice(*unit.span)])
    ][:_CLAUSES]
    if not units:
        return ()
    told = like(asked.texts, [_compared(hit, unit) for hit, _block, unit in units]) if like is not None else None
    weights = _weights(asked, pool, units, told)
    best: dict[int, Clause] = {}
    for (hit, block, unit), weight in sorted(zip(units, weights, strict=True), key=lambda pair: -pair[1]):
        best.setdefault(hit.passage.id, Clause(hit, block, unit, weight, 0.0))
    first, *others = best.values()
    first = _first_told(asked.question, first, units, weights)
    sees = told is not None or first.weight >= _BLIND
    likely = (
        _likely(asked, first, _rivalry(first, others, searches, units, told))
        if sees and pool.answerable >= UNLIKELY
        else 0.0
    )
    return (replace(first, chance=likely), *others)


def _first_told(
    question: str, first: Clause, units: Sequence[tuple[Hit, Block, Unit]], weights: Sequence[float]
) -> Clause:
    """Of the 항 of the article that give the figure that is asked for about as well, the first: what comes after it
    in an article extends it or makes exceptions."""
    if not demands(question):
        return first
    rivals = [
        (hit, block, unit)
        for (hit, block, unit), weight in zip(units, weights, strict=True)
        if hit.passage.id == first.hit.passage.id
        and block.span[0] < first.block.span[0]
        and weight > first.weight - _TIED
        and gives_demanded(question, hit.passage.text[slice(*unit.span)])
    ]
    if not rivals:
        return first
    _hit, block, unit = min(rivals, key=lambda one: one[2].span)
    return replace(first, block=block, unit=unit)


def _likely(asked: Asked, first: Clause, rivalry: Rivalry) -> float:
    text = first.hit.passage.text
    listed = first.unit.kind is Kind.SENTENCE and first.block.items
    said = text[slice(*(first.block.span if listed else first.unit.span))]
    return chance(asked.question, asked.texts, first.hit, said, rivalry)


def _rivalry(
    first: Clause,
    others: Sequence[Clause],
    searches: Sequence[Search],
    units: Sequence[tuple[Hit, Block, Unit]],
    told: Sequence[Sequence[float]] | None,
) -> Rivalry:
    own = [hit.passage.id == first.hit.passage.id for hit, _block, _unit in units]
    margins = [
        max(value for value, is_own in zip(row, own, strict=True) if is_own)
        - max((value for value, is_own in zip(row, own, strict=True) if not is_own), default=0.0)
        for row in told or ()
    ]
    return Rivalry(
        first.weight - (others[0].weight if others else 0.0),
        sum(margins) / len(margins) if margins and others else 0.0,
        tuple(tuple(_plain(one.hits)) for one in searches),
    )


def _plain(hits: Sequence[Hit]) -> list[Hit]:
    """Without what is there only because an article was named: in notes its number is a guess."""
    return [hit for hit in hits if "lookup" not in hit.ranks]


def _pooled(searches: Sequence[Search]) -> _Pool:
    whole = sum(one.answerable for one in searches) or 1.0
    hits: dict[int, Hit] = {}
    for one in searches:
        for hit in _plain(one.hits)[:FOUND]:
            hits.setdefault(hit.passage.id, hit)
    scores = dict.fromkeys(hits, 0.0)
    for one in searches:
        for hit in one.hits:
            if hit.passage.id in scores and "lookup" not in hit.ranks:
                scores[hit.passage.id] += hit.score * one.answerable / whole
    others = sum(one.answerable for one in searches[1:])
    shares = [OWN, *((1 - OWN) * one.answerable / others for one in searches[1:])] if others else [1.0]
    shares += [0.0] * (len(searches) - len(shares))
    return _Pool(hits, scores, tuple(shares), max((one.answerable for one in searches), default=0.0))


def _weights(
    asked: Asked,
    pool: _Pool,
    units: Sequence[tuple[Hit, Block, Unit]],
    told: Sequence[Sequence[float]] | None,
) -> list[float]:
    wanted = wants(asked.question).kinds
    things = _THINGS.search(asked.question)
    number = int(things[1]) if things else 0
    named = bigrams(" ".join(content_words(asked.question)))
    words = [_shares(text, units) for text in asked.texts]
    highest = max(pool.scores.values()) or 1.0
    weights = []
    for place, (hit, block, unit) in enumerate(units):
        weight = 0.0
        for way, share in enumerate(pool.shares):
            likeness = told[way][place] + WORDS * words[way][place] if told is not None else words[way][place]
            weight += share * likeness
        weight += PRIOR * math.log(max(pool.scores[hit.passage.id], _FLOOR) / highest)
        weight += _given(number, wanted, hit, block, unit) + HEADING * _named(hit.passage.heading, named)
        weight -= BURIED if hit.passage.locator.supplement else 0.0
        weight -= ITEM if unit.kind is Kind.ITEM else 0.0
        weights.append(weight)
    return weights


def _given(number: int, wanted: frozenset[Want], hit: Hit, block: Block, unit: Unit) -> float:
    text = hit.passage.text[slice(*unit.span)]
    listed = len(block.items) > 1 and unit.kind is Kind.SENTENCE
    given = frozenset(want for want in wanted if gives(want, text, listed=listed))
    if listed and len(block.items) == number:
        return _FIGURE
    return (_FIGURE if given & FIGURES else 0.0) + (_LISTED if given & _LIST_LIKE else 0.0)


def _named(heading: str, words: set[str]) -> float:
    own = bigrams(heading)
    return len(own & words) / len(own) if own else 0.0


def _shares(text: str, units: Sequence[tuple[Hit, Block, Unit]]) -> list[float]:
    """Of the question's bigrams that stand in any clause, the part that each has, rare ones counting more."""
    own = [bigrams(_told(hit, unit)) for hit, _block, unit in units]
    held = Counter(pair for pairs in own for pair in pairs)
    rarity = {
        pair: math.log((len(units) + 1) / (held[pair] + 0.5))
        for pair in bigrams(" ".join(content_words(text)))
        if held[pair]
    }
    whole = sum(rarity.values())
    return [sum(rarity[pair] for pair in pairs & rarity.keys()) / whole if whole else 0.0 for pairs in own]


def _told(hit: Hit, unit: Unit) -> str:
    text = hit.passage.text
    return " ".join(text[slice(*span)] for span in (*unit.leads, unit.span))


def _compared(hit: Hit, unit: Unit) -> str:
    """What the encoder sees of a clause: whose it is, what it hangs on, itself."""
    text = hit.passage.text
    leads = " ".join(text[start:end] for start, end in unit.leads)[:200]
    return f"{hit.document.title} {hit.passage.heading} {leads} {text[slice(*unit.span)]}"[: 200 + _READ]
