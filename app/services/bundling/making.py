"""The verbs `bundle build` and `bundle sign`: what IT makes on site. Nothing is signed that nobody asked to sign."""

import contextlib
import hashlib
import os
import re
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.bundle import dividing, signing, writing
from app.bundle.format import envelope, release, root
from app.bundle.format.release import Contents
from app.bundle.format.root import Root
from app.bundle.key_files import HeldKey
from app.bundle.medium import DATA, META, RELEASE, part_name, part_sizes
from app.bundle.trust import chain
from app.core.bundle_errors import BundleMalformed, BundleMissing, BundleSourceBad, ProductWrong, ReleaseRevoked
from app.core.components import Signer
from app.core.events import Cancel, Done, Event
from app.services.bundling import spec as bundle_spec
from app.services.reporting import Report, reported

_ROOT = re.compile(r"([1-9][0-9]{0,3})\.root\.json")


@dataclass(frozen=True, slots=True)
class BuildRequest:
    """`medium_bytes` 0: one medium; `against`: a release.json of a medium that every PC has installed from."""

    spec: Path
    out: Path
    medium_bytes: int = 0
    against: Path | None = None


@dataclass(frozen=True, slots=True)
class Built:
    """`media` in their order; `bytes` of data on them; `digest` of what is to be signed."""

    media: tuple[Path, ...]
    version: str
    place: tuple[int, int]
    digest: str
    bytes: int
    parts: int


@dataclass(frozen=True, slots=True)
class RoleState:
    """Who has signed for a role of one root and who still may; complete when `need` have."""

    root: int
    role: str
    need: int
    signers: tuple[Signer, ...]
    waiting: tuple[Signer, ...]

    @property
    def missing(self) -> int:
        return max(0, self.need - len(self.signers))


@dataclass(frozen=True, slots=True)
class SigningState:
    """A document on its way through the hands of its signers. `title` says what it is, `digest` is what signers compare
    with each other before they sign: SHA-256 of the payload, hex. `signed_by`: who signed just now."""

    path: Path
    title: str
    digest: str
    roles: tuple[RoleState, ...]
    signed_by: str = ""

    @property
    def complete(self) -> bool:
        return not any(role.missing for role in self.roles)


def build(request: BuildRequest, *, cancel: Cancel) -> Iterator[Event]:
    """Pack the folders of a spec. Done(Built). Raises BundleSourceBad and what a verifier would raise of the roots
    and of the result."""
    if (request.out / META / RELEASE).exists() or (request.out / "1").exists():
        raise BundleSourceBad(name=str(request.out), detail="exists")
    plan = bundle_spec.read(request.spec, _carried(request.against) if request.against is not None else frozenset())
    roots = _roots(plan.roots)
    if not roots:
        raise BundleSourceBad(name=str(plan.roots), detail="1.root.json")
    chain.walked(_bytes(plan.roots / f"{version}.root.json") for version in roots)

    def work(report: Report) -> None:
        with _as_source(request.out):
            writing.build(plan.build, request.out, lambda _name, done, total: report(done, total))
            for version in roots:
                shutil.copyfile(plan.roots / f"{version}.root.json", request.out / META / f"{version}.root.json")

    yield from reported("bundle", work, cancel, plan.build.version)
    contents, digest = _release(request.out / META / RELEASE)
    _fits(contents, roots[max(roots)])
    listed = _parts(contents)
    held = [path for path in (request.out / DATA).iterdir() if path.name in listed]
    for path in set((request.out / DATA).iterdir()) - set(held):
        path.unlink()  # of an earlier try over other folders
    size = sum(path.stat().st_size for path in held)
    with _as_source(request.out):
        media = dividing.divide(request.out, request.medium_bytes) if request.medium_bytes else (request.out,)
    found = contents.release
    yield Done(Built(media, found.version, found.place, digest, size, len(held)))


def sign(paths: Sequence[Path], key: HeldKey) -> SigningState:
    """Add one signature to a document, on every medium of a bundle at once; roots lie beside it.

    Raises BundleMissing, SignerUnknown, SigningKeyBad, ProductWrong, ReleaseRevoked, TokenFailed, and BundleMalformed
    where copies differ in what is signed.
    """
    kind = _kind(paths[0])
    data = _joined(paths)
    roots = _judging(paths[0], data)
    signer = signing.holder(kind, key.spki, roots)
    if kind == envelope.RELEASE:
        _fits(_release(paths[0])[0], roots[-1])
    fresh = signing.signed(data, kind, key.spki, key.sign)
    for path in paths:
        _replace(path, fresh)
    return _state(paths[0], fresh, signer.name)


def join(paths: Sequence[Path], others: Sequence[Path] = ()) -> SigningState:
    """Bring together what several signers did to copies of one document: all `paths` then hold all signatures, `others`
    stay as they are. Media of one bundle must be alike. Raises as `sign`."""
    data = _joined([*paths, *others])
    for path in paths:
        _replace(path, data)
    return _state(paths[0], data)


def state(path: Path) -> SigningState:
    """Who has signed a document, and how many are missing. Raises as `sign`."""
    return _state(path, _bytes(path))


def _state(path: Path, data: bytes, signed_by: str = "") -> SigningState:
    kind = _kind(path)
    roles = []
    for judge in _judging(path, data):
        reached = signing.standing(data, kind, judge)
        have = {one.key for one in reached.signers}
        waiting = tuple(judge.signer(one) for one in judge.roles[reached.role].keys if one not in have)
        roles.append(RoleState(judge.version, reached.role, reached.need, reached.signers, waiting))
    if kind == envelope.RELEASE:
        contents, digest = _release(path)
        found = contents.release
        title = f"{found.product} {found.channel} {found.version} ({found.epoch}, {found.sequence})"
    else:
        made = root.decode(envelope.decode(data, path.name, kind).payload, path.name)
        title = f"{made.product} root {made.version}, epoch {made.epoch}, floor {made.floor[0]}.{made.floor[1]}"
        digest = _digest(data, path.name, kind)
    return SigningState(path, title, digest, tuple(roles), signed_by)


def _judging(path: Path, data: bytes) -> tuple[Root, ...]:
    """The roots whose role has to sign: the newest for a release, a root's own and the one before for a root."""
    roots = _roots(path.parent)
    match = _ROOT.fullmatch(path.name)
    if match is None:
        if not roots:
            raise BundleMissing(name=str(path.parent / "1.root.json"))
        return (roots[max(roots)],)
    own = root.decode(envelope.decode(data, path.name, envelope.ROOT).payload, path.name)
    if own.version == 1:
        return (own,)
    if own.version - 1 not in roots:
        raise BundleMissing(name=str(path.parent / f"{own.version - 1}.root.json"))
    return (roots[own.version - 1], own)


def _roots(folder: Path) -> dict[int, Root]:
    """The root documents of a folder by version, without a gap from the first on; none of them is believed here."""
    found: dict[int, Root] = {}
    while (path := folder / f"{len(found) + 1}.root.json").is_file():
        made = root.decode(envelope.decode(_bytes(path), path.name, envelope.ROOT).payload, path.name)
        if made.version != len(found) + 1:
            raise BundleMalformed(name=path.name, detail="version")
        found[made.version] = made
    return found


def _joined(paths: Sequence[Path]) -> bytes:
    """One envelope with the signatures of all copies."""
    kind = _kind(paths[0])
    first = envelope.decode(_bytes(paths[0]), paths[0].name, kind)
    for path in paths[1:]:
        other = envelope.decode(_bytes(path), path.name, kind)
        if other.payload != first.payload:
            raise BundleMalformed(name=str(path), detail="payload differs")
        for one in other.signatures:
            first = first.with_signature(one)
    return envelope.encode(first)


def _fits(contents: Contents, judge: Root) -> None:
    """What a verifier would refuse is not signed."""
    found = contents.release
    if found.product != judge.product or found.channel not in judge.channels:
        expected = f"{judge.product} {'|'.join(judge.channels)}"
        raise ProductWrong(expected=expected, found=f"{found.product} {found.channel}")
    if found.epoch != judge.epoch:
        raise BundleMalformed(name=RELEASE, detail=f"epoch: {found.epoch} != {judge.epoch}")
    if found.place < judge.floor:
        raise ReleaseRevoked(offered=f"{found.epoch}.{found.sequence}", floor=f"{judge.floor[0]}.{judge.floor[1]}")


def _carried(against: Path) -> frozenset[str]:
    contents, _ = _release(against / META / RELEASE if against.is_dir() else against)
    return frozenset(entry.sha256 for entries in contents.files.values() for entry in entries)


def _parts(contents: Contents) -> set[str]:
    entries = [entry for of_one in contents.files.values() for entry in of_one]
    return {part_name(one.sha256, number) for one in entries for number in range(len(part_sizes(one.size)))}


def _release(path: Path) -> tuple[Contents, str]:
    data = _bytes(path)
    found = release.decode(envelope.decode(data, path.name, envelope.RELEASE).payload, path.name, 0)
    return found, found.release.digest


def _digest(data: bytes, name: str, kind: str) -> str:
    return hashlib.sha256(envelope.decode(data, name, kind).payload).hexdigest()


def _kind(path: Path) -> str:
    """By the file's name; its payload's type must then be that. Raises BundleMissing for any other name."""
    if path.name == RELEASE:
        return envelope.RELEASE
    if _ROOT.fullmatch(path.name):
        return envelope.ROOT
    raise BundleMissing(name=str(path))


def _bytes(path: Path) -> bytes:
    limit = envelope.most(_kind(path))
    try:
        with path.open("rb") as stream:
            return stream.read(limit + 1)
    except OSError as error:
        raise BundleMissing(name=str(path)) from error


def _replace(path: Path, data: bytes) -> None:
    """Beside, to the disk, and renamed: a medium that is pulled out keeps the old document."""
    beside = path.with_name(f".{path.name}.new")
    try:
        with beside.open("wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
        raise BundleSourceBad(name=str(path), detail=error.strerror or "OSError") from error


@contextlib.contextmanager
def _as_source(out: Path) -> Iterator[None]:
    """A file that cannot be read or written ends the work with a code."""
    try:
        yield
    except OSError as error:
        raise BundleSourceBad(name=error.filename or str(out), detail=error.strerror or "OSError") from error
