"""A prompt as tokens, and the batches in which it is evaluated: always the same ones, so that what is reused is what
a fresh context would hold, bit for bit."""

from collections.abc import Sequence
from dataclasses import dataclass

LEAST = 64
"""Tokens below which a stretch has no border of its own: each call costs as much as a dozen tokens."""


@dataclass(frozen=True, slots=True)
class Encoded:
    """A prompt as tokens; `borders` are the ends of its stretches, ascending, the last is the length.

    The first border is the end of what never changes; a batch never crosses one.
    """

    tokens: tuple[int, ...]
    borders: tuple[int, ...]

    def batches(self, size: int) -> list[tuple[int, int]]:
        """[start, end) of each batch: at most `size` tokens, never across a border."""
        spans: list[tuple[int, int]] = []
        start = 0
        for border in self.borders:
            while start < border:
                end = min(start + size, border)
                spans.append((start, end))
                start = end
        return spans


def borders_of(found: Sequence[int], length: int) -> tuple[int, ...]:
    """The borders that are worth one, in order, with the length."""
    return (*(border for border in found if LEAST <= border < length), length)
