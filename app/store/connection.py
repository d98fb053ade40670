"""What the files of this room use of the driver: statements and their rows.

The driver is apsw with SQLite3 Multiple Ciphers inside, for plain workspaces and encrypted ones alike. Its own types
leave every column open to any value; here a row is what the statement says it is.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Protocol


class Rows(Protocol):
    """What is not read is dropped with the object; a statement that is not read to its end holds the file's state."""

    def fetchone(self) -> Any: ...

    def fetchall(self) -> list[Any]: ...

    def __iter__(self) -> Iterator[Any]: ...


class Connection(Protocol):
    """One thread's own."""

    def execute(self, statements: str, bindings: Sequence[Any] | None = None) -> Rows: ...

    def executemany(self, statements: str, sequenceofbindings: Iterable[Sequence[Any]]) -> Rows: ...

    def changes(self) -> int:
        """Rows that the last INSERT, UPDATE or DELETE put, changed or removed."""

    def last_insert_rowid(self) -> int: ...

    def get_autocommit(self) -> bool:
        """False inside a transaction."""
