"""A text under change that remembers where each piece of it came from."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.core.findings import Change
from app.core.types import Span


@dataclass(frozen=True, slots=True)
class _Piece:
    """`text` stands for [start, end) of the source; without a reason it is that very text."""

    start: int
    end: int
    text: str
    reason: str = ""
    changed: bool = False


class Tracked:
    """Starts as `source`; `replace` changes what it is now."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._pieces = [_Piece(0, len(source), source)]

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self._pieces)

    def replace(self, span: Span, after: str, reason: str) -> None:
        """Replace a place of the text as it is now. A piece that was changed before is changed as a whole."""
        before, held, behind = self._split(span)
        place = span[0] - sum(len(piece.text) for piece in before)
        whole = "".join(piece.text for piece in held)
        start = held[0].start if held else (before[-1].end if before else 0)
        end = held[-1].end if held else start
        text = whole[:place] + after + whole[place + span[1] - span[0] :]
        first = next((piece.reason for piece in held if piece.changed), reason)
        self._pieces = [*before, _Piece(start, end, text, first, True), *behind]

    def touched(self) -> tuple[Span, ...]:
        """The places of the text, as it is now, that were changed."""
        places, at = [], 0
        for piece in self._pieces:
            if piece.changed:
                places.append((at, at + max(len(piece.text), 1)))
            at += len(piece.text)
        return tuple(places)

    def changes(self) -> tuple[Change, ...]:
        """Against the source, in order; those that came to nothing are left out."""
        return tuple(_changes(self._source, self._joined()))

    def _split(self, span: Span) -> tuple[list[_Piece], list[_Piece], list[_Piece]]:
        before: list[_Piece] = []
        held: list[_Piece] = []
        behind: list[_Piece] = []
        at = 0
        for piece in self._pieces:
            last = at + len(piece.text)
            if last <= span[0] and not (piece.changed and last == span[0] == span[1]):
                before.append(piece)
            elif at >= span[1]:
                behind.append(piece)
            elif piece.changed:
                held.append(piece)
            else:
                low, high = max(span[0], at) - at, min(span[1], last) - at
                cuts = (
                    _Piece(piece.start, piece.start + low, piece.text[:low]),
                    _Piece(piece.start + low, piece.start + high, piece.text[low:high]),
                    _Piece(piece.start + high, piece.end, piece.text[high:]),
                )
                before += [cuts[0]] if cuts[0].text else []
                held += [cuts[1]] if cuts[1].text else []
                behind += [cuts[2]] if cuts[2].text else []
            at = last
        return before, held, behind

    def _joined(self) -> Iterator[_Piece]:
        """Changed pieces that touch are one."""
        held: _Piece | None = None
        for piece in self._pieces:
            if not piece.changed:
                if held is not None:
                    yield held
                held = None
            elif held is not None:
                held = _Piece(held.start, piece.end, held.text + piece.text, held.reason, True)
            else:
                held = piece
        if held is not None:
            yield held


def _changes(source: str, pieces: Iterator[_Piece]) -> Iterator[Change]:
    for piece in pieces:
        span, after = trimmed(source, (piece.start, piece.end), piece.text)
        if source[slice(*span)] != after:
            yield Change(span, after, piece.reason)


_HEAD = re.compile(r"\S*\s+")
_TAIL = re.compile(r"\s+\S*$")


def trimmed(text: str, span: Span, after: str) -> tuple[Span, str]:
    """A change without the whole words at its ends that stay."""
    before = text[slice(*span)]
    start = end = 0
    while (head := _HEAD.match(before, start)) and after.startswith(head[0], start):
        start = head.end()
    if before[start:] and after[start:].startswith(before[start:]) and after[len(before) : len(before) + 1].isspace():
        start = len(before)
    elif after[start:] and before[start:].startswith(after[start:]) and before[len(after) : len(after) + 1].isspace():
        start = len(after)
    while (tail := _TAIL.search(before, start, len(before) - end)) and after[start : len(after) - end].endswith(
        tail[0]
    ):
        end += len(tail[0])
    return (span[0] + start, span[1] - end), after[start : len(after) - end]


def closely_trimmed(text: str, span: Span, after: str) -> tuple[Span, str]:
    """A change without the letters at its ends that stay: half a word, where the other half must not be touched."""
    before = text[slice(*span)]
    most = min(len(before), len(after))
    start = next((place for place in range(most) if before[place] != after[place]), most)
    most -= start
    end = next((place for place in range(most) if before[-1 - place] != after[-1 - place]), most)
    return (span[0] + start, span[1] - end), after[start : len(after) - end]
