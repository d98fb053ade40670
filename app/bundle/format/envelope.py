"""The envelope of signed metadata (SPEC.md 5): DSSE v1 with the payload in base64, itself in canonical JSON.

What is signed is not the payload but its pre-authentication encoding, which binds the payload's type: a root can
never be taken for a release.
"""

import base64
import re
from dataclasses import dataclass, replace
from typing import Final

from app.bundle.format import canonical, limits
from app.bundle.format.fields import DIGEST, Form
from app.core.bundle_errors import BundleTooLarge, PayloadTypeWrong

ROOT: Final = "application/vnd.munjigi.root.v1+json"
RELEASE: Final = "application/vnd.munjigi.release.v1+json"

_MOST: Final = {ROOT: limits.ROOT_ENVELOPE, RELEASE: limits.RELEASE_ENVELOPE}
_TYPE: Final = re.compile(r"[!-~]+")
_FIELDS: Final = frozenset({"payload", "payloadType", "signatures"})
_SIGNATURE: Final = frozenset({"keyid", "sig"})


@dataclass(frozen=True, slots=True)
class Signature:
    keyid: str
    sig: bytes


@dataclass(frozen=True, slots=True)
class Envelope:
    """`payload` is what was signed, not yet read. `signatures` by keyid, none twice; none of them is proved."""

    payload_type: str
    payload: bytes
    signatures: tuple[Signature, ...] = ()

    @property
    def message(self) -> bytes:
        return pae(self.payload_type, self.payload)

    def with_signature(self, signature: Signature) -> "Envelope":
        """In place of one by the same key."""
        others = [one for one in self.signatures if one.keyid != signature.keyid]
        return replace(self, signatures=tuple(sorted([*others, signature], key=lambda one: one.keyid)))


def pae(payload_type: str, payload: bytes) -> bytes:
    """Pre-authentication encoding of DSSE v1: lengths in bytes, in decimal."""
    kind = payload_type.encode("utf-8")
    return b"DSSEv1 %d %b %d %b" % (len(kind), kind, len(payload), payload)


def most(payload_type: str) -> int:
    """Bytes that an envelope of this type may have."""
    return _MOST[payload_type]


def decode(data: bytes, name: str, expected: str) -> Envelope:
    """Raises BundleTooLarge, BundleMalformed, PayloadTypeWrong."""
    if len(data) > most(expected):
        raise BundleTooLarge(name=name, limit=most(expected))
    if sum(data.count(mark) for mark in (b"{", b"[", b",")) > limits.ENVELOPE_MARKS:
        raise BundleTooLarge(name=name, limit=limits.ENVELOPE_MARKS)
    form = Form(name)
    fields = form.record(canonical.decode(data, name), "envelope", _FIELDS)
    found = form.matching(fields["payloadType"], "payloadType", _TYPE, 128)
    if found != expected:
        raise PayloadTypeWrong(expected=expected, found=found)
    payload = form.base64(fields["payload"], "payload", most(expected))
    signatures = []
    for one in form.items(fields["signatures"], "signatures", limits.SIGNATURES):
        pair = form.record(one, "signatures", _SIGNATURE)
        keyid = form.matching(pair["keyid"], "keyid", DIGEST)
        signatures.append(Signature(keyid, form.base64(pair["sig"], "sig", limits.SIGNATURE_BYTES)))
    form.ascending([one.keyid for one in signatures], "signatures")
    return Envelope(found, payload, tuple(signatures))


def encode(envelope: Envelope) -> bytes:
    signatures = [{"keyid": one.keyid, "sig": base64.b64encode(one.sig).decode("ascii")} for one in envelope.signatures]
    payload = base64.b64encode(envelope.payload).decode("ascii")
    fields = {"payloadType": envelope.payload_type, "payload": payload, "signatures": signatures}
    return canonical.encode(fields, "envelope")
