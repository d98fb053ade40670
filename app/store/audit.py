"""The workspace's audit: a chain (core.chain) as a table of its database, its key and sealed head with the account.

An entry is one transaction: processes that append at once take turns by SQLite's own lock. The head is sealed after it,
outside the workspace (`<account>/audit/`, one head a home folder), so that an older copy of the workspace that is put
back shows. Who may write both, the user in their own account, can hide it again (core.chain).

Where the entries do not go on from the sealed head, the head stays as it is, as the evidence, until a person accepts
the break (`accept`), which is recorded. A workspace that was brought from elsewhere has no head here yet: an entry
says so, and sealing begins.
"""

import contextlib
import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from app.core.audit import AuditKind, Facts
from app.core.chain import (
    BEGINNING,
    Entry,
    Head,
    Link,
    Verdict,
    after,
    entry,
    goes_on,
    key_name,
    linked,
    tail,
    verified,
)
from app.core.errors import DiskFull, WorkspaceBusy, WorkspaceDamaged, WorkspaceUnwritable
from app.core.security_errors import AuditBroken, AuditUnwritable
from app.store.connection import Connection
from app.store.database import Database
from app.store.sealed_head import HeadDamaged, SealedHead

Put = Callable[[AuditKind, Facts], None]
"""Adds an entry within the transaction that it stands for."""

_LINKS = "SELECT number, body, digest, seal FROM audit"
_FAULTS = (OSError, DiskFull, WorkspaceBusy, WorkspaceDamaged, WorkspaceUnwritable)


class Audit:
    """Safe across threads and processes."""

    def __init__(self, database: Database, account: Path) -> None:
        """`account`: core.paths.account_dir(); nothing is made there before the first entry."""
        self._database = database
        self._place = str(database.path)
        home = os.path.realpath(database.home)
        name = hashlib.sha256(os.fsencode(home)).hexdigest()[:32]
        self._sealed = SealedHead(account / "audit", name)

    def ready(self) -> None:
        """Before what can be recorded only once it is done, and cannot be taken back. Raises AuditUnwritable."""
        try:
            self._key()
            self._sealed.probe()
        except OSError as error:
            raise AuditUnwritable(path=str(error.filename or self._sealed.folder)) from error

    def append(self, kind: AuditKind, facts: Facts) -> None:
        """One entry, on the disk and sealed when this returns. Raises AuditUnwritable: then what was to be recorded
        must not be done; and ValueError for facts that must not be recorded."""
        with self.together() as (_, put):
            put(kind, facts)

    @contextlib.contextmanager
    def together(self) -> Iterator[tuple[Connection, Put]]:
        """A transaction in which what is done to the database and its entries are one; sealed at its end.

        Raises AuditUnwritable, also for what the caller's statements meet of a full disk or a busy file.
        """
        try:
            key = self._key()
            with self._database.transaction(documents=False) as connection:
                had = _tail(connection)
                yield connection, lambda kind, facts: self._put(connection, kind, facts, key)
                changed = _tail(connection) != had
            if changed:
                self._seal(key)
        except _FAULTS as error:
            raise AuditUnwritable(path=str(getattr(error, "filename", None) or self._place)) from error

    def entries(self, limit: int = -1) -> tuple[Entry, ...]:
        """The latest first, unchecked. What is no entry is left out; `verify` says which."""
        with self._database.reading() as connection:
            rows = connection.execute(f"{_LINKS} ORDER BY number DESC LIMIT ?", (limit,)).fetchall()
        return tuple(_entries(Link(*row) for row in rows))

    def latest(self, kind: AuditKind) -> Entry | None:
        """The last entry of a kind, unchecked."""
        with self._database.reading() as connection:
            row = connection.execute(
                f"{_LINKS} WHERE json_extract(body, '$.kind') = ? ORDER BY number DESC LIMIT 1", (kind.value,)
            ).fetchone()
        return next(_entries([Link(*row)]), None) if row else None

    def links(self) -> tuple[Link, ...]:
        """All of it as it is kept, in order, to be handed on."""
        with self._database.reading() as connection:
            return tuple(Link(*row) for row in connection.execute(f"{_LINKS} ORDER BY number").fetchall())

    def head(self) -> Head:
        """Of what there is, unchecked; count 0: nothing was recorded yet."""
        with self._database.reading() as connection:
            return _tail(connection)

    def verify(self) -> Verdict:
        """Raises AuditBroken and AuditCut as core.chain.verified, AuditBroken with `entry` 0 for a sealed head that is
        not as it was written, and AuditUnwritable where what belongs to the account cannot be read.

        A workspace that was brought here is told of in the chain first: its end, as it came, is all there is to go by.
        """
        try:
            key = self._sealed.key()
            head = self._sealed.read(key)
            if head is None and self._brought(key):
                self.append(AuditKind.ADOPTED, {})
                key = self._sealed.key()
                head = self._sealed.read(key)
        except HeadDamaged as error:
            raise AuditBroken(place=self._place, entry=0) from error
        except OSError as error:
            raise AuditUnwritable(path=str(self._sealed.path)) from error
        with self._database.reading() as connection:  # after the head: entries that came since are no fault
            rows = connection.execute(f"{_LINKS} ORDER BY number").fetchall()
        return verified((Link(*row) for row in rows), head, key, self._place)

    def accept(self) -> None:
        """A person says that what was sealed is not what goes on from here: recorded, and sealing begins anew. Nothing
        happens where the chain goes on. Raises AuditUnwritable."""
        try:
            key = self._key()
            try:
                sealed = self._sealed.read(key)
            except HeadDamaged:
                sealed = Head()
            if sealed is None or goes_on(self.links(), sealed):
                return
            with self._database.transaction(documents=False) as connection:
                facts: Facts = {"count": sealed.count, "head": sealed.digest}
                self._put(connection, AuditKind.RESEALED, facts, key)
                head = _tail(connection)
            self._sealed.write(head, key)
        except _FAULTS as error:
            raise AuditUnwritable(path=self._place) from error

    def _key(self) -> bytes:
        key = self._sealed.key(make=True)
        if key is None:
            raise AuditUnwritable(path=str(self._sealed.folder))
        return key

    def _put(self, connection: Connection, kind: AuditKind, facts: Facts, key: bytes) -> None:
        head = _tail(connection)
        if head.count == 0:
            head = _insert(connection, linked(head, AuditKind.BEGUN, self._beginning(key), _now(), key), head)
        elif kind is not AuditKind.ADOPTED and not self._sealed.path.exists() and not _begun(connection, head, key):
            head = _insert(connection, linked(head, AuditKind.ADOPTED, {}, _now(), key), head)
        _insert(connection, linked(head, kind, facts, _now(), key), head)

    def _beginning(self, key: bytes) -> Facts:
        """A new chain says what was sealed here before, if anything was."""
        facts: dict[str, str | int | bool] = {"chain": os.urandom(16).hex()}
        try:
            before = self._sealed.read(key)
        except HeadDamaged:
            before = Head("damaged")
        if before is not None:
            facts |= {"before": before.chain, "before_count": before.count}
        return facts

    def _brought(self, key: bytes | None) -> bool:
        """Whether entries that have no head here were made elsewhere."""
        with self._database.reading() as connection:
            head = _tail(connection)
            return head.count > 0 and (key is None or not _begun(connection, head, key))

    def _seal(self, key: bytes) -> None:
        """Write the head of what there is now, if it goes on from the one before. In a transaction of its own, that
        writes nothing: it makes processes take turns, so that a head never goes back."""
        with self._database.transaction(documents=False) as connection:
            head = _tail(connection)
            try:
                sealed = self._sealed.read(key)
            except HeadDamaged:
                return
            if sealed is None or (head != sealed and _holds(connection, sealed)):
                self._sealed.write(head, key)


def _insert(connection: Connection, link: Link, head: Head) -> Head:
    connection.execute("INSERT INTO audit VALUES (?, ?, ?, ?)", (link.number, link.body, link.digest, link.seal))
    return after(head, link)


def _tail(connection: Connection) -> Head:
    """The head of what there is, from its first and last row."""
    ends = "(SELECT min(number) FROM audit), (SELECT max(number) FROM audit)"
    rows = connection.execute(f"{_LINKS} WHERE number IN ({ends}) ORDER BY number").fetchall()
    return tail([Link(*row) for row in rows])


def _begun(connection: Connection, head: Head, key: bytes) -> bool:
    """Whether the chain was begun here and the process was killed before its first head was sealed."""
    row = connection.execute(f"{_LINKS} WHERE number = 1").fetchone()
    first = next(_entries([Link(*row)]), None) if row else None
    return head.count <= BEGINNING and first is not None and first.key == key_name(key)


def _holds(connection: Connection, sealed: Head) -> bool:
    row = connection.execute("SELECT digest FROM audit WHERE number = ?", (sealed.count,)).fetchone()
    return row is not None and row[0] == sealed.digest


def _entries(links: Iterable[Link]) -> Iterator[Entry]:
    for link in links:
        with contextlib.suppress(ValueError, TypeError):
            yield entry(link)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
