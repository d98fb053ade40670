"""What each child can still do towards a network: it is started, loads what it loads, and tries."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.core.errors import ChildUnstartable
from app.core.events import Cancel
from app.worker.client import Child, ChildCrashed, ChildDied, ChildOverran, ChildSilent

ROLES = ("reader", "ocr", "embedder", "morphemes", "llm", "gguf", "template")
"""Every child of the program: app/__main__.py."""

_SILENCE = 120.0


@dataclass(frozen=True, slots=True)
class ChildTrials:
    """`trials`: name of a way to a network -> refused; `local`: AF_UNIX is left; `writes`: it can make a file where
    it has no business."""

    role: str
    trials: Mapping[str, bool]
    local: bool
    writes: bool


def child_trials(role: str, cancel: Cancel) -> ChildTrials:
    """Raises ChildUnstartable with `role` when the child does not answer; Cancelled."""
    child = Child(role)
    try:
        (reply,) = child.call("airgap", cancel=cancel, silence=_SILENCE)
        trials = {str(name): value is True for name, value in dict(reply.header["trials"]).items()}
        local, writes = reply.header["local"] is not False, reply.header["writes"] is not False
        return ChildTrials(role, trials, local, writes)
    except (ChildSilent, ChildOverran, ChildDied, ChildCrashed, KeyError, ValueError, TypeError) as error:
        raise ChildUnstartable(role=role) from error
    finally:
        child.kill()
