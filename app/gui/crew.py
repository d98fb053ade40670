"""The threads behind the window: a few that read, one that writes, one that keeps what is typed, one that looks ahead,
one that watches.

They live as long as the window, because the store keeps a connection a thread.
"""

from concurrent.futures import ThreadPoolExecutor
from enum import Enum

from PySide6.QtCore import QObject, Signal

from app.core.pace import Pace
from app.gui.job import Job, Work

READERS = 4


class Lane(Enum):
    """Which threads a job goes to."""

    READ = "read"
    WRITE = "write"
    """One at a time, in the order in which they came."""
    KEEP = "keep"
    """What the user writes, in order; a window that closes waits for it."""
    AHEAD = "ahead"
    """One at a time; ordered by nobody, in case it is wanted."""
    WATCH = "watch"
    """Stands until it is cancelled; nobody waits for it."""


class Crew(QObject):
    """Starts jobs and keeps them until they have ended."""

    idle = Signal()
    """Nothing is left, not even what watches."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lanes = {
            lane: ThreadPoolExecutor(READERS if lane is Lane.READ else 1, thread_name_prefix=f"munjigi-{lane.value}")
            for lane in Lane
        }
        self._jobs: dict[Job, Lane] = {}

    @property
    def busy(self) -> bool:
        """Whether there is work that comes to an end by itself."""
        return any(lane is not Lane.WATCH for lane in self._jobs.values())

    @property
    def staffed(self) -> bool:
        """Whether anything is left, be it only what watches."""
        return bool(self._jobs)

    def start(self, work: Work, *, lane: Lane = Lane.READ, pace: Pace | None = None) -> Job:
        """Connect to the job's signals right after: none is sent before the event loop turns."""
        job = Job(work, self, pace)
        self._jobs[job] = lane
        job.ended.connect(self._take_back)
        self._lanes[lane].submit(job.run)
        return job

    def cancel_all(self) -> None:
        """Stop what can be done again later; what keeps the user's own words comes to its end."""
        for job, lane in self._jobs.items():
            if lane is not Lane.KEEP:
                job.cancel()

    def dismiss(self) -> None:
        """End the threads; waits for those still at work."""
        for pool in self._lanes.values():
            pool.shutdown(wait=True)

    def _take_back(self) -> None:
        job = self.sender()
        if isinstance(job, Job):
            self._jobs.pop(job, None)
            job.deleteLater()
        if not self._jobs:
            self.idle.emit()
