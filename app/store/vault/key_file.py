"""`vault.json`: the data key of a workspace, wrapped under each of its slots. There is no other place for it.

A slot is one way to the data key: a passphrase, the recovery passphrase, the account of the operating system. Each has
a key of its own, under which the data key is wrapped; that key is kept once more under the data key, so that every slot
can be given a new data key while only one of them is at hand. The form is canonical JSON with its own SHA-256: a bent
byte is damage (KeyFileDamaged), not a wrong passphrase. That sum is no secret; what it does not hold against a person
who bends the file and sums it anew, `mark` does, an HMAC under the data key, and the binding of each wrapping to all
that is said of its slot.
"""

import base64
import binascii
import hashlib
import hmac
import json
import re
import secrets
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from app.core.security_errors import KeyFileDamaged
from app.store.vault.cipher import KEY_BYTES, NONCE_BYTES, TAG_BYTES, CipherProvider
from app.store.vault.data_key import DataKey
from app.store.vault.passphrases import Cost

FILE_NAME = "vault.json"
PASSPHRASE, RECOVERY, ACCOUNT = "passphrase", "recovery", "account"
KINDS = (PASSPHRASE, RECOVERY, ACCOUNT)

_FORMAT = 1
_MOST_BYTES, _MOST_SLOTS = 65_536, 16
_SALT_BYTES = 16
_SEALED_BYTES = NONCE_BYTES + KEY_BYTES + TAG_BYTES
_HEX16 = re.compile(r"[0-9a-f]{16}")
_NAME = re.compile(r"[a-z0-9-]{1,40}")


@dataclass(frozen=True, slots=True)
class Slot:
    """`id` names an account's key, and tells slots apart. `cost` and `salt` are of a passphrase. `wrapped` holds the
    data key under the slot's key, `kept` the slot's key under the data key; both with nonce and tag."""

    kind: str
    id: str
    cost: Cost | None = None
    salt: bytes = b""
    wrapped: bytes = b""
    kept: bytes = b""

    @classmethod
    def for_words(cls, kind: str, cost: Cost) -> "Slot":
        return cls(kind, secrets.token_hex(8), cost, secrets.token_bytes(_SALT_BYTES))


@dataclass(frozen=True, slots=True)
class KeyFile:
    """`cipher` names the CipherProvider, `pages` the scheme of the database's pages, `key_id` the data key."""

    cipher: str
    pages: str
    key_id: str
    slots: tuple[Slot, ...]
    mark: str = ""

    # --- on the disk --------------------------------------------------------------------------
    @classmethod
    def read(cls, path: Path) -> "KeyFile":
        """Raises KeyFileDamaged, and FileNotFoundError."""
        try:
            with path.open("rb") as stream:
                data = stream.read(_MOST_BYTES + 1)
        except FileNotFoundError:
            raise
        except OSError as error:
            raise KeyFileDamaged(path=str(path)) from error
        try:
            return _parsed(data)
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError, binascii.Error) as error:
            raise KeyFileDamaged(path=str(path)) from error

    def written(self) -> bytes:
        return _canonical({**self._said(), "mark": self.mark})

    # --- keys ---------------------------------------------------------------------------------
    def opened(self, provider: CipherProvider, slot: Slot, slot_key: bytes) -> DataKey:
        """Raises TagWrong: another key, or a bent slot."""
        secret = _open(provider, slot_key, slot.wrapped, self._bound(slot))
        return DataKey(provider, secret, self.key_id)

    def marked_by(self, key: DataKey) -> bool:
        """Whether all of it is what a holder of the data key wrote."""
        return hmac.compare_digest(self.mark, key.mark(_canonical(self._said())))

    def with_slot(self, key: DataKey, slot: Slot, slot_key: bytes) -> "KeyFile":
        """One more way to the data key."""
        bound = self._bound(slot)
        filled = replace(
            slot,
            wrapped=_seal(key.provider, slot_key, key.secret, bound),
            kept=_seal(key.provider, key.wrapping(), slot_key, bound),
        )
        return self._with(key, (*self.slots, filled))

    def without(self, key: DataKey, kind: str) -> "KeyFile":
        return self._with(key, tuple(slot for slot in self.slots if slot.kind != kind))

    def under(self, key: DataKey, new: DataKey) -> "KeyFile":
        """The same slots, for another data key. Raises TagWrong."""
        file = replace(self, key_id=new.id, slots=(), cipher=new.provider.name)
        for slot in self.slots:
            slot_key = _open(key.provider, key.wrapping(), slot.kept, self._bound(slot))
            file = file.with_slot(new, slot, slot_key)
        return file

    def _with(self, key: DataKey, slots: tuple[Slot, ...]) -> "KeyFile":
        file = replace(self, slots=slots)
        return replace(file, mark=key.mark(_canonical(file._said())))

    def _bound(self, slot: Slot) -> bytes:
        said = {"format": _FORMAT, "cipher": self.cipher, "pages": self.pages, "key_id": self.key_id}
        return _canonical({**said, **_slot_said(replace(slot, wrapped=b"", kept=b""))})

    def _said(self) -> dict[str, Any]:
        return {
            "format": _FORMAT,
            "cipher": self.cipher,
            "pages": self.pages,
            "key_id": self.key_id,
            "slots": [_slot_said(slot) for slot in self.slots],
        }


def _seal(provider: CipherProvider, key: bytes, secret: bytes, bound: bytes) -> bytes:
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + provider.seal(key, nonce, secret, bound)


def _open(provider: CipherProvider, key: bytes, sealed: bytes, bound: bytes) -> bytes:
    return provider.open(key, sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], bound)


def _slot_said(slot: Slot) -> dict[str, Any]:
    said: dict[str, Any] = {name: _to_text(getattr(slot, name)) for name in ("salt", "wrapped", "kept")}
    return {"kind": slot.kind, "id": slot.id, "argon2id": asdict(slot.cost) if slot.cost else None, **said}


def _canonical(said: dict[str, Any]) -> bytes:
    """Sorted keys, and the SHA-256 of the rest."""
    digest = hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()
    return (json.dumps({**said, "sha256": digest}, sort_keys=True, indent=1) + "\n").encode()


def _parsed(data: bytes) -> KeyFile:
    """Raises ValueError, TypeError, KeyError or AttributeError for what is not in the form."""
    if len(data) > _MOST_BYTES:
        raise ValueError("length")
    said = json.loads(data)
    slots = tuple(_slot(one) for one in said["slots"])
    file = KeyFile(said["cipher"], said["pages"], said["key_id"], slots, said["mark"])
    named = _NAME.fullmatch(file.cipher) and _NAME.fullmatch(file.pages) and _HEX16.fullmatch(file.key_id)
    if not named or len(slots) > _MOST_SLOTS or not isinstance(file.mark, str) or not file.mark.isascii():
        raise ValueError("form")
    if file.written() != data:  # what it says is all there is, and its sum is right
        raise ValueError("sum")
    return file


def _slot(said: dict[str, Any]) -> Slot:
    cost = None if said["argon2id"] is None else Cost(**said["argon2id"])
    salt, wrapped, kept = (base64.b64decode(said[name], validate=True) for name in ("salt", "wrapped", "kept"))
    slot = Slot(said["kind"], said["id"], cost, salt, wrapped, kept)
    if slot.kind not in KINDS or not _HEX16.fullmatch(slot.id):
        raise ValueError("slot")
    if (slot.kind == ACCOUNT) != (cost is None):
        raise ValueError("slot")
    if cost is not None:
        whole = all(type(number) is int for number in asdict(cost).values())
        if not whole or not cost.bounded or len(salt) != _SALT_BYTES:
            raise ValueError("cost")
    if len(wrapped) != _SEALED_BYTES or len(kept) != _SEALED_BYTES:
        raise ValueError("length")
    return slot


def _to_text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")
