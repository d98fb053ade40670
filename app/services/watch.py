"""The verb `watch`: tells when something below the added folders has changed. Reading it is the verb `index`'s work.

The system's own notices come through watchdog (inotify, ReadDirectoryChangesW). Where a folder cannot be watched
(a network share, the limit of watches) it is looked at every few minutes instead.
"""

import os
import queue
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from app.core.events import Cancel, Changed, Done, Event
from app.services.context import Workspace

QUIET_SECONDS = 2.0
"""A change is told when nothing more has happened for this long: programs save in several steps."""

LONGEST_SECONDS = 30.0
"""A change is told after this long even while more happens."""

POLL_SECONDS = 300.0
_LOOK = 0.2


def watch(workspace: Workspace, *, cancel: Cancel) -> Iterator[Event]:
    """Yield Changed whenever it has become quiet after a change, until cancelled.

    What happens while the caller is busy between two events is told with the next. Ends with Done when nothing was
    added that could be watched. Raises Cancelled.
    """
    roots = [(root.collection, Path(os.fsdecode(root.raw_path))) for root in workspace.roots.all()]
    if not roots:
        yield Done(None)
        return
    with _Watching(roots) as watching:
        while True:
            yield Changed(tuple(watching.next_change(cancel)))


class _Watching:
    """Watches folders until the end of its `with` block."""

    def __init__(self, roots: list[tuple[str, Path]]) -> None:
        from watchdog.observers import Observer

        self._roots = roots
        self._news: queue.SimpleQueue[int] = queue.SimpleQueue()
        self._observer = Observer()
        self._polled: list[int] = []

    def __enter__(self) -> "_Watching":
        for number, (_, path) in enumerate(self._roots):
            handler = _handler(self._news, number)
            folder = path if path.is_dir() else path.parent
            try:
                self._observer.schedule(handler, str(folder), recursive=path.is_dir())
            except OSError:
                self._polled.append(number)
        try:
            self._observer.start()
        except OSError:  # the limit of watches is met on starting: look at all of them now and then
            self._polled = list(range(len(self._roots)))
        return self

    def __exit__(self, *_: object) -> None:
        if self._observer.is_alive():
            self._observer.stop()
            self._observer.join()

    def next_change(self, cancel: Cancel) -> list[tuple[str, Path]]:
        """The roots below which something happened since the last call, once it is quiet."""
        changed: set[int] = set()
        first = last = 0.0
        opened = time.monotonic()
        while True:
            cancel.check()
            now = time.monotonic()
            if self._polled and now - opened > POLL_SECONDS:
                changed.update(self._polled)
                break
            if changed and (now - last > QUIET_SECONDS or now - first > LONGEST_SECONDS):
                break
            try:
                changed.add(self._news.get(timeout=_LOOK))
            except queue.Empty:
                continue
            last = time.monotonic()
            first = first or last
        return [self._roots[number] for number in sorted(changed)]


def _handler(news: "queue.SimpleQueue[int]", number: int) -> Any:
    from watchdog.events import FileSystemEvent, FileSystemEventHandler

    class Handler(FileSystemEventHandler):
        """Only what changes content or names counts: opening and closing a file unread does not."""

        def on_any_event(self, event: FileSystemEvent) -> None:
            if event.event_type in ("created", "modified", "moved", "deleted"):
                news.put(number)

    return Handler()
