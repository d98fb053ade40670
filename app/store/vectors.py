"""Embedding vectors of passages, in half precision (384 x 2 bytes a window).

The rounding changes a cosine by less than 0.001, far below what decides a rank, and halves the file.
A vector is numbered when it comes and never changed; a passage that goes leaves its number in `departed`. So who
has an index of the vectors learns by two numbers whether anything happened, and reads only that.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from app.store.database import Database

Row = tuple[int, int, bytes]
"""(passage id, window number, little-endian float16 vector)."""

_COVERED = "vectors INDEXED BY vectors_by_passage"
"""That index holds all but the vector: counting by it reads a thirtieth of what the table takes."""

_BATCH = 500
_REMEMBERED = 200_000
"""Departures that are kept: an index that has missed more compares all it has."""


class Position(NamedTuple):
    """How far the store has come: the highest number given to a vector, and to a departure."""

    arrived: int = 0
    departed: int = 0


class Arrival(NamedTuple):
    id: int
    passage: int
    document: str
    vector: bytes


@dataclass(frozen=True, slots=True)
class Survey:
    """What an index is to be measured by: how many vectors there are up to a number and the sum of their passages,
    what has gone since (None: no longer known), and how far the store is."""

    count: int
    total: int
    gone: list[int] | None
    position: Position


class Vectors:
    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, model: str, rows: Iterable[Row]) -> None:
        """Store a batch in one transaction. Passages removed meanwhile, and windows that have a vector, are passed
        over."""
        with self._database.transaction() as connection:
            connection.executemany(
                "INSERT INTO vectors (model, passage_id, window, vector) SELECT ?1, ?2, ?3, ?4 "
                "WHERE EXISTS (SELECT 1 FROM passages WHERE id = ?2) "
                "ON CONFLICT (passage_id, model, window) DO NOTHING",
                [(model, passage, window, vector) for passage, window, vector in rows],
            )

    # --- for an index that follows -----------------------------------------------------------
    def position(self) -> Position:
        with self._database.reading() as connection:
            found = dict(
                connection.execute("SELECT name, seq FROM sqlite_sequence WHERE name IN ('vectors', 'departed')")
            )
        return Position(found.get("vectors", 0), found.get("departed", 0))

    def arrivals(self, model: str, after: int, until: int, limit: int) -> list[Arrival]:
        """The first vectors with numbers above `after` and up to `until`, in their order."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT v.id, v.passage_id, p.document_id, v.vector FROM vectors v JOIN passages p "
                "ON p.id = v.passage_id WHERE v.id > ? AND v.id <= ? AND v.model = ? ORDER BY v.id LIMIT ?",
                (after, until, model, limit),
            )
            return [Arrival(*row) for row in rows]

    def departures(self, after: int, until: int) -> list[int] | None:
        """The passages that have gone between the two numbers; None when some of that is no longer known."""
        if until <= after:
            return []
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT passage_id FROM departed WHERE number > ? AND number <= ?", (after, until)
            ).fetchall()
        return [row[0] for row in rows] if len(rows) == until - after else None

    def survey(self, model: str, since: Position) -> Survey:
        """All of it at one moment. Reads an index entry for every vector."""
        with self._database.reading() as connection:
            connection.execute("BEGIN")
            try:
                count, total = connection.execute(
                    f"SELECT count(*), coalesce(sum(passage_id), 0) FROM {_COVERED} WHERE model = ? AND id <= ?",  # noqa: S608
                    (model, since.arrived),
                ).fetchone()
                position = self.position()
                return Survey(count, total, self.departures(since.departed, position.departed), position)
            finally:
                connection.execute("COMMIT")

    def forget_departures(self) -> None:
        """Keep the last ones only. For the holder of the write lock."""
        with self._database.reading() as connection:
            (count,) = connection.execute("SELECT count(*) FROM departed").fetchone()
        if count > 2 * _REMEMBERED:
            with self._database.transaction() as connection:
                connection.execute(
                    "DELETE FROM departed WHERE number <= (SELECT max(number) FROM departed) - ?", (_REMEMBERED,)
                )

    def numbers(self, model: str) -> list[tuple[int, int]]:
        """(passage id, number) of every vector, in the order of passages."""
        with self._database.reading() as connection:
            return connection.execute(
                f"SELECT passage_id, id FROM {_COVERED} WHERE model = ? ORDER BY passage_id, model, window",  # noqa: S608
                (model,),
            ).fetchall()

    def by_number(self, numbers: Sequence[int]) -> list[tuple[int, bytes]]:
        """(number, vector) of those of these that there are."""
        with self._database.reading() as connection:
            found: list[tuple[int, bytes]] = []
            for start in range(0, len(numbers), _BATCH):
                batch = numbers[start : start + _BATCH]
                marks = ",".join("?" * len(batch))
                found += connection.execute(f"SELECT id, vector FROM vectors WHERE id IN ({marks})", batch).fetchall()  # noqa: S608
            return found

    def state(self, model: str) -> tuple[int, int, int]:
        """(count, highest passage id, sum of passage ids): another set has another one, but for bad luck."""
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT count(*), coalesce(max(passage_id), 0), coalesce(sum(passage_id), 0) "  # noqa: S608
                f"FROM {_COVERED} WHERE model = ?",
                (model,),
            ).fetchone()
        return (row[0], row[1], row[2])

    # --- for who encodes ---------------------------------------------------------------------
    def behind(self, model: str) -> int:
        """How many passages have no vector yet."""
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT (SELECT count(*) FROM passages) - "  # noqa: S608
                f"(SELECT count(*) FROM {_COVERED} WHERE model = ? AND window = 0)",
                (model,),
            ).fetchone()
        return int(row[0])

    def newest_passage(self) -> int:
        """The highest number that a passage has been given."""
        with self._database.reading() as connection:
            row = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'passages'").fetchone()
        return int(row[0]) if row else 0

    def waiting(self, model: str, limit: int, after: int = 0) -> list[int]:
        """The next passages that have no vector yet, in the order in which one would miss them: 부칙 last, then by
        the day the document takes effect, the newest first, then what was stored last.

        `after`: only passages with higher numbers, for who knows that the others have all; it saves looking at
        every passage there is.
        """
        table = "passages p" if after else "passages p INDEXED BY passages_by_label"
        with self._database.reading() as connection:
            rows = connection.execute(
                f"SELECT p.id FROM {table} JOIN documents d ON d.id = p.document_id WHERE p.id > ? "  # noqa: S608
                "AND NOT EXISTS (SELECT 1 FROM vectors v WHERE v.passage_id = p.id AND v.model = ?) "
                "ORDER BY p.label GLOB '부칙*', d.effective DESC, p.id DESC LIMIT ?",
                (after, model, limit),
            )
            return [row[0] for row in rows]
