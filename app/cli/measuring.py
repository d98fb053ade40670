"""The verb `eval`: a question set, and how well it was answered."""

import argparse
from collections.abc import Iterator

from app.core.events import Cancel, Event
from app.services.context import Workspace
from app.services.evaluate import EvalRequest, evaluate


def judge(options: argparse.Namespace, workspace: Workspace, cancel: Cancel) -> Iterator[Event]:
    return evaluate(workspace, EvalRequest(options.suite, options.answers, options.collection), cancel=cancel)
