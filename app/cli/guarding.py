"""The verbs `policy` and `audit`: what the site fixes, and what was done that is recorded."""

import argparse
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from app.core.audit import AuditKind, Fact
from app.core.chain import Entry, Head
from app.core.events import Cancel, Done, Event
from app.core.messages import Messages
from app.services.context import Workspace
from app.services.guarding.policy import PolicyReport, checked_file, shown
from app.services.installed_parts import here
from app.services.recording import audit
from app.services.recording.audit import AuditExported, AuditHeads, AuditList, AuditState

ACTIONS = ("list", "verify", "export", "seal")
_SHOWN = 50
"""Entries that `audit list` shows unless more are asked for."""
_NOT_HEX = re.compile(r"[\s-]")


def policy_options(target: argparse.ArgumentParser, say: Callable[..., str]) -> None:
    target.add_argument("action", choices=["show"])
    target.add_argument("file", nargs="?", type=Path, default=None, metavar="policy.toml", help=say("opt_policy_file"))


def audit_options(target: argparse.ArgumentParser, say: Callable[..., str]) -> None:
    target.add_argument("action", choices=ACTIONS)
    target.add_argument("file", nargs="?", type=Path, default=None, metavar="FILE", help=say("opt_audit_file"))
    target.add_argument("--installed", action="store_true", help=say("opt_audit_installed"))
    target.add_argument("--all", action="store_true", help=say("opt_audit_all"))
    target.add_argument("--head", type=_digest, default=None, metavar="DIGEST", help=say("opt_audit_head"))
    target.add_argument("--count", type=_count, default=0, metavar="N", help=say("opt_audit_count"))
    target.add_argument("--accept", action="store_true", help=say("opt_audit_accept"))


def wrong_usage(options: argparse.Namespace) -> str:
    """What argparse cannot say of itself."""
    if options.verb != "audit":
        return ""
    if options.action == "export" and options.file is None:
        return "audit export FILE"
    if options.action in ("list", "seal") and options.file is not None:
        return f"audit {options.action} takes no FILE"
    if bool(options.head) != bool(options.count):
        return "--head needs --count"
    if options.head and options.action != "verify":
        return "audit verify --head DIGEST --count N"
    if options.accept and options.action != "seal":
        return "audit seal --accept"
    return ""


def alone(options: argparse.Namespace) -> Iterator[Event] | None:
    """`policy show`, and the check of an audit that was exported: neither knows a workspace."""
    if options.verb == "policy":
        return iter([Done(checked_file(options.file) if options.file is not None else shown(here()))])
    if options.verb == "audit" and options.action == "verify" and options.file is not None:
        return iter([Done(audit.checked_file(options.file, _noted(options)))])
    return None


def work(options: argparse.Namespace, workspace: Workspace, cancel: Cancel) -> Iterator[Event]:
    """The verb `audit` on a workspace."""
    cancel.check()
    if options.action == "list":
        limit = -1 if options.all else _SHOWN
        yield Done(audit.listed(workspace, installation=options.installed, limit=limit))
    elif options.action == "verify":
        yield Done(audit.checked(workspace, _noted(options), installation=options.installed))
    elif options.action == "export":
        yield Done(audit.exported(workspace, options.file, installation=options.installed))
    else:
        yield Done(audit.sealed(workspace, accept=options.accept))


def broken(result: object) -> bool:
    """Whether a result says that an audit is not whole."""
    return isinstance(result, tuple) and any(isinstance(one, AuditState) and one.code for one in result)


# --- words -----------------------------------------------------------------------------------
def printer(messages: Messages) -> Mapping[type, Callable[..., None]]:
    return {
        PolicyReport: lambda result: print(policy_text(result, messages)),
        AuditList: lambda result: print(list_text(result, messages)),
        AuditHeads: lambda result: print(heads_text(result, messages)),
        AuditExported: lambda result: print(messages.say("audit_exported", path=result.path, count=result.entries)),
    }


def policy_text(report: PolicyReport, messages: Messages) -> str:
    say, policy = messages.say, report.policy
    if report.file:
        head = say("policy_file_sound", name=report.file)
    elif not policy.present:
        return say("policy_none")
    else:
        head = say("policy_from", release=report.release, signers=", ".join(report.signers))
    lines = [head, f"{policy.title}  {policy.digest}"]
    for name, value in _fields(report).items():
        fixed = name not in ("title", "digest", "clipboard", "printing") and bool(value)
        if fixed or (name, value) in _FORBIDDEN:
            lines.append(f"  {name}: {_told(value)}")
    return "\n".join(lines)


_FORBIDDEN = (("clipboard", False), ("printing", False))


def list_text(found: AuditList, messages: Messages) -> str:
    if not found.entries:
        return messages.say("audit_empty")
    return "\n".join(
        f"{one.number:>6}  {one.at}  {kind_word(one.kind, messages)}  {_facts(one.facts)}".rstrip()
        for one in found.entries
    )


def kind_word(kind: str, messages: Messages) -> str:
    """What a kind of entry is called; one that a newer version wrote by its own name."""
    return messages.say(f"audit_kind_{kind}") if kind in set(AuditKind) else kind


def states_shown(rows: tuple[object, ...], messages: Messages) -> str:
    """Empty for rows that are no states of an audit."""
    return "\n".join(state_text(one, messages) for one in rows if isinstance(one, AuditState))


def state_text(state: AuditState, messages: Messages) -> str:
    """One line of a check, or some where there is more to know."""
    say = messages.say
    if state.code:
        return f"✗ {messages.for_code(state.code, state.params)}"
    lines = [f"✓ {say(f'audit_of_{state.place}')}: {say('audit_whole', count=state.count)}  {grouped(state.digest)}"]
    if not state.keyed:
        lines.append(f"  {say('audit_unkeyed')}")
    elif state.sealed < state.count:
        lines.append(f"  {say('audit_unsealed', count=state.count - state.sealed)}")
    if state.foreign:
        lines.append(f"  {say('audit_foreign', count=state.foreign)}")
    if state.resealed:
        lines.append(f"  {say('audit_resealed', entries=', '.join(map(str, state.resealed)))}")
    return "\n".join(lines)


def heads_text(found: AuditHeads, messages: Messages) -> str:
    lines = [f"{place}: {count}  {grouped(digest)}" for place, count, digest in found.heads]
    return "\n".join([*lines, messages.say("audit_note_heads")])


def grouped(digest: str) -> str:
    """For writing down by hand: `audit verify --head` takes it with its blanks."""
    return " ".join(digest[start : start + 8] for start in range(0, len(digest), 8))


# --- JSON ------------------------------------------------------------------------------------
def as_json(result: Any, messages: Messages) -> Any:
    match result:
        case PolicyReport():
            told = {"release": result.release, "signers": list(result.signers), "file": result.file}
            return {"present": result.policy.present, **told, **_fields(result)}
        case AuditList():
            return {"place": result.place, "entries": [_entry_json(one) for one in result.entries]}
        case AuditState():
            return _state_json(result, messages)
        case AuditHeads():
            return [{"place": place, "count": count, "digest": digest} for place, count, digest in result.heads]
    return {"path": result.path, "entries": result.entries}


def _fields(report: PolicyReport) -> dict[str, Any]:
    policy = report.policy
    return {
        "title": policy.title,
        "digest": policy.digest,
        "settings": dict(policy.settings),
        "models": list(policy.models),
        "collections": list(policy.collections),
        "exports": list(policy.exports),
        "forbid_marked": policy.forbid_marked,
        "clipboard": policy.clipboard,
        "printing": policy.printing,
        "retention_days": policy.retention_days,
        "warning_days": policy.warning_days,
        "encrypted": policy.encrypted,
    }


def _entry_json(one: Entry) -> dict[str, Any]:
    return {"number": one.number, "at": one.at, "kind": one.kind, "facts": dict(one.facts), "digest": one.digest}


def _state_json(state: AuditState, messages: Messages) -> dict[str, Any]:
    message = messages.for_code(state.code, state.params) if state.code else None
    return {
        "place": state.place,
        "ok": not state.code,
        "count": state.count,
        "digest": state.digest,
        "sealed": state.sealed,
        "foreign": state.foreign,
        "keyed": state.keyed,
        "resealed": list(state.resealed),
        "code": state.code,
        "message": str(message) if message else "",
    }


def _facts(facts: Mapping[str, Fact]) -> str:
    return "  ".join(f"{name}={value}" for name, value in facts.items() if value not in ("", False))


def _told(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} = {one}" for name, one in value.items())
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _noted(options: argparse.Namespace) -> Head | None:
    return Head(count=options.count, digest=options.head) if options.head else None


def _digest(text: str) -> str:
    """Hex digits as they were noted, with blanks or hyphens between."""
    digits = _NOT_HEX.sub("", text).lower()
    if not re.fullmatch(rf"[0-9a-f]{{{audit.LEAST_DIGITS},64}}", digits):
        raise argparse.ArgumentTypeError(f"{audit.LEAST_DIGITS}-64 hex")
    return digits


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("1-")
    return number
