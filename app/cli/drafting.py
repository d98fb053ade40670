"""The verb `draft`: one letter from notes, the list of forms, or a file of tasks."""

import argparse
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from app.cli.linting import finding_json
from app.core.drafts import Form
from app.core.events import Cancel, Done, Event
from app.core.messages import Messages
from app.services.context import Workspace
from app.services.draft_report import DraftBatch, DraftReport, batch, decoded, read_notes, reported
from app.services.drafting.draft import DraftRequest, forms

STDIN = "-"


def write(options: argparse.Namespace, workspace: Workspace, cancel: Cancel) -> Iterator[Event]:
    if options.forms:
        return iter([Done(forms(workspace))])
    writing = options.writing or workspace.settings.writing
    if options.batch:
        return batch(workspace, DraftBatch(options.batch, options.out, options.collection, writing), cancel=cancel)
    request = DraftRequest(
        form=options.type,
        notes=_notes(options.notes),
        values=dict(options.set),
        collection=options.collection,
        writing=writing,
    )
    return reported(
        workspace,
        request,
        options.output,
        overwrite=options.overwrite,
        marked=options.marked,
        template=options.template,
        cancel=cancel,
    )


def wrong_usage(options: argparse.Namespace) -> str:
    """What argparse cannot say of itself."""
    if options.forms:
        return ""
    if options.batch:
        return "" if options.out else "--batch needs --out"
    return "" if options.type and options.notes else "draft TYPE NOTES.txt"


def setting(text: str) -> tuple[str, str]:
    """`key=value` of --set."""
    key, equals, value = text.partition("=")
    if not equals or not key.strip():
        raise argparse.ArgumentTypeError("KEY=VALUE")
    return key.strip(), value.strip()


def _notes(given: str) -> str:
    if given == STDIN:
        return decoded(sys.stdin.buffer.read(), STDIN)
    return read_notes(Path(given))


# --- results ---------------------------------------------------------------------------------
def as_json(result: DraftReport | Form, messages: Messages) -> dict[str, Any]:
    if isinstance(result, Form):
        return _form(result)
    draft = result.draft
    return {
        "draft": result.text,
        "citations": [
            {
                "file": one.file,
                "doc_id": one.document_id,
                "title": one.title,
                "article": one.article,
                "quote": one.quote,
            }
            for one in draft.bases
            if one.chosen
        ],
        "proposed": [
            {
                "file": one.file,
                "doc_id": one.document_id,
                "title": one.title,
                "article": one.article,
                "quote": one.quote,
            }
            for one in draft.bases
            if not one.chosen
        ],
        "findings": [finding_json(one, result.text, messages) for one in result.findings],
        "out": result.out,
        "slots": [{**asdict(one), "provenance": one.provenance.value} for one in draft.slots],
        "computations": [asdict(one) for one in draft.computations],
        "untraced": [{"kind": one.kind.value, "span": list(one.span), "text": one.text} for one in result.untraced],
        "conflicts": [asdict(one) for one in draft.conflicts],
        "model": draft.model,
    }


def _form(form: Form) -> dict[str, Any]:
    return {
        "id": form.id,
        "name": form.name,
        "names": list(form.names),
        "version": form.version,
        "site": form.site,
        "source": form.source,
        "fields": [
            {"key": one.key, "label": one.label, "kind": one.kind.value, "required": one.required}
            for one in form.fields
        ],
    }


def shown(result: DraftReport, messages: Messages) -> str:
    """For people: the letter, then the articles it cites and what was found in it."""
    lines = [result.text.rstrip("\n"), ""]
    cited = [one for one in result.draft.bases if one.chosen]
    if cited:
        lines += [messages.say("sources"), *(f"- {one.place} ({one.file})" for one in cited)]
    if result.out:
        lines.append(messages.say("draft_out", out=result.out))
    return "\n".join(lines).rstrip()


def forms_shown(rows: tuple[object, ...]) -> str:
    """Forms as a list; empty for rows of another kind."""
    found = [row for row in rows if isinstance(row, Form)]
    width = max((len(one.id) for one in found), default=0)
    return "\n".join(f"{one.id:<{width}}  {one.name}" for one in found)
