"""What does the cryptography of keys and of sealed files: the form of a CipherProvider."""

from typing import Protocol

KEY_BYTES, NONCE_BYTES, TAG_BYTES = 32, 12, 16


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
