"""How long a stage of the work still takes, told from its own speed."""

import time
from collections.abc import Callable

from app.core.events import Progress

_ENOUGH_SECONDS = 4.0
_ENOUGH_STEPS = 3


class Remaining:
    """Fed with every Progress; a pause does not count as work."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._stage = ""
        self._total = self._first = 0
        self._began = self._paused_at = 0.0

    def seconds(self, progress: Progress) -> float | None:
        """What is left of the stage; None while too little of it has passed to tell."""
        now = self._paused_at or self._clock()
        if (progress.stage, progress.total) != (self._stage, self._total) or progress.done < self._first:
            self._stage, self._total, self._first, self._began = progress.stage, progress.total, progress.done, now
        steps, passed = progress.done - self._first, now - self._began
        if steps < _ENOUGH_STEPS or passed < _ENOUGH_SECONDS or not progress.total:
            return None
        return (progress.total - progress.done) * passed / steps

    def pause(self) -> None:
        self._paused_at = self._paused_at or self._clock()

    def resume(self) -> None:
        if self._paused_at:
            self._began += self._clock() - self._paused_at
            self._paused_at = 0.0
