"""A process that crashes writes no picture of its memory: for workspaces that are encrypted on the disk.

Linux: a limit of one byte for core files, which child processes inherit. Of none would do for files, but not for a
core_pattern that is a program: the kernel hands that one the memory unless the limit is exactly 1 (fs/coredump.c). And
the process is marked as not dumpable (prctl(2)), so that other programs of the same user cannot attach to it either.

What this is not: memory that the system swaps out, or writes to the disk to hibernate, holds keys and texts as they
are; so does a picture of a virtual machine. Encrypt the swap space, or switch both off. Elsewhere than on Linux nothing
is done: on Windows error reports are the administrator's to switch off.
"""

import ctypes
import sys

_PR_SET_DUMPABLE = 4


def no_dumps() -> bool:
    """For this process and those that it starts from now on. False: this system knows no way."""
    if sys.platform != "linux":
        return False
    return no_core_files() and ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0) == 0


def no_core_files() -> bool:
    """The limit alone, for a process that others must be able to look at."""
    if sys.platform != "linux":
        return False
    import resource

    hard = resource.getrlimit(resource.RLIMIT_CORE)[1]
    least = 0 if hard == 0 else 1
    resource.setrlimit(resource.RLIMIT_CORE, (least, least))
    return True
