"""The ledger: every file the workspace was given, what became of it, and the totals."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from app.core.types import Collection, FileState, LedgerEntry
from app.store.database import Database

_ENTRIES = (
    "SELECT f.path, f.collection, f.state, f.document_id, coalesce(d.title, ''), coalesce(d.kind, ''), "
    "coalesce(d.format, ''), coalesce(p.passages, 0), f.size, f.modified, coalesce(p.ocr, 0), f.code, f.params "
    "FROM files f LEFT JOIN documents d ON d.id = f.document_id LEFT JOIN "
    "(SELECT document_id, count(*) AS passages, cast(avg(nullif(ocr, 0)) AS INTEGER) AS ocr FROM passages "
    "GROUP BY document_id) p ON p.document_id = f.document_id"
)


class Ledger:
    """Read-only; Files and Documents write what it shows."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def collections(self) -> tuple[Collection, ...]:
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT d.collection, count(DISTINCT d.id), count(p.id) FROM documents d "
                "LEFT JOIN passages p ON p.document_id = d.id GROUP BY d.collection UNION ALL "
                "SELECT collection, 0, 0 FROM (SELECT collection FROM files UNION SELECT collection FROM roots) "
                "WHERE collection NOT IN (SELECT collection FROM documents) ORDER BY 1"
            ).fetchall()
        return tuple(Collection(*row) for row in rows)

    def entries(self) -> tuple[LedgerEntry, ...]:
        """By path; a container's members follow it."""
        with self._database.reading() as connection:
            rows = connection.execute(f"{_ENTRIES} ORDER BY f.path, f.collection").fetchall()
        return tuple(_entry(row) for row in rows)

    def ministries(self) -> tuple[str, ...]:
        """Whose documents there are, those with the most first."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT ministry FROM documents WHERE ministry <> '' GROUP BY ministry ORDER BY count(*) DESC, ministry"
            ).fetchall()
        return tuple(str(row[0]) for row in rows)

    def states(self) -> Mapping[FileState, int]:
        """How many files are in each state."""
        with self._database.reading() as connection:
            rows = dict(connection.execute("SELECT state, count(*) FROM files GROUP BY state").fetchall())
        return {state: rows.get(state.value, 0) for state in FileState}

    def counts(self) -> tuple[int, int, int]:
        """(documents, passages, failures)."""
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT (SELECT count(*) FROM documents), (SELECT count(*) FROM passages), "
                "(SELECT count(*) FROM files WHERE state = 'failed')"
            ).fetchone()
        return (row[0], row[1], row[2])

    def failed_roots(self) -> tuple[tuple[str, bytes], ...]:
        """(collection, root) of every failed file, each once."""
        with self._database.reading() as connection:
            return tuple(
                connection.execute(
                    "SELECT DISTINCT collection, root FROM files WHERE state = 'failed' ORDER BY 1, 2"
                ).fetchall()
            )


def _entry(row: Sequence[Any]) -> LedgerEntry:
    path, collection, state, document, title, kind, file_format, *end = row
    passages, size, modified, ocr, code, params = end
    names = (document, title, kind, file_format)
    numbers = (passages, size, modified, ocr)
    return LedgerEntry(path, collection, FileState(state), *names, *numbers, code, json.loads(params))
