"""Long work that reports its progress by a callback, as a verb's stream of events."""

import queue
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

from app.core.errors import Cancelled
from app.core.events import Cancel, Progress

Report = Callable[[int, int], None]
"""report(done, total); raises Cancelled once the user, or the caller, has gone."""


def reported(stage: str, work: Callable[[Report], None], cancel: Cancel, subject: str = "") -> Iterator[Progress]:
    """Run `work(report)` in a thread of its own and yield its progress as it comes.

    Raises what the work raised. Leaving the iterator early stops the work at its next report.
    """
    news: queue.SimpleQueue[Progress | None] = queue.SimpleQueue()
    left = threading.Event()

    def report(done: int, total: int) -> None:
        if left.is_set():
            raise Cancelled
        cancel.check()
        news.put(Progress(stage, done, total, subject))

    with ThreadPoolExecutor(max_workers=1, thread_name_prefix=f"work-{stage}") as pool:
        future = pool.submit(work, report)
        future.add_done_callback(lambda _: news.put(None))
        try:
            while (item := news.get()) is not None:
                yield item
        finally:
            left.set()
        future.result()
