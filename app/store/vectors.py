"""Embedding vectors of passages, in half precision (384 x 2 bytes a window).

The rounding changes a cosine by less than 0.001, far below what decides a rank, and halves the file.
"""

from collections.abc import Iterable

from app.store.database import Database

Row = tuple[int, int, bytes]
"""(passage id, window number, little-endian float16 vector)."""


class Vectors:
    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, model: str, rows: Iterable[Row]) -> None:
        """Store a batch in one transaction. Passages removed meanwhile are passed over."""
        with self._database.transaction() as connection:
            connection.executemany(
                "INSERT OR REPLACE INTO vectors SELECT ?1, ?2, ?3, ?4 "
                "WHERE EXISTS (SELECT 1 FROM passages WHERE id = ?2)",
                [(model, passage, window, vector) for passage, window, vector in rows],
            )

    def all(self, model: str) -> list[Row]:
        """Every vector of a model, in passage order."""
        with self._database.reading() as connection:
            return connection.execute(
                "SELECT passage_id, window, vector FROM vectors WHERE model = ? ORDER BY passage_id, window", (model,)
            ).fetchall()

    def state(self, model: str) -> tuple[int, int, int]:
        """(count, highest passage id, sum of passage ids): changes whenever the set does."""
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT count(*), coalesce(max(passage_id), 0), coalesce(sum(passage_id), 0) "
                "FROM vectors WHERE model = ?",
                (model,),
            ).fetchone()
        return (row[0], row[1], row[2])
