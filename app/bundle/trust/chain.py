"""The chain of roots (SPEC.md 7): each one exactly the next version, signed by its predecessor's keys and its own."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.bundle.format import envelope, limits, root
from app.bundle.format.root import Root
from app.bundle.trust import signatures
from app.core.bundle_errors import BundleTooLarge, ProductWrong, RootChainBroken, TrustMissing


@dataclass(frozen=True, slots=True)
class Chain:
    """Proved roots, the oldest first, and their envelopes as they were read."""

    roots: tuple[Root, ...]
    raw: tuple[bytes, ...]

    @property
    def last(self) -> Root:
        return self.roots[-1]

    def at(self, version: int) -> Root:
        """Raises RootChainBroken where the chain does not hold it."""
        for one in self.roots:
            if one.version == version:
                return one
        raise RootChainBroken(version=version, detail="missing")


def walked(raw: Iterable[bytes]) -> Chain:
    """The chain that starts at a root which is believed because it was handed over: only its own signatures are
    asked of it. Raises TrustMissing without one, and what `longer` raises."""
    chain: Chain | None = None
    for data in raw:
        chain = _started(data) if chain is None else longer(chain, data, f"{chain.last.version + 1}.root.json")
    if chain is None:
        raise TrustMissing()
    return chain


def _started(data: bytes) -> Chain:
    name = "root.json"
    signed = envelope.decode(data, name, envelope.ROOT)
    first = root.decode(signed.payload, name)
    signatures.proved(signed, "root", first)
    return Chain((first,), (data,))


def longer(chain: Chain, data: bytes, name: str) -> Chain:
    """The chain with one root more. Old keys are asked before the payload is read, new ones after.

    Raises BundleMalformed, BundleTooLarge, PayloadTypeWrong, SignaturesTooFew, ProductWrong, RootChainBroken.
    """
    if len(chain.roots) >= limits.ROOTS:
        raise BundleTooLarge(name=name, limit=limits.ROOTS)
    old = chain.last
    signed = envelope.decode(data, name, envelope.ROOT)
    signatures.proved(signed, "root", old)
    new = root.decode(signed.payload, name)
    signatures.proved(signed, "root", new)
    version = old.version + 1
    if new.version != version:
        raise RootChainBroken(version=version, detail="version")
    if new.product != old.product:
        raise ProductWrong(expected=old.product, found=new.product)
    if not old.epoch <= new.epoch <= old.epoch + 1:
        raise RootChainBroken(version=version, detail="epoch")
    if new.floor < old.floor:
        raise RootChainBroken(version=version, detail="floor")
    return Chain((*chain.roots, new), (*chain.raw, data))
