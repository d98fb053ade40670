"""The verb `eval`: a question set, and how well it was answered; `model bench`: how fast a model is here."""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from app.core.events import Cancel, Done, Event
from app.core.messages import Messages
from app.services.context import Workspace
from app.services.measure.answers import AnswersReport, AnswersRequest, evaluate_answers
from app.services.measure.bench import BenchReport
from app.services.measure.reports import SUFFIXES, file_report
from app.services.measure.suites import EvalRequest, evaluate

ANSWERS = "answers"


def judge(options: argparse.Namespace, workspace: Workspace, messages: Messages, cancel: Cancel) -> Iterator[Event]:
    if options.suite != ANSWERS:
        return evaluate(workspace, EvalRequest(options.suite, options.answers, options.collection), cancel=cancel)
    request = AnswersRequest(options.questions, options.collection, options.out, options.compare)
    return filed(evaluate_answers(workspace, request, cancel=cancel), workspace, options.report, messages)


def filed(events: Iterator[Event], workspace: Workspace, out: Path | None, messages: Messages) -> Iterator[Event]:
    """The same events; what they end with is written to `out` first."""
    for event in events:
        if out is not None and isinstance(event, Done) and isinstance(event.result, AnswersReport | BenchReport):
            file_report(workspace, event.result, out, messages)
            print(messages.say("report_written", path=out), file=sys.stderr)
        yield event


def wrong_usage(options: argparse.Namespace, messages: Messages) -> str:
    """What argparse cannot say of itself. Empty: nothing."""
    if options.verb == "eval" and options.suite == ANSWERS and not options.questions:
        return messages.say("eval_answers_needs")
    if options.verb == "eval" and options.suite != ANSWERS and (options.questions or _wants_answers(options)):
        return messages.say("eval_answers_needs")
    report = getattr(options, "report", None)
    if report is not None and report.suffix.lower() not in SUFFIXES:
        return messages.say("report_suffix")
    return ""


def _wants_answers(options: argparse.Namespace) -> bool:
    return bool(options.out or options.report or options.compare)
