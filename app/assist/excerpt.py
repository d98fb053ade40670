"""An article cut to a budget at 항 and 호 borders, around the part that fits the question best."""

import re
from collections.abc import Callable, Sequence

from app.assist.words import bigrams
from app.core.clauses import body_start

_AMENDED = re.compile(r"\s*<(?:개정|신설|전문개정|제목개정|본조신설|삭제)[^<>]{0,600}>")
_PARAGRAPH = re.compile(r"(?m)^(?=\s*[①-⑳㉑-㉟])")
_ITEM = re.compile(r"(?m)^(?=\s*(?:\d{1,2}(?:의\d{1,2})?\.|[가-하]\.|\d{1,2}\)|[가-하]\))\s)")
CUT = "(생략)"

Count = Callable[[Sequence[str]], list[int]]
"""Token counts of texts."""


def readable(text: str) -> str:
    """The body as a model should read it: without the heading and the dates of amendments."""
    return undated(text[body_start(text) :])


def undated(text: str) -> str:
    """A piece of an article, whatever it begins with, without the dates of amendments."""
    lines = (line.strip() for line in _AMENDED.sub("", text).splitlines())
    return "\n".join(line for line in lines if line)


def cut(text: str, question: str, budget: int, count: Count) -> str:
    """`text` whole if it fits `budget` tokens, else a window of whole 항, or of whole 호 of one 항.

    Gives an empty string when not even one 호 fits.
    """
    if count([text])[0] <= budget:
        return text
    paragraphs = _blocks(_PARAGRAPH, text)
    window = _window(paragraphs, question, budget, count)
    if window:
        return window
    best = max(paragraphs, key=lambda block: _match(block, question))
    items = _blocks(_ITEM, best)
    if len(items) == 1:
        items = best.splitlines()
    return _window(items, question, budget, count)


def _window(blocks: Sequence[str], question: str, budget: int, count: Count) -> str:
    """The best block and its neighbours, following ones first, as many as fit."""
    sizes = [size + 1 for size in count(blocks)]
    room = budget - 2 * (count([CUT])[0] + 1)
    best = max(range(len(blocks)), key=lambda i: _match(blocks[i], question))
    if sizes[best] > room:
        return ""
    first = last = best
    room -= sizes[best]
    while True:
        if last + 1 < len(blocks) and sizes[last + 1] <= room:
            last += 1
            room -= sizes[last]
        elif first > 0 and sizes[first - 1] <= room:
            first -= 1
            room -= sizes[first]
        else:
            break
    shown = list(blocks[first : last + 1])
    if first > 0:
        shown.insert(0, CUT)
    if last + 1 < len(blocks):
        shown.append(CUT)
    return "\n".join(shown)


def _blocks(border: re.Pattern[str], text: str) -> list[str]:
    return [block.strip() for block in border.split(text) if block.strip()]


def _match(block: str, question: str) -> float:
    wanted = bigrams(question)
    return len(wanted & bigrams(block)) / max(1, len(wanted))
