"""R16: spelling and spacing (영 제7조제1항, 한글 맞춤법): our own list of what offices get wrong, and matchum's."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from app.core.findings import Finding
from app.core.types import Span
from app.letters.rules import lexicon, masks
from app.letters.rules.told import SPELLING, warning

_UNSURE = frozenset(
    {
        "비로서",
        "육계장",
        "구지",
        "일부로",
        "바램",
        "되서",
        "되요",
        "되야",
        "금새",
        "문안하게",
        "심볼",
        "까페",
        "설레임",
        "런닝",
        "자켓",
        "타겟",
    }
)
"""Of matchum's: right within other words (장비로서, 교육계장) or in other senses."""


def check(view: str) -> Iterator[Finding]:
    """`view` is a page's view with quotations and amounts masked."""
    taken: list[Span] = []
    for slip in lexicon.slips():
        for match in slip.pattern.finditer(view):
            right = slip.corrected(match[0])
            if right != match[0] and not _overlaps(match.span(), taken):
                taken.append(match.span())
                yield _told(view, slip.message, match.span(), right)
    checker = _checker()
    for one in checker.find(view):
        if one.original in _UNSURE or _overlaps((one.start, one.end), taken):
            continue
        message = "spacing" if one.category.name == "SPACING" else "spelling"
        sure = one.level.name == "ERROR"
        yield _told(view, message, (one.start, one.end), one.suggestion, sure=sure)


def _overlaps(span: Span, taken: list[Span]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in taken)


def _told(view: str, message: str, span: Span, right: str, *, sure: bool = True) -> Finding:
    found, expected = masks.in_words(view, span, right)
    return warning("R16", SPELLING, message, span, right if sure else None, found=found, expected=expected)


@lru_cache(maxsize=1)
def _checker() -> Any:
    """matchum's checker of spelling. It has no types."""
    from matchum import Checker  # type: ignore[import-untyped]

    return Checker()
