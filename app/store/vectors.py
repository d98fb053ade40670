"""Embedding vectors of passages, in half precision (384 x 2 bytes a window).

The rounding changes a cosine by less than 0.001, far below what decides a rank, and halves the file.
"""

from collections.abc import Iterable, Sequence

from app.store.database import Database

Row = tuple[int, int, bytes]
"""(passage id, window number, little-endian float16 vector)."""

_NARROW = "vectors INDEXED BY vectors_by_passage"
"""That index holds all of the key: counting by it reads a fiftieth of what the vectors take."""

_BATCH = 500


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

    def passages(self, model: str) -> list[int]:
        """The passages that have vectors, ascending."""
        with self._database.reading() as connection:
            rows = connection.execute(
                f"SELECT passage_id FROM {_NARROW} WHERE model = ? AND window = 0 ORDER BY passage_id",  # noqa: S608
                (model,),
            )
            return [row[0] for row in rows]

    def of(self, model: str, passages: Sequence[int]) -> list[Row]:
        """Every vector of these passages, in passage order."""
        with self._database.reading() as connection:
            found: list[Row] = []
            for start in range(0, len(passages), _BATCH):
                batch = passages[start : start + _BATCH]
                found += connection.execute(
                    "SELECT passage_id, window, vector FROM vectors WHERE model = ? AND passage_id IN "  # noqa: S608
                    f"({','.join('?' * len(batch))}) ORDER BY passage_id, window",
                    (model, *batch),
                ).fetchall()
            return found

    def state(self, model: str) -> tuple[int, int, int]:
        """(count, highest passage id, sum of passage ids): changes whenever the set does."""
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT count(*), coalesce(max(passage_id), 0), coalesce(sum(passage_id), 0) "  # noqa: S608
                f"FROM {_NARROW} WHERE model = ?",
                (model,),
            ).fetchone()
        return (row[0], row[1], row[2])

    def behind(self, model: str) -> int:
        """How many passages have no vector yet."""
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT (SELECT count(*) FROM passages) - "  # noqa: S608
                f"(SELECT count(*) FROM {_NARROW} WHERE model = ? AND window = 0)",
                (model,),
            ).fetchone()
        return int(row[0])

    def waiting(self, model: str, after: int, limit: int) -> list[int]:
        """The next passages above the id `after` that have no vector yet."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT p.id FROM passages p WHERE p.id > ? AND NOT EXISTS "
                "(SELECT 1 FROM vectors v WHERE v.model = ? AND v.passage_id = p.id) ORDER BY p.id LIMIT ?",
                (after, model, limit),
            )
            return [row[0] for row in rows]
