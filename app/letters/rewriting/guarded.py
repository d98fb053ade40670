"""What no rewriting may touch: figures, citations, quotations, open places; and what stays as often as it was."""

import re
from collections import Counter
from collections.abc import Sequence

from app.core.types import Span

NEGATION = re.compile(r"않|아니|아닙|아닌|아님|아닐|못|없")

_GUARDED = re.compile(
    r"「[^」\n]*」|『[^』\n]*』|“[^”\n]*”|‘[^’\n]*’|\"[^\"\n]*\"|'[^'\n]{1,80}'|《[^》\n]*》|〈[^〉\n]*〉"
    r"|\[[^\]\n]*\]"
    r"|제\s?\d+(?:장|절|관|조|항|호|회|차|기)(?:의\d+)?"
    r"|https?://\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|금\s?[일이삼사오육칠팔구십백천만억조영]{2,}원"
    r"|\d[\d,.:/~∼\-]*"
    r"|(?<=\s)끝\."
)
_DIGITS = re.compile(r"\d+")


def guarded(text: str) -> tuple[Span, ...]:
    """The places of a text that stay as they are, in order."""
    return tuple(match.span() for match in _GUARDED.finditer(text))


def touches(span: Span, places: Sequence[Span]) -> bool:
    """Whether a change at `span` reaches into one of these places."""
    start, end = span
    return any((start < last and first < end) or first < start == end < last for first, last in places)


def counted(text: str) -> Counter[str]:
    """Groups of digits, and negations under one name: what is equal before and after."""
    return Counter([*_DIGITS.findall(text), *("않" for _ in NEGATION.finditer(text))])
