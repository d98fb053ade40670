"""An erasure is two steps: a collection is removed, then everything is rewritten under a new key.

Between them the removed text is still to be had with the present key, from pages that nothing uses any more. The
database remembers that, so that a kill there is not taken for the end.
"""

from app.store.connection import Connection

_MARK = "erasing"


def begin(connection: Connection) -> None:
    """Before the removal."""
    connection.execute("INSERT OR REPLACE INTO meta VALUES (?, 1)", (_MARK,))


def end(connection: Connection) -> None:
    """Everything is rewritten, or nothing was removed."""
    connection.execute("DELETE FROM meta WHERE key = ?", (_MARK,))


def unfinished(connection: Connection) -> bool:
    return connection.execute("SELECT 1 FROM meta WHERE key = ?", (_MARK,)).fetchone() is not None
