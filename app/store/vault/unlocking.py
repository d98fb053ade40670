"""From what a person gives, or the account keeps, to the data key."""

from dataclasses import dataclass, field
from pathlib import Path

from app.core.paths import account_dir
from app.core.security_errors import AccountKeyMissing, KeyFileDamaged, PassphraseWrong, WorkspaceLocked
from app.store.vault.account_key import account_keys
from app.store.vault.cipher import CipherProvider, TagWrong
from app.store.vault.data_key import DataKey
from app.store.vault.key_file import ACCOUNT, FILE_NAME, RECOVERY, KeyFile, Slot
from app.store.vault.passphrases import key_from, normal, normal_recovery
from app.store.vault.providers import provider


@dataclass(frozen=True, slots=True)
class Unlock:
    """`passphrase`: the passphrase or the recovery passphrase. Empty: only the account's key is tried. `account`: where
    that one is kept."""

    passphrase: str = field(default="", repr=False)
    account: Path = field(default_factory=account_dir)


@dataclass(frozen=True, slots=True)
class Opened:
    """The key file and the data key that one of its slots gave."""

    file: KeyFile
    key: DataKey


def unlocked(home: Path, unlock: Unlock | None) -> Opened | None:
    """None: the workspace is not encrypted. Raises WorkspaceLocked, PassphraseWrong, AccountKeyMissing, KeyFileDamaged
    and CipherMissing."""
    path = home / FILE_NAME
    try:
        file = KeyFile.read(path)
    except FileNotFoundError:
        return None
    chosen = unlock if unlock is not None else Unlock()
    cipher = provider(file.cipher)
    try:
        key = (
            _by_words(file, cipher, chosen.passphrase) if chosen.passphrase else _by_account(file, cipher, home, chosen)
        )
    except MemoryError as error:  # a bent file may ask for more than there is, within its bounds
        raise KeyFileDamaged(path=str(path)) from error
    if not file.marked_by(key):
        raise KeyFileDamaged(path=str(path))
    return Opened(file, key)


def slot_key(slot: Slot, words: str) -> bytes:
    """The key of a passphrase's slot."""
    assert slot.cost is not None
    return key_from(normal_recovery(words) if slot.kind == RECOVERY else normal(words), slot.salt, slot.cost)


def _by_words(file: KeyFile, cipher: CipherProvider, words: str) -> DataKey:
    for slot in file.slots:
        if slot.kind != ACCOUNT:
            try:
                return file.opened(cipher, slot, slot_key(slot, words))
            except TagWrong:
                continue
    raise PassphraseWrong


def _by_account(file: KeyFile, cipher: CipherProvider, home: Path, unlock: Unlock) -> DataKey:
    keys = account_keys(unlock.account)
    missing: AccountKeyMissing | None = None
    for slot in file.slots:
        if slot.kind == ACCOUNT:
            try:
                return file.opened(cipher, slot, keys.get(slot.id))
            except AccountKeyMissing as error:
                missing = error
            except TagWrong:
                missing = AccountKeyMissing(path=str(home))
    if missing is not None and all(slot.kind == ACCOUNT for slot in file.slots):
        raise missing
    raise WorkspaceLocked(path=str(home))
