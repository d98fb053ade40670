"""The verb `vault`, and the passphrase that every verb may need: from a file, or asked for on a terminal."""

import argparse
import getpass
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from app.core.errors import FileUnreadable
from app.core.events import Cancel, Done, Event
from app.core.messages import Messages
from app.core.paths import default_home
from app.core.security_errors import AccountKeyMissing, WorkspaceLocked
from app.core.settings import Settings
from app.services import vault
from app.services.context import Workspace
from app.services.vault import LockRequest, VaultChanged, VaultStatus
from app.store.vault.providers import DEFAULT, NAMES
from app.store.vault.unlocking import Unlock

ACTIONS = ("status", "lock", "open-forever", "passphrase", "recovery", "account", "rekey")


def vault_options(target: argparse.ArgumentParser, say: Callable[..., str]) -> None:
    target.add_argument("action", choices=ACTIONS)
    target.add_argument(
        "--new-passphrase-file", type=Path, default=None, metavar="FILE", help=say("opt_new_passphrase")
    )
    target.add_argument("--recovery", action="store_true", help=say("opt_vault_recovery"))
    target.add_argument("--account", action="store_true", help=say("opt_vault_account"))
    target.add_argument("--remove", action="store_true", help=say("opt_vault_remove"))
    target.add_argument("--cipher", choices=NAMES, default=DEFAULT, help=say("opt_vault_cipher"))


def wrong_usage(options: argparse.Namespace) -> str:
    """What argparse cannot say of itself."""
    if options.verb == "collection" and options.erase and options.action != "remove":
        return "collection remove NAME --erase"
    if options.verb == "vault" and options.remove and options.action != "account":
        return "vault account --remove"
    return ""


def unlock(options: argparse.Namespace) -> Unlock:
    """What `--passphrase-file` gives. Raises FileUnreadable."""
    return Unlock(_first_line(options.passphrase_file) if options.passphrase_file else "")


def opened(options: argparse.Namespace, settings: Settings, messages: Messages) -> tuple[Workspace, Unlock]:
    """The workspace, and what opened it; on a terminal the passphrase is asked for where it is missing."""
    home, given = options.home or default_home(), unlock(options)
    try:
        return Workspace.open(home, settings, unlock=given), given
    except (WorkspaceLocked, AccountKeyMissing):
        typed = asked(messages)
        if typed is None:
            raise
        return Workspace.open(home, settings, unlock=typed), typed


def asked(messages: Messages) -> Unlock | None:
    """What is typed when it is missing; None where nobody sits at a terminal, or nothing is typed."""
    words = _typed(messages.say("ask_passphrase")) if sys.stdin.isatty() else ""
    return Unlock(words) if words else None


def alone(options: argparse.Namespace, messages: Messages, cancel: Cancel) -> Iterator[Event] | None:
    """The verb `vault`: it works on a home that nobody has open."""
    return _work(options, messages, cancel) if options.verb == "vault" else None


def _work(options: argparse.Namespace, messages: Messages, cancel: Cancel) -> Iterator[Event]:
    home = options.home or default_home()
    if options.action == "status":
        yield Done(vault.status(home))
        return
    given = unlock(options)
    if options.action == "lock":
        words = given.passphrase or _new(options, messages)
        request = LockRequest(words, options.recovery, options.account, options.cipher)
        yield from vault.lock(home, request, cancel=cancel)
        return
    if not given.passphrase:
        given = asked(messages) or given
    if options.action == "passphrase":
        yield from vault.change_passphrase(home, given, _new(options, messages), cancel=cancel)
    elif options.action == "recovery":
        yield from vault.new_recovery_passphrase(home, given, cancel=cancel)
    elif options.action == "account":
        yield from vault.set_account(home, given, on=not options.remove, cancel=cancel)
    elif options.action == "rekey":
        yield from vault.rekey(home, given, cancel=cancel)
    else:
        yield from vault.open_forever(home, given, cancel=cancel)


def _new(options: argparse.Namespace, messages: Messages) -> str:
    """A new passphrase; on a terminal it is typed twice. Empty: none was given, or the two differ."""
    if options.new_passphrase_file:
        return _first_line(options.new_passphrase_file)
    if not sys.stdin.isatty():
        return ""
    first = _typed(messages.say("ask_new_passphrase"))
    return first if first == _typed(messages.say("ask_again")) else ""


def _typed(question: str) -> str:
    return getpass.getpass(f"{question}: ", stream=sys.stderr)


def _first_line(path: Path) -> str:
    """UTF-8, without its line end. Raises FileUnreadable."""
    try:
        return path.read_text(encoding="utf-8-sig").partition("\n")[0].rstrip("\r")
    except (OSError, UnicodeDecodeError) as error:
        raise FileUnreadable(name=str(path)) from error


# --- words -----------------------------------------------------------------------------------
def printer(messages: Messages) -> Mapping[type, Callable[..., None]]:
    return {
        VaultStatus: lambda result: print(status_text(result, messages)),
        VaultChanged: lambda result: print(changed_text(result, messages)),
    }


def status_text(found: VaultStatus, messages: Messages) -> str:
    say = messages.say
    if not found.encrypted:
        return f"{say('vault_plain', path=found.home)}\n{say('vault_note_classified')}"
    lines = [say("vault_encrypted", path=found.home, cipher=found.cipher, pages=found.pages)]
    lines += [f"  {say(f'vault_way_{way}')}" for way in found.ways]
    return "\n".join([*lines, say("vault_note_limits"), say("vault_note_classified")])


def changed_text(result: VaultChanged, messages: Messages) -> str:
    say = messages.say
    lines = [say(f"vault_{result.change}_done", name=result.collection, count=result.documents)]
    if result.recovery:
        lines += [say("vault_recovery_words"), f"  {result.recovery}"]
    if result.change in ("encrypted", "erased", "rekeyed"):
        lines += [say("vault_note_remnants"), say("vault_note_classified")]
    return "\n".join(lines)


def as_json(result: VaultStatus | VaultChanged, messages: Messages) -> dict[str, Any]:
    del messages
    return {**asdict(result), "home": str(result.home)}
