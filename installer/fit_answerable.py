"""Fits how likely the corpus holds an answer: `python -m installer.fit_answerable WORKSPACE QUESTIONS BEYOND`.

WORKSPACE and QUESTIONS as for fit_ranking, whose weights must be there. BEYOND is JSON, one a line: {question}: what
people ask of these matters that no rule in the workspace tells (prices, opening hours, devices, other laws' matters).
Each question with its article there is answerable. The same question is not when its article and those of its law
under the same heading are taken from the candidates (`article`), nor when its law is, with decrees and rules
(`family`); nor is one of BEYOND (`beyond`). The three weigh 1 : 1 : 2, answerable ones as much as all three. Logistic,
ridge, each weight on its own side of nought only. Three parts of the laws in turn are left out and judged by.
"""

import argparse
import json
import sys
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize

from app.core.events import Cancel
from app.core.paths import models_dir
from app.core.types import Brief, Document, Query
from app.search.gather import DEPTH, Gathered
from app.search.rank.answerable import FILE, NAMES, RISES
from app.search.searcher import RANKING
from app.services.context import Workspace
from installer.fit_ranking import PARTS, part_of

SHARES = {"there": 4.0, "article": 1.0, "family": 1.0, "beyond": 2.0}
"""What the lessons of a kind weigh together."""
RIDGE = 0.01
GATHERED = 3 * DEPTH
"""So many candidates a channel that its hundred best are left when a law has gone."""
REFUSED = 0.03
"""The share of answerable questions that may be refused before a model is asked: it refuses some of its own, and all
together may be .08."""
BELIEVED = 0.1
"""The share of `beyond` that is held to be surely answerable; these a model cannot refuse."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """`kind` as in SHARES; `law` decides its part; `values` as of Evidence."""

    kind: str
    law: str
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Fitted:
    """Of values as they are."""

    weights: Any
    constant: float

    def chances(self, lessons: Sequence[Lesson]) -> Any:
        at = np.array([lesson.values for lesson in lessons]) @ self.weights + self.constant
        return 1 / (1 + np.exp(-np.clip(at, -30, 30)))


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("workspace", type=Path)
    parser.add_argument("questions", type=Path)
    parser.add_argument("beyond", type=Path)
    parser.add_argument("--out", type=Path, default=models_dir() / RANKING / FILE)
    chosen = parser.parse_args(argv)
    lessons = gathered(chosen.workspace, chosen.questions, chosen.beyond)
    chances = judged(lessons)
    fitted = fit(lessons)
    refuse, sure = thresholds(chances)
    made = {
        "weights": {name: round(float(weight), 4) for name, weight in zip(NAMES, fitted.weights, strict=True)},
        "constant": round(fitted.constant, 4),
        "refuse": refuse,
        "sure": sure,
        "questions": {kind: len(chances[kind]) for kind in SHARES},
        "judged": told(chances, refuse, sure),
    }
    print(json.dumps(made, indent=1))
    chosen.out.write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")
    return 0


def gathered(home: Path, questions: Path, beyond: Path) -> list[Lesson]:
    workspace = Workspace.open(home)
    try:
        rows = [json.loads(line) for line in questions.read_text(encoding="utf-8").splitlines()]
        documents = workspace.documents.documents().values()
        lessons = [lesson for row in rows for lesson in _of_law(workspace, documents, row)]
        for line in beyond.read_text(encoding="utf-8").splitlines():
            question = json.loads(line)["question"]
            lessons += _lessons(workspace, question, {"beyond": frozenset()}, question)
        return lessons
    finally:
        workspace.close()


def _of_law(workspace: Workspace, documents: Collection[Document], row: Mapping[str, Any]) -> list[Lesson]:
    """The three lessons of a question whose article is in the workspace."""
    family = row["path"].rsplit("/", 1)[0]
    paths = {one.id: one.source.path for one in documents if one.source.path.startswith(family + "/")}
    briefs = workspace.documents.briefs(workspace.documents.passage_ids(list(paths))).values()
    gold = [one for one in briefs if paths[one.document_id] == row["path"] and one.label == row["article"]]
    if not gold:
        return []
    taken = {"there": frozenset[int](), "article": _alike(gold, briefs), "family": frozenset(one.id for one in briefs)}
    return _lessons(workspace, row["question"], taken, family)


def _alike(gold: Sequence[Brief], briefs: Collection[Brief]) -> frozenset[int]:
    heads = {brief.heading for brief in gold if brief.heading}
    return frozenset(brief.id for brief in briefs if brief in gold or brief.heading in heads)


def _lessons(workspace: Workspace, question: str, taken: Mapping[str, Collection[int]], law: str) -> list[Lesson]:
    asked, found = workspace.searcher.gather(Query(question, limit=GATHERED), cancel=Cancel())
    return [
        Lesson(kind, law, evidence.values)
        for kind, gone in taken.items()
        if (evidence := workspace.searcher.evidence(asked, without(found, gone))) is not None
    ]


def without(found: Gathered, gone: Collection[int], depth: int = DEPTH) -> Gathered:
    """What the channels would have brought if some passages were not there."""
    ranks = {}
    for channel, places in found.ranks.items():
        left = [passage for passage in sorted(places, key=places.__getitem__) if passage not in gone][:depth]
        ranks[channel] = {passage: place for place, passage in enumerate(left, 1)}
    kept = {passage for places in ranks.values() for passage in places}
    channels = {
        channel: {passage: score for passage, score in scored.items() if passage in kept}
        for channel, scored in found.channels.items()
    }
    return replace(found, channels=channels, ranks=ranks, blind=found.blind & kept)


def fit(lessons: Sequence[Lesson]) -> Fitted:
    """Maximum likelihood; each weight is bound to its side of nought."""
    values = np.array([lesson.values for lesson in lessons])
    mean, spread = values.mean(axis=0), values.std(axis=0) + 1e-9
    columns = np.c_[(values - mean) / spread, np.ones(len(values))]
    right = np.array([lesson.kind == "there" for lesson in lessons], dtype=float)
    counts = {kind: sum(lesson.kind == kind for lesson in lessons) for kind in SHARES}
    weigh = np.array([SHARES[lesson.kind] / counts[lesson.kind] for lesson in lessons])
    weigh /= weigh.sum()

    def loss(line: Any) -> tuple[float, Any]:
        at = columns @ line
        bound = RIDGE * np.r_[line[:-1], 0.0]
        off = weigh * (1 / (1 + np.exp(-np.clip(at, -30, 30))) - right)
        return float(weigh @ (np.logaddexp(0.0, at) - right * at) + bound @ line / 2), columns.T @ off + bound

    sides = [(0.0, None) if RISES[name] else (None, 0.0) for name in NAMES]
    line = minimize(loss, np.zeros(len(NAMES) + 1), jac=True, method="L-BFGS-B", bounds=[*sides, (None, None)]).x
    weights = line[:-1] / spread
    return Fitted(weights, float(line[-1] - weights @ mean))


def judged(lessons: Sequence[Lesson]) -> dict[str, Any]:
    """By kind the chances that each got from the other parts' laws."""
    found: dict[str, list[float]] = {kind: [] for kind in SHARES}
    for part in range(PARTS):
        fitted = fit([lesson for lesson in lessons if part_of(lesson.law) != part])
        left = [lesson for lesson in lessons if part_of(lesson.law) == part]
        for lesson, chance in zip(left, fitted.chances(left), strict=True):
            found[lesson.kind].append(float(chance))
    return {kind: np.array(chances) for kind, chances in found.items()}


def thresholds(chances: Mapping[str, Any]) -> tuple[float, float]:
    """(refuse, sure)."""
    refuse = round(float(np.quantile(chances["there"], REFUSED)), 3)
    return refuse, max(refuse, round(float(np.quantile(chances["beyond"], 1 - BELIEVED)), 3))


def told(chances: Mapping[str, Any], refuse: float, sure: float) -> dict[str, Any]:
    """How well the kinds are told apart, by laws left out."""
    there = chances["there"]
    at = float(np.quantile(there, 0.08))
    return {
        "auc": {kind: round(area(there, some), 3) for kind, some in _others(chances)},
        "refused at .08": {kind: round(float((some < at).mean()), 3) for kind, some in _others(chances)},
        "refused": {kind: round(float((some < refuse).mean()), 3) for kind, some in chances.items()},
        "sure": {kind: round(float((some >= sure).mean()), 3) for kind, some in chances.items()},
    }


def _others(chances: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    return ((kind, some) for kind, some in chances.items() if kind != "there")


def area(better: Any, worse: Any) -> float:
    """Under the ROC curve: how often one of the first is above one of the second."""
    above, same = better[:, None] > worse[None], better[:, None] == worse[None]
    return float(above.mean() + same.mean() / 2)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
