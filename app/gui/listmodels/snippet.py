"""A line or two of a passage around the words that matched."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.core.types import Span

ROOM = 170
_BEFORE = 28
_FRAME = "\u2500", "\u257f"
"""Box drawing, first and last: the frames of tables in old statutes say nothing in a line."""


@dataclass(frozen=True, slots=True)
class Snippet:
    """Text on one line, and where the matched words are in it (code points)."""

    text: str
    marks: tuple[Span, ...]


def snippet(text: str, highlights: Sequence[Span], skip: int = 0, room: int = ROOM) -> Snippet:
    """Cut `room` characters around the first highlight after `skip`; white space and frames become one blank."""
    first = min((start for start, _ in highlights if start >= skip), default=skip)
    far = first - skip > room // 2
    begin = max(skip, _word_start(text, first - _BEFORE)) if far else skip
    flat, places = _flatten(text, begin, room)
    ahead = "…" if far else ""
    marks = []
    for start, end in sorted(highlights):
        if start in places and end - 1 in places:
            marks.append((places[start] + len(ahead), places[end - 1] + 1 + len(ahead)))
    return Snippet(ahead + flat, tuple(marks))


def _word_start(text: str, at: int) -> int:
    blank = max(text.rfind(" ", 0, at), text.rfind("\n", 0, at))
    return blank + 1


def _flatten(text: str, begin: int, room: int) -> tuple[str, dict[int, int]]:
    """The text with single blanks, and where each of its characters went."""
    kept: list[str] = []
    places: dict[int, int] = {}
    for at in range(begin, len(text)):
        if len(kept) >= room:
            kept.append("…")
            break
        char = " " if text[at].isspace() or _FRAME[0] <= text[at] <= _FRAME[1] else text[at]
        if char == " " and (not kept or kept[-1] == " "):
            continue
        places[at] = len(kept)
        kept.append(char)
    return "".join(kept).rstrip(), places
