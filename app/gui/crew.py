"""The threads behind the window: a few that read, one that writes.

They live as long as the window, because the store keeps a connection a thread.
"""

from concurrent.futures import ThreadPoolExecutor

from PySide6.QtCore import QObject, Signal

from app.gui.job import Job, Work

READERS = 4


class Crew(QObject):
    """Starts jobs and keeps them until they have ended."""

    idle = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._readers = ThreadPoolExecutor(READERS, thread_name_prefix="munjigi-read")
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="munjigi-write")
        self._jobs: set[Job] = set()

    @property
    def busy(self) -> bool:
        return bool(self._jobs)

    def start(self, work: Work, *, writes: bool = False) -> Job:
        """Connect to the job's signals right after: none is sent before the event loop turns."""
        job = Job(work, self)
        self._jobs.add(job)
        job.ended.connect(self._take_back)
        (self._writer if writes else self._readers).submit(job.run)
        return job

    def cancel_all(self) -> None:
        for job in self._jobs:
            job.cancel()

    def dismiss(self) -> None:
        """End the threads; waits for those still at work."""
        self._readers.shutdown(wait=True)
        self._writer.shutdown(wait=True)

    def _take_back(self) -> None:
        job = self.sender()
        if isinstance(job, Job):
            self._jobs.discard(job)
            job.deleteLater()
        if not self._jobs:
            self.idle.emit()
