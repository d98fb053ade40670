"""The verb `bundle`: verify, install, roll back, uninstall and list, for IT."""

import argparse
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from app.bundle.installing.install import Installed, InstallRequest
from app.bundle.installing.looking import Checked
from app.bundle.installing.returning import RolledBack
from app.bundle.installing.uninstall import Uninstalled
from app.core.components import Component, Release, Signer
from app.core.events import Cancel, Event, Progress
from app.core.messages import Messages
from app.services.bundling import bundles
from app.services.bundling.bundles import BundleList, Listed, VerifyRequest

RESULTS = (Checked, Installed, RolledBack, Uninstalled, BundleList)
IN_BYTES = frozenset({"bundle_copy", "bundle_check"})
"""Stages of Progress that count bytes."""

_MB = 1_000_000


def options(target: argparse.ArgumentParser, say: Callable[..., str], shared: argparse.ArgumentParser) -> Any:
    """The actions that an installed program offers; returns where more may be added."""
    actions = target.add_subparsers(dest="action", required=True, metavar="ACTION")

    def action(name: str) -> argparse.ArgumentParser:
        made: argparse.ArgumentParser = actions.add_parser(
            name, help=say(f"help_bundle_{name}"), description=say(f"help_bundle_{name}"), parents=[shared]
        )
        place = made.add_mutually_exclusive_group()
        place.add_argument("--into", type=Path, default=None, metavar="DIR", help=say("opt_into"))
        place.add_argument("--user", action="store_true", help=say("opt_user"))
        return made

    for name in ("verify", "install"):
        reading = action(name)
        reading.add_argument("media", nargs="+", type=Path, metavar="MEDIUM", help=say("opt_media"))
        reading.add_argument("--trust", type=Path, default=None, metavar="ROOT.json", help=say("opt_trust"))
        if name == "install":
            reading.add_argument(
                "--with", dest="extras", action="append", default=[], metavar="KIND/ID", help=say("opt_with")
            )
    action("rollback").add_argument("version", nargs="?", default="", metavar="VERSION", help=say("opt_version"))
    action("uninstall").add_argument("--purge", action="store_true", help=say("opt_purge"))
    action("list").add_argument("--verify", action="store_true", help=say("opt_verify"))
    return actions


def work(options: argparse.Namespace, cancel: Cancel) -> Iterator[Event]:
    root = bundles.where(options.into, own=options.user)
    match options.action:
        case "verify":
            return bundles.verify(VerifyRequest(tuple(options.media), root, options.trust), cancel=cancel)
        case "install":
            request = InstallRequest(root, tuple(options.media), options.trust, tuple(options.extras))
            return bundles.install(request, cancel=cancel)
        case "rollback":
            return bundles.rollback(root, options.version, cancel=cancel)
        case "uninstall":
            return bundles.uninstall(root, purge=options.purge, cancel=cancel)
    return bundles.listed(root, check=options.verify, now=bundles.now(), cancel=cancel)


def progress(told: Progress, messages: Messages) -> str:
    """`복사하고 있습니다 120/1117 MB 약 9초 남음`."""
    done = messages.say("of_megabytes", done=told.done // _MB, total=-(-told.total // _MB))
    left = "" if told.left is None else " · " + messages.say("seconds_left", seconds=told.left)
    return f"{messages.say(f'stage_{told.stage}')} {done}{left} {told.subject}"


def shown(result: Checked | Installed | RolledBack | Uninstalled | BundleList, messages: Messages) -> str:
    say = messages.say
    match result:
        case Checked():
            lines = [_release(result.release, result.signers, messages)]
            lines.append(say("bundle_checked", files=result.files, size=_size(result.bytes), held=_size(result.held)))
            return "\n".join([*lines, *(f"  {note}" for note in result.notes)])
        case Installed():
            lines = [_release(result.release, result.signers, messages)]
            sizes = {name: _size(getattr(result, name)) for name in ("copied", "linked", "resumed", "kept")}
            lines.append(say("bundle_installed", root=result.root, **sizes))
            return "\n".join([*lines, *(say("bundle_swept", version=name) for name in result.swept)])
        case RolledBack():
            return say("bundle_rolled_back", version=result.release.folder, before=result.before)
        case Uninstalled():
            lines = [say("bundle_uninstalled", root=result.root, count=len(result.removed))]
            lines += [say("bundle_remembered", names=", ".join(result.kept))] if result.kept else []
            return "\n".join([*lines, *(say("bundle_left", path=path) for path in result.left)])
    return "\n".join(_line(one, messages) for one in result.releases)


def as_json(result: object) -> dict[str, Any]:
    match result:
        case Checked():
            own: dict[str, Any] = {"notes": list(result.notes), "files": result.files, "bytes": result.bytes}
            sizes = {"held": result.held, "absent": result.absent}
            return {**_release_json(result.release, result.signers), **own, **sizes}
        case Installed():
            own = {"root": str(result.root), "installed": list(result.components), "before": result.before}
            sizes = {name: getattr(result, name) for name in ("copied", "linked", "resumed", "kept")}
            return {**_release_json(result.release, result.signers), **own, **sizes, "swept": list(result.swept)}
        case RolledBack():
            own = {"root": str(result.root), "before": result.before}
            return {**_release_json(result.release, ()), **own}
        case Uninstalled():
            lists = {name: list(getattr(result, name)) for name in ("removed", "kept", "left")}
            return {"root": str(result.root), **lists}
        case BundleList():
            return {
                "root": str(result.root),
                "accepted": list(result.accepted or ()),
                "warning_days": result.warning_days,
                "releases": [_listed_json(one) for one in result.releases],
            }
    raise TypeError(type(result))


def _listed_json(one: Listed) -> dict[str, Any]:
    found = one.installed
    return {
        **_release_json(found.release, found.signers),
        "folder": str(found.folder),
        "current": found.current,
        "allowed": found.allowed,
        "installed_at": found.installed_at.isoformat(),
        "installed": [f"{part.kind.value}/{part.id}" for part in found.components],
        "age_days": one.days,
        "whole": one.whole,
    }


def _release_json(release: Release, signers: tuple[Signer, ...]) -> dict[str, Any]:
    return {
        "product": release.product,
        "channel": release.channel,
        "version": release.version,
        "epoch": release.epoch,
        "sequence": release.sequence,
        "name": release.folder,
        "digest": release.digest,
        "signed_at": release.signed_at.isoformat(),
        "signers": [{"name": signer.name, "key": signer.key} for signer in signers],
        "components": [_component_json(part) for part in release.components],
    }


def _component_json(part: Component) -> dict[str, Any]:
    return {
        "kind": part.kind.value,
        "id": part.id,
        "version": part.version,
        "title": part.title,
        "os": part.os,
        "optional": part.optional,
        "bytes": part.bytes,
    }


def _release(release: Release, signers: tuple[Signer, ...], messages: Messages) -> str:
    names = ", ".join(signer.name for signer in signers)
    day = release.signed_at.date().isoformat()
    return messages.say("bundle_release", version=release.folder, channel=release.channel, day=day, signers=names)


def _line(one: Listed, messages: Messages) -> str:
    found, say = one.installed, messages.say
    marks = [say("bundle_age", days=one.days) if one.days is not None else say("bundle_clock")]
    marks += [] if found.allowed else [say("bundle_not_allowed")]
    marks += [] if one.whole is None else [say("bundle_whole" if one.whole else "bundle_damaged")]
    mark = "*" if found.current else " "
    return f"{mark} {_release(found.release, found.signers, messages)}\t{' · '.join(marks)}"


def _size(count: int) -> str:
    return f"{count / _MB:,.1f} MB"
