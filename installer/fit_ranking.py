"""Fits the weights of the order: `python -m installer.fit_ranking WORKSPACE QUESTIONS [--out FILE]`.

WORKSPACE holds the statutes of the questions among others, indexed with the models that ship. QUESTIONS is JSON, one a
line: {question, path, article}, `path` as the workspace knows the document. The laws must be ones that the encoder's
map and the terms' weights never saw, or those would be trusted too much. Weights: maximum likelihood of the right
article among a question's candidates (softmax), a little ridge. Three parts of the laws in turn are left out of a fit
and judged by it; the certainty is fitted on those judgements alone (Platt, 1999).
"""

import argparse
import hashlib
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize

from app.core.events import Cancel
from app.core.types import Query
from app.search.rank.features import NAMES, features
from app.services.context import Workspace

PARTS = 3
RIDGE = 0.003
DEPTHS = (1, 5, 10)


@dataclass(frozen=True, slots=True)
class Lesson:
    """A question: `matrix` (n, F) of its candidates, `right` (n,) which of them answer. `law` decides its part."""

    law: str
    matrix: Any
    right: Any


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("workspace", type=Path)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--out", type=Path, default=Path("models/ranking/fusion.json"))
    chosen = parser.parse_args(argv)
    lessons = gathered(chosen.workspace, chosen.questions)
    judged = [(lesson, fit(others(lessons, part))) for part in range(PARTS) for lesson in of_part(lessons, part)]
    slope, offset = certainty(judged)
    found = {f"recall@{depth}": round(recall(judged, depth), 3) for depth in DEPTHS}
    print(len(lessons), "questions, judged by laws left out:", found)
    weights = {name: round(float(weight), 4) for name, weight in zip(NAMES, fit(lessons), strict=True)}
    made = {"weights": weights, "slope": slope, "offset": offset, "questions": len(lessons), "judged": found}
    chosen.out.write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")
    return 0


def gathered(home: Path, questions: Path) -> list[Lesson]:
    """The candidates of every question whose article is in the workspace and among them."""
    workspace = Workspace.open(home)
    try:
        documents = {document.source.path: document.id for document in workspace.documents.documents().values()}
        lessons = []
        for line in questions.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            identity = documents.get(row["path"])
            labels = workspace.documents.labels(identity) if identity else []
            gold = {passage for label, passage in labels if label == row["article"]}
            _, found = workspace.searcher.gather(Query(row["question"]), cancel=Cancel())
            briefs = list(workspace.documents.briefs(found.candidates).values())
            right = np.array([brief.id in gold for brief in briefs], dtype=float)
            if right.any():
                lessons.append(Lesson(row["path"].rsplit("/", 1)[0], features(briefs, found.channels), right))
        return lessons
    finally:
        workspace.close()


def part_of(law: str) -> int:
    """A law and its decrees fall into one part, the same on every machine."""
    return int.from_bytes(hashlib.sha256(law.encode()).digest()[:4], "big") % PARTS


def of_part(lessons: Sequence[Lesson], part: int) -> list[Lesson]:
    return [lesson for lesson in lessons if part_of(lesson.law) == part]


def others(lessons: Sequence[Lesson], part: int) -> list[Lesson]:
    return [lesson for lesson in lessons if part_of(lesson.law) != part]


def fit(lessons: Sequence[Lesson]) -> Any:
    """(F,) weights."""

    def loss(weights: Any) -> tuple[float, Any]:
        total, slope = RIDGE * float(weights @ weights), 2 * RIDGE * weights
        for lesson in lessons:
            scores = lesson.matrix @ weights
            chances = np.exp(scores - scores.max())
            chances /= chances.sum()
            target = lesson.right / lesson.right.sum()
            total -= float(target @ np.log(np.maximum(chances, 1e-12))) / len(lessons)
            slope = slope + lesson.matrix.T @ (chances - target) / len(lessons)
        return total, slope

    return minimize(loss, np.zeros(len(NAMES)), jac=True, method="L-BFGS-B").x


def certainty(judged: Sequence[tuple[Lesson, Any]]) -> tuple[float, float]:
    """(slope, offset) of the logistic that says how likely the first of a question's candidates answers it."""
    scores = np.array([(lesson.matrix @ weights).max() for lesson, weights in judged])
    right = np.array([lesson.right[(lesson.matrix @ weights).argmax()] for lesson, weights in judged])

    def loss(line: Any) -> float:
        at = line[0] * scores + line[1]
        return float((np.logaddexp(0.0, at) - right * at).mean())

    slope, offset = minimize(loss, np.array([1.0, 0.0]), method="BFGS").x
    return round(float(slope), 4), round(float(offset), 4)


def recall(judged: Sequence[tuple[Lesson, Any]], depth: int) -> float:
    """The share of the questions that have a right candidate among the first."""
    return float(
        np.mean([lesson.right[np.argsort(-(lesson.matrix @ weights))[:depth]].any() for lesson, weights in judged])
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
