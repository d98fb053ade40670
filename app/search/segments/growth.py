"""How segments grow: which kind they are, which are merged, so that one more document costs little and a million
windows are a handful of segments."""

from collections.abc import Sequence

from app.search.segments.layers import Piece
from app.search.segments.segment import BITS, HALF, joined

FULL = 131_072
"""Rows of a segment that is never merged again; 100 MB of `half`."""

EXACT = 300_000
"""Windows up to which all is held in half precision; from there on `bits`."""

EXACT_AGAIN = 240_000
"""Windows below which it is half precision once more: apart, so that a few documents do not swing it."""

_WASTE = 0.25  # share of rows that have gone for which a segment is written anew


def wanted_kind(windows: int, bits_now: bool) -> str:
    return BITS if windows > (EXACT_AGAIN if bits_now else EXACT) else HALF


def groups(sizes: Sequence[int]) -> list[list[int]]:
    """Which neighbours become one, as places in `sizes`: each at least doubles what it takes in, so that a row is
    copied a logarithmic number of times."""
    stack: list[tuple[int, list[int]]] = []
    for place, size in enumerate(sizes):
        stack.append((size, [place]))
        while len(stack) > 1 and stack[-2][0] < 2 * stack[-1][0] and stack[-2][0] + stack[-1][0] <= FULL:
            size_of_last, last = stack.pop()
            size_before, before = stack.pop()
            stack.append((size_before + size_of_last, before + last))
    return [places for _, places in stack]


def tidied(pieces: Sequence[Piece], kind: str, centre: object, *, own: bool) -> tuple[Piece, ...]:
    """The same rows in fewer segments. `own`: leave alone what has a file, as one who only reads does.

    Without `own` every segment becomes `kind`, and what is mostly gone goes.
    """
    kept = [piece for piece in pieces if piece.rows]
    fixed = [piece for piece in kept if own and piece.segment.path is not None]
    loose = [piece for piece in kept if not (own and piece.segment.path is not None)]
    loose.sort(key=lambda piece: -piece.rows)
    tidy = list(fixed)
    for places in groups([piece.rows for piece in loose]):
        members = [loose[place] for place in places]
        if len(members) == 1 and not _anew(members[0], kind):
            tidy += members
            continue
        aim = BITS if any(piece.segment.kind == BITS for piece in members) else kind
        segment = joined([(piece.segment, piece.alive) for piece in members], aim, centre)
        centre = segment.centre() if centre is None else centre
        tidy.append(Piece(segment))
    return tuple(tidy)


def _anew(piece: Piece, kind: str) -> bool:
    gone = piece.segment.rows - piece.rows
    return gone > _WASTE * piece.segment.rows or (kind == BITS and piece.segment.kind == HALF)
