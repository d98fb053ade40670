"""Keys and signatures (SPEC.md 6): ECDSA on P-256 with SHA-256 and nothing else; one encoding of each.

The only file of the format that needs `cryptography`, and imports it when a signature is looked at.
"""

import hashlib
from typing import Final

from app.bundle.format import limits

_SPKI_HEAD: Final = bytes.fromhex("3059301306072a8648ce3d020106082a8648ce3d03010703420004")
"""SubjectPublicKeyInfo of an uncompressed P-256 point (RFC 5480), up to the point's coordinates."""
_SPKI_BYTES: Final = len(_SPKI_HEAD) + 64
_ORDER: Final = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


def keyid(spki: bytes) -> str:
    """SHA-256 of the SubjectPublicKeyInfo, hex."""
    return hashlib.sha256(spki).hexdigest()


def sound(spki: bytes) -> bool:
    """Whether it is the one encoding of a point of P-256."""
    from cryptography.hazmat.primitives.asymmetric import ec

    if len(spki) != _SPKI_BYTES or not spki.startswith(_SPKI_HEAD):
        return False
    try:
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), spki[-65:])
    except ValueError:
        return False
    return True


def verified(spki: bytes, signature: bytes, message: bytes) -> bool:
    """Whether a canonical signature of `message` by a sound key. Canonical: DER (X.690 section 10) of r and s, both in
    1..n-1, s not above n/2; so that nobody without the private key can make a second one of it."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec

    pair = _pair(signature)
    if pair is None or pair[1] > _ORDER // 2:
        return False
    key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), spki[-65:])
    try:
        key.verify(signature, message, ec.ECDSA(hashes.SHA256()))
    except InvalidSignature:
        return False
    return True


def canonical(signature: bytes) -> bytes | None:
    """The canonical signature of a DER one whose s may be high, as OpenSSL and tokens make; None: no DER signature."""
    from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

    pair = _pair(signature)
    return None if pair is None else encode_dss_signature(pair[0], min(pair[1], _ORDER - pair[1]))


def _pair(signature: bytes) -> tuple[int, int] | None:
    """r and s of a signature in strict DER."""
    from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature

    if len(signature) > limits.SIGNATURE_BYTES:
        return None
    try:
        r, s = decode_dss_signature(signature)
        strict = encode_dss_signature(r, s) == signature
    except ValueError:
        return None
    return (r, s) if strict and 0 < r < _ORDER and 0 < s < _ORDER else None
