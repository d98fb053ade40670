"""Searches that were made, and those that were given a name. What is forgotten is overwritten in the file."""

import contextlib
import json
import time
from collections.abc import Iterator, Sequence
from typing import Any

from app.core.errors import AppError
from app.core.types import Query, SavedSearch
from app.store.connection import Connection
from app.store.database import Database

MOST_REMEMBERED = 500
MOST_LETTERS = 2000
"""A longer text is no search that anybody would look for again."""

_LISTS = ("collections", "kinds", "ministries")
_DAYS = ("since", "until", "as_of")


class Searches:
    """None of this is about documents: the generation stays."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @property
    def remembering(self) -> bool:
        with self._database.reading() as connection:
            row = connection.execute("SELECT value FROM meta WHERE key = 'history'").fetchone()
        return row is None or bool(row[0])

    def set_remembering(self, on: bool) -> None:
        with self._database.transaction(documents=False) as connection:
            connection.execute("INSERT OR REPLACE INTO meta VALUES ('history', ?)", (int(on),))

    def past(self, limit: int = MOST_REMEMBERED) -> tuple[Query, ...]:
        """The latest first, each once."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT query FROM past_searches ORDER BY asked DESC LIMIT ?", (limit,)
            ).fetchall()
        return _queries(rows)

    def remember(self, query: Query) -> None:
        """Put a search first; the oldest beyond MOST_REMEMBERED leave. Nothing happens while it is switched off."""
        if not query.text.strip() or len(query.text) > MOST_LETTERS or not self.remembering:
            return
        with self._forgetting() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO past_searches VALUES (?, "
                "max(?, coalesce((SELECT max(asked) FROM past_searches), 0) + 1))",  # a clock may be set back
                (_to_json(query), time.time_ns()),
            )
            connection.execute(
                "DELETE FROM past_searches WHERE query NOT IN "
                "(SELECT query FROM past_searches ORDER BY asked DESC LIMIT ?)",
                (MOST_REMEMBERED,),
            )

    def forget(self, query: Query) -> None:
        with self._forgetting() as connection:
            connection.execute("DELETE FROM past_searches WHERE query = ?", (_to_json(query),))

    def forget_all(self) -> None:
        """Empty the history, its traces in SQLite's own log included where nobody else is reading."""
        with self._forgetting() as connection:
            connection.execute("DELETE FROM past_searches")
        with contextlib.suppress(AppError), self._database.reading() as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()

    def saved(self) -> tuple[SavedSearch, ...]:
        """By name."""
        with self._database.reading() as connection:
            rows = connection.execute("SELECT name, query FROM saved_searches ORDER BY name").fetchall()
        found = ((str(name), _from_json(query)) for name, query in rows)
        return tuple(SavedSearch(name, query) for name, query in found if query is not None)

    def save(self, name: str, query: Query) -> None:
        """Under a name, in place of what had it."""
        with self._database.transaction(documents=False) as connection:
            connection.execute("INSERT OR REPLACE INTO saved_searches VALUES (?, ?)", (name, _to_json(query)))

    def remove(self, name: str) -> None:
        with self._forgetting() as connection:
            connection.execute("DELETE FROM saved_searches WHERE name = ?", (name,))

    @contextlib.contextmanager
    def _forgetting(self) -> Iterator[Connection]:
        """A transaction in which what is deleted is overwritten with zeros."""
        self._database.connection().execute("PRAGMA secure_delete = ON").fetchone()
        with self._database.transaction(documents=False) as connection:
            yield connection


def _queries(rows: Sequence[tuple[str]]) -> tuple[Query, ...]:
    found = (_from_json(row[0]) for row in rows)
    return tuple(query for query in found if query is not None)


def _to_json(query: Query) -> str:
    """One form for the same search, whatever order its filters were chosen in."""
    kept: dict[str, Any] = {"text": " ".join(query.text.split())}
    kept |= {name: sorted(getattr(query, name)) for name in _LISTS if getattr(query, name)}
    kept |= {name: getattr(query, name) for name in _DAYS if getattr(query, name)}
    if query.verbatim:
        kept["verbatim"] = True
    return json.dumps(kept, ensure_ascii=False, sort_keys=True)


def _from_json(written: str) -> Query | None:
    """None for a row that this version does not understand."""
    try:
        data = json.loads(written)
        lists = {name: tuple(str(value) for value in data.get(name, ())) for name in _LISTS}
        days = {name: str(data.get(name, "")) for name in _DAYS}
        return Query(str(data["text"]), **lists, **days, verbatim=data.get("verbatim") is True)  # type: ignore[arg-type]
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
