"""A prompt as tokens, and the batches in which it is evaluated: always the same ones, so that what is reused is what
a fresh context would hold, bit for bit."""

from collections.abc import Sequence
from dataclasses import dataclass

TILE = 64
"""Tokens that ggml's flash attention takes at a time on a CPU. Fewer go one by one: behind 3,300 tokens 36 took 1.9 s,
128 took 1.1 s. So no batch is smaller where it can be helped."""


@dataclass(frozen=True, slots=True)
class Encoded:
    """A prompt as tokens; `borders` are the ends of its stretches, ascending, the last is the length.

    The first border is the end of what never changes; a batch never crosses one.
    """

    tokens: tuple[int, ...]
    borders: tuple[int, ...]

    def batches(self, size: int) -> list[tuple[int, int]]:
        """[start, end) of each batch: at most `size` tokens, never across a border; what would be left over is made a
        tile by the batch before it."""
        spans: list[tuple[int, int]] = []
        start = 0
        for border in self.borders:
            while start < border:
                left = border - start
                end = start + (left - TILE if TILE < size < left < size + TILE else min(size, left))
                spans.append((start, end))
                start = end
        return spans


def borders_of(found: Sequence[int], length: int, *, asked: bool) -> tuple[int, ...]:
    """The borders that are worth one, with the length. What stands before a question (`asked`: the last stretch is one)
    leaves it its last tile: a question is short, and a batch of it alone is slow."""
    kept = [border for border in found if TILE <= border < length]
    if asked and kept and kept[-1] == found[-1]:
        before = kept[-2] if len(kept) > 1 else 0
        kept[-1] -= TILE
        if kept[-1] - before < TILE:
            kept.pop()
    return (*kept, length)
