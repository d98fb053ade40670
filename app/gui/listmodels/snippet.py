"""A line or two of a passage around the words that matched."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.core.types import Span

ROOM = 170
_BEFORE = 28


@dataclass(frozen=True, slots=True)
class Snippet:
    """Text on one line, and where the matched words are in it (code points)."""

    text: str
    marks: tuple[Span, ...]


def snippet(text: str, highlights: Sequence[Span], room: int = ROOM) -> Snippet:
    """Cut `room` characters around the first highlight; runs of white space become one blank."""
    first = min((start for start, _ in highlights), default=0)
    begin = _word_start(text, first - _BEFORE) if first > room // 2 else 0
    flat, places = _flatten(text, begin, room)
    ahead = "…" if begin else ""
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
        char = " " if text[at].isspace() else text[at]
        if char == " " and (not kept or kept[-1] == " "):
            continue
        places[at] = len(kept)
        kept.append(char)
    return "".join(kept).rstrip(), places
