"""Files beside the database, as they lie on the disk: through a Sealer, which in a plain workspace changes nothing.

A sealed file is a header and chunks of 1 MiB, each with its tag. The construction is STREAM (Hoang, Reyhanitabar,
Rogaway and Vizár, "Online Authenticated-Encryption and its Nonce-Reuse Misuse-Resistance", CRYPTO 2015) with a key for
each file, as in Tink's AES-GCM-HKDF streaming: the nonce is the chunk's number and a mark on the last one, so that a
chunk swapped, doubled, left out or cut off does not open. The header's 32 random bytes make the file's key, so that
no nonce is used twice under one; the file's name is authenticated with every chunk, so that one sealed file does not
open in another's place. What is not noticed: a whole file put back as it was at an earlier time.
"""

import secrets
from typing import Protocol

from app.core.security_errors import SealBroken
from app.store.vault.cipher import NONCE_BYTES, TAG_BYTES, CipherProvider, TagWrong

MAGIC = b"MJSEAL1\n"
CHUNK_BYTES = 1 << 20

_SALT_BYTES = 32
_HEAD = len(MAGIC) + _SALT_BYTES
_STEP = CHUNK_BYTES + TAG_BYTES


class Sealer(Protocol):
    """`name` says which file it is: a path relative to the home, with `/`."""

    @property
    def encrypts(self) -> bool: ...

    def seal(self, name: str, data: bytes) -> bytes:
        """What to write."""

    def open(self, name: str, sealed: bytes) -> bytes:
        """What `seal` was given. Raises SealBroken."""


class Plain:
    """A workspace that is not encrypted: bytes stay as they are."""

    encrypts = False

    def seal(self, name: str, data: bytes) -> bytes:
        del name
        return data

    def open(self, name: str, sealed: bytes) -> bytes:
        del name
        return sealed


class AeadSealer:
    """Seals under one key. A child that needs it gets `provider.name` and `key` over its pipe, and makes its own."""

    encrypts = True

    def __init__(self, provider: CipherProvider, key: bytes) -> None:
        self.provider = provider
        self.key = key

    def seal(self, name: str, data: bytes) -> bytes:
        salt = secrets.token_bytes(_SALT_BYTES)
        key = self._key(salt)
        view = memoryview(data)
        parts = [MAGIC, salt]
        count = max(1, -(-len(view) // CHUNK_BYTES))
        for number in range(count):
            chunk = view[number * CHUNK_BYTES : (number + 1) * CHUNK_BYTES]
            parts.append(self.provider.seal(key, _nonce(number, number == count - 1), chunk, name.encode()))
        return b"".join(parts)

    def open(self, name: str, sealed: bytes) -> bytes:
        view = memoryview(sealed)
        if bytes(view[: len(MAGIC)]) != MAGIC or len(view) < _HEAD + TAG_BYTES:
            raise SealBroken(name=name)
        key = self._key(bytes(view[len(MAGIC) : _HEAD]))
        body = view[_HEAD:]
        count = -(-len(body) // _STEP)
        parts = []
        try:
            for number in range(count):
                chunk = body[number * _STEP : (number + 1) * _STEP]
                parts.append(self.provider.open(key, _nonce(number, number == count - 1), chunk, name.encode()))
        except TagWrong as error:
            raise SealBroken(name=name) from error
        return b"".join(parts)

    def _key(self, salt: bytes) -> bytes:
        return self.provider.derive(self.key, salt, b"munjigi sealed file")


def _nonce(number: int, last: bool) -> bytes:
    return number.to_bytes(NONCE_BYTES - 1, "big") + bytes([last])
