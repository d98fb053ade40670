"""The verb `ask`, for one question or a file of them."""

import argparse
from collections.abc import Iterator

from app.cli import talking
from app.core.events import Cancel, Event
from app.services.ask import Question
from app.services.batch import BatchRequest, batch
from app.services.context import Workspace
from app.services.converse import converse


def put(options: argparse.Namespace, workspace: Workspace, cancel: Cancel) -> Iterator[Event]:
    if options.batch:
        request = BatchRequest(options.batch, options.out, True, collection=options.collection)
        return batch(workspace, request, cancel=cancel)
    conversation = talking.chosen(options.conversation, workspace)
    return converse(workspace, Question(options.question, options.collection), conversation, cancel=cancel)
