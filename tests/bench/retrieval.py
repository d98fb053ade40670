"""How well search finds, and what each step is worth: `python -m tests.bench.retrieval EVAL_FOLDER HOME [--half dev]`.

HOME is a workspace; without one the Markdown form of the evaluation corpus is taken in first. The halves are every
other question of each kind: weights are chosen on `dev` alone, and `test` is for one report. With `--ablate` each step
is switched off in turn. Intervals: 2,000 bootstrap samples of the questions.
"""

import argparse
import json
import random
import statistics
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from app.core.events import Cancel
from app.core.types import Query
from app.search.searcher import Searcher
from app.search.steps import Steps
from app.services.context import Workspace
from app.store.database import FILE_NAME
from tests.bench.running import run, say

DEPTHS = (1, 5, 10, 20)
Row = dict[str, Any]


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("eval", type=Path)
    parser.add_argument("home", type=Path)
    parser.add_argument("--half", choices=("dev", "test", "both"), default="dev")
    parser.add_argument("--ablate", action="store_true")
    chosen = parser.parse_args(argv)
    if not (chosen.home / FILE_NAME).exists():
        names = (chosen.eval / "corpus" / "md_mode_files.txt").read_text(encoding="utf-8").split("\n")
        run(chosen.home, "index", *(chosen.eval / "corpus" / name.strip() for name in names if name.strip()))
    questions = half(chosen.eval / "questions" / "A_answerable.jsonl", chosen.half)
    workspace = Workspace.open(chosen.home)
    try:
        for name, steps in _variants(chosen.ablate):
            searcher = Searcher(chosen.home, workspace.database, workspace.embedder, steps=steps)
            try:
                _report(name, questions, *_ask(searcher, questions))
            finally:
                searcher.close()
    finally:
        workspace.close()
    return 0


def half(path: Path, name: str) -> list[Row]:
    """Every other question of each kind, by id: the first is `dev`."""
    seen: Counter[str] = Counter()
    chosen = []
    for question in sorted((json.loads(line) for line in path.open(encoding="utf-8")), key=lambda row: str(row["id"])):
        turn = seen[question["kind"]] % 2
        seen[question["kind"]] += 1
        if name == "both" or turn == ("dev", "test").index(name):
            chosen.append(question)
    return chosen


def _variants(ablate: bool) -> Iterator[tuple[str, Steps]]:
    whole = Steps()
    yield "all", whole
    if not ablate:
        return
    yield "with headings and titles", replace(whole, channels=whole.channels | {"headings", "titles"})
    for channel in sorted(whole.channels):
        yield f"without {channel}", replace(whole, channels=whole.channels - {channel})
    for channel in sorted(whole.channels):
        yield f"only {channel}", replace(whole, channels=frozenset({channel}), neighbours=False)
    for step in ("lookup", "reading", "learned", "neighbours"):
        yield f"without {step}", _without(whole, step)


def _without(steps: Steps, name: str) -> Steps:
    off: dict[str, Any] = {name: False}
    return replace(steps, **off)


def _ask(searcher: Searcher, questions: Sequence[Row]) -> tuple[list[list[tuple[str, str]]], list[float]]:
    """For each question its ranked (file stem, article), and how many ms it took."""
    searcher.warm()
    ranked, took = [], []
    for question in questions:
        started = time.perf_counter()
        outcome = searcher.search(Query(question["question"], limit=50), cancel=Cancel(), figures=True)
        took.append((time.perf_counter() - started) * 1000)
        pairs = [(Path(hit.document.source.path).stem, hit.passage.locator.label) for hit in outcome.hits]
        ranked.append(list(dict.fromkeys(pairs)))
    return ranked, took


def _report(name: str, questions: Sequence[Row], ranked: Sequence[list[tuple[str, str]]], took: list[float]) -> None:
    scores = [_scores(question, pairs) for question, pairs in zip(questions, ranked, strict=True)]
    figures = {measure: _mean(scores, measure) for measure in scores[0]}
    intervals = {measure: _interval([row[measure] for row in scores]) for measure in ("r@1", "r@5", "r@10", "doc@5")}
    kinds = {
        kind: [
            _mean([s for s, q in zip(scores, questions, strict=True) if q["kind"] == kind], f"r@{k}") for k in DEPTHS
        ]
        for kind in sorted({question["kind"] for question in questions})
    }
    say(
        steps=name,
        questions=len(questions),
        **figures,
        intervals=intervals,
        kinds=kinds,
        median_ms=round(statistics.median(took), 1),
    )


def _scores(question: Row, ranked: Sequence[tuple[str, str]]) -> dict[str, float]:
    gold = {(Path(entry["file"]).stem, entry["article"]) for entry in question["gold"]}
    places = [ranked.index(pair) if pair in ranked else len(ranked) + 1000 for pair in gold]
    found: dict[str, float] = {}
    for depth in DEPTHS:
        inside = sum(place < depth for place in places)
        found[f"r@{depth}"] = float(inside > 0) if question["match"] == "any" else inside / len(gold)
    found["mrr"] = 1 / (1 + min(places))
    documents = list(dict.fromkeys(stem for stem, _ in ranked))[:5]
    found["doc@5"] = float(any(stem in documents for stem, _ in gold))
    return found


def _mean(rows: Sequence[Mapping[str, float]], measure: str) -> float:
    return round(sum(row[measure] for row in rows) / len(rows), 3)


def _interval(values: Sequence[float]) -> tuple[float, float]:
    chance = random.Random(7)
    means = sorted(sum(chance.choices(values, k=len(values))) / len(values) for _ in range(2000))
    return round(means[50], 3), round(means[1949], 3)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
