"""`python -m installer.terms.fit WORKSPACE QUESTIONS [LAWS_HELD_BACK] [OUT]`: what app.search.lexical.weights reads.

WORKSPACE holds the statutes, its words indexed. QUESTIONS has one JSON object a line: question, path, article.
LAWS_HELD_BACK, a JSON list of folder names of laws, are not learned from. A minute and 1 GB; the same bytes each time.
"""

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

import numpy as np

from app.core.paths import models_dir
from app.search.lexical.asking import rarity
from app.search.lexical.schema import wording
from app.search.lexical.shelf import Shelf
from app.search.lexical.weights import FILE
from app.search.tokens import Morphemes, Tagged, bigrams
from app.store.database import Database
from app.store.documents import Documents

_OFTEN = {"morphemes": 10, "bigrams": 20}
"""How often a term must have been asked for to stand in the file; rarer ones tell of the questions' subjects."""
_STEPS, _RIDGE = 30, 1.0
_LONGEST = 4


@dataclass(frozen=True, slots=True)
class Seen:
    """A term in a question: what it is, how rare, and whether the answer has it."""

    term: str
    tag: str
    rarity: float
    held: bool


def main(argv: Sequence[str]) -> int:
    home, file = Path(argv[0]), Path(argv[1])
    apart = set(json.loads(Path(argv[2]).read_text(encoding="utf-8"))) if len(argv) > 2 else set()
    out = Path(argv[3]) if len(argv) > 3 else models_dir() / "ranking" / FILE
    asked = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    asked = [one for one in asked if PurePosixPath(one["path"]).parent.name not in apart]
    seen = observed(home, asked)
    data: dict[str, Any] = {field: fitted(rows, _OFTEN[field]) for field, rows in seen.items()}
    data["fitted"] = {"questions": len(asked), "laws": len({one["path"] for one in asked})}
    out.parent.mkdir(parents=True, exist_ok=True)
    lines = (f"{json.dumps(key)}: {json.dumps(data[key], ensure_ascii=False, sort_keys=True)}" for key in sorted(data))
    out.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
    return 0


def observed(home: Path, asked: Iterable[Mapping[str, str]]) -> dict[str, list[Seen]]:
    database = Database(home)
    documents, morphemes = Documents(database), Morphemes()
    pair = Shelf(home / "cache" / "lexical").answering()
    if pair is None:
        raise SystemExit("the workspace's words are not indexed")
    searcher = pair[0].searcher()
    by_path = {document.source.path: document for document in documents.documents().values()}
    found: dict[str, list[Seen]] = {"morphemes": [], "bigrams": []}
    for one in asked:
        document = by_path.get(one["path"])
        label = one["article"]
        ids = [key for name, key in documents.labels(document.id) if name == label] if document else []
        if document is None or not ids:
            continue
        text = wording(document, documents.passages_by_id(ids[:1])[ids[0]])
        ((own_morphemes, own_bigrams),) = morphemes.parts_of([one["question"]])
        answer = {"morphemes": set(morphemes.of_many([text])[0].split()), "bigrams": set(bigrams(text))}
        for field, terms in (("morphemes", own_morphemes), ("bigrams", own_bigrams)):
            found[field] += _seen(searcher, field, terms, answer[field])
    database.close()
    return found


def _seen(searcher: Any, field: str, terms: Iterable[Tagged], answer: set[str]) -> list[Seen]:
    known = ((term, tag, rarity(searcher, field, term)) for term, tag in dict.fromkeys(terms))
    return [Seen(term, tag, idf, term in answer) for term, tag, idf in known if idf]


def fitted(rows: Sequence[Seen], often: int) -> dict[str, Any]:
    """What weights.Estimate reads."""
    tags = sorted({row.tag for row in rows})
    matrix, held = _matrix(rows, tags), np.array([row.held for row in rows], dtype=float)
    weights = _logistic(matrix, held)
    key = (lambda row: f"{row.term}/{row.tag}") if often == _OFTEN["morphemes"] else (lambda row: row.term)
    counts: dict[str, list[int]] = {}
    for row in rows:
        count = counts.setdefault(key(row), [0, 0])
        count[0] += 1
        count[1] += row.held
    mean = float(held.mean())
    return {
        "tags": {tag: round(float(weights[place]), 3) for place, tag in enumerate(tags)},
        "slopes": [round(float(weight), 3) for weight in weights[len(tags) : len(tags) + 4]],
        "constant": round(float(weights[-1]), 3),
        "usual": round(float(np.log(mean / (1 - mean))), 3),
        "seen": {term: count for term, count in sorted(counts.items()) if count[0] >= often},
    }


def _matrix(rows: Sequence[Seen], tags: Sequence[str]) -> Any:
    """(n, tags + 5): one for the tag, what weights.Estimate.likely makes of rarity and length, one."""
    place = {tag: at for at, tag in enumerate(tags)}
    matrix = np.zeros((len(rows), len(tags) + 5))
    for at, row in enumerate(rows):
        scaled = row.rarity / 5
        matrix[at, place[row.tag]] = 1
        noun = scaled if row.tag.startswith("N") else 0.0
        matrix[at, len(tags) :] = (scaled, scaled**2, min(len(row.term), _LONGEST) / 2, noun, 1)
    return matrix


def _logistic(matrix: Any, held: Any) -> Any:
    """Newton's method with a ridge on all but the constant."""
    weights = np.zeros(matrix.shape[1])
    ridge = np.full(matrix.shape[1], _RIDGE)
    ridge[-1] = 1e-6
    for _ in range(_STEPS):
        p = 1 / (1 + np.exp(-matrix @ weights))
        slope = matrix.T @ (held - p) - ridge * weights
        curve = (matrix * (p * (1 - p))[:, None]).T @ matrix + np.diag(ridge)
        weights += np.linalg.solve(curve, slope)
    return weights


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
