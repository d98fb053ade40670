"""Questions from a file, results to a file: the forms of the evaluation set.

In:  {"id": "A001", "question": "…"} a line; out: {"id", "ranked": [[file, article], …], "score",
and for answers "abstain", "answer", "citations": [{"file", "article", "quote"}], "statements" (how many there
are of each verdict), "model" (empty: none was needed), "origin" and "reason" a line.
"""

import json
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from app.core.answers import Answer, Verdict
from app.core.errors import BadRequestFile, OutputUnwritable
from app.core.events import Cancel, Event, result_of
from app.core.types import Hit, Query
from app.search.searcher import Outcome
from app.services.ask import Question, answered
from app.services.context import CONTEXT_HITS, Workspace
from app.services.rows import worked_off
from app.services.search import SearchResult, catch_up, search


@dataclass(frozen=True, slots=True)
class BatchRequest:
    """`answers`: ask each question rather than only search. `limit` counts ranked articles.

    `where` holds the filters of a search that asks for no answers; its text and limit do not count.
    """

    questions: Path
    out: Path
    answers: bool
    limit: int = 50
    collection: str = ""
    where: Query = field(default_factory=lambda: Query(""))


def batch(workspace: Workspace, request: BatchRequest, *, cancel: Cancel) -> Iterator[Event]:
    """Write the results beside and rename at the end. Raises BadRequestFile, OutputUnwritable (also where the results
    would take the place of the questions), DiskFull and what search and ask raise."""
    rows = read_questions(request.questions)
    if request.out.exists() and request.out.samefile(request.questions):
        raise OutputUnwritable(name=request.out.name, path=str(request.out))
    work = partial(_row, workspace, request, cancel)
    yield from worked_off(workspace, rows, request.out, "questions", work, cancel)


def _row(workspace: Workspace, request: BatchRequest, cancel: Cancel, row: Mapping[str, Any]) -> dict[str, Any]:
    return run_one(workspace, row, request, cancel)


def run_one(workspace: Workspace, row: Mapping[str, Any], request: BatchRequest, cancel: Cancel) -> dict[str, Any]:
    """One line of the result file. A question is searched for once, whether it is answered or not."""
    text = str(row["question"])
    collections = (request.collection,) if request.collection else request.where.collections
    query = replace(request.where, text=text, limit=request.limit, collections=collections)
    if not request.answers:
        found = result_of(search(workspace, query, cancel=cancel), SearchResult)
        return {"id": row["id"], **_found(found.hits), "took_ms": found.took_ms}
    for _event in catch_up(workspace, cancel):
        pass
    started = time.monotonic()
    outcome = workspace.searcher.search(query, cancel=cancel)
    took_ms = round((time.monotonic() - started) * 1000)
    within = replace(query, limit=CONTEXT_HITS)
    given = Question(text, request.collection, within)
    answer = result_of(answered(workspace, given, nearest(outcome), started, cancel), Answer)
    return {"id": row["id"], **_found(outcome.hits, outcome.answerable), "took_ms": took_ms, **answer_row(answer)}


def nearest(outcome: Outcome) -> Outcome:
    """The outcome with the hits that an answer looks at."""
    return replace(outcome, hits=outcome.hits[:CONTEXT_HITS])


def _found(hits: tuple[Hit, ...], answerable: float | None = None) -> dict[str, Any]:
    """`score`: how likely an answer is there, or how certain the best hit is where nobody asked for one."""
    best = hits[0].score if hits else 0.0
    return {"ranked": ranked(hits), "score": round(best if answerable is None else answerable, 4)}


def answer_row(answer: Answer) -> dict[str, Any]:
    """An answer in the form of the evaluation set, and what else a report needs of it."""
    return {
        "abstain": answer.abstained,
        "answer": answer.text,
        "citations": [citation_row(citation.hit, citation.quote) for citation in answer.citations],
        "unsupported": list(answer.unsupported),
        "origin": answer.origin.value,
        "reason": answer.reason,
        "statements": {one.value: sum(each.verdict is one for each in answer.statements) for one in Verdict},
        "model": answer.model,
        "first_token_ms": answer.first_token_ms,
        "answer_ms": answer.took_ms,
    }


def ranked(hits: tuple[Hit, ...]) -> list[list[str]]:
    """[file, article] of each hit, best first, each pair once."""
    pairs = dict.fromkeys((hit.document.source.path, hit.passage.locator.label) for hit in hits)
    return [list(pair) for pair in pairs]


def citation_row(hit: Hit, quote: str) -> dict[str, str]:
    return {"file": hit.document.source.path, "article": hit.passage.locator.label, "quote": quote}


def read_questions(path: Path) -> list[dict[str, Any]]:
    """Raises BadRequestFile with the line that is not in the form."""
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")  # a string may hold what else ends a line
    except (OSError, UnicodeDecodeError) as error:
        raise BadRequestFile(name=path.name, line=0, detail=type(error).__name__) from error
    rows = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            row["id"], row["question"] = str(row["id"]), str(row["question"])
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise BadRequestFile(name=path.name, line=number, detail=type(error).__name__) from error
        rows.append(row)
    return rows
