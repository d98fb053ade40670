"""Headings of a PDF without articles: what its outline names, else lines in clearly larger letters."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from app.ingest.readers.faults import PARSER_FAULTS

LONGEST = 60
"""Characters of a heading at most."""

_LARGER = 1.18
_MOST_SHARE = 0.2
"""Of all lines; where more are large, size does not mark headings."""
_MOST_LEVELS = 4
_MOST_ENTRIES = 5000
_WORD = re.compile("[가-힣A-Za-z0-9]")
_SENTENCE = re.compile(r"(?:다|요|음|함|임)\.\s*$|[,;]\s*$")

Sized = tuple[str, float]
"""A line and the height of its letters in points; 0: not known."""


def outline(document: Any) -> dict[tuple[int, str], int]:
    """(page from 0, title without spaces) -> level from 1; empty where the file has no outline."""
    found: dict[tuple[int, str], int] = {}
    try:
        for entry in document.get_toc(max_depth=8):
            target = entry.get_dest()
            page = target.get_index() if target is not None else None
            title = "".join(str(entry.get_title()).split())
            if page is not None and title:
                found.setdefault((int(page), title), int(entry.level) + 1)
            if len(found) >= _MOST_ENTRIES:
                break
    except PARSER_FAULTS:
        return {}
    return found


def levels(pages: Sequence[Sequence[Sized]], named: Mapping[tuple[int, str], int]) -> dict[tuple[int, int], int]:
    """(page from 0, line from 0) -> heading level from 1."""
    made = {
        (number, index): named[number, "".join(text.split())]
        for number, page in enumerate(pages)
        for index, (text, _size) in enumerate(page)
        if (number, "".join(text.split())) in named
    }
    return made or _by_size(pages)


def _by_size(pages: Sequence[Sequence[Sized]]) -> dict[tuple[int, int], int]:
    weight: Counter[float] = Counter()
    for page in pages:
        for text, size in page:
            weight[_rounded(size)] += len(text)
    weight.pop(0.0, None)
    if not weight:
        return {}
    usual = weight.most_common(1)[0][0]
    large = {
        (number, index): _rounded(size)
        for number, page in enumerate(pages)
        for index, (text, size) in enumerate(page)
        if size >= _LARGER * usual and _may_head(text)
    }
    if len(large) > _MOST_SHARE * sum(len(page) for page in pages):
        return {}
    ranks = {size: rank for rank, size in enumerate(sorted(set(large.values()), reverse=True), 1)}
    return {place: min(ranks[size], _MOST_LEVELS) for place, size in large.items()}


def _may_head(text: str) -> bool:
    text = text.strip()
    return 1 < len(text) <= LONGEST and _WORD.search(text) is not None and not _SENTENCE.search(text)


def _rounded(size: float) -> float:
    return round(size * 2) / 2
