"""The command line: parse, run one verb, print its events, give the exit status of the contract.

0 done, 1 failed (a coded message on stderr), 2 wrong usage, 3 "근거 없음", 130 cancelled.
"""

import argparse
import contextlib
import os
import signal
import sys
from collections.abc import Callable, Iterator
from types import FrameType

from app.cli import (
    arguments,
    asking,
    bundle_making,
    bundling,
    drafting,
    filing,
    guarding,
    jsonlines,
    linting,
    measuring,
    modelling,
    proving,
    talking,
    vaulting,
)
from app.cli.show import Screen
from app.core.answers import Answer
from app.core.errors import AppError, Cancelled
from app.core.events import Cancel, Done, Event
from app.core.messages import LANGUAGES, Messages
from app.core.paths import default_home
from app.core.settings import Settings, require_free
from app.core.types import Query
from app.services import thesaurus
from app.services.batch import BatchRequest, batch
from app.services.bundling import corpora as installed_corpora
from app.services.bundling.bundles import BundleList
from app.services.context import Workspace, load_settings
from app.services.guarding.policy import in_force
from app.services.inspecting.airgap import AirgapReport
from app.services.inspecting.diagnose import DoctorReport
from app.services.inspecting.program_check import check_program
from app.services.installed_parts import here
from app.services.library import remove_collection
from app.services.links import link_report
from app.services.search import search
from app.services.vault import erase_collection

DONE, FAILED, USAGE, NO_EVIDENCE, CANCELLED = 0, 1, 2, 3, 130


def main(argv: list[str], *, network_locked: bool) -> int:
    _speak_utf8()
    messages = Messages.load(_asked_language(argv) or Settings().language)
    parser = arguments.parser(messages.say)
    options = parser.parse_args(argv)
    wrong = _wrong_usage(options, messages)
    if wrong:
        parser.error(wrong)
    screen = Screen(messages)
    cancel = Cancel()
    with _interruptible(cancel):
        try:
            if (events := _alone(options, messages, cancel, network_locked)) is not None:
                return _told(events, options, messages, screen)
            locked = in_force(here()).settings
            require_free(locked, {"language": asked} if (asked := _asked_language(argv)) else {})
            settings = load_settings(options.home or default_home()).under(locked)
            if settings.language != messages.language and not _asked_language(argv):
                messages = Messages.load(settings.language)
                screen = Screen(messages)
            return _run(options, settings, messages, screen, cancel, network_locked)
        except AppError as error:
            if options.json:
                print(jsonlines.line(jsonlines.error_json(error, messages)))
            screen.error(error)
            return FAILED
        except (Cancelled, KeyboardInterrupt):
            screen.say("cancelled")
            return CANCELLED
        except BrokenPipeError:
            # nobody reads any more (`| head`): what was left undone must not look done
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return CANCELLED


def _run(
    options: argparse.Namespace,
    settings: Settings,
    messages: Messages,
    screen: Screen,
    cancel: Cancel,
    network_locked: bool,
) -> int:
    workspace, unlock = vaulting.opened(options, settings, messages)
    try:
        for notice in workspace.database.notices:
            screen.error(notice)
        if options.verb == "collection" and options.erase:
            return _told(erase_collection(workspace, options.name, unlock, cancel=cancel), options, messages, screen)
        return _told(_verb(options, workspace, messages, cancel, network_locked), options, messages, screen)
    finally:
        workspace.close()


def _told(events: Iterator[Event], options: argparse.Namespace, messages: Messages, screen: Screen) -> int:
    """Run a verb to its end, its events printed; the exit status."""
    status = DONE
    for event in events:
        if options.json:
            print(jsonlines.line(jsonlines.event_json(event, messages)), flush=True)
        else:
            screen.event(event)
        if isinstance(event, Done):
            status = _status(event.result)
    return status


def _alone(
    options: argparse.Namespace, messages: Messages, cancel: Cancel, network_locked: bool
) -> Iterator[Event] | None:
    """Verbs that know no workspace, and are not stopped by a damaged one."""
    if options.verb == "doctor" and options.program:
        return check_program(network_locked, cancel=cancel)
    if options.verb == "bundle" and options.action in bundle_making.ACTIONS:
        return bundle_making.work(options, messages, cancel)
    if options.verb == "bundle":
        return bundling.work(options, cancel)
    return guarding.alone(options) or vaulting.alone(options, messages, cancel)


def _verb(
    options: argparse.Namespace, workspace: Workspace, messages: Messages, cancel: Cancel, network_locked: bool
) -> Iterator[Event]:
    verbs: dict[str, Callable[[], Iterator[Event]]] = {
        "index": lambda: filing.take(options, workspace, cancel),
        "folder": lambda: filing.keep_up(options, workspace, cancel),
        "ledger": lambda: filing.show_ledger(options, workspace, messages, cancel),
        "search": lambda: _search(options, workspace, cancel),
        "ask": lambda: asking.put(options, workspace, cancel),
        "draft": lambda: drafting.write(options, workspace, cancel),
        "lint": lambda: linting.check(options, workspace, cancel),
        "conversation": lambda: talking.talk(options, workspace, messages, cancel),
        "collection": lambda: _collection(options, workspace, cancel),
        "model": lambda: modelling.work(options, workspace, messages, cancel),
        "thesaurus": lambda: _thesaurus(options, workspace, cancel),
        "audit": lambda: guarding.work(options, workspace, cancel),
        "doctor": lambda: proving.check(options, workspace, messages, network_locked, cancel),
        "eval": lambda: measuring.judge(options, workspace, messages, cancel),
    }
    return verbs[options.verb]()


def _search(options: argparse.Namespace, workspace: Workspace, cancel: Cancel) -> Iterator[Event]:
    query = Query(
        options.query,
        options.limit,
        collections=tuple(options.collection),
        kinds=tuple(options.kind),
        ministries=tuple(options.ministry),
        since=options.since or "",
        until=options.until or "",
        as_of=options.as_of or "",
        verbatim=options.verbatim,
    )
    if options.batch:
        request = BatchRequest(options.batch, options.out, False, options.limit, where=query)
        return batch(workspace, request, cancel=cancel)
    return search(workspace, query, cancel=cancel)


def _collection(options: argparse.Namespace, workspace: Workspace, cancel: Cancel) -> Iterator[Event]:
    if options.action == "remove":
        return remove_collection(workspace, options.name, cancel=cancel)
    if options.action == "links":
        return link_report(workspace, options.name, every=options.unresolved, cancel=cancel)
    if options.action == "add":
        return installed_corpora.take_in(workspace, options.name, cancel=cancel)
    return iter([Done(installed_corpora.shelves(workspace))])


def _thesaurus(options: argparse.Namespace, workspace: Workspace, cancel: Cancel) -> Iterator[Event]:
    if options.action == "list":
        return thesaurus.listed(workspace, options.term, cancel=cancel)
    if options.action == "check":
        return thesaurus.checked(workspace, cancel=cancel)
    return iter([Done(thesaurus.place(workspace))])


def _status(result: object) -> int:
    if isinstance(result, Answer) and result.abstained:
        return NO_EVIDENCE
    if isinstance(result, DoctorReport | AirgapReport | BundleList) and not result.sound:
        return FAILED
    if isinstance(result, thesaurus.Checked) and result.faults:
        return FAILED
    if guarding.broken(result):
        return FAILED
    if isinstance(result, tuple) and any(getattr(item, "state", "") == "damaged" for item in result):
        return FAILED
    return DONE


def _wrong_usage(options: argparse.Namespace, messages: Messages) -> str:
    """What argparse cannot say of itself: arguments that need each other."""
    if options.verb in ("search", "ask"):
        text = options.query if options.verb == "search" else options.question
        if options.verb == "ask" and options.batch and options.conversation:
            return "--batch keeps no --conversation"
        if options.batch and not options.out:
            return "--batch needs --out"
        if not options.batch and not text.strip():
            return "QUERY or --batch" if options.verb == "search" else "QUESTION or --batch"
    if options.verb == "search" and options.since and options.until and options.since > options.until:
        return messages.say("bad_span")
    if options.verb == "collection" and options.action in ("add", "remove") and not options.name:
        return f"collection {options.action} NAME"
    own = {"draft": drafting.wrong_usage, "conversation": talking.wrong_usage, "audit": guarding.wrong_usage}
    if options.verb in own:
        return own[options.verb](options)
    if options.verb in ("collection", "vault") and (wrong := vaulting.wrong_usage(options)):
        return wrong
    if options.verb == "lint":
        return linting.wrong_usage(options, messages)
    if options.verb == "model":
        return modelling.wrong_usage(options) or measuring.wrong_usage(options, messages)
    if options.verb == "folder" and options.action == "remove" and options.path is None:
        return "folder remove PATH"
    return measuring.wrong_usage(options, messages)


def _asked_language(argv: list[str]) -> str:
    """--lang must be known before the parser, whose help is in that language. Empty: not asked."""
    for position, word in enumerate(argv):
        chosen = argv[position + 1] if word == "--lang" and position + 1 < len(argv) else word.removeprefix("--lang=")
        if word.startswith("--lang") and chosen in LANGUAGES:
            return chosen
    return ""


def _speak_utf8() -> None:
    """A console in another encoding must not end a run over one character."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, ValueError):
            stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]


@contextlib.contextmanager
def _interruptible(cancel: Cancel) -> Iterator[None]:
    """The first Ctrl+C asks the verb to stop; the second stops Python where it is."""

    def stop(number: int, frame: FrameType | None) -> None:
        del number, frame
        if cancel.is_set():
            raise KeyboardInterrupt
        cancel.set()

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
