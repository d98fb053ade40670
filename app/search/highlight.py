"""Where the words of a question stand in a passage, so that a face can mark them.

A Korean word carries its particle (`휴가를`), so the longest beginning of at least two letters that
the passage holds is marked.
"""

import re
from collections.abc import Sequence

from app.core.types import Span

_WORD = re.compile(r"[0-9A-Za-z가-힣]{2,}")
_SHORTEST = 2
_MOST = 60


def highlights(question: str, text: str) -> tuple[Span, ...]:
    """Spans in `text`, ordered, not overlapping."""
    lowered = text.lower()
    spans: list[Span] = []
    for word in dict.fromkeys(_WORD.findall(question.lower())):
        stem = _held_beginning(word, lowered)
        if stem:
            spans += [match.span() for match in re.finditer(re.escape(stem), lowered)]
    return _merged(sorted(spans))[:_MOST] if len(lowered) == len(text) else ()


def _held_beginning(word: str, text: str) -> str:
    shortest = max(_SHORTEST, len(word) // 2)
    for length in range(len(word), shortest - 1, -1):
        if word[:length] in text:
            return word[:length]
    return ""


def _merged(spans: Sequence[Span]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for start, end in spans:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)
