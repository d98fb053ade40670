"""What this process can still do towards a network, by the system it runs on."""

import sys

if sys.platform == "linux":
    from app.worker.sandbox.linux_landlock import writes_elsewhere
    from app.worker.sandbox.linux_probe import (
        descendants,
        interfaces,
        local_sockets_left,
        network_trials,
        open_network_sockets,
        privileges_given_up,
        written_files,
    )
else:
    from app.worker.sandbox.windows_probe import (
        descendants,
        interfaces,
        local_sockets_left,
        network_trials,
        open_network_sockets,
        privileges_given_up,
        writes_elsewhere,
        written_files,
    )

__all__ = [
    "descendants",
    "interfaces",
    "local_sockets_left",
    "network_trials",
    "open_network_sockets",
    "privileges_given_up",
    "writes_elsewhere",
    "written_files",
]
