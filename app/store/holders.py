"""Whom a cited name stands for: documents by their titles, by the long titles a short name is made of, by number."""

from dataclasses import dataclass

from app.core import titles
from app.core.locator import NONE, Locator
from app.store.database import Database

TITLE = (
    "replace(replace(replace(replace(replace(replace(replace(replace("
    "title, ' ', ''), ',', ''), 'ㆍ', ''), '·', ''), '‧', ''), '・', ''), '･', ''), '•', '')"
)
"""The expression of the index documents_by_title: SQLite uses the index only for the same one."""


@dataclass(frozen=True, slots=True)
class Holder:
    """A document that a name stands for."""

    id: str
    title: str
    collection: str


@dataclass(frozen=True, slots=True)
class Landing:
    """A passage that a place leads to."""

    id: int
    label: str
    heading: str
    offset: int


class Holders:
    """Looks names up. Keeps the long titles, which short names are made of, until something is written."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._long = _Long(-1, (), {})

    def titled(self, name: str, collection: str = "") -> tuple[Holder, ...]:
        """The documents of that title, however it is spaced, or else of the one long title that the name abbreviates.

        Those of `collection` first, then the latest in force. Empty: the workspace has none.
        """
        with self._database.reading() as connection:
            rows = connection.execute(
                f"SELECT id, title, collection FROM documents WHERE {TITLE} = ? "  # noqa: S608
                "ORDER BY collection = ? DESC, effective DESC, id",
                (titles.spelling(name), collection),
            ).fetchall()
        if rows:
            return tuple(Holder(*row) for row in rows)
        found = self._abbreviated(name)
        if len({titles.spelling(holder.title) for holder in found}) > 1:
            return ()
        return tuple(sorted(found, key=lambda holder: holder.collection != collection))

    def numbered(self, number: str, collection: str = "") -> tuple[Holder, ...]:
        """The documents of that number."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT id, title, collection FROM documents WHERE number <> '' AND replace(number, ' ', '') = ? "
                "ORDER BY collection = ? DESC, effective DESC, id",
                (titles.spelling(number), collection),
            ).fetchall()
        return tuple(Holder(*row) for row in rows)

    def landings(self, document_id: str, locator: Locator, *, of_supplement: bool = False) -> tuple[Landing, ...]:
        """The passages of a document at a place's 조, 별표 or 부칙, in order. Empty when it has none such.

        `of_supplement`: the place is of a 부칙. One that the Locator leaves open is told only where the document has
        one such article.
        """
        of_supplement = of_supplement or bool(locator.supplement)
        if not of_supplement and locator.article == NONE and not locator.annex_kind:
            return ()
        label = Locator(supplement=1).label if of_supplement else locator.label
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT id, label, heading, locator FROM passages WHERE document_id = ? AND label = ? "
                "ORDER BY +ordinal",  # the + keeps SQLite from walking all passages in order instead of by label
                (document_id, label),
            ).fetchall()
        if of_supplement:  # some documents have hundreds of them: most are told apart by their spelling
            spelt = str(locator.at_article())
            rows = [row for row in rows if row[3].partition(" §")[0].endswith(spelt)]
        at = [(row, Locator.parse(row[3])) for row in rows]
        if of_supplement:
            at = [(row, own) for row, own in at if own.article == locator.article]
            at = [(row, own) for row, own in at if not locator.supplement or own.supplement == locator.supplement]
            if not locator.supplement and len({own.supplement for _, own in at}) > 1:
                return ()
        return tuple(Landing(row[0], row[1], row[2], own.offset) for row, own in at)

    def _abbreviated(self, name: str) -> tuple[Holder, ...]:
        stem = titles.short_stem(name)
        if not stem:
            return ()
        long = self._long_titles()
        if name not in long.short:
            first, last = stem[:2], stem[-2:]
            long.short[name] = tuple(
                holder
                for spelling, holder in long.titles
                if first in spelling and last in spelling and titles.abbreviates(name, holder.title)
            )
        return long.short[name]

    def _long_titles(self) -> "_Long":
        generation = self._database.generation()
        if self._long.generation != generation:
            with self._database.reading() as connection:
                rows = connection.execute(
                    f"SELECT {TITLE}, id, title, collection FROM documents ORDER BY {TITLE}, effective DESC"  # noqa: S608
                ).fetchall()
            held = tuple((row[0], Holder(*row[1:])) for row in rows if titles.is_descriptive(row[2]))
            self._long = _Long(generation, held, {})
        return self._long


@dataclass(frozen=True, slots=True)
class _Long:
    """The descriptive titles with their spellings as of a generation, and the short names looked up among them."""

    generation: int
    titles: tuple[tuple[str, Holder], ...]
    short: dict[str, tuple[Holder, ...]]
