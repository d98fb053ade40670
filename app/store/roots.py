"""The folders and files that a workspace was told to keep up with, and what to leave out of each."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from app.store.database import Database


@dataclass(frozen=True, slots=True)
class Root:
    """`raw_path` is absolute, in the file system's bytes; `excludes` are patterns as the user wrote them."""

    collection: str
    raw_path: bytes
    excludes: tuple[str, ...] = ()


class Roots:
    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> tuple[Root, ...]:
        with self._database.reading() as connection:
            rows = connection.execute("SELECT collection, root, excludes FROM roots ORDER BY 1, 2").fetchall()
        return tuple(Root(collection, raw_path, tuple(json.loads(excludes))) for collection, raw_path, excludes in rows)

    def put(self, root: Root) -> None:
        """Add a root, or change its patterns."""
        with self._database.transaction() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO roots VALUES (?,?,?)",
                (root.collection, root.raw_path, json.dumps(list(root.excludes), ensure_ascii=False)),
            )

    def remove(self, collection: str, raw_paths: Sequence[bytes]) -> None:
        with self._database.transaction() as connection:
            connection.executemany(
                "DELETE FROM roots WHERE collection = ? AND root = ?", [(collection, path) for path in raw_paths]
            )
