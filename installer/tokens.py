"""Signing keys in PKCS #11 tokens (v2.40): a smart card, a USB token, an HSM; softhsm2 in the tests.

The private key is made in the token and never leaves it. The PIN comes from a file or a prompt, never from the command
line, where every process of the machine could read it.
"""

import contextlib
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pkcs11
from pkcs11 import Attribute, KeyType, Mechanism, ObjectClass
from pkcs11.exceptions import PKCS11Error
from pkcs11.types import SignMixin
from pkcs11.util.ec import encode_ec_public_key, encode_ecdsa_signature, encode_named_curve_parameters

from app.bundle.key_files import HeldKey
from app.core.bundle_errors import TokenFailed

_P256 = encode_named_curve_parameters("secp256r1")


@dataclass(frozen=True, slots=True)
class TokenPlace:
    """`module`: the maker's PKCS #11 library; `token` and `key`: their labels."""

    module: Path
    token: str
    key: str


@contextlib.contextmanager
def held(place: TokenPlace, pin: str) -> Iterator[HeldKey]:
    """The token's key, for as long as its session is open. Raises TokenFailed."""
    with _session(place, pin) as session:
        with _faults():
            private = session.get_key(ObjectClass.PRIVATE_KEY, KeyType.EC, label=place.key)
            public = session.get_key(ObjectClass.PUBLIC_KEY, KeyType.EC, label=place.key)
        if not isinstance(private, SignMixin) or not isinstance(public, pkcs11.PublicKey):
            raise TokenFailed(detail=f"no EC key: {place.key}")

        def sign(message: bytes) -> bytes:
            with _faults():
                # CKM_ECDSA signs what it is given: tokens that also hash are rarer
                raw = private.sign(hashlib.sha256(message).digest(), mechanism=Mechanism.ECDSA)
                return bytes(encode_ecdsa_signature(raw))

        yield HeldKey(_spki(public), sign)


def make(place: TokenPlace, pin: str) -> bytes:
    """Make a key pair in the token that cannot be taken out of it; its SubjectPublicKeyInfo, DER. Raises TokenFailed,
    also when a key of that label is there."""
    with _session(place, pin, write=True) as session, _faults():
        if any(True for _ in session.get_objects({Attribute.LABEL: place.key})):
            raise TokenFailed(detail=f"key exists: {place.key}")
        parameters = session.create_domain_parameters(KeyType.EC, {Attribute.EC_PARAMS: _P256}, local=True)
        public, _ = parameters.generate_keypair(
            label=place.key,
            id=hashlib.sha256(place.key.encode("utf-8")).digest()[:8],
            store=True,
            private_template={Attribute.SENSITIVE: True, Attribute.EXTRACTABLE: False},
        )
        return _spki(public)


def _spki(public: pkcs11.PublicKey) -> bytes:
    with _faults():
        if public[Attribute.EC_PARAMS] != _P256:
            raise TokenFailed(detail="ECDSA P-256")
        return bytes(encode_ec_public_key(public))


@contextlib.contextmanager
def _session(place: TokenPlace, pin: str, *, write: bool = False) -> Iterator[pkcs11.Session]:
    with _faults():
        try:
            library = pkcs11.lib(str(place.module))
        except RuntimeError as error:  # the loader's own words, in the machine's language
            raise TokenFailed(detail=f"library: {place.module.name}") from error
        token = library.get_token(token_label=place.token)
        session = token.open(user_pin=pin, rw=write)
    with session:
        yield session


@contextlib.contextmanager
def _faults() -> Iterator[None]:
    """What the library raises, as TokenFailed with the name of the PKCS #11 fault."""
    try:
        yield
    except PKCS11Error as error:
        raise TokenFailed(detail=type(error).__name__) from error
