"""What a verb yields while it works, and how it is told to stop.

Every verb is `verb(workspace, request, *, cancel) -> Iterator[Event]`; the last event is Done.
"""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from app.core.answers import Answer
from app.core.drafts import Draft
from app.core.errors import Cancelled
from app.core.types import Hit


@dataclass(frozen=True, slots=True)
class Progress:
    """`done` of `total` steps of `stage` (a message key); `total` 0 means unknown. `left`: seconds, where they can be
    estimated."""

    stage: str
    done: int
    total: int
    subject: str = ""
    left: int | None = None


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of generated text, whole characters only."""

    text: str


@dataclass(frozen=True, slots=True)
class Found:
    """The hits an answer will stand on, shown before the answer."""

    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Extracted:
    """An answer cut from the articles by code, shown at once; what the model writes comes below it."""

    answer: Answer


@dataclass(frozen=True, slots=True)
class Drafted:
    """A letter made by code alone, shown at once; what the model words comes after it."""

    draft: Draft


@dataclass(frozen=True, slots=True)
class Warned:
    """Something failed and the work went on: `subject` (a file), the code and its parameters."""

    subject: str
    code: str
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Changed:
    """Something below these (collection, added file or folder) may have changed on disk."""

    roots: tuple[tuple[str, Path], ...]


@dataclass(frozen=True, slots=True)
class Done:
    """The end of a verb, with its result."""

    result: Any


Event = Progress | Token | Found | Extracted | Drafted | Warned | Changed | Done

Result = TypeVar("Result")


def result_of(events: Iterator[Event], kind: type[Result]) -> Result:
    """Run a verb to its end for its result alone. Raises what the verb raises."""
    for event in events:
        if isinstance(event, Done) and isinstance(event.result, kind):
            return event.result
    raise TypeError(kind)


class Cancel:
    """A flag that a face sets and a verb looks at between events. Safe across threads."""

    def __init__(self) -> None:
        self._flag = threading.Event()
        self._lock = threading.RLock()  # a signal's handler may set the flag in the middle of `waking`
        self._alarms: list[Callable[[], object]] = []

    def set(self) -> None:
        with self._lock:
            self._flag.set()
            alarms = tuple(self._alarms)
        for alarm in alarms:
            alarm()

    def is_set(self) -> bool:
        return self._flag.is_set()

    def check(self) -> None:
        """Raise Cancelled once the flag is set."""
        if self._flag.is_set():
            raise Cancelled

    @contextmanager
    def waking(self, alarm: Callable[[], object]) -> Iterator[None]:
        """While inside, `set` calls `alarm`, in the thread that sets: for who waits on something else than the flag."""
        with self._lock:
            self._alarms.append(alarm)
        try:
            yield
        finally:
            with self._lock:
                self._alarms.remove(alarm)
