"""A private key under a passphrase: EncryptedPrivateKeyInfo (RFC 5958) by PBES2 (RFC 8018) with scrypt (RFC 7914) and
AES-256-CBC, in PEM.

Libraries write PKCS #8 with some thousand rounds of PBKDF2, which is cheap to try. This is read by any of them and by
`openssl pkey`, whose limit is 32 MiB: with N = 2^14, r = 8, p = 8 a guess wants 16 MiB and a third of a second.
"""

import base64
import hashlib
import os

from cryptography.hazmat.primitives import padding
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

_N, _R, _P = 1 << 14, 8, 8
_MEMORY = 64 << 20

_PBES2 = bytes.fromhex("06092a864886f70d01050d")  # 1.2.840.113549.1.5.13
_SCRYPT = bytes.fromhex("06092b06010401da47040b")  # 1.3.6.1.4.1.11591.4.11
_AES_256_CBC = bytes.fromhex("060960864801650304012a")  # 2.16.840.1.101.3.4.1.42
_INTEGER, _OCTETS, _SEQUENCE = 0x02, 0x04, 0x30


def sealed(pkcs8: bytes, passphrase: bytes) -> bytes:
    """PEM of a PrivateKeyInfo (DER) under a passphrase."""
    salt, vector = os.urandom(16), os.urandom(16)
    key = hashlib.scrypt(passphrase, salt=salt, n=_N, r=_R, p=_P, maxmem=_MEMORY, dklen=32)
    padder = padding.PKCS7(128).padder()
    encryptor = Cipher(algorithms.AES(key), modes.CBC(vector)).encryptor()
    text = encryptor.update(padder.update(pkcs8) + padder.finalize()) + encryptor.finalize()
    derivation = _sequence(_SCRYPT, _sequence(_der(_OCTETS, salt), *map(_number, (_N, _R, _P))))
    encryption = _sequence(_AES_256_CBC, _der(_OCTETS, vector))
    whole = _sequence(_sequence(_PBES2, _sequence(derivation, encryption)), _der(_OCTETS, text))
    body = base64.b64encode(whole).decode("ascii")
    lines = [body[at : at + 64] for at in range(0, len(body), 64)]
    name = "ENCRYPTED PRIVATE KEY"
    return "\n".join([f"-----BEGIN {name}-----", *lines, f"-----END {name}-----", ""]).encode("ascii")


def _sequence(*parts: bytes) -> bytes:
    return _der(_SEQUENCE, b"".join(parts))


def _number(value: int) -> bytes:
    return _der(_INTEGER, value.to_bytes(value.bit_length() // 8 + 1, "big"))


def _der(tag: int, content: bytes) -> bytes:
    """Tag, length in the shortest form (X.690 section 10.1), content."""
    size = len(content)
    if size < 0x80:
        return bytes([tag, size]) + content
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(length)]) + length + content
