"""Windows, in the child: what it can say of itself. Its limits are put on by the parent (windows_job.py).

Not run on Windows yet: written from Microsoft's reference and tested for its shapes. There is no
counterpart of the Linux filters that a process can put on itself: `deny_network` and `seal` say so with
False, and the faces show it. What a Windows builder has to try: decision 0012.
"""

from collections.abc import Sequence
from pathlib import Path

from app.worker.sandbox import windows_job


def deny_network() -> bool:
    return False


def deny_sockets() -> bool:
    return False


def write_only_in(folders: Sequence[Path]) -> bool:
    del folders
    return False


def seal() -> bool:
    return False


def sealed() -> bool:
    return False


def limit_memory(mib: int) -> bool:
    """Nothing to do here: whether the parent's limit holds, `memory_limited` tells."""
    del mib
    return False


def memory_limited() -> bool:
    """Whether this process is in a Job Object that bounds its memory."""
    try:
        return windows_job.own_memory_limited(windows_job.load_kernel32())
    except OSError:
        return False


def allow_cpu(seconds: int) -> bool:
    """Nothing to do here: the parent sets the time anew before each request."""
    del seconds
    return False


def step_back() -> bool:
    """Nothing to do here: the parent starts the child below normal priority."""
    return False
