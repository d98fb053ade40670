"""What texts cite, and where it stands now.

A reference is stored as the text says it: whom it names, which place. What that leads to is looked up when it is
asked for, by title, so that it is right whatever was added, moved or removed since.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from app.core import titles
from app.core.locator import Locator
from app.core.types import Passage, Reference, Relation
from app.store.connection import Connection
from app.store.database import Database
from app.store.places import to_locator, to_numbers

_RELATIONS = tuple(Relation)
_ROW = "l.passage_id, l.start, l.length, l.relation, l.cited_id, l.place, l.part, l.last_place, l.last_part"


@dataclass(frozen=True, slots=True)
class Cited:
    """A stored reference. `span` is its place in the text of its passage; `name` is empty for the document itself."""

    passage_id: int
    span: tuple[int, int]
    relation: Relation
    name: str
    locator: Locator
    last: Locator | None


@dataclass(frozen=True, slots=True)
class Tally:
    """How often a place is cited, and by how many documents. `name` is empty where `document_id` cites itself;
    a Locator() stands for the document as a whole."""

    name: str
    document_id: str
    relation: Relation
    locator: Locator
    references: int
    documents: int


def put_links(connection: Connection, document_id: str, references: Iterable[Reference]) -> None:
    """Store a document's references in place of its former ones, within the transaction that stores its passages."""
    connection.execute(
        "DELETE FROM links WHERE passage_id IN (SELECT id FROM passages WHERE document_id = ?)", (document_id,)
    )
    passages = {
        ordinal: (identity, start)
        for identity, ordinal, start in connection.execute(
            "SELECT id, ordinal, start FROM passages WHERE document_id = ?", (document_id,)
        )
    }
    known: dict[str, int] = {"": 0}
    rows = []
    for one in references:
        identity, start = passages[one.passage]
        if one.law not in known:
            known[one.law] = _cited(connection, one.law)
        open_supplement = one.relation is Relation.SUPPLEMENT
        last = to_numbers(one.last, of_supplement=open_supplement) if one.last is not None else (0, 0)
        numbers = to_numbers(one.locator, of_supplement=open_supplement)
        relation = _RELATIONS.index(one.relation)
        rows.append((identity, one.start - start, one.end - one.start, relation, known[one.law], *numbers, *last))
    connection.executemany("INSERT INTO links VALUES (?,?,?,?,?,?,?,?,?)", rows)


def _cited(connection: Connection, name: str) -> int:
    spelling = titles.spelling(name)
    connection.execute("INSERT INTO cited (spelling, name) VALUES (?, ?) ON CONFLICT DO NOTHING", (spelling, name))
    return int(connection.execute("SELECT id FROM cited WHERE spelling = ?", (spelling,)).fetchone()[0])


class Links:
    """Reads what `put_links` stored. Keeps the short names among the cited until something is written."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._short: tuple[int, tuple[tuple[str, str], ...]] = (-1, ())

    def of_passage(self, passage_id: int) -> tuple[Cited, ...]:
        """In the order of the text."""
        with self._database.reading() as connection:
            rows = connection.execute(
                f"SELECT {_ROW}, c.name FROM links l LEFT JOIN cited c ON c.id = l.cited_id "  # noqa: S608
                "WHERE l.passage_id = ? ORDER BY l.start",
                (passage_id,),
            ).fetchall()
        return tuple(_cited_of(row) for row in rows)

    def citing(self, passage: Passage, names: Sequence[str], limit: int) -> tuple[Cited, ...]:
        """At most `limit` references to a passage's 조, 별표 or 부칙, ranges over it among them: those of its document
        in order, then those of other documents that name it by one of `names`. Its own are left out."""
        at = passage.locator
        place, _ = to_numbers(at.at_article(), of_supplement=bool(at.supplement))
        with self._database.reading() as connection:
            found = connection.execute(
                f"SELECT {_ROW}, NULL FROM passages p JOIN links l ON l.passage_id = p.id "  # noqa: S608
                "WHERE p.document_id = ?1 AND p.id <> ?2 AND l.cited_id = 0 "
                "AND (l.place = ?3 OR (l.place < ?3 AND l.last_place >= ?3)) ORDER BY p.ordinal, l.start LIMIT ?4",
                (passage.document_id, passage.id, place, limit),
            ).fetchall()
            for name in names:
                found += connection.execute(
                    f"SELECT {_ROW}, c.name FROM cited c JOIN links l ON l.cited_id = c.id AND l.cited_id > 0 "  # noqa: S608
                    "AND l.place = ?2 WHERE c.spelling = ?1 AND l.passage_id <> ?3 UNION ALL "
                    f"SELECT {_ROW}, c.name FROM cited c JOIN links l ON l.cited_id = c.id AND l.cited_id > 0 "
                    "AND l.last_place > l.place AND l.last_place >= ?2 AND l.place < ?2 "
                    "WHERE c.spelling = ?1 AND l.passage_id <> ?3 LIMIT ?4",
                    (titles.spelling(name), place, passage.id, limit - len(found)),
                ).fetchall()
        return tuple(_cited_of(row) for row in found)

    def short_names(self) -> tuple[tuple[str, str], ...]:
        """(stem, name) of whoever is cited by what may be a short name: ("정보공개", "정보공개법")."""
        generation = self._database.generation()
        if self._short[0] != generation:
            with self._database.reading() as connection:
                rows = connection.execute("SELECT name FROM cited").fetchall()
            self._short = (generation, tuple((stem, name) for (name,) in rows if (stem := titles.short_stem(name))))
        return self._short[1]

    def tallies(self, collection: str = "") -> Iterator[Tally]:
        """What the documents (of a collection) cite: each name as a whole, each place of a name, each place of a
        document that cites itself. The relation tells only numbers, and 부칙, from the rest."""
        of = "JOIN documents d ON d.id = p.document_id AND d.collection = ?" if collection else ""
        rest = f"FROM links l JOIN passages p ON p.id = l.passage_id {of}"
        given = (collection,) if collection else ()
        kinds = ", ".join(str(_RELATIONS.index(one)) for one in (Relation.NUMBER, Relation.SUPPLEMENT))
        kind = f"CASE WHEN l.relation IN ({kinds}) THEN l.relation END"
        counts = "count(*), count(DISTINCT p.document_id)"
        queries = (
            f"SELECT c.name, '', {kind}, 0, {counts} {rest} JOIN cited c ON c.id = l.cited_id GROUP BY 1, 3",
            f"SELECT c.name, '', {kind}, l.place, {counts} {rest} JOIN cited c ON c.id = l.cited_id "
            "WHERE l.place > 0 GROUP BY 1, 3, 4",
            f"SELECT '', p.document_id, {kind}, l.place, {counts} {rest} WHERE l.cited_id = 0 GROUP BY 2, 3, 4",
        )
        with self._database.reading() as connection:
            for query in queries:
                for name, document, relation, place, references, documents in connection.execute(query, given):
                    told = Relation.EXTERNAL if relation is None else _RELATIONS[relation]
                    yield Tally(name, document, told, to_locator(place, 0), references, documents)


def _cited_of(row: Sequence[Any]) -> Cited:
    passage, start, length, relation, _, place, part, last_place, last_part, name = row
    last = to_locator(last_place, last_part) if last_place else None
    span = (start, start + length)
    return Cited(passage, span, _RELATIONS[relation], name or "", to_locator(place, part), last)
