"""Text folded for comparison, with the way back to the original offsets.

Folded away: white space, middle dots, quotation marks, and the notes of amendments that a statute
carries in its body. What is shown is always cut from the original, never from the folded text.
"""

import re
from dataclasses import dataclass

AMENDED = re.compile(r"<(?:개정|신설|전문개정|제목개정|본조신설|삭제)[^<>]{0,600}>")
_SILENT = frozenset("·・‧∙•ㆍ\"'“”„‟‘’‛＂「」『』\u200b\ufeff\u00ad*`")


@dataclass(frozen=True, slots=True)
class Folded:
    """`origin[i]` is the offset in the original of `text[i]`."""

    text: str
    origin: tuple[int, ...]

    def span(self, start: int, length: int) -> tuple[int, int]:
        """The span of the original behind `text[start : start + length]`; `length` is at least 1."""
        return self.origin[start], self.origin[start + length - 1] + 1


def fold(text: str) -> Folded:
    """Keeps one character for one: nothing is composed, so the offsets stay exact."""
    notes = {place for match in AMENDED.finditer(text) for place in range(*match.span())}
    kept = [i for i, c in enumerate(text) if i not in notes and not c.isspace() and c not in _SILENT]
    return Folded("".join(text[i] for i in kept), tuple(kept))


def folded(text: str) -> str:
    return fold(text).text
