"""The audit of an installation: a chain in a file, one entry a line, with its key and its sealed head beside it.

`<folder>/entries.jsonl`, `head.json`, `key`, `lock`. Where an administrator installed for the whole PC, the folder is
theirs: everybody may read the entries and check the digests, only the administrator can add to them or check the
seals. Where a user installed for themselves, all of it is the user's (core.chain: what that means).
"""

import json
import os
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from app.core.audit import AuditKind, Fact
from app.core.chain import START, Entry, Head, Link, Verdict, after, entry, linked, tail, verified
from app.core.security_errors import AuditBroken, AuditUnwritable
from app.store.lock import waiting
from app.store.sealed_head import HeadDamaged, SealedHead, folder_to_disk, set_mode, to_disk

FOLDER = "audit"
"""Under the root of an installation."""
ENTRIES = "entries.jsonl"


class AuditFile:
    """The chain in one folder. Processes that append at once take turns; nothing is lost and nothing forks."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._path = folder / ENTRIES
        self._sealed = SealedHead(folder, "head", mode=0o755)

    def append(self, kind: AuditKind, facts: Mapping[str, Fact]) -> Head:
        """One entry, on the disk and sealed when this returns. The folder, its key and the first entry are made where
        there are none.

        Raises AuditUnwritable (then what was to be recorded must not be done) and ValueError for facts that must not
        be recorded.
        """
        try:
            key = self._sealed.key(make=True)
            if key is None:
                raise AuditUnwritable(path=str(self._folder))
            with waiting(self._folder / "lock"):
                return self._append(kind, facts, key)
        except OSError as error:
            raise AuditUnwritable(path=str(self._folder)) from error

    def entries(self) -> tuple[Entry, ...]:
        """In their order, unchecked: what is no entry is left out. Raises OSError where they cannot be read."""
        found = []
        for link in self._links():
            try:
                found.append(entry(link))
            except (ValueError, TypeError):
                continue
        return tuple(found)

    def head(self) -> Head:
        """Of what there is, unchecked."""
        try:
            return tail(self._links())
        except OSError:
            return Head()

    def links(self) -> tuple[Link, ...]:
        """As they are kept, to be handed on. Raises OSError."""
        return self._links()

    def verify(self) -> Verdict:
        """Raises AuditBroken and AuditCut as core.chain.verified, AuditBroken with `entry` 0 for a head that is not the
        one that was sealed, and OSError."""
        place = str(self._folder)
        key = self._sealed.key()
        try:
            head = self._sealed.read(key)
        except HeadDamaged as error:
            raise AuditBroken(place=place, entry=0) from error
        return verified(self._links(), head, key, place)

    def _append(self, kind: AuditKind, facts: Mapping[str, Fact], key: bytes) -> Head:
        with self._opened() as stream:
            links = _parsed(_whole(stream))
            head = tail(links)
            if head.count == 0:
                head = self._put(stream, linked(head, AuditKind.BEGUN, _chain(), _now(), key), head)
            head = self._put(stream, linked(head, kind, facts, _now(), key), head)
        folder_to_disk(self._folder)
        if self._sealed.may_move(links, key):
            self._sealed.write(head, key)
        return head

    def _opened(self) -> BinaryIO:
        extra = (getattr(os, name, 0) for name in ("O_BINARY", "O_CLOEXEC", "O_NOFOLLOW"))
        flags = os.O_RDWR | os.O_CREAT | sum(extra)
        stream = os.fdopen(os.open(self._path, flags, 0o644), "r+b")
        set_mode(stream, 0o644)
        return stream

    def _put(self, stream: BinaryIO, link: Link, head: Head) -> Head:
        line = json.dumps({"body": link.body, "digest": link.digest, "seal": link.seal}, ensure_ascii=False)
        stream.write(line.encode("utf-8") + b"\n")
        to_disk(stream)
        return after(head, link)

    def _links(self) -> tuple[Link, ...]:
        try:
            with self._path.open("rb") as stream:
                return _parsed(stream.read())
        except FileNotFoundError:
            return ()


def _whole(stream: BinaryIO) -> bytes:
    """All whole lines; the stream stands behind them, and what a kill left of a line that was being written goes."""
    data = stream.read()
    end = data.rfind(b"\n") + 1
    stream.seek(end)
    stream.truncate()
    return data[:end]


def _parsed(data: bytes) -> tuple[Link, ...]:
    """A line that is none stands for itself as an entry that cannot hold. A last line without its end was never
    acknowledged."""
    lines = data[: data.rfind(b"\n") + 1].split(b"\n")[:-1]
    return tuple(_link(number, line) for number, line in enumerate(lines, 1))


def _link(number: int, line: bytes) -> Link:
    try:
        found = json.loads(line)
        if isinstance(found, dict) and set(found) == {"body", "digest", "seal"}:
            return Link(number, str(found["body"]), str(found["digest"]), str(found["seal"]))
    except (ValueError, RecursionError):
        pass
    return Link(number, "", START, "")


def _chain() -> dict[str, Fact]:
    return {"chain": os.urandom(16).hex()}


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
