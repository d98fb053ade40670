"""Fits what a counterpart is worth: `python -m installer.fit_counterparts WORKSPACE QUESTIONS [--out FILE]`.

WORKSPACE and QUESTIONS as for fit_ranking, whose weights must be there: what is learned is how far its order can be
trusted, and what a delegation adds. Three sets are made of the questions. `one`: each with its article. `two`: two
questions of one law, one after the other, with both articles: nothing may crowd out the second. `chain`: each question
whose article has a counterpart that is told beyond doubt, with both. Maximum likelihood of the answers under the
chances of app/search/neighbours/bring.py. Three parts of the laws in turn are left out of a fit and judged by it.
"""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize

from app.core.events import Cancel
from app.core.paths import models_dir
from app.core.types import Query
from app.search.fuse import Fused
from app.search.neighbours.around import Neighbours
from app.search.neighbours.bring import SEEDS, bring, log_odds
from app.search.neighbours.kin import Neighbour
from app.search.neighbours.worth import NAMES, Worth, features
from app.search.order import Orderer
from app.search.searcher import RANKING
from app.services.context import Workspace
from installer.fit_ranking import PARTS, part_of

SHARES = {"one": 1.0, "two": 1.0, "chain": 0.3}
"""Of a set's question in the likelihood. Chains are chosen by rules that are features too: they say little more."""

RIDGE = 0.002
DEPTHS = (1, 5, 10)
PAIRS_A_LAW = 3


@dataclass(frozen=True, slots=True)
class Lesson:
    """`order` as search gives it without counterparts; `gold` the passages of each right article."""

    kind: str
    law: str
    order: tuple[Fused, ...]
    neighbours: tuple[Neighbour, ...]
    gold: tuple[frozenset[int], ...]


@dataclass(frozen=True, slots=True)
class Stacked:
    """Lessons as arrays: `odds` (n,) less the best of their lesson, -inf outside the order; `lesson` (n,) which one;
    `seed` and `target` (m,) places of the pairs, `pairs` (m, F) their features; `wanted` (n,) sums to the shares."""

    odds: Any
    lesson: Any
    seed: Any
    target: Any
    pairs: Any
    wanted: Any


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("workspace", type=Path)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--out", type=Path, default=models_dir() / RANKING / "counterparts.json")
    chosen = parser.parse_args(argv)
    lessons = gathered(chosen.workspace, chosen.questions)
    before = recalls((lesson, lesson.order) for lesson in lessons)
    after = recalls(judged(lessons))
    print("recall at", DEPTHS, "without:", before, "with, by laws left out:", after)
    worth = fit(lessons)
    made = {
        "weights": {name: round(weight, 4) for name, weight in zip(NAMES, worth.weights, strict=True)},
        "temper": round(worth.temper, 4),
        "judged": {"without": before, "with": after},
    }
    chosen.out.write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")
    return 0


def gathered(home: Path, questions: Path) -> list[Lesson]:
    """The three sets, of the questions whose article is in the workspace."""
    workspace = Workspace.open(home)
    orderer, around = Orderer(models_dir() / RANKING), Neighbours(workspace.database)

    def lesson(kind: str, law: str, text: str, gold: Iterable[frozenset[int]]) -> Lesson:
        asked, found = workspace.searcher.gather(Query(text), cancel=Cancel())
        briefs = workspace.documents.briefs(found.candidates)
        order = tuple(orderer.order(found, briefs, asked.understood.laws))
        seeds = [entry.passage_id for entry in order if not briefs[entry.passage_id].label.startswith("부칙")][:SEEDS]
        return Lesson(kind, law, order, around.counterparts(seeds), tuple(gold))

    try:
        return [lesson(*sentence) for sentence in _sentences(workspace, around, questions)]
    finally:
        workspace.close()


Sentence = tuple[str, str, str, list[frozenset[int]]]


def _sentences(workspace: Workspace, around: Neighbours, questions: Path) -> Iterator[Sentence]:
    documents = {document.source.path: document.id for document in workspace.documents.documents().values()}
    laws: dict[str, dict[frozenset[int], str]] = {}
    for line in questions.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        identity = documents.get(row["path"])
        labels = workspace.documents.labels(identity) if identity else []
        gold = frozenset(passage for label, passage in labels if label == row["article"])
        if not gold:
            continue
        law = row["path"].rsplit("/", 1)[0]
        yield "one", law, row["question"], [gold]
        if told := beyond_doubt(around.counterparts(sorted(gold))):
            yield "chain", law, row["question"], [gold, *(frozenset({one}) for one in told)]
        laws.setdefault(law, {}).setdefault(gold, row["question"])
    for law, asked in laws.items():
        articles = list(asked.items())
        pairs = [(first, second) for at, first in enumerate(articles) for second in articles[at + 1 :]]
        for first, second in pairs[:PAIRS_A_LAW]:
            yield "two", law, f"{first[1]} {second[1]}", [first[0], second[0]]


def beyond_doubt(neighbours: Iterable[Neighbour]) -> list[int]:
    """One or two counterparts that say at once what they are for, headed alike, where the law leaves it open."""
    told = [one.passage for one in neighbours if one.orders and one.early and one.likeness >= 0.4]
    return told if len(told) <= 2 else []


def fit(lessons: Sequence[Lesson]) -> Worth:
    held = [lesson for lesson in lessons if _found(lesson)]
    stacked = _stacked(held)
    total = sum(SHARES[lesson.kind] for lesson in held)
    count = len(held)

    def loss(at: Any) -> float:
        chances = np.exp(at[0] * stacked.odds)
        chances /= np.bincount(stacked.lesson, chances, minlength=count)[stacked.lesson]
        gain = chances[stacked.seed] / (1.0 + np.exp(-(stacked.pairs @ at[1:])))
        best = np.zeros_like(chances)
        np.maximum.at(best, stacked.target, gain)
        sums = chances + best
        sums /= np.bincount(stacked.lesson, sums, minlength=count)[stacked.lesson]
        return float(-(stacked.wanted @ np.log(sums + 1e-9)) / total + RIDGE * (at[2:] @ at[2:]))

    start = np.array([1.0, -3.0, *np.zeros(len(NAMES) - 1)])
    bounds = [(0.05, 20.0)] + [(-20.0, 20.0)] * len(NAMES)
    temper, *weights = minimize(loss, start, method="L-BFGS-B", bounds=bounds).x
    return Worth(tuple(float(weight) for weight in weights), float(temper))


def judged(lessons: Sequence[Lesson]) -> Iterator[tuple[Lesson, tuple[Fused, ...]]]:
    """Each lesson with the order that a fit without its law and its decrees gives."""
    for part in range(PARTS):
        worth = fit([lesson for lesson in lessons if part_of(lesson.law) != part])
        for lesson in lessons:
            if part_of(lesson.law) == part:
                yield lesson, bring(lesson.order, lesson.neighbours, worth).order


def recalls(orders: Iterable[tuple[Lesson, Sequence[Fused]]]) -> Mapping[str, Mapping[str, float]]:
    """By set and depth, the share of the right articles among the first; a question counts as one."""
    shares: dict[str, dict[int, list[float]]] = {kind: {depth: [] for depth in DEPTHS} for kind in SHARES}
    for lesson, order in orders:
        for depth in DEPTHS:
            first = {entry.passage_id for entry in order[:depth]}
            shares[lesson.kind][depth].append(float(np.mean([bool(gold & first) for gold in lesson.gold])))
    return {
        kind: {"questions": len(found[DEPTHS[0]]), **{f"@{k}": round(float(np.mean(v)), 3) for k, v in found.items()}}
        for kind, found in shares.items()
        if found[DEPTHS[0]]
    }


def _found(lesson: Lesson) -> bool:
    there = {entry.passage_id for entry in lesson.order} | {one.passage for one in lesson.neighbours}
    return any(gold & there for gold in lesson.gold)


def _stacked(lessons: Sequence[Lesson]) -> Stacked:
    odds: list[float] = []
    owner: list[int] = []
    wanted: list[float] = []
    pairs: list[tuple[int, int, tuple[float, ...]]] = []
    for number, lesson in enumerate(lessons):
        own = {entry.passage_id: log_odds(entry.score) for entry in lesson.order}
        best = max(own.values())
        out = [one.passage for one in lesson.neighbours if one.passage not in own]
        at = {passage: len(odds) + place for place, passage in enumerate([*own, *dict.fromkeys(out)])}
        right = [gold & at.keys() for gold in lesson.gold if gold & at.keys()]
        share = {passage: SHARES[lesson.kind] / len(right) / len(gold) for gold in right for passage in gold}
        odds += [own[passage] - best if passage in own else -np.inf for passage in at]
        wanted += [share.get(passage, 0.0) for passage in at]
        owner += [number] * len(at)
        for one in lesson.neighbours:
            behind = best - own[one.passage] if one.passage in own else None
            pairs.append((at[one.seed], at[one.passage], features(one, behind)))
    seeds, targets, rows = zip(*pairs, strict=True)
    return Stacked(
        np.array(odds), np.array(owner), np.array(seeds), np.array(targets), np.array(rows), np.array(wanted)
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
