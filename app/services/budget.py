"""What a long run may take of the PC while somebody works at it: memory, and nothing at all while it is paused."""

import contextlib
from collections.abc import Callable, Iterator

import psutil

SHARE = 4
"""Of the PC's memory, one part in this many is the ceiling where the settings name none."""

LEAST_MIB = 2048
"""The encoder alone needs some 1.2 GiB; a lower ceiling would only start it again and again."""

PATIENCE = 20
"""Batches between two recycles: a start of the encoder costs seconds."""


class MemoryCeiling:
    """Looked at between batches; what grows with the work (the encoder's buffers) is given back by `recycle`."""

    def __init__(self, mib: int, recycle: Callable[[], None]) -> None:
        """`mib` 0: a share of the PC's memory."""
        self._bytes = (mib or max(LEAST_MIB, (psutil.virtual_memory().total >> 20) // SHARE)) << 20
        self._recycle = recycle
        self._since = PATIENCE

    def keep(self) -> bool:
        """Recycle when this process and its children hold more than the ceiling; whether that was done."""
        self._since += 1
        if self._since <= PATIENCE or held_bytes() <= self._bytes:
            return False
        self._since = 0
        self._recycle()
        return True


def memory_mib() -> tuple[int, int]:
    """The PC's main memory, and what of it a program can have now, in MiB."""
    memory = psutil.virtual_memory()
    return memory.total >> 20, memory.available >> 20


@contextlib.contextmanager
def standing_still(pid: int | None) -> Iterator[None]:
    """Stop a child for the length of the block; None, or one that has ended: nothing to stop."""
    child = None
    with contextlib.suppress(psutil.Error):
        child = psutil.Process(pid) if pid is not None else None
        if child is not None:
            child.suspend()
    try:
        yield
    finally:
        if child is not None:
            with contextlib.suppress(psutil.Error):
                child.resume()


def held_bytes() -> int:
    """Resident memory of this process and all below it."""
    me = psutil.Process()
    total = int(me.memory_info().rss)
    for child in me.children(recursive=True):
        with contextlib.suppress(psutil.Error):  # it may end while it is looked at
            total += int(child.memory_info().rss)
    return total


def resident_bytes(pid: int | None) -> int:
    """Resident memory of one process; 0 when there is none."""
    with contextlib.suppress(psutil.Error):
        return int(psutil.Process(pid).memory_info().rss) if pid is not None else 0
    return 0


def memory_bytes() -> int:
    """The memory of the PC."""
    return int(psutil.virtual_memory().total)
