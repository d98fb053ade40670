"""A passage as the pieces that the encoder sees: at most 400 characters, about 60 shared.

e5-small reads 512 tokens; 400 Korean characters with the title before them stay below. A cut falls
on a line end or a space where one is near. An article's score is the best of its windows.
"""

from app.core.types import Document, Passage

VERSION = 1
"""Part of the vectors' key: change it and every passage is encoded again."""

LENGTH = 400
OVERLAP = 60
_SEARCH_BACK = 80


def windows(document: Document, passage: Passage) -> list[str]:
    """The texts to encode for one passage; never empty."""
    head = f"{document.title} {passage.locator.label}"
    if passage.heading and passage.heading not in passage.locator.label:
        head += f"({passage.heading})"
    return [f"{head} {piece}" for piece in cut(passage.text)]


def cut(text: str) -> list[str]:
    """Overlapping pieces of at most LENGTH characters that together cover the text."""
    pieces: list[str] = []
    start = 0
    while True:
        end = _border(text, start + LENGTH) if start + LENGTH < len(text) else len(text)
        pieces.append(text[start:end])
        if end == len(text):
            return pieces
        start = _border(text, end - OVERLAP)


def _border(text: str, position: int) -> int:
    """The nearest place before `position` after a line end or, failing that, after a space."""
    for mark in ("\n", " "):
        found = text.rfind(mark, position - _SEARCH_BACK, position)
        if found >= 0:
            return found + 1
    return position
