"""Passages and the references between them, many at a time: what search asks when it looks around what it found."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.core import titles
from app.core.locator import Locator
from app.core.types import Relation
from app.store.connection import Connection
from app.store.database import Database
from app.store.places import to_locator, to_numbers

_RELATIONS = tuple(Relation)
_LEADING = tuple(_RELATIONS.index(one) for one in (Relation.INTERNAL, Relation.EXTERNAL, Relation.RELATIVE))
_FOLLOWED = (*_LEADING, _RELATIONS.index(Relation.ANNEX))
"""Those that lead to an article or an annex; what a 부칙 amends, or says of another 부칙, tells of another time."""

_AFTER = 60
"""Characters after a reference that are read with it: what is said of the place it names."""

_ORDERS = ("령으로 정", "령이 정", "장관이 정", "장이 정", "칙으로 정", "칙이 정", "조례로 정", "훈령으로 정")
_ORDERING = " OR ".join(f"instr(p.text, '{word}') > 0" for word in _ORDERS)
_SOURCE = "p.id, p.document_id, d.title, d.collection, p.ordinal, p.label, p.heading"
_SPOT = f"{_SOURCE}, p.locator, ({_ORDERING})"
_EDGE = (
    "l.passage_id, l.cited_id, l.place, l.part, l.last_place, l.start, "
    "substr(p.text, l.start + 1, l.length + ?1), l.length"
)
_ASKED = "json_each(?) w CROSS JOIN passages p ON p.id = w.value"
_DOCUMENTS = "CROSS JOIN documents d ON d.id = p.document_id"
"""CROSS: from the passages asked about to their documents, never the other way."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A passage as its neighbours see it. `place` is that of store.places.

    `orders`: its text leaves something to a decree, a rule or a minister (`대통령령으로 정한다`).
    """

    id: int
    document_id: str
    title: str
    collection: str
    ordinal: int
    label: str
    heading: str
    place: int = 0
    orders: bool = False


@dataclass(frozen=True, slots=True)
class Edge:
    """A reference that stands in passage `passage_id` from `start` on. `said` is its text, `after` what follows it.

    `cited_id` is 0 for the document itself. `place` and `last_place` (0: no range) are those of store.places.
    """

    passage_id: int
    cited_id: int
    place: int
    part: int
    last_place: int
    start: int
    said: str
    after: str


@dataclass(frozen=True, slots=True)
class Article:
    """An article among those of its document."""

    id: int
    ordinal: int
    heading: str


class Adjacency:
    """Reads only. Each call is one query, or one for each document of the passages asked about."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def spots(self, ids: Iterable[int]) -> dict[int, Spot]:
        """Those of these passages that there are."""
        return {spot.id: spot for spot in self._spots(f"{_ASKED} {_DOCUMENTS}", json.dumps(list(ids)))}

    def sources(self, ids: Iterable[int]) -> dict[int, Spot]:
        """The same without `place` and `orders`, for which texts are read: some articles are cited by hundreds."""
        with self._database.reading() as connection:
            rows = connection.execute(
                f"SELECT {_SOURCE} FROM {_ASKED} {_DOCUMENTS}",  # noqa: S608
                (json.dumps(list(ids)),),
            ).fetchall()
        return {row[0]: Spot(*row) for row in rows}

    def at(self, wanted: Iterable[tuple[str, int]]) -> dict[tuple[str, int], Spot]:
        """(document id, place) -> the first passage there."""
        asked = {(document, to_locator(place, 0).label): (document, place) for document, place in wanted}
        spots = self._spots(
            "json_each(?) w CROSS JOIN passages p ON p.document_id = w.value ->> 0 AND p.label = w.value ->> 1 "
            f"{_DOCUMENTS} ORDER BY +p.ordinal DESC",
            json.dumps(list(asked)),
        )
        return {asked[spot.document_id, spot.label]: spot for spot in spots}

    def articles(self, document_ids: Iterable[str]) -> dict[str, tuple[Article, ...]]:
        """Document id -> its articles in order, without what stands in a 부칙 or an annex."""
        found: dict[str, list[Article]] = {}
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT p.document_id, p.id, p.ordinal, p.heading FROM json_each(?) w "
                "CROSS JOIN passages p ON p.document_id = w.value AND p.label >= '제' AND p.label < '젝' "
                "ORDER BY p.document_id, p.ordinal",
                (json.dumps(list(document_ids)),),
            )
            for document, *row in rows:
                found.setdefault(document, []).append(Article(*row))
        return {document: tuple(articles) for document, articles in found.items()}

    def reach(self, ids: Iterable[int]) -> dict[int, int]:
        """Passage id -> how many places of other laws it refers to."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT passage_id, count(DISTINCT place) FROM links "
                "WHERE passage_id IN (SELECT value FROM json_each(?)) AND cited_id > 0 AND place > 0 "
                "GROUP BY passage_id",
                (json.dumps(list(ids)),),
            ).fetchall()
        return dict(rows)

    def cited(self, ids: Iterable[int]) -> tuple[Edge, ...]:
        """The references in these passages to an article or an annex."""
        return self._edges(
            f"WHERE l.passage_id IN (SELECT value FROM json_each(?2)) AND l.relation IN {_FOLLOWED} "  # noqa: S608
            "AND l.place > 0",
            (json.dumps(list(ids)),),
        )

    def citing_here(self, document_id: str, places: Sequence[int]) -> tuple[Edge, ...]:
        """The references of a document to these places of its own."""
        return self._edges(
            f"WHERE p.document_id = ?2 AND l.cited_id = 0 AND l.relation IN {_FOLLOWED} "  # noqa: S608
            "AND l.place IN (SELECT value FROM json_each(?3))",
            (document_id, json.dumps(places)),
        )

    def citing(self, title: str, place: int, limit: int) -> tuple[Edge, ...]:
        """At most `limit` references of other documents to a place of the law of that title."""
        return self._edges(
            "JOIN cited c ON c.id = l.cited_id WHERE c.spelling = ?2 AND l.cited_id > 0 AND l.place = ?3 "
            f"AND l.relation IN {_LEADING} LIMIT ?4",
            (titles.spelling(title), place, limit),
        )

    def citing_from(self, document_id: str, title: str, places: Sequence[int]) -> tuple[Edge, ...]:
        """The references of one document to these places of the law of that title."""
        return self._edges(
            "JOIN cited c ON c.id = l.cited_id WHERE p.document_id = ?2 AND c.spelling = ?3 "  # noqa: S608
            f"AND l.relation IN {_LEADING} AND l.place IN (SELECT value FROM json_each(?4))",
            (document_id, titles.spelling(title), json.dumps(places)),
        )

    def names(self, cited_ids: Iterable[int]) -> Mapping[int, str]:
        """What cited ids stand for."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT id, name FROM cited WHERE id IN (SELECT value FROM json_each(?))",
                (json.dumps(sorted(set(cited_ids))),),
            ).fetchall()
        return dict(rows)

    def _spots(self, source: str, asked: str) -> tuple[Spot, ...]:
        with self._database.reading() as connection:
            rows = connection.execute(f"SELECT {_SPOT} FROM {source}", (asked,)).fetchall()  # noqa: S608
        return tuple(_spot(row) for row in rows)

    def _edges(self, rest: str, parameters: tuple[Any, ...]) -> tuple[Edge, ...]:
        with self._database.reading() as connection:
            rows = _rows(connection, rest, parameters)
        return tuple(_edge(row) for row in rows)


def _rows(connection: Connection, rest: str, parameters: tuple[Any, ...]) -> list[tuple[Any, ...]]:
    return connection.execute(
        f"SELECT {_EDGE} FROM links l JOIN passages p ON p.id = l.passage_id {rest}",  # noqa: S608
        (_AFTER, *parameters),
    ).fetchall()


def _spot(row: Sequence[Any]) -> Spot:
    identity, document, title, collection, ordinal, label, heading, locator, orders = row
    at = Locator.parse(locator)
    place, _ = to_numbers(at.at_article(), of_supplement=bool(at.supplement))
    return Spot(identity, document, title, collection, ordinal, label, heading, place, bool(orders))


def _edge(row: Sequence[Any]) -> Edge:
    passage, cited, place, part, last_place, start, text, length = row
    return Edge(passage, cited, place, part, last_place, start, text[:length], text[length:])
