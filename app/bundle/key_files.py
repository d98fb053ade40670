"""Signing keys in files: ECDSA P-256, PKCS #8 in PEM, encrypted (key_sealing.py).

A private key is written encrypted unless the caller says `bare` in so many words, never over another file, and readable
by its owner only. The public half lies beside it as SubjectPublicKeyInfo in PEM: that is what a root names.
"""

import hashlib
import os
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from app.bundle import key_sealing
from app.core.bundle_errors import SigningKeyBad

LEAST_PASSPHRASE = 12
"""Characters: a file that is stolen can be guessed at for as long as one likes."""

_LARGEST = 10_000


@dataclass(frozen=True, slots=True)
class HeldKey:
    """A key that can sign, wherever it is held. `spki`: its public half, DER; `sign`: message → DER signature of ECDSA
    with SHA-256."""

    spki: bytes
    sign: Callable[[bytes], bytes]

    @property
    def id(self) -> str:
        return hashlib.sha256(self.spki).hexdigest()


def make(path: Path, passphrase: str, *, bare: bool = False) -> Path:
    """Write a new private key to `path` and its public half beside it; the public file's path. `bare`: unencrypted.

    Raises SigningKeyBad: a file is there, the passphrase is short, or the folder cannot be written.
    """
    public = public_beside(path)
    for one in (path, public):
        if one.exists():
            raise SigningKeyBad(name=one.name, detail="exists")
    if not bare and len(passphrase) < LEAST_PASSPHRASE:
        raise SigningKeyBad(name=path.name, detail=f"passphrase < {LEAST_PASSPHRASE}")
    key = ec.generate_private_key(ec.SECP256R1())
    form, plain = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    if bare:
        pem = key.private_bytes(serialization.Encoding.PEM, form, plain)
    else:
        pem = key_sealing.sealed(key.private_bytes(serialization.Encoding.DER, form, plain), _secret(passphrase))
    _write(path, pem, 0o600)
    _write(public, public_pem(_spki(key.public_key())), 0o644)
    return public


def public_beside(path: Path) -> Path:
    """`a.key.pem` → `a.pub.pem`."""
    return path.with_name(f"{path.name.removesuffix('.pem').removesuffix('.key')}.pub.pem")


def load(path: Path, passphrase: str | None) -> HeldKey:
    """The key of a file; None: no passphrase was given. Raises SigningKeyBad."""
    try:
        secret = _secret(passphrase) if passphrase else None
        key = serialization.load_pem_private_key(_read(path), secret)
    except TypeError as error:  # encrypted and no passphrase, or the other way round
        raise SigningKeyBad(name=path.name, detail="passphrase") from error
    except (ValueError, UnsupportedAlgorithm) as error:
        # a wrong passphrase and a damaged file look alike: padding tells nothing more
        raise SigningKeyBad(name=path.name, detail="passphrase | PEM") from error
    if not isinstance(key, ec.EllipticCurvePrivateKey) or not isinstance(key.curve, ec.SECP256R1):
        raise SigningKeyBad(name=path.name, detail="ECDSA P-256")
    held = key
    return HeldKey(_spki(held.public_key()), lambda message: held.sign(message, ec.ECDSA(hashes.SHA256())))


def is_encrypted(path: Path) -> bool:
    """Whether a passphrase has to be asked for. Raises SigningKeyBad."""
    return b"BEGIN ENCRYPTED PRIVATE KEY" in _read(path)


def public_spki(path: Path) -> bytes:
    """SubjectPublicKeyInfo (DER) of a public key's file. Raises SigningKeyBad, also for a private key's file."""
    data = _read(path)
    if b"PRIVATE KEY" in data:
        raise SigningKeyBad(name=path.name, detail="private")
    try:
        key = serialization.load_pem_public_key(data)
    except (ValueError, UnsupportedAlgorithm) as error:
        raise SigningKeyBad(name=path.name, detail="PEM") from error
    if not isinstance(key, ec.EllipticCurvePublicKey) or not isinstance(key.curve, ec.SECP256R1):
        raise SigningKeyBad(name=path.name, detail="ECDSA P-256")
    return _spki(key)


def public_pem(spki: bytes) -> bytes:
    """A SubjectPublicKeyInfo (DER) as PEM."""
    key = serialization.load_der_public_key(spki)
    return key.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)


def write_public(path: Path, spki: bytes) -> None:
    """Raises SigningKeyBad, also when the file is there."""
    if path.exists():
        raise SigningKeyBad(name=path.name, detail="exists")
    _write(path, public_pem(spki), 0o644)


def read_passphrase(path: Path) -> str:
    """The first line of a passphrase's file. Raises SigningKeyBad."""
    try:
        return _read(path).decode("utf-8-sig").splitlines()[0]
    except (UnicodeDecodeError, IndexError) as error:
        raise SigningKeyBad(name=path.name, detail="UTF-8") from error


def _secret(passphrase: str) -> bytes:
    """One byte string for what looks the same: systems type Hangul composed or in its letters."""
    return unicodedata.normalize("NFC", passphrase).encode("utf-8")


def _spki(key: ec.EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            data = stream.read(_LARGEST + 1)
    except OSError as error:
        raise SigningKeyBad(name=path.name, detail=error.strerror or "OSError") from error
    if len(data) > _LARGEST:
        raise SigningKeyBad(name=path.name, detail=f"> {_LARGEST}")
    return data


def _write(path: Path, data: bytes, mode: int) -> None:
    try:
        number = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode)
        with os.fdopen(number, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
    except OSError as error:
        raise SigningKeyBad(name=path.name, detail=error.strerror or "OSError") from error
