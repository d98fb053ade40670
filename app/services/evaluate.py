"""The verb `eval`: how well a question set is answered by this workspace.

Article recall as in the evaluation set's README: `any` counts a question as found when one gold
article is among the first k, `all` gives the share found. Attached paragraphs count as their article.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.core.events import Cancel, Done, Event, Progress
from app.core.locator import Locator
from app.core.paths import assets_dir
from app.services.batch import BatchRequest, read_questions, run_one
from app.services.context import Workspace

DEPTHS = (1, 3, 5, 10)
SAMPLE = "sample"

Pair = tuple[str, str]
"""(file stem, article label)."""


@dataclass(frozen=True, slots=True)
class EvalRequest:
    """`suite`: `sample`, or a question file. `answers`: also ask the model (minutes)."""

    suite: str
    answers: bool = False
    collection: str = ""


@dataclass(frozen=True, slots=True)
class EvalReport:
    suite: str
    questions: int
    metrics: Mapping[str, float]
    rows: tuple[Mapping[str, Any], ...]


def evaluate(workspace: Workspace, request: EvalRequest, *, cancel: Cancel) -> Iterator[Event]:
    """Raises BadRequestFile and what search and ask raise."""
    path = assets_dir() / "sample" / "questions.jsonl" if request.suite == SAMPLE else Path(request.suite)
    questions = read_questions(path)
    form = BatchRequest(path, path, request.answers, limit=20, collection=request.collection)
    rows = []
    for count, question in enumerate(questions):
        cancel.check()
        yield Progress("questions", count, len(questions), question["id"])
        rows.append(run_one(workspace, question, form, cancel))
    yield Done(EvalReport(request.suite, len(questions), metrics(questions, rows), tuple(rows)))


def metrics(questions: Sequence[Mapping[str, Any]], rows: Sequence[Mapping[str, Any]]) -> dict[str, float]:
    """Means over the questions that have a gold article; rates of abstention over all."""
    scored = [(question, row) for question, row in zip(questions, rows, strict=True) if question.get("gold")]
    found: dict[str, float] = {}
    for depth in DEPTHS:
        found[f"recall@{depth}"] = _mean([_recall(question, row, depth) for question, row in scored])
    found["mrr"] = _mean([_reciprocal(question, row) for question, row in scored])
    if any("abstain" in row for row in rows):
        answerable = [row["abstain"] for question, row in scored]
        others = [row["abstain"] for question, row in zip(questions, rows, strict=True) if not question.get("gold")]
        found["abstained_wrongly"] = _mean([float(value) for value in answerable])
        found["abstained_rightly"] = _mean([float(value) for value in others])
    return {name: round(value, 3) for name, value in found.items()}


def _gold(question: Mapping[str, Any]) -> set[Pair]:
    return {(_stem(gold["file"]), _article(gold["article"])) for gold in question["gold"]}


def _ranked(row: Mapping[str, Any]) -> list[Pair]:
    return list(dict.fromkeys((_stem(file), article) for file, article in row["ranked"]))


def _recall(question: Mapping[str, Any], row: Mapping[str, Any], depth: int) -> float:
    gold = _gold(question)
    held = len(gold & set(_ranked(row)[:depth]))
    return float(held > 0) if question.get("match") == "any" else held / len(gold)


def _reciprocal(question: Mapping[str, Any], row: Mapping[str, Any]) -> float:
    gold = _gold(question)
    for rank, pair in enumerate(_ranked(row), 1):
        if pair in gold:
            return 1 / rank
    return 0.0


def _stem(file: str) -> str:
    """A copy in another format counts as the same document."""
    return file.rsplit("/", 1)[-1].rsplit(".", 1)[0]


def _article(text: str) -> str:
    try:
        return Locator.parse(text).label
    except ValueError:
        return text


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
