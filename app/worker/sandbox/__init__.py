"""Job: make a process give up what it must not have: the network, files, and unbounded memory and time.

May import: core.
Must not: load a library (it runs before all others).
Entry points: deny_network, deny_sockets, write_only_in, limit_memory, allow_cpu, step_back, seal, sealed,
memory_limited; probe (what is left); windows_job in the parent.
"""

import sys

if sys.platform == "linux":
    from app.worker.sandbox.linux_landlock import write_only_in
    from app.worker.sandbox.linux_limits import allow_cpu, limit_memory, memory_limited, step_back
    from app.worker.sandbox.linux_seccomp import deny_network, deny_sockets, seal, sealed
else:
    from app.worker.sandbox.windows import (
        allow_cpu,
        deny_network,
        deny_sockets,
        limit_memory,
        memory_limited,
        seal,
        sealed,
        step_back,
        write_only_in,
    )

WRITABLE = "MUNJIGI_WRITABLE"
"""Environment of a child: the one folder where it may write; empty: nowhere."""

__all__ = [
    "WRITABLE",
    "allow_cpu",
    "deny_network",
    "deny_sockets",
    "limit_memory",
    "memory_limited",
    "seal",
    "sealed",
    "step_back",
    "write_only_in",
]
