"""Linux: limits of memory, CPU time and files on the process itself (setrlimit(2)).

RLIMIT_NPROC is left alone: it counts everything the user runs, not what this process started, and a sealed
process cannot start one anyway.
"""

import os
import resource

from app.worker.sandbox.dumps import no_core_files

_OPEN_FILES = 16
_NICENESS = 5


def limit_memory(mib: int) -> bool:
    """Cap the address space at `mib` MiB, files written at 0 bytes, core dumps at none, open files at a few."""
    resource.setrlimit(resource.RLIMIT_AS, (mib << 20, mib << 20))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    no_core_files()
    resource.setrlimit(resource.RLIMIT_NOFILE, (_OPEN_FILES, _OPEN_FILES))
    return True


def memory_limited() -> bool:
    """Whether this process's memory has a ceiling."""
    return resource.getrlimit(resource.RLIMIT_AS)[1] != resource.RLIM_INFINITY


def allow_cpu(seconds: int) -> bool:
    """Let the process use `seconds` more of CPU time; past that the kernel ends it."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    used = int(usage.ru_utime + usage.ru_stime)
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (used + seconds + 1, hard))
    return True


def step_back() -> bool:
    """Let what the user does go first."""
    os.nice(_NICENESS)
    return True
