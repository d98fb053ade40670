"""Making envelopes and adding signatures to them, one signer after another (SPEC.md 6).

The private key stays with its holder: what signs is a callable from the bytes to be signed to a DER signature over
their SHA-256, so that a file and a token do alike.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.bundle.format import envelope, keys
from app.bundle.format.envelope import Envelope, Signature
from app.bundle.format.root import Root
from app.bundle.trust import signatures
from app.core.bundle_errors import SignerUnknown, SigningKeyBad
from app.core.components import Signer

Sign = Callable[[bytes], bytes]
_ROLE = {envelope.ROOT: "root", envelope.RELEASE: "release"}


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a role has come with an envelope."""

    role: str
    signers: tuple[Signer, ...]
    need: int

    @property
    def complete(self) -> bool:
        return len(self.signers) >= self.need


def unsigned(payload_type: str, payload: bytes) -> bytes:
    """An envelope without signatures. `payload` is what root.encode or release.encode gave."""
    return envelope.encode(Envelope(payload_type, payload))


def signed(data: bytes, payload_type: str, spki: bytes, sign: Sign) -> bytes:
    """The envelope with one signature more, or with this key's anew; the others stay.

    `spki`: the signer's SubjectPublicKeyInfo in DER. A high s is brought to the low form. Raises SigningKeyBad where
    the key is no P-256 key or the signature does not hold under it; BundleMalformed and its like for the envelope.
    """
    found = envelope.decode(data, "envelope", payload_type)
    keyid = keys.keyid(spki)
    if not keys.sound(spki):
        raise SigningKeyBad(name=keyid[:16], detail="P-256")
    signature = keys.canonical(sign(found.message))
    if signature is None or not keys.verified(spki, signature, found.message):
        raise SigningKeyBad(name=keyid[:16], detail="signature")
    return envelope.encode(found.with_signature(Signature(keyid, signature)))


def holder(payload_type: str, spki: bytes, roots: Sequence[Root]) -> Signer:
    """Who signs with this key, asked before it is used: `roots` are those whose role may sign the document (a new
    root's own and the one before it; a release's latest). Raises SignerUnknown."""
    role, keyid = _ROLE[payload_type], keys.keyid(spki)
    for root in roots:
        if keyid in root.roles[role].keys:
            return root.signer(keyid)
    raise SignerUnknown(key=keyid[:16], role=role)


def standing(data: bytes, payload_type: str, root: Root) -> Standing:
    """What an envelope has of the signatures that this root asks for; a new root needs its own and the old one's."""
    found = envelope.decode(data, "envelope", payload_type)
    role = _ROLE[payload_type]
    return Standing(role, signatures.valid(found, role, root), root.roles[role].threshold)
