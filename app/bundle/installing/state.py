"""What an installation believes: the chain of roots, and the place that was accepted. Only the installer writes it,
and it never goes back. `trust/N.root.json` are the envelopes as they were on the medium; `trust/state.json` is ours."""

import contextlib
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.bundle.format import envelope, limits
from app.bundle.installing import beside
from app.bundle.installing.folders import Folder
from app.bundle.installing.layout import TRUST
from app.bundle.trust import chain
from app.bundle.trust.trusted import Trust
from app.bundle.verifying import Verified
from app.core.bundle_errors import RootChainBroken, TrustDamaged, TrustMissing
from app.core.errors import AppError

TYPE, STATE = "munjigi-trust", "state.json"
PRODUCT = "munjigi"

_ROOT = re.compile(r"([1-9][0-9]{0,3})\.root\.json")
_LIMIT = 64 * 1024
_DIGEST = re.compile(r"[0-9a-f]{64}|")


@dataclass(frozen=True, slots=True)
class _State:
    """`place`, `digest` of the newest release that was accepted; `floor` the highest revocation floor seen."""

    place: tuple[int, int] | None = None
    digest: str = ""
    floor: tuple[int, int] = (0, 0)
    channel: str = ""


def trusted(root: Folder | None, given: Path | None, accepted: tuple[int, int] | None) -> Trust:
    """What to believe before a medium is looked at. `root`: an installation, if there is one; `given`: a root document
    that was handed over; `accepted`: the highest place among the kept versions, for a record that was lost.

    A given root starts the trust of a new installation, or of one whose record is damaged. Where there is a whole
    record, the given root must be in its chain: it cannot take the PC to other keys. Raises TrustMissing, TrustDamaged,
    RootChainBroken, and what chain.walked raises.
    """
    handed = _document(given)
    try:
        roots, state = _read(root)
    except TrustDamaged:
        if handed is None:
            raise
        return Trust((handed,), accepted, product=PRODUCT)
    if not roots:
        if handed is None:
            raise TrustMissing()
        return Trust((handed,), state.place or accepted, state.floor, PRODUCT, state.channel, state.digest)
    if handed is not None:
        _in_chain(roots, handed)
    return Trust(roots, state.place or accepted, state.floor, PRODUCT, state.channel, state.digest)


def keep(root: Folder, trust: Trust, verified: Verified) -> None:
    """The release is accepted: its roots, then its place, are on the disk when this returns. Raises what Folder
    raises."""
    versions = {one.version: raw for one, raw in _versions(verified.roots)}
    release = verified.release
    ahead = trust.place is None or release.place >= trust.place
    place, digest = (release.place, release.digest) if ahead else (trust.place, trust.digest)
    state = {
        "type": TYPE,
        "place": list(place) if place is not None else [],
        "digest": digest,
        "floor": list(max(verified.floor, trust.floor)),
        "channel": trust.channel or release.channel,
    }
    with root.folder(TRUST, make=True) as folder:
        for name in folder.names():
            match = _ROOT.fullmatch(name)
            if match and int(match[1]) not in versions:  # of a record that was damaged, and is begun anew
                folder.unlink(name)
        for version, raw in versions.items():
            _put(folder, f"{version}.root.json", raw)
        _put(folder, STATE, json.dumps(state, indent=1).encode("ascii") + b"\n")
    root.sync()


def names(root: Folder) -> list[str]:
    """The files of the record, for who removes it."""
    try:
        with root.folder(TRUST) as folder:
            return [name for name in folder.names() if _ROOT.fullmatch(name.removesuffix(".new")) or STATE in name]
    except FileNotFoundError:
        return []


def _put(folder: Folder, name: str, data: bytes) -> None:
    with contextlib.suppress(FileNotFoundError):
        if beside.taken(folder, name, len(data)) == data:
            return
    beside.put(folder, name, data)


def _document(path: Path | None) -> bytes | None:
    if path is None:
        return None
    try:
        with path.open("rb") as stream:
            return stream.read(limits.ROOT_ENVELOPE + 1)
    except OSError as error:
        raise TrustDamaged(path=str(path), detail=error.strerror or type(error).__name__) from error


def _in_chain(roots: tuple[bytes, ...], handed: bytes) -> None:
    """Compared by what was signed: another set of signatures under the same root is the same root."""
    (first,) = _versions((handed,))
    for known, raw in _versions(roots):
        if known.version == first[0].version:
            payloads = {envelope.decode(data, "root.json", envelope.ROOT).payload for data in (raw, handed)}
            if len(payloads) == 1:
                return
    raise RootChainBroken(version=first[0].version, detail="--trust")


def _versions(roots: tuple[bytes, ...]) -> list[tuple[Any, bytes]]:
    walked = chain.walked(roots)
    return list(zip(walked.roots, walked.raw, strict=True))


def _read(root: Folder | None) -> tuple[tuple[bytes, ...], _State]:
    """The envelopes in their order, proved to be a chain, and the state. Raises TrustDamaged."""
    if root is None:
        return (), _State()
    try:
        with root.folder(TRUST) as folder:
            numbers = sorted(int(match[1]) for match in map(_ROOT.fullmatch, folder.names()) if match)
            raw = tuple(beside.taken(folder, f"{number}.root.json", limits.ROOT_ENVELOPE) for number in numbers)
            try:
                state = _state(beside.taken(folder, STATE, _LIMIT))
            except FileNotFoundError:
                # a kill between the roots and the state of the first installation: nothing was accepted yet
                state = _State()
    except FileNotFoundError:
        return (), _State()
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise TrustDamaged(path=str(root.path / TRUST), detail=STATE) from error
    try:
        if raw:
            chain.walked(raw)
    except AppError as error:
        raise TrustDamaged(path=str(root.path / TRUST), detail=error.code) from error
    return raw, state


def _state(raw: bytes) -> _State:
    """Raises ValueError, KeyError or TypeError for what is not in the form."""
    data = json.loads(raw)
    place, floor = data["place"], data["floor"]
    numbers = [*place, *floor]
    digest, channel = str(data["digest"]), str(data["channel"])
    sound = all(type(one) is int and one >= 0 for one in numbers) and _DIGEST.fullmatch(digest)
    if data["type"] != TYPE or len(place) not in (0, 2) or len(floor) != 2 or not sound:
        raise ValueError(STATE)
    return _State((place[0], place[1]) if place else None, digest, (floor[0], floor[1]), channel)
