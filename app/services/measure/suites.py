"""The verb `eval`: how well a question set is answered by this workspace.

Article recall as in the evaluation set's README: `any` counts a question as found when one gold
article is among the first k, `all` gives the share found. Attached paragraphs count as their article.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.core.events import Cancel, Done, Event, Progress
from app.core.paths import assets_dir
from app.services.batch import BatchRequest, read_questions, run_one
from app.services.context import Workspace
from app.services.measure.scoring import DEPTHS, retrieval

SAMPLE = "sample"


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
    path = suite_path(request.suite)
    questions = read_questions(path)
    form = BatchRequest(path, path, request.answers, limit=20, collection=request.collection)
    rows = []
    for count, question in enumerate(questions):
        cancel.check()
        yield Progress("questions", count, len(questions), question["id"])
        rows.append(run_one(workspace, question, form, cancel))
    yield Done(EvalReport(request.suite, len(questions), metrics(questions, rows), tuple(rows)))


def suite_path(suite: str) -> Path:
    """The question file of a suite: `sample` is the one that ships."""
    return assets_dir() / "sample" / "questions.jsonl" if suite == SAMPLE else Path(suite)


def metrics(questions: Sequence[Mapping[str, Any]], rows: Sequence[Mapping[str, Any]]) -> dict[str, float]:
    """Means over the questions that have a gold article; rates of abstention over all."""
    scored = [retrieval(question, row) for question, row in zip(questions, rows, strict=True) if question.get("gold")]
    names = [*(f"recall@{depth}" for depth in DEPTHS), "mrr"]
    found = {name: _mean([one[name][0] for one in scored]) for name in names}
    if any("abstain" in row for row in rows):
        pairs = list(zip(questions, rows, strict=True))
        found["abstained_wrongly"] = _mean([float(row["abstain"]) for question, row in pairs if question.get("gold")])
        found["abstained_rightly"] = _mean(
            [float(row["abstain"]) for question, row in pairs if not question.get("gold")]
        )
    return {name: round(value, 3) for name, value in found.items()}


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
