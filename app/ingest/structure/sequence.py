"""Which lines that look like the head of an article are one: the numbers of a regulation only rise.

A wrapped citation (`제38조(휴가) 제외 …`) breaks the rise, so the heaviest rising chain of candidates is
taken; gaps are allowed (excerpts). Inside a 부칙, where amendments quote whole articles, each number
must follow the one before.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.core.locator import Number
from app.ingest.structure.marks import ArticleMark, Strength

_FIRST: Number = (1, 0)


@dataclass(frozen=True, slots=True)
class Candidate:
    """`index` is the block's; `heading` says that the document marks the line as a heading."""

    index: int
    mark: ArticleMark
    heading: bool

    @property
    def number(self) -> Number:
        return self.mark.number


def rising(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The articles among the candidates of a body, in order."""
    headings = [c for c in candidates if c.heading]
    if headings and 2 * len(headings) >= len(candidates):
        return headings
    plausible = _plausible(candidates)
    if all(a.number < b.number for a, b in pairwise(plausible)):
        chosen = plausible
    else:
        chosen = [c for run in _runs(plausible) for c in _heaviest(run)]
    lone = len(chosen) == 1 and not chosen[0].heading
    return [] if lone and (chosen[0].number != _FIRST or chosen[0].mark.strength < Strength.TITLED) else chosen


def following(candidates: Iterable[Candidate]) -> list[Candidate]:
    """The articles of one 부칙: 1, 2, 3 … as far as the count goes on."""
    chosen: list[Candidate] = []
    for candidate in candidates:
        if not chosen:
            if candidate.number == _FIRST or candidate.heading:
                chosen.append(candidate)
        elif succeeds(chosen[-1].number, candidate.number):
            chosen.append(candidate)
    return chosen


def succeeds(before: Number, after: Number) -> bool:
    """Whether `after` is the next number, or the next branch (제3조 -> 제3조의2)."""
    return after == (before[0] + 1, 0) or (after[0] == before[0] and after[1] == max(before[1] + 1, 2))


def _plausible(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Untitled running text counts only right after the number before it."""
    seen = {0}
    kept = []
    for candidate in candidates:
        if candidate.mark.strength > Strength.RUNNING or candidate.number[0] - 1 in seen or candidate.heading:
            kept.append(candidate)
            seen.add(candidate.number[0])
    return kept


def _runs(candidates: Sequence[Candidate]) -> list[list[Candidate]]:
    """Split where a second regulation in the same file starts over with a titled 제1조."""
    runs: list[list[Candidate]] = [[]]
    for candidate in candidates:
        if candidate.number == _FIRST and candidate.mark.strength == Strength.TITLED and runs[-1]:
            runs.append([])
        runs[-1].append(candidate)
    return runs


def _heaviest(run: Sequence[Candidate]) -> list[Candidate]:
    """The non-falling chain with the greatest sum of strengths, in n log n steps.

    A Fenwick tree over the numbers keeps, for each beginning of their order, the heaviest chain that ends there.
    """
    ranks = {number: rank for rank, number in enumerate(sorted({c.number for c in run}), 1)}
    tree: list[tuple[int, int]] = [(0, 0)] * (len(ranks) + 1)
    """(weight, -place in the run) of the best chain; of equal chains the earlier."""
    came_from: list[int] = []
    best = (0, 0)
    for at, candidate in enumerate(run):
        rank = ranks[candidate.number]
        weight, place = 0, 0
        lower = rank
        while lower:
            weight, place = max((weight, place), tree[lower])
            lower -= lower & -lower
        came_from.append(-place if weight else -1)
        mine = (weight + int(candidate.mark.strength) + (4 if candidate.heading else 0), -at)
        best = max(best, mine)
        while rank <= len(ranks):
            tree[rank] = max(tree[rank], mine)
            rank += rank & -rank
    at = -best[1] if run else -1
    chain = []
    while at >= 0:
        chain.append(run[at])
        at = came_from[at]
    return chain[::-1]
