"""Windows: not limited yet. Each function says so with False, and the faces show it.

The counterpart (a Job Object for memory and time, a firewall rule for the network) is written with
the Windows build; until then a Windows PC relies on the site's own network separation.
"""


def deny_network() -> bool:
    return False


def limit_memory(mib: int) -> bool:
    del mib
    return False


def allow_cpu(seconds: int) -> bool:
    del seconds
    return False
