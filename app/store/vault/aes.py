"""AES-256-GCM (NIST SP 800-38D) of the `cryptography` package: the provider that is always there."""

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.store.vault.cipher import TagWrong
from app.store.vault.hkdf import derived

NAME = "aes-256-gcm"


class AesGcm:
    name = NAME

    def seal(self, key: bytes, nonce: bytes, data: bytes | memoryview, bound: bytes) -> bytes:
        return AESGCM(key).encrypt(nonce, data, bound)

    def open(self, key: bytes, nonce: bytes, sealed: bytes | memoryview, bound: bytes) -> bytes:
        try:
            return AESGCM(key).decrypt(nonce, sealed, bound)
        except InvalidTag as error:
            raise TagWrong from error

    def derive(self, key: bytes, salt: bytes, info: bytes) -> bytes:
        return derived(key, salt, info)
