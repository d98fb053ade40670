"""The one random key of a workspace, and what is derived from it: keys for pages, for files, for the key file."""

import hmac
import secrets
from dataclasses import dataclass, field

from app.store.vault.cipher import KEY_BYTES, CipherProvider
from app.store.vault.sealer import AeadSealer


@dataclass(frozen=True, slots=True)
class DataKey:
    """`id`: 16 hex digits, random, no secret: the names of what it encrypts carry it."""

    provider: CipherProvider
    secret: bytes = field(repr=False)
    id: str

    @classmethod
    def make(cls, provider: CipherProvider) -> "DataKey":
        return cls(provider, secrets.token_bytes(KEY_BYTES), secrets.token_hex(8))

    @property
    def pages(self) -> bytes:
        return self._for("database pages")

    def sealer(self) -> AeadSealer:
        return AeadSealer(self.provider, self._for("files"))

    def wrapping(self) -> bytes:
        """The key under which the slots' own keys are kept, so that all of them can be given a new data key."""
        return self._for("slots")

    def mark(self, written: bytes) -> str:
        """What only a holder of the key can say of the key file: HMAC-SHA-256, hex."""
        return hmac.digest(self._for("key file"), written, "sha256").hex()

    def _for(self, purpose: str) -> bytes:
        return self.provider.derive(self.secret, bytes.fromhex(self.id), f"munjigi {purpose}".encode())
