"""Lessons and held-back questions as vectors: what the adapter learns from, and what it is judged on."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from installer.train import adapter, backbone, evaluate
from installer.train.corpus import Article, Question
from installer.train.mine import Lesson
from installer.train.vectors import Encoder
from installer.train.words import Words

_OWN = 3
"""Windows of an answer that are encoded; of a negative only the first is. All of them serve against every question."""


def encoded(lessons: Sequence[Lesson], articles: Sequence[Article], encoder: Encoder) -> adapter.Lessons:
    """Of each lesson's negatives two near ones and two from farther down (mine.candidates). Raises OSError."""
    answered = {lesson.place for lesson in lessons}
    rivals = {i for lesson in lessons for i in (*lesson.negatives[:2], *lesson.negatives[6:8])} - answered
    rows: dict[int, list[int]] = {}
    texts: list[str] = []
    for place in [*sorted(answered), *sorted(rivals)]:
        windows = articles[place].windows[: _OWN if place in answered else 1]
        rows[place] = list(range(len(texts), len(texts) + len(windows)))
        texts += [f"{backbone.PASSAGE}{window}" for window in windows]
    asked = [(lesson.place, text) for lesson in lessons for text in lesson.questions]
    questions = encoder.of([f"{backbone.QUERY}{text}" for _, text in asked])
    return adapter.Lessons(questions, encoder.of(texts), [rows[place] for place, _ in asked])


def haystack(
    asked: Sequence[Question], articles: Sequence[Article], words: Words, encoder: Encoder
) -> tuple[evaluate.Haystack, npt.NDArray[np.float32], npt.NDArray[np.float32]]:
    """(haystack, vectors of the questions, vectors of all windows). Raises KeyError, OSError."""
    where = {(article.path, article.label): place for place, article in enumerate(articles)}
    answers = [where[question.path, question.article] for question in asked]
    owners = np.array([place for place, article in enumerate(articles) for _ in article.windows])
    windows = encoder.of([f"{backbone.PASSAGE}{window}" for article in articles for window in article.windows])
    queries = encoder.of([f"{backbone.QUERY}{question.text}" for question in asked])
    found = [words.search(question.text, 100) for question in asked]
    return evaluate.Haystack(owners, answers, [question.law for question in asked], found), queries, windows
