"""Hard negatives: what words find near a question and the law's other articles, without copies of the answer.

Whether a negative would answer too is judged again while training, by the base encoder (adapter.Plan.margin).
"""

import json
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from app.search.tokens import bigrams
from installer.train.corpus import Article, Question
from installer.train.words import Words

FIRST, LAST = 2, 40
"""Ranks that negatives are drawn from; the very first is too often another right answer."""
ALIKE = 0.5
"""Share of common bigrams from which two articles say the same."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """One article with its questions. `window` is its window with most of their words; places are of articles."""

    place: int
    window: int
    questions: tuple[str, ...]
    negatives: tuple[int, ...]


def overlap(a: str, b: str) -> float:
    """Common bigrams over all bigrams of the shorter text."""
    left, right = set(bigrams(a)), set(bigrams(b))
    return len(left & right) / max(1, min(len(left), len(right)))


def same(a: Article, b: Article) -> bool:
    """Two articles that would answer the same question: near copies of each other."""
    return overlap(a.text, b.text) >= ALIKE


def mixed(found: Mapping[str, Sequence[tuple[int, float]]]) -> list[int]:
    """Places by the mean of the fields' scores, each over its best; best first."""
    total: dict[int, float] = {}
    for hits in found.values():
        for place, score in hits:
            total[place] = total.get(place, 0.0) + score / hits[0][1]
    return sorted(total, key=lambda place: -total[place])


def candidates(
    place: int,
    texts: Sequence[str],
    articles: Sequence[Article],
    words: Words,
    allowed: Callable[[Article], bool],
    rng: random.Random,
) -> list[int]:
    """Up to 12 places: half of the nearest by words, a third from farther down, the rest siblings of the same law."""
    near: list[int] = []
    far: list[int] = []
    for text in texts:
        ranked = [hit for hit in mixed(words.search(text, LAST + 20)) if allowed(articles[hit])][FIRST:LAST]
        near += ranked[:6]
        far += ranked[6:]
    law = articles[place].path
    siblings = [i for i in range(max(0, place - 6), min(len(articles), place + 7)) if articles[i].path == law]
    chosen: dict[int, None] = {}
    for pool, count in ((near, 6), (far, 4), (siblings, 2)):
        fit = [i for i in dict.fromkeys(pool) if i != place and i not in chosen]
        chosen.update(dict.fromkeys(rng.sample(fit, min(count, len(fit)))))
    return [i for i in chosen if not same(articles[i], articles[place])]


def mine(
    questions: Sequence[Question],
    articles: Sequence[Article],
    words: Words,
    allowed: Callable[[Article], bool],
    seed: int,
) -> list[Lesson]:
    """One lesson for each answered article, in the order of the first question. Unknown articles are left out."""
    where = {(a.path, a.label): place for place, a in enumerate(articles)}
    grouped: dict[int, list[str]] = {}
    for question in questions:
        place = where.get((question.path, question.article))
        if place is not None:
            grouped.setdefault(place, []).append(question.text)
    lessons: list[Lesson] = []
    for place, texts in grouped.items():
        rng = random.Random(f"{seed}:{articles[place].path}:{articles[place].label}")
        negatives = candidates(place, texts, articles, words, allowed, rng)
        lessons.append(Lesson(place, nearest(articles[place].windows, texts), tuple(texts), tuple(negatives)))
    return lessons


def nearest(windows: Sequence[str], texts: Sequence[str]) -> int:
    """The window that shares most bigrams with the questions; the first of equals."""
    asked = set(bigrams(" ".join(texts)))
    shared = [len(asked & set(bigrams(window))) for window in windows]
    return shared.index(max(shared))


def save(lessons: Sequence[Lesson], file: Path) -> None:
    file.write_text("".join(json.dumps(asdict(x), ensure_ascii=False) + "\n" for x in lessons), encoding="utf-8")


def read(file: Path) -> list[Lesson]:
    rows = (json.loads(line) for line in file.read_text(encoding="utf-8").splitlines())
    return [Lesson(r["place"], r["window"], tuple(r["questions"]), tuple(r["negatives"])) for r in rows]
