"""How far a long run of bytes has come, and how long it will take: a few events a second, not one a chunk."""

import time
from collections.abc import Iterable, Iterator

from app.core.events import Cancel, Progress

_EVERY = 0.2
_SETTLED = 2.0
"""Seconds before an estimate is said: the first bytes come from a cache or wait for a disk to spin up."""


class Meter:
    """`total` in bytes. Progress.left is seconds, once there is something to estimate from."""

    def __init__(self, stage: str, total: int, cancel: Cancel) -> None:
        self._stage = stage
        self._total = total
        self._cancel = cancel
        self._done = 0
        self._begun = time.monotonic()
        self._said = float("-inf")

    def through(self, steps: Iterable[int], subject: str) -> Iterator[Progress]:
        """Run the steps. Raises what they raise, and Cancelled between two of them."""
        for count in steps:
            self._cancel.check()
            self._done += count
            now = time.monotonic()
            if now - self._said >= _EVERY:
                self._said = now
                yield self._told(now, subject)

    def _told(self, now: float, subject: str) -> Progress:
        done, spent = min(self._done, self._total), now - self._begun
        left = round(spent / done * (self._total - done)) if done and spent >= _SETTLED else None
        return Progress(self._stage, done, self._total, subject, left)
