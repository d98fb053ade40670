"""Where the chat model runs on this PC, or would: what the status bar and the doctor say."""

import re

from app.assist.place.fit import Device
from app.core.answers import Placement
from app.core.errors import AppError
from app.core.events import Cancel
from app.services.context import Workspace

_BUILD = re.compile(r"^[^|]*")
_ABILITY = re.compile(r"(\w+) = 1")


def placement(workspace: Workspace, cancel: Cancel | None = None) -> Placement | None:
    """Where the model is once it is loaded, else where it would go now; None where it cannot run (the doctor says why).

    The first call may take a second: it starts the model's child, which loads nothing. Raises Cancelled.
    """
    try:
        return workspace.generator.placement or workspace.generator.planned(cancel=cancel)
    except AppError:
        return None


def devices(workspace: Workspace) -> tuple[Device, ...]:
    """What the model's child can compute on; empty until `placement` was asked."""
    return workspace.generator.devices


def build(workspace: Workspace) -> str:
    """Which llama.cpp answers, and which abilities of the processor it uses: `ggml 0.25.3 … (AVX2 FMA)`."""
    said = workspace.generator.build
    names = _BUILD.match(said)
    abilities = " ".join(dict.fromkeys(_ABILITY.findall(said)))
    return f"{names[0].strip() if names else ''} ({abilities})" if abilities else said
