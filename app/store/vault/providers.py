"""Who does the cryptography of keys and sealed files: a CipherProvider, chosen by name and written into the key file.

`aes-256-gcm` is the `cryptography` package's. `aria-256-gcm` is ARIA (RFC 5794) of the system's libcrypto, where that
is OpenSSL 3. Neither is a validated module (KCMVP): a site that needs one puts a provider of its vendor's module
beside these two, and names it when it locks the workspace.
"""

from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.core.security_errors import CipherMissing

KEY_BYTES, NONCE_BYTES, TAG_BYTES = 32, 12, 16
DEFAULT = "aes-256-gcm"


class TagWrong(ValueError):
    """What was to be opened is not what was sealed, or not with this key."""


class CipherProvider(Protocol):
    """Authenticated encryption with keys of 32 bytes, nonces of 12 and tags of 16; deriving of keys."""

    @property
    def name(self) -> str: ...

    def seal(self, key: bytes, nonce: bytes, data: bytes | memoryview, bound: bytes) -> bytes:
        """The encrypted data and its tag; `bound` is authenticated with it. A (key, nonce) is never used twice."""

    def open(self, key: bytes, nonce: bytes, sealed: bytes | memoryview, bound: bytes) -> bytes:
        """Raises TagWrong."""

    def derive(self, key: bytes, salt: bytes, info: bytes) -> bytes:
        """A key of 32 bytes for one purpose (`info`), from a key of 32 random bytes."""


class AesGcm:
    """AES-256-GCM (NIST SP 800-38D), keys by HKDF with SHA-256 (RFC 5869)."""

    name = DEFAULT

    def seal(self, key: bytes, nonce: bytes, data: bytes | memoryview, bound: bytes) -> bytes:
        return AESGCM(key).encrypt(nonce, data, bound)

    def open(self, key: bytes, nonce: bytes, sealed: bytes | memoryview, bound: bytes) -> bytes:
        try:
            return AESGCM(key).decrypt(nonce, sealed, bound)
        except InvalidTag as error:
            raise TagWrong from error

    def derive(self, key: bytes, salt: bytes, info: bytes) -> bytes:
        return HKDF(SHA256(), KEY_BYTES, salt, info).derive(key)


def provider(name: str) -> CipherProvider:
    """Raises CipherMissing when this PC has no such module."""
    if name == AesGcm.name:
        return AesGcm()
    raise CipherMissing(name=name)
