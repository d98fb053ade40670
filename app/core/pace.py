"""How hard long work may press on the PC: paused, gentle while somebody works at it, or full."""

import os
import threading
from collections.abc import Callable

from app.core.events import Cancel

_WAKE = 0.1  # seconds between two looks at the cancel flag while paused


class Pace:
    """Shared by a face and one long verb; safe across threads.

    `busy` says whether somebody works at the PC now; then the work takes at most half of the processors.
    """

    def __init__(self, busy: Callable[[], bool] = lambda: False) -> None:
        self._busy = busy
        self._going = threading.Event()
        self._going.set()

    @property
    def paused(self) -> bool:
        return not self._going.is_set()

    def pause(self) -> None:
        self._going.clear()

    def resume(self) -> None:
        self._going.set()

    def gentle(self) -> bool:
        return self._busy()

    def threads(self) -> int:
        """Threads for arithmetic: half of the processors while somebody works, else all."""
        count = os.cpu_count() or 2
        return max(1, count // 2) if self._busy() else count

    def check(self, cancel: Cancel) -> None:
        """Wait while paused. Raises Cancelled once the user has stopped the work."""
        while not self._going.wait(_WAKE):
            cancel.check()
        cancel.check()
