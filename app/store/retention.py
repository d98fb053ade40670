"""What nobody touched for long: conversations, searches that were made, drafts. Searches that were given a name have no
time and stay."""

import contextlib
from typing import NamedTuple

from app.core.errors import AppError
from app.store.connection import Connection
from app.store.database import Database

_TABLES = (("conversations", "touched"), ("past_searches", "asked"), ("drafts", "touched"))


class Untouched(NamedTuple):
    conversations: int
    searches: int
    drafts: int


def counted(database: Database, before: int) -> Untouched:
    """How many were touched last before this moment (ns since the epoch)."""
    with database.reading() as connection:
        return _counted(connection, before)


def removed(connection: Connection, before: int) -> Untouched:
    """Take them out, overwritten in the file, inside a transaction of the caller on whose connection `zeroing` was
    called; how many went."""
    gone = _counted(connection, before)
    for table, column in _TABLES:
        connection.execute(f"DELETE FROM {table} WHERE {column} < ?", (before,))  # noqa: S608 - our own names
    return gone


def zeroing(database: Database) -> None:
    """From now on this thread's connection overwrites what it deletes with zeros."""
    with database.reading() as connection:
        connection.execute("PRAGMA secure_delete = ON").fetchone()


def clear_log(database: Database) -> None:
    """What was removed leaves SQLite's own log, too, where nobody else is reading."""
    with contextlib.suppress(AppError), database.reading() as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()


def _counted(connection: Connection, before: int) -> Untouched:
    counts = (
        connection.execute(f"SELECT count(*) FROM {table} WHERE {column} < ?", (before,)).fetchone()[0]  # noqa: S608
        for table, column in _TABLES
    )
    return Untouched(*map(int, counts))
