"""The command line's side of taking files in: `index`, `index --watch`, `folder` and `ledger`."""

import argparse
import dataclasses
from collections.abc import Iterator

from app.core.errors import BadRequestFile
from app.core.events import Cancel, Changed, Done, Event
from app.core.messages import Messages
from app.core.pace import Pace
from app.services.bundling import corpora as installed_corpora
from app.services.collection_run import IndexRequest
from app.services.context import Workspace
from app.services.index import DEFAULT_COLLECTION, index
from app.services.library import export_ledger, folders, ledger, remove_folder
from app.services.watch import watch


def take(options: argparse.Namespace, workspace: Workspace, cancel: Cancel) -> Iterator[Event]:
    """`munjigi index`. Raises BadRequestFile for a password file that cannot be read."""
    request = IndexRequest(
        paths=tuple(options.paths),
        collection=options.collection,
        excludes=None if options.exclude is None else tuple(options.exclude),
        retry=options.retry,
        passwords=_passwords(options),
        meaning=not options.words,
    )
    pace = Pace(lambda: bool(options.gentle))
    if not options.paths and installed_corpora.behind(workspace):
        yield from installed_corpora.relocate(workspace)  # what changed in them is counted with the rest
    yield from index(workspace, request, cancel=cancel, pace=pace)
    if not options.watch:
        return
    for event in watch(workspace, cancel=cancel):
        if isinstance(event, Changed):
            for collection in dict.fromkeys(name for name, _ in event.roots):
                paths = tuple(path for name, path in event.roots if name == collection)
                again = dataclasses.replace(request, paths=paths, collection=collection, excludes=None, retry=False)
                yield from index(workspace, again, cancel=cancel, pace=pace)


def keep_up(options: argparse.Namespace, workspace: Workspace, cancel: Cancel) -> Iterator[Event]:
    """`munjigi folder list|remove`. Raises FileMissing for a folder that was not added."""
    if options.action == "remove":
        yield from remove_folder(workspace, options.collection or DEFAULT_COLLECTION, options.path, cancel=cancel)
    else:
        yield Done(tuple(each for each in folders(workspace) if options.collection in ("", each.collection)))


def show_ledger(
    options: argparse.Namespace, workspace: Workspace, messages: Messages, cancel: Cancel
) -> Iterator[Event]:
    """`munjigi ledger`: the rows, or the rows as a CSV file. Raises OutputUnwritable."""
    cancel.check()
    if options.csv is not None:
        export_ledger(workspace, options.csv, messages)
    yield Done(
        tuple(
            entry
            for entry in ledger(workspace)
            if (not options.state or entry.state == options.state)
            and (not options.collection or entry.collection == options.collection)
        )
    )


def _passwords(options: argparse.Namespace) -> dict[str, str]:
    """The first line of the file opens whatever is locked: a password does not belong on a command line."""
    if options.password_file is None:
        return {}
    try:
        lines = options.password_file.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadRequestFile(name=options.password_file.name, line=0, detail=type(error).__name__) from error
    return {"": lines[0]} if lines and lines[0] else {}
