"""HKDF with SHA-256 (RFC 5869), for providers that bring no derivation of their own."""

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


def derived(key: bytes, salt: bytes, info: bytes) -> bytes:
    """32 bytes."""
    return HKDF(SHA256(), 32, salt, info).derive(key)
