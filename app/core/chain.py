"""An append-only chain of entries: each carries the digest of the one before it, so that none can be changed, taken
out, put in or moved without every later digest being another one.

An entry is canonical JSON in UTF-8 (keys sorted, no white space, nothing escaped that need not be), its digest the
SHA-256 of these bytes. Anybody can check that much. `seal` is an HMAC-SHA256 (RFC 2104) of the digest under a key of
the one who writes (`key` in the entry is the key's short name): without the key nothing can be added at the end.
A **head** is (chain, count, digest), sealed likewise and kept apart from the entries: without one, cutting the end off
leaves a shorter chain that is whole.

What a head can and cannot show. It shows that the end was cut off, or the whole replaced by an older copy, as long as
the head itself was not put back with it. Who may read the key and write both places (the user in their own account,
an administrator on a machine-wide installation) can write another history, and nothing on the PC shows that; only a
head that was noted elsewhere does, on paper or in an exported copy (`munjigi audit seal`, `audit verify --head`).

An entry that is written when the process is killed before its head is sealed is no sign of anything: it carries its
own seal, and the next entry seals both.
"""

import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.core.audit import AuditKind, Facts, checked
from app.core.security_errors import AuditBroken, AuditCut

START = "0" * 64
"""What stands as the digest before the first entry."""
MOST_BYTES = 4096
"""Of one entry; a longer one was not written by us."""

BEGINNING = 2
"""So many entries may stand before the first head is sealed."""

_ENTRY, _HEAD, _NAME = b"munjigi audit entry\n", b"munjigi audit head\n", b"munjigi audit key\n"


@dataclass(frozen=True, slots=True)
class Link:
    """An entry as it is kept: `body` its canonical JSON, `digest` and `seal` in hex."""

    number: int
    body: str
    digest: str
    seal: str


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry as it is read. `at` is UTC, ISO 8601 with milliseconds, as the PC's clock had it: order is by number."""

    number: int
    at: str
    kind: str
    facts: Facts
    key: str
    digest: str


@dataclass(frozen=True, slots=True)
class Head:
    """`chain` is the name that the first entry gave it; `count` 0: nothing yet."""

    chain: str = ""
    count: int = 0
    digest: str = START


@dataclass(frozen=True, slots=True)
class Verdict:
    """A chain that is whole. `sealed`: how many entries its head covers; those after it were written and not sealed
    (a process was killed). `foreign`: entries under keys that are not ours, of which only the digests were checked.
    `keyed` False: our key cannot be read here, so that no seal was checked at all."""

    head: Head
    sealed: int
    foreign: int = 0
    keyed: bool = True
    resealed: tuple[int, ...] = ()
    """Entries that say a break was accepted by a person, and those that say the workspace was brought here."""


def key_name(key: bytes) -> str:
    """16 hex digits that say which key, and nothing of it."""
    return hashlib.sha256(_NAME + key).hexdigest()[:16]


def linked(head: Head, kind: AuditKind, facts: Facts, at: str, key: bytes) -> Link:
    """The entry that follows `head`. Raises ValueError for facts that must not be recorded."""
    body = canonical(
        {
            "at": at,
            "facts": checked(kind, facts),
            "key": key_name(key),
            "kind": kind.value,
            "number": head.count + 1,
            "previous": head.digest,
        }
    )
    digest = _digest(body)
    return Link(head.count + 1, body, digest, _mac(key, _ENTRY, digest))


def after(head: Head, link: Link) -> Head:
    """The head once the entry is there."""
    return Head(head.chain or str(entry(link).facts.get("chain", "")), link.number, link.digest)


def head_seal(head: Head, key: bytes) -> str:
    return _mac(key, _HEAD, canonical({"chain": head.chain, "count": head.count, "digest": head.digest}))


def head_holds(head: Head, seal: str, key: bytes) -> bool:
    return _same(head_seal(head, key), seal)


def entry(link: Link) -> Entry:
    """Raises ValueError or TypeError for a body that is no entry."""
    try:
        return _read(json.loads(link.body), link.digest)
    except RecursionError:
        raise ValueError("entry") from None


def verified(links: Iterable[Link], head: Head | None, key: bytes | None, place: str) -> Verdict:
    """Check a whole chain, and that it goes on from `head` where there is a sealed one.

    Raises AuditBroken with the number of the first entry that is not as it was written (of an entry that was taken out,
    put in or moved: the first place where that shows), with 0 where entries under this key have no head any more, and
    AuditCut where the sealed head counts more entries than there are.
    """
    name = key_name(key) if key is not None else ""
    reached, own, told = Head(), 0, []
    matched = head is None or head.count == 0
    for place_in_line, link in enumerate(links, 1):
        found = _sound(link, place_in_line, reached)
        if found is None:
            raise AuditBroken(place=place, entry=place_in_line)
        if key is not None and found.key == name and not _same(_mac(key, _ENTRY, link.digest), link.seal):
            raise AuditBroken(place=place, entry=place_in_line)
        own += found.key == name
        if found.kind in (AuditKind.RESEALED, AuditKind.ADOPTED):
            told.append(place_in_line)
        reached = after(reached, link)
        if head is not None and reached.count == head.count:
            if (reached.chain, reached.digest) != (head.chain, head.digest):
                raise AuditBroken(place=place, entry=place_in_line)
            matched = True
    if head is None and own > BEGINNING:
        raise AuditBroken(place=place, entry=0)
    if head is not None and not matched:
        raise AuditCut(place=place, count=reached.count, sealed=head.count)
    foreign = reached.count - own if key is not None else 0
    return Verdict(reached, head.count if head is not None else 0, foreign, key is not None, tuple(told))


def canonical(data: Mapping[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def tail(links: Sequence[Link]) -> Head:
    """The head of a chain that is not checked. Where its entries are none, they are gone on from all the same: that
    buries nothing, and what has to be recorded can be."""
    if not links:
        return Head()
    try:
        chain = str(entry(links[0]).facts.get("chain", ""))
    except (ValueError, TypeError):
        chain = ""
    return Head(chain, links[-1].number, links[-1].digest)


def goes_on(links: Sequence[Link], sealed: Head) -> bool:
    """Whether the entries hold what was sealed."""
    return len(links) >= sealed.count > 0 and links[sealed.count - 1].digest == sealed.digest


def _sound(link: Link, number: int, before: Head) -> Entry | None:
    """The entry, if it is one, stands in its place and follows from the one before."""
    if len(link.body.encode("utf-8", "replace")) > MOST_BYTES:
        return None
    try:
        data = json.loads(link.body)
        found = _read(data, link.digest)
        plain = canonical(data)
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    fits = (
        plain == link.body
        and _digest(link.body) == link.digest
        and link.number == number == found.number
        and data["previous"] == before.digest
        and (found.kind == AuditKind.BEGUN) == (number == 1)
    )
    return found if fits else None


def _read(data: Any, digest: str) -> Entry:
    """Raises ValueError or TypeError."""
    if not isinstance(data, dict) or set(data) != {"at", "facts", "key", "kind", "number", "previous"}:
        raise ValueError("entry")
    if not isinstance(data["facts"], dict) or not isinstance(data["number"], int):
        raise TypeError("entry")
    return Entry(data["number"], str(data["at"]), str(data["kind"]), data["facts"], str(data["key"]), digest)


def _digest(body: str) -> str:
    return hashlib.sha256(body.encode("utf-8", "surrogatepass")).hexdigest()


def _mac(key: bytes, domain: bytes, text: str) -> str:
    return hmac.new(key, domain + text.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()


def _same(own: str, given: str) -> bool:
    return hmac.compare_digest(own.encode(), given.encode("utf-8", "surrogatepass"))
