"""The workspace at rest: encrypting it, opening it for good, its passphrase and other ways in, a new key for all of it.

These work on a home folder that nobody has open: they replace its database. What this is: whoever finds the disk, or a
copy of the folder, reads nothing without the passphrase. What it is not: it does not protect from who sits at the
unlocked PC or rules it; copies that were carried away, backups, and what an SSD keeps of files that were overwritten
stay as they are. The modules are not validated ones (KCMVP), and nothing here makes a PC fit for 비밀 (classified
secrets): those are outside of what any such module may protect.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from app.core.audit import AuditKind
from app.core.errors import CollectionMissing
from app.core.events import Cancel, Done, Event
from app.core.security_errors import (
    AlreadyEncrypted,
    EncryptionRequired,
    KeyFileDamaged,
    NotEncrypted,
    WorkspaceLocked,
)
from app.services import installed_parts
from app.services.context import Workspace
from app.services.guarding import policy as site_policy
from app.services.library import Removed, remove_collection
from app.services.reporting import reported
from app.store import erasing
from app.store.audit import Audit
from app.store.database import Database
from app.store.paging import PAGES
from app.store.switching import replace_key_file, rewrite
from app.store.vault.account_key import account_keys
from app.store.vault.cipher import TagWrong
from app.store.vault.data_key import DataKey
from app.store.vault.key_file import ACCOUNT, FILE_NAME, PASSPHRASE, RECOVERY, KeyFile, Slot
from app.store.vault.passphrases import Cost, checked, new_recovery
from app.store.vault.providers import DEFAULT, provider
from app.store.vault.unlocking import Opened, Unlock, slot_key
from app.worker.sandbox.dumps import no_dumps

_REWRITTEN = ("rekeyed", "erased", "decrypted")
"""Changes after which nothing is left that the former key opens."""


@dataclass(frozen=True, slots=True)
class VaultStatus:
    """`cipher` protects keys and files, `pages` the database; `ways`: passphrase, recovery, account."""

    home: Path
    encrypted: bool
    cipher: str = ""
    pages: str = ""
    ways: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class VaultChanged:
    """`change`: encrypted, decrypted, passphrase, account_added, account_removed, recovery, rekeyed, erased.
    `recovery`: the new recovery passphrase, which nobody can show again."""

    change: str
    home: Path
    recovery: str = field(default="", repr=False)
    collection: str = ""
    documents: int = 0


@dataclass(frozen=True, slots=True)
class LockRequest:
    """`recovery`, `account`: ways in beside the passphrase. `cipher`: the name of a CipherProvider."""

    passphrase: str = field(repr=False)
    recovery: bool = False
    account: bool = False
    cipher: str = DEFAULT
    cost: Cost = field(default_factory=Cost)


def status(home: Path) -> VaultStatus:
    """From the key file alone. Raises KeyFileDamaged."""
    try:
        file = KeyFile.read(home / FILE_NAME)
    except FileNotFoundError:
        return VaultStatus(home, encrypted=False)
    return VaultStatus(home, True, file.cipher, file.pages, tuple(slot.kind for slot in file.slots))


def lock(home: Path, request: LockRequest, unlock: Unlock | None = None, *, cancel: Cancel) -> Iterator[Event]:
    """Encrypt a plain workspace. `unlock` says only where the account's keys are. Raises AlreadyEncrypted,
    PassphraseWeak, CipherMissing and what switching.rewrite raises."""
    if status(home).encrypted:
        raise AlreadyEncrypted
    checked(request.passphrase)
    no_dumps()
    chosen = unlock or Unlock()
    path = _taken_over(home, chosen)[0]
    key = DataKey.make(provider(request.cipher))
    file = _with_words(KeyFile(request.cipher, PAGES, key.id, ()), key, PASSPHRASE, request.passphrase, request.cost)
    words = new_recovery() if request.recovery else ""
    if words:
        file = _with_words(file, key, RECOVERY, words, request.cost)
    if request.account:
        file = _with_account(file, key, chosen.account)
    try:
        yield from _rewritten(home, path, None, key, file, cancel)
    except BaseException:
        _drop_account(home, file, chosen.account)
        raise
    _record(home, replace(chosen, passphrase=request.passphrase), {"change": "encrypted", "cipher": request.cipher})
    yield Done(VaultChanged("encrypted", home, words))


def open_forever(home: Path, unlock: Unlock, *, cancel: Cancel) -> Iterator[Event]:
    """Decrypt for good. Raises NotEncrypted, EncryptionRequired where the policy forbids it, the KEY errors of opening
    and what switching.rewrite raises."""
    if site_policy.in_force(installed_parts.here()).encrypted:
        raise EncryptionRequired(path=str(home))
    path, opened = _encrypted(home, unlock)
    yield from _rewritten(home, path, opened, None, None, cancel)
    _drop_account(home, opened.file, unlock.account)
    _record(home, unlock, {"change": "decrypted"})
    yield Done(VaultChanged("decrypted", home))


def change_passphrase(
    home: Path, unlock: Unlock, new: str, *, cancel: Cancel, cost: Cost | None = None
) -> Iterator[Event]:
    """Another passphrase; needs the present one or the recovery passphrase, not the account alone. The data key stays:
    an old copy of the workspace with its key file opens with the old one. Raises PassphraseWeak."""
    checked(new)
    if not unlock.passphrase:
        raise WorkspaceLocked(path=str(home))
    _, opened = _encrypted(home, unlock)
    cancel.check()
    file = opened.file.without(opened.key, PASSPHRASE)
    replace_key_file(home, opened.file, _with_words(file, opened.key, PASSPHRASE, new, cost or Cost()))
    _record(home, replace(unlock, passphrase=new), {"change": "passphrase"})
    yield Done(VaultChanged("passphrase", home))


def set_account(home: Path, unlock: Unlock, *, on: bool, cancel: Cancel) -> Iterator[Event]:
    """Whether this account of this PC opens the workspace without a passphrase; no other account does then."""
    if not unlock.passphrase:
        raise WorkspaceLocked(path=str(home))
    _, opened = _encrypted(home, unlock)
    cancel.check()
    file = opened.file.without(opened.key, ACCOUNT)
    if on:
        file = _with_account(file, opened.key, unlock.account)
    try:
        replace_key_file(home, opened.file, file)
    except BaseException:
        _drop_account(home, file, unlock.account)
        raise
    _drop_account(home, opened.file, unlock.account)
    change = "account_added" if on else "account_removed"
    _record(home, unlock, {"change": change})
    yield Done(VaultChanged(change, home))


def new_recovery_passphrase(home: Path, unlock: Unlock, *, cancel: Cancel, cost: Cost | None = None) -> Iterator[Event]:
    """A recovery passphrase in place of the former one, if any."""
    _, opened = _encrypted(home, unlock)
    cancel.check()
    words = new_recovery()
    file = opened.file.without(opened.key, RECOVERY)
    replace_key_file(home, opened.file, _with_words(file, opened.key, RECOVERY, words, cost or Cost()))
    _record(home, unlock, {"change": "recovery"})
    yield Done(VaultChanged("recovery", home, words))


def rekey(home: Path, unlock: Unlock, *, cancel: Cancel) -> Iterator[Event]:
    """Everything rewritten under a new data key; all ways in stay. What the old key encrypted cannot be read any more,
    unless somebody has a copy of the old key file."""
    yield from _under_new_key(home, unlock, cancel, {"change": "rekeyed"})
    yield Done(VaultChanged("rekeyed", home))


def erase_collection(workspace: Workspace, name: str, unlock: Unlock, *, cancel: Cancel) -> Iterator[Event]:
    """Forget a collection and destroy the key it was written with; closes the workspace. Conversations and drafts that
    quote it stay. Raises NotEncrypted, WorkspaceBusy and CollectionMissing before anything is done, and what `rekey`
    raises: then the collection is removed and not erased, and the next opening says so (ErasureUnfinished)."""
    database = workspace.database
    if database.vault is None:
        raise NotEncrypted
    if all(each.name != name for each in workspace.ledger.collections()):
        raise CollectionMissing(name=name)
    workspace.audit.ready()
    database.require_alone()
    with database.transaction(documents=False) as connection:
        erasing.begin(connection)
    removed = Removed(name, 0)
    for event in remove_collection(workspace, name, cancel=cancel):
        if isinstance(event, Done):
            removed = event.result
        else:
            yield event
    home = workspace.home
    workspace.close()
    yield from _under_new_key(home, unlock, cancel, {"change": "erased", "collection": name})
    yield Done(VaultChanged("erased", home, collection=name, documents=removed.documents))


def _under_new_key(home: Path, unlock: Unlock, cancel: Cancel, facts: dict[str, str]) -> Iterator[Event]:
    path, opened = _encrypted(home, unlock)
    new = DataKey.make(opened.key.provider)
    try:
        file = opened.file.under(opened.key, new)
    except TagWrong as error:
        raise KeyFileDamaged(path=str(home / FILE_NAME)) from error
    yield from _rewritten(home, path, opened, new, file, cancel)
    _record(home, unlock, facts)


def _rewritten(
    home: Path, path: Path, old: Opened | None, new: DataKey | None, file: KeyFile | None, cancel: Cancel
) -> Iterator[Event]:
    key, former = (old.key, old.file) if old is not None else (None, None)
    return reported("rewriting", lambda report: rewrite(home, path, key, new, file, report, former=former), cancel)


def _taken_over(home: Path, unlock: Unlock) -> tuple[Path, Opened | None]:
    """The database's path after every step of the schema was taken, and its keys. Raises AuditUnwritable where what is
    to be done could not be recorded: a recovery passphrase that was made could then not be shown, either."""
    database = Database(home, unlock)
    try:
        Audit(database, unlock.account).ready()
        return database.path, database.vault
    finally:
        database.close()


def _encrypted(home: Path, unlock: Unlock) -> tuple[Path, Opened]:
    no_dumps()
    path, opened = _taken_over(home, unlock) if status(home).encrypted else (home, None)
    if opened is None:
        raise NotEncrypted
    return path, opened


def _with_words(file: KeyFile, key: DataKey, kind: str, words: str, cost: Cost) -> KeyFile:
    slot = Slot.for_words(kind, cost)
    return file.with_slot(key, slot, slot_key(slot, words))


def _with_account(file: KeyFile, key: DataKey, account: Path) -> KeyFile:
    identity, secret = account_keys(account).make()
    return file.with_slot(key, Slot(ACCOUNT, identity), secret)


def _drop_account(home: Path, file: KeyFile, account: Path) -> None:
    """The account's keys of a key file that does not count, or no longer."""
    try:
        counting = {slot.id for slot in KeyFile.read(home / FILE_NAME).slots}
    except FileNotFoundError:
        counting = set()
    for slot in file.slots:
        if slot.kind == ACCOUNT and slot.id not in counting:
            account_keys(account).drop(slot.id)


def _record(home: Path, unlock: Unlock, facts: dict[str, str]) -> None:
    """In the audit, once it is done: the database that would hold the entry is replaced by doing it."""
    database = Database(home, unlock)
    try:
        with Audit(database, unlock.account).together() as (connection, put):
            put(AuditKind.ENCRYPTION, facts)
            if facts["change"] in _REWRITTEN:
                erasing.end(connection)
    finally:
        database.close()
