"""`python -m installer.mine_terms WORKSPACE QUESTIONS [LAWS_HELD_BACK] [OUT]`: the file behind thesaurus.related.

WORKSPACE holds the statutes. QUESTIONS has one JSON object a line: question, path, article. LAWS_HELD_BACK, a JSON
list of folder names of laws, are not learned from. A minute; the same bytes each time.

A word of a question and a word of its answer belong together when answers that lack the first have the second far more
often than other answers do: Dunning's log-likelihood ratio (1993), each law counting once.
"""

import json
import math
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from app.core.paths import models_dir
from app.search.thesaurus.related import FILE
from app.search.tokens import Morphemes
from app.store.database import Database
from app.store.documents import Documents

_LONGEST = 1500
"""Characters of an answer looked at."""
_SHORTEST = 2
"""Letters of a word: morphemes of one letter are of too many words."""
_LAWS = 2
"""In how many laws two words must have met."""
_LEAST = 12.0
_FAR = 2.0
"""How much likelier the second must be with the first than without."""
_COMMON = 0.12
"""Share of answers above which a word says nothing."""
_MOST = 5


@dataclass(frozen=True, slots=True)
class Asked:
    """A question's words, its answer's, and the law."""

    question: frozenset[str]
    answer: frozenset[str]
    law: str


def main(argv: Sequence[str]) -> int:
    home, file = Path(argv[0]), Path(argv[1])
    apart = set(json.loads(Path(argv[2]).read_text(encoding="utf-8"))) if len(argv) > 2 else set()
    out = Path(argv[3]) if len(argv) > 3 else models_dir() / "ranking" / FILE
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    asked = list(observed(home, [row for row in rows if law_of(row) not in apart]))
    found = related(asked)
    fitted = {"questions": len(asked), "laws": len({one.law for one in asked})}
    out.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps({"fitted": fitted, "related": found}, ensure_ascii=False, indent=0, sort_keys=True)
    out.write_text(text + "\n", encoding="utf-8")
    print(f"{len(found)} words, {sum(map(len, found.values()))} pairs from {len(asked)} questions -> {out}")
    return 0


def law_of(row: Mapping[str, str]) -> str:
    """A law's folder: its decree and its rule lie there too."""
    return PurePosixPath(row["path"]).parent.name


def observed(home: Path, rows: Sequence[Mapping[str, str]]) -> Iterator[Asked]:
    """The questions whose article the workspace holds."""
    database = Database(home)
    documents, morphemes = Documents(database), Morphemes()
    try:
        by_path = {document.source.path: document for document in documents.documents().values()}
        for row in rows:
            document = by_path.get(row["path"])
            if document is None:
                continue
            texts = [
                f"{document.title} {passage.breadcrumb} {passage.text[:_LONGEST]}"
                for passage in documents.passages_of(document.id)
                if passage.locator.label == row["article"]
            ]
            if texts:
                question, answer = morphemes.of_many([row["question"], texts[0]])
                yield Asked(_words(question), _words(answer), law_of(row))
    finally:
        database.close()


def related(asked: Sequence[Asked]) -> dict[str, list[str]]:
    """By a word of questions the words of answers that go with it, best first."""
    in_questions = Counter(word for one in asked for word in one.question)
    in_answers = Counter(word for one in asked for word in one.answer)
    together: Counter[tuple[str, str]] = Counter()
    laws: dict[tuple[str, str], set[str]] = defaultdict(set)
    for one in asked:
        for word in one.question - one.answer:
            for other in one.answer:
                together[word, other] += 1
                laws[word, other].add(one.law)
    best: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for (word, other), count in together.items():
        if len(laws[word, other]) < _LAWS or in_answers[other] > _COMMON * len(asked):
            continue
        worth = _worth(count, in_questions[word], in_answers[other], len(asked))
        if worth >= _LEAST:
            best[word].append((-worth, other))
    return {word: [other for _, other in sorted(found)[:_MOST]] for word, found in best.items()}


def _words(morphemes: str) -> frozenset[str]:
    return frozenset(word for word in morphemes.split() if len(word) >= _SHORTEST and not word.isdigit())


def _worth(count: int, first: int, second: int, whole: int) -> float:
    """Log-likelihood ratio of the second in answers to questions with the first against all other answers; 0 where it
    is not much likelier there."""
    rest, others = max(second - count, 0), max(whole - first, 1)
    here, there = count / first, rest / others
    if here <= _FAR * there:
        return 0.0
    common = second / whole
    return 2 * (
        _likely(count, first, here)
        + _likely(rest, others, there)
        - _likely(count, first, common)
        - _likely(rest, others, common)
    )


def _likely(count: int, whole: int, share: float) -> float:
    """Logarithm of the chance of `count` in `whole` at a share."""
    if not 0 < share < 1:
        return 0.0
    return count * math.log(share) + (whole - count) * math.log(1 - share)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
