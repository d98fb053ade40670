"""Questions from a file, results to a file: the forms of the evaluation set.

In:  {"id": "A001", "question": "…"} a line; out: {"id", "ranked": [[file, article], …], "score",
and for answers "abstain", "answer", "citations": [{"file", "article", "quote"}], "statements" (how many there
are of each verdict), "model" (empty: none was needed), "origin" and "reason" a line.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from app.core.answers import Answer
from app.core.errors import BadRequestFile, DiskFull, OutputUnwritable
from app.core.events import Cancel, Done, Event, Progress, result_of
from app.core.types import Hit, Query
from app.services.ask import Question, ask
from app.services.context import Workspace
from app.services.search import SearchResult, search


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


@dataclass(frozen=True, slots=True)
class BatchReport:
    questions: int
    out: str


def batch(workspace: Workspace, request: BatchRequest, *, cancel: Cancel) -> Iterator[Event]:
    """Write the results beside and rename at the end. Raises BadRequestFile, OutputUnwritable, DiskFull
    and what search and ask raise."""
    rows = read_questions(request.questions)
    beside = request.out.with_name(request.out.name + ".part")
    try:
        with beside.open("w", encoding="utf-8") as stream:
            for count, row in enumerate(rows):
                cancel.check()
                yield Progress("questions", count, len(rows), str(row["id"]))
                result = run_one(workspace, row, request, cancel)
                stream.write(json.dumps(result, ensure_ascii=False) + "\n")
                stream.flush()
        beside.replace(request.out)
    except OSError as error:
        leaf = DiskFull if error.errno == 28 else OutputUnwritable
        raise leaf(name=request.out.name, path=str(request.out)) from error
    yield Done(BatchReport(len(rows), str(request.out)))


def run_one(workspace: Workspace, row: Mapping[str, Any], request: BatchRequest, cancel: Cancel) -> dict[str, Any]:
    """One line of the result file."""
    text = str(row["question"])
    collections = (request.collection,) if request.collection else request.where.collections
    query = replace(request.where, text=text, limit=request.limit, collections=collections)
    found = result_of(search(workspace, query, cancel=cancel), SearchResult)
    result: dict[str, Any] = {
        "id": row["id"],
        "ranked": ranked(found.hits),
        "score": round(found.hits[0].score, 4) if found.hits else 0.0,
        "took_ms": found.took_ms,
    }
    if request.answers:
        answer = result_of(ask(workspace, Question(text, request.collection), cancel=cancel), Answer)
        result |= {
            "abstain": answer.abstained,
            "answer": answer.text,
            "citations": [citation_row(citation.hit, citation.quote) for citation in answer.citations],
            "unsupported": list(answer.unsupported),
            "statements": Counter(one.verdict.value for one in answer.statements),
            "model": answer.model,
            "origin": answer.origin.value,
            "reason": answer.reason,
            "first_token_ms": answer.first_token_ms,
            "answer_ms": answer.took_ms,
        }
    return result


def ranked(hits: tuple[Hit, ...]) -> list[list[str]]:
    """[file, article] of each hit, best first, each pair once."""
    pairs = dict.fromkeys((hit.document.source.path, hit.passage.locator.label) for hit in hits)
    return [list(pair) for pair in pairs]


def citation_row(hit: Hit, quote: str) -> dict[str, str]:
    return {"file": hit.document.source.path, "article": hit.passage.locator.label, "quote": quote}


def read_questions(path: Path) -> list[dict[str, Any]]:
    """Raises BadRequestFile with the line that is not in the form."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadRequestFile(name=path.name, line=0, detail=type(error).__name__) from error
    rows = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            row["id"], row["question"] = str(row["id"]), str(row["question"])
        except (ValueError, KeyError, TypeError) as error:
            raise BadRequestFile(name=path.name, line=number, detail=type(error).__name__) from error
        rows.append(row)
    return rows
