"""The verb `model`: what is installed and whether it is whole; adding, choosing and taking out."""

import argparse
from collections.abc import Iterator
from pathlib import Path

from app.cli.measuring import filed
from app.core.events import Cancel, Done, Event
from app.core.messages import Messages
from app.services.context import Workspace
from app.services.measure.bench import model_bench
from app.services.models.add import AddRequest, add
from app.services.models.choice import remove, use
from app.services.models.installed import installed, verify


def work(options: argparse.Namespace, workspace: Workspace, messages: Messages, cancel: Cancel) -> Iterator[Event]:
    match options.action:
        case "verify":
            return verify(workspace, options.id, cancel=cancel)
        case "add":
            request = AddRequest(Path(options.id), options.new_id, options.licence, options.base)
            return add(workspace, request, cancel=cancel)
        case "use":
            return use(workspace, options.id, without_adapter=options.no_adapter, cancel=cancel)
        case "remove":
            return remove(workspace, options.id, cancel=cancel)
        case "bench":
            return filed(model_bench(workspace, options.id, cancel=cancel), workspace, options.report, messages)
    return iter([Done(installed(workspace))])


def wrong_usage(options: argparse.Namespace) -> str:
    """What argparse cannot say of itself."""
    if options.action in ("add", "remove") and not options.id:
        return f"model {options.action} {'FILE.gguf' if options.action == 'add' else 'ID'}"
    if options.action == "use" and not options.id and not options.no_adapter:
        return "model use ID"
    return ""
