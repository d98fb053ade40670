"""Who signed an envelope, among those who may (SPEC.md 6)."""

from app.bundle.format import keys
from app.bundle.format.envelope import Envelope
from app.bundle.format.root import Root
from app.core.bundle_errors import SignaturesTooFew
from app.core.components import Signer


def valid(envelope: Envelope, role: str, root: Root) -> tuple[Signer, ...]:
    """The holders of the role whose signature holds, by keyid. Signatures of strangers and such as do not hold count
    for nothing; a keyid stands in an envelope once, and a key has one keyid, so nobody counts twice."""
    message = envelope.message
    return tuple(
        root.signer(one.keyid)
        for one in envelope.signatures
        if one.keyid in root.roles[role].keys and keys.verified(root.keys[one.keyid].spki, one.sig, message)
    )


def proved(envelope: Envelope, role: str, root: Root) -> tuple[Signer, ...]:
    """As `valid`. Raises SignaturesTooFew below the role's threshold."""
    signers = valid(envelope, role, root)
    need = root.roles[role].threshold
    if len(signers) < need:
        raise SignaturesTooFew(role=role, have=len(signers), need=need)
    return signers
