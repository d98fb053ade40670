"""What is to be done to a workspace that nobody has open, and how it is opened again."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from app.core.events import Cancel, Event
from app.gui.counter import Counter


@dataclass(frozen=True, slots=True)
class Reseal:
    """`before` opens the workspace where nothing came of it, `after` where it was done; empty: no passphrase."""

    label: str
    work: Callable[[Counter, Path, Cancel], Iterator[Event]]
    before: str = field(default="", repr=False)
    after: str = field(default="", repr=False)
