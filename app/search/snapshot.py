"""The documents of the workspace as they were at a generation of the store, kept in memory for every search."""

from collections.abc import Collection
from dataclasses import dataclass

from app.core.types import Document
from app.search import lookup
from app.store.database import Database
from app.store.documents import Documents


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What moves a file or brings vectors does not show here."""

    generation: int
    revisions: dict[str, int]
    documents: dict[str, Document]
    """By id, without their text."""
    _names: dict[frozenset[str], lookup.Names]

    def names(self, collections: Collection[str]) -> lookup.Names:
        """The titles of these collections (empty: of all), made when first asked for."""
        wanted = frozenset(collections)
        found = self._names.get(wanted)
        if found is None:
            found = lookup.Names(
                {
                    identity: document.title
                    for identity, document in self.documents.items()
                    if not wanted or document.collection in wanted
                }
            )
            self._names[wanted] = found
        return found


class Snapshots:
    """Safe across threads: two that look at once do the work twice."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._documents = Documents(database)
        self._last = Snapshot(-1, {}, {}, {})

    def latest(self) -> Snapshot:
        """Only documents that were stored since the last look are read."""
        generation = self._database.generation()
        last = self._last
        if last.generation != generation:
            revisions = self._documents.revisions()
            if revisions == last.revisions:  # vectors came, a file moved
                last = Snapshot(generation, revisions, last.documents, last._names)
            else:
                changed = [key for key, revision in revisions.items() if last.revisions.get(key) != revision]
                documents = {key: document for key, document in last.documents.items() if key in revisions}
                documents |= self._documents.documents_by_id(changed)
                last = Snapshot(generation, revisions, documents, {})
            self._last = last
        return last
