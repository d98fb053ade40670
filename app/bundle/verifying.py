"""From a medium to something that may be believed (SPEC.md 12). No payload is touched before everything here holds."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.bundle.format import envelope, release
from app.bundle.format.release import FileEntry
from app.bundle.medium import META, RELEASE, Media
from app.bundle.trust import chain, place, signatures
from app.bundle.trust.chain import Chain
from app.bundle.trust.trusted import Trust
from app.core.bundle_errors import PartMissing, RootChainBroken, SystemMissing
from app.core.components import Component, ComponentKind, Release, Signer


@dataclass(frozen=True, slots=True)
class Verified:
    """A release that its role signed. `roots`: the whole chain as read, the trusted one first; `raw`: the release's
    envelope; `floor`: the lowest (epoch, sequence) that may be installed from now on, to be kept."""

    release: Release
    signers: tuple[Signer, ...]
    files: Mapping[Component, tuple[FileEntry, ...]]
    notes: tuple[str, ...]
    roots: tuple[bytes, ...]
    raw: bytes
    floor: tuple[int, int]

    def components(self, system: str, wanted: Collection[str] = ()) -> tuple[Component, ...]:
        """What belongs on a system (`linux`, `windows`): all that is not optional, and what is asked for by
        `kind/id`. Raises SystemMissing without a program for it, PartMissing for a wish that the release lacks."""
        here = [one for one in self.files if one.os in {"", system}]
        if not any(one.kind is ComponentKind.APP and not one.optional for one in here):
            raise SystemMissing(system=system)
        named = {f"{one.kind.value}/{one.id}" for one in here}
        for wish in wanted:
            if wish not in named:
                raise PartMissing(name=wish)
        return tuple(one for one in here if not one.optional or f"{one.kind.value}/{one.id}" in wanted)

    def selected(self, system: str, wanted: Collection[str] = ()) -> tuple[FileEntry, ...]:
        """The files of `components`, in their order."""
        return tuple(entry for one in self.components(system, wanted) for entry in self.files[one])


def opened(media: Sequence[Path], trust: Trust) -> Verified:
    """The release on the media, proved. Raises TrustMissing, BundleMissing, BundleMalformed, BundleTooLarge,
    MediumNotPlain, SignaturesTooFew, PayloadTypeWrong, RootChainBroken, RollbackRefused, ReleaseRevoked, ProductWrong,
    PathUnsafe."""
    trusted = chain.walked(trust.roots)
    source = Media(media)
    raw = source.release()
    roots = extended(trusted, source)
    found = _proved(raw, roots, trust)
    place.accept(found.release, roots.last, trust)
    return found


def extended(trusted: Chain, source: Media) -> Chain:
    """The chain with every newer root that the media hold. Raises what chain.longer raises; RootChainBroken where one
    in between is missing."""
    roots = trusted
    last = source.last_root()
    while roots.last.version < last:
        version = roots.last.version + 1
        data = source.root(version)
        if data is None:
            raise RootChainBroken(version=version, detail="missing")
        roots = chain.longer(roots, data, f"{META}/{version}.root.json")
    return roots


def kept(raw: bytes, trust: Trust, root_version: int) -> Verified:
    """A release that was accepted before, proved again under the root of then, which is in the trusted chain. Its
    place is not judged: whether one may return to it is a question to the floor."""
    trusted = chain.walked(trust.roots)
    then = trusted.at(root_version)
    upto = trusted.roots.index(then) + 1
    return _proved(raw, Chain(trusted.roots[:upto], trusted.raw[:upto]), trust)


def _proved(raw: bytes, roots: Chain, trust: Trust) -> Verified:
    name = f"{META}/{RELEASE}"
    signed = envelope.decode(raw, name, envelope.RELEASE)
    signers = signatures.proved(signed, "release", roots.last)
    contents = release.decode(signed.payload, name, roots.last.version)
    place.belongs(contents.release, roots.last, trust)
    floor = max(roots.last.floor, trust.floor)
    return Verified(contents.release, signers, contents.files, contents.notes, roots.raw, raw, floor)
