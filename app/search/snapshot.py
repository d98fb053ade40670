"""The documents of the workspace as they were at a generation of the store, kept in memory for every search."""

from collections.abc import Collection, Mapping

from app.core.types import Document
from app.search.query.names import Names
from app.search.standing import Versions
from app.store.database import Database
from app.store.documents import Documents


class Snapshot:
    """What moves a file or brings vectors does not show here."""

    def __init__(self, revisions: dict[str, int], documents: dict[str, Document]) -> None:
        """`documents` by id, without their text."""
        self.revisions = revisions
        self.documents = documents
        self._names: dict[frozenset[str], tuple[Mapping[str, str], Names]] = {}
        self._versions: Versions | None = None
        self._collections: frozenset[str] | None = None

    def names(self, collections: Collection[str], short: Mapping[str, str]) -> Names:
        """The titles of these collections (empty: of all), made when first asked for; `short` names are what the
        thesaurus knows besides, the same object as long as it knows the same."""
        wanted = frozenset(collections)
        found = self._names.get(wanted)
        if found is None or found[0] is not short:
            titles = {
                identity: document.title
                for identity, document in self.documents.items()
                if not wanted or document.collection in wanted
            }
            found = self._names[wanted] = (short, Names(titles, short))
        return found[1]

    def versions(self) -> Versions:
        """Which documents are versions of one title, made when first asked for."""
        if self._versions is None:
            self._versions = Versions.among(self.documents.values())
        return self._versions

    def collections(self) -> frozenset[str]:
        """Those that hold a document."""
        if self._collections is None:
            self._collections = frozenset(document.collection for document in self.documents.values())
        return self._collections


class Snapshots:
    """Safe across threads: two that look at once do the work twice."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._documents = Documents(database)
        self._last = (-1, Snapshot({}, {}))

    def latest(self) -> Snapshot:
        """Only documents that were stored since the last look are read."""
        generation = self._database.generation()
        seen, last = self._last
        if seen != generation:
            revisions = self._documents.revisions()
            if revisions != last.revisions:  # else vectors came, or a file moved
                changed = [key for key, revision in revisions.items() if last.revisions.get(key) != revision]
                documents = {key: document for key, document in last.documents.items() if key in revisions}
                documents |= self._documents.documents_by_id(changed)
                last = Snapshot(revisions, documents)
            self._last = (generation, last)
        return last
