"""The verb `model`: what is installed, and whether it is whole."""

import argparse
from collections.abc import Iterator

from app.core.events import Cancel, Done, Event
from app.services.context import Workspace
from app.services.models import installed, verify


def work(options: argparse.Namespace, workspace: Workspace, cancel: Cancel) -> Iterator[Event]:
    if options.action == "verify":
        return verify(workspace, options.id, cancel=cancel)
    return iter([Done(installed(workspace))])
