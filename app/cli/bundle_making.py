"""`bundle build` and `bundle sign`: bundles that IT makes on site, with keys in files."""

import argparse
import getpass
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from app.bundle import key_files
from app.core.errors import Cancelled
from app.core.events import Cancel, Done, Event
from app.core.messages import Messages
from app.services.bundling import making as bundle_making
from app.services.bundling.making import BuildRequest, Built, RoleState, SigningState
from app.services.bundling.spec import medium_size

ACTIONS = ("build", "sign")
RESULTS = (Built, SigningState)


def options(actions: Any, say: Callable[..., str], shared: argparse.ArgumentParser) -> None:
    """Two actions more of the verb `bundle`."""

    def action(name: str) -> argparse.ArgumentParser:
        help_ = say(f"help_bundle_{name}")
        made: argparse.ArgumentParser = actions.add_parser(name, help=help_, description=help_, parents=[shared])
        return made

    build = action("build")
    build.add_argument("spec", type=Path, metavar="SPEC.toml")
    build.add_argument("-o", "--output", type=Path, required=True, metavar="DIR", help=say("opt_bundle_out"))
    build.add_argument("--medium-size", type=medium_size, default=0, metavar="SIZE", help=say("opt_medium_size"))
    build.add_argument("--against", type=Path, default=None, metavar="OLD", help=say("opt_against"))
    sign = action("sign")
    sign.add_argument("documents", nargs="+", type=Path, metavar="META.json", help=say("opt_documents"))
    sign.add_argument("--key", type=Path, default=None, metavar="FILE", help=say("opt_key"))
    sign.add_argument(
        "--from", dest="copies", action="append", type=Path, default=[], metavar="COPY", help=say("opt_from")
    )
    sign.add_argument("--yes", action="store_true", help=say("opt_yes"))


def work(options: argparse.Namespace, messages: Messages, cancel: Cancel) -> Iterator[Event]:
    """Asks for a passphrase and for a yes where they were not given. Raises Cancelled without them."""
    if options.action == "build":
        request = BuildRequest(options.spec, options.output, options.medium_size, options.against)
        return bundle_making.build(request, cancel=cancel)
    return _sign(options, messages)


def _sign(options: argparse.Namespace, messages: Messages) -> Iterator[Event]:
    first: Path = options.documents[0]
    state = bundle_making.join(options.documents, options.copies) if options.copies else bundle_making.state(first)
    if options.key is not None:
        key = key_files.load(options.key, _passphrase(options, messages))
        if not options.yes:
            print(shown(state, messages))
            if _asked(lambda: input(messages.say("sign_yes") + " ")).strip() != "yes":
                raise Cancelled
        state = bundle_making.sign(options.documents, key)
    yield Done(state)


def _passphrase(options: argparse.Namespace, messages: Messages) -> str | None:
    if not key_files.is_encrypted(options.key):
        return None
    if options.passphrase_file is not None:
        return key_files.read_passphrase(options.passphrase_file)
    return _asked(lambda: getpass.getpass(messages.say("sign_passphrase") + " "))


def _asked(ask: Callable[[], str]) -> str:
    try:
        return ask()
    except EOFError as error:  # nobody is there to answer
        raise Cancelled from error


def shown(result: Built | SigningState, messages: Messages) -> str:
    say = messages.say
    if isinstance(result, Built):
        size, place = f"{result.bytes / 1e6:,.1f}", f"{result.place[0]}.{result.place[1]}"
        head = say("bundle_built", version=f"{result.version}-{place}", parts=result.parts, size=size)
        return "\n".join([head, *(f"  {path}" for path in result.media), f"  SHA-256 {result.digest}"])
    lines = [f"{result.path}", f"  {result.title}", f"  SHA-256 {result.digest}"]
    return "\n".join([*lines, *(f"  {_role(role, messages)}" for role in result.roles)])


def _role(role: RoleState, messages: Messages) -> str:
    return messages.say(
        "sign_role",
        role=f"{role.role} ({role.root}.root.json)",
        need=role.need,
        have=len(role.signers),
        signers=", ".join(one.name for one in role.signers) or "-",
        waiting=", ".join(one.name for one in role.waiting) or "-",
    )


def as_json(result: object) -> dict[str, Any]:
    match result:
        case Built():
            return {
                "media": [str(path) for path in result.media],
                "version": result.version,
                "epoch": result.place[0],
                "sequence": result.place[1],
                "digest": result.digest,
                "bytes": result.bytes,
                "parts": result.parts,
            }
        case SigningState():
            return {
                "path": str(result.path),
                "title": result.title,
                "digest": result.digest,
                "complete": result.complete,
                "signed_by": result.signed_by,
                "roles": [_role_json(role) for role in result.roles],
            }
    raise TypeError(type(result))


def _role_json(role: RoleState) -> dict[str, Any]:
    names = {name: [one.name for one in getattr(role, name)] for name in ("signers", "waiting")}
    return {"role": role.role, "root": role.root, "need": role.need, "missing": role.missing, **names}
