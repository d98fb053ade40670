"""The ledger: every file the workspace was given, indexed or failed, and the totals of it."""

import json

from app.core.types import Collection, LedgerEntry
from app.store.database import Database


class Ledger:
    """Read-only; Documents writes what it shows."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def collections(self) -> tuple[Collection, ...]:
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT d.collection, count(DISTINCT d.id), count(p.id) FROM documents d "
                "LEFT JOIN passages p ON p.document_id = d.id GROUP BY d.collection "
                "UNION ALL SELECT collection, 0, 0 FROM failures WHERE collection NOT IN "
                "(SELECT collection FROM documents) GROUP BY collection ORDER BY 1"
            ).fetchall()
        return tuple(Collection(*row) for row in rows)

    def entries(self) -> tuple[LedgerEntry, ...]:
        with self._database.reading() as connection:
            done = connection.execute(
                "SELECT d.path, d.collection, 'indexed', d.id, d.title, d.kind, d.format, "
                "(SELECT count(*) FROM passages p WHERE p.document_id = d.id), d.size, '', '{}' FROM documents d"
            ).fetchall()
            failed = connection.execute(
                "SELECT path, collection, 'failed', '', '', '', '', 0, size, code, params FROM failures"
            ).fetchall()
        return tuple(LedgerEntry(*(*row[:10], json.loads(row[10]))) for row in sorted(done + failed))

    def failed_roots(self) -> tuple[tuple[str, bytes], ...]:
        """(collection, root) of every failed file, each once."""
        with self._database.reading() as connection:
            return tuple(connection.execute("SELECT DISTINCT collection, root FROM failures ORDER BY 1, 2").fetchall())

    def counts(self) -> tuple[int, int, int]:
        """(documents, passages, failures)."""
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT (SELECT count(*) FROM documents), (SELECT count(*) FROM passages), "
                "(SELECT count(*) FROM failures)"
            ).fetchone()
        return (row[0], row[1], row[2])
