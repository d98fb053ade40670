"""Job: make a process give up what it must not have: the network, and unbounded memory and time.

May import: core.
Must not: load a library (it runs before all others).
Entry points: deny_network, limit_memory, allow_cpu.
"""

import sys

if sys.platform == "linux":
    from app.worker.sandbox.linux import allow_cpu, deny_network, limit_memory
else:
    from app.worker.sandbox.windows import allow_cpu, deny_network, limit_memory

__all__ = ["allow_cpu", "deny_network", "limit_memory"]
