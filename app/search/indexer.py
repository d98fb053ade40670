"""Brings the lexical and the dense index up to the store."""

from collections.abc import Callable, Sequence

from app.core.errors import DocumentMissing
from app.core.events import Cancel
from app.core.types import Document, Passage
from app.search.dense import Dense
from app.search.faults import coded
from app.search.lexical.index import Lexical
from app.search.probe import finds_itself
from app.search.remote import CALL, Embedder
from app.search.thesaurus.keeper import Keeper
from app.search.vocabulary.cache import Vocabulary
from app.search.windows import windows
from app.store.database import Database
from app.store.documents import Documents
from app.store.vectors import Vectors

_COMMIT = 256  # passages between two commits of vectors
_PAGE = 2048  # passages whose text is in memory while they wait for the encoder
_KEEP = 8  # pages between two writings of the dense cache: a killed run has that much less to take in again


class Indexer:
    """For the holder of the write lock. Shares its indexes with the searcher of the same workspace."""

    def __init__(
        self, database: Database, embedder: Embedder, lexical: Lexical, dense: Dense, terms: Keeper, words: Vocabulary
    ) -> None:
        self._cache = database.home / "cache"
        self._documents = Documents(database)
        self._vectors = Vectors(database)
        self._embedder = embedder
        self._lexical = lexical
        self._dense = dense
        self._terms = terms
        self._words = words
        self._counted: dict[str, int] = {}
        self._all_have = 0
        """Up to this number every passage has a vector."""

    def stale(self) -> bool:
        """Documents have come or gone since the words, the thesaurus and the vocabulary were last brought up."""
        revisions = self._documents.revisions()
        wanted, gone = self._lexical.stale(revisions)
        return bool(wanted or gone or self._terms.stale(revisions) or self._uncounted(revisions))

    def _uncounted(self, revisions: dict[str, int]) -> bool:
        """Whether the vocabulary lags; its files are looked through once, not before every search."""
        if revisions != self._counted and not self._words.stale(revisions):
            self._counted = revisions
        return revisions != self._counted

    def stands_in(self) -> bool:
        """Words are stale only because a new version of their index is yet to be built, and the older one answers."""
        return self._lexical.stands_in()

    def index_words(self, progress: Callable[[int, int], None], *, terms: bool = True) -> None:
        """Bring the lexical index up to date, and thesaurus and vocabulary too unless `terms` is False: then it is
        cheap when little has changed and may be called every few seconds while documents come in. `progress` may
        raise to stop; what was put in until then stays. Raises DiskFull and WorkspaceUnwritable."""
        revisions = self._documents.revisions()
        with coded(self._cache):
            self._lexical.update(revisions, self._fetch, progress)
            if terms:
                self._terms.update(revisions, self._whole, progress)
                self._words.update(revisions, self._fetch, progress)

    def probe(self, document_ids: Sequence[str]) -> tuple[str, ...]:
        """Those of these documents that do not find themselves by their own words: a failure to be shown.

        For documents that index_words() has put in.
        """
        return tuple(
            identity for identity in document_ids if not finds_itself(identity, self._documents, self._lexical)
        )

    def meaning_behind(self) -> int:
        """How many passages have no vector yet."""
        return self._vectors.behind(self._embedder.key)

    def index_meaning(
        self, progress: Callable[[int, int], None], *, cancel: Cancel, threads: Callable[[], int] | None = None
    ) -> None:
        """Encode what has no vector yet, what one would miss first, a commit every few passages; then bring the
        dense cache up to date. Raises DiskFull and WorkspaceUnwritable.

        `threads` is asked before each call of the encoder how many it may use. What is stored while this runs
        is encoded too.
        """
        key = self._embedder.key
        done, total = 0, self._vectors.behind(key)
        tried: set[int] = set()
        pages = 0
        while True:
            newest = self._vectors.newest_passage()
            page = self._vectors.waiting(key, _PAGE, self._all_have)
            if tried.issuperset(page):
                self._all_have = self._all_have if page else newest
                break  # none wait, or their documents have gone
            tried.update(page)
            # alike in length, so that little of a batch is padding
            passages = sorted(self._documents.passages_by_id(page).values(), key=lambda passage: len(passage.text))
            documents = self._documents.documents_by_id(list({passage.document_id for passage in passages}))
            for start in range(0, len(passages), _COMMIT):
                progress(done, max(total, done))
                batch = [passage for passage in passages[start : start + _COMMIT] if passage.document_id in documents]
                self._encode(batch, documents, cancel, threads)
                done += len(batch)
            pages += 1
            if len(page) < _PAGE:
                self._all_have = newest
            elif pages % _KEEP == 0:
                self._refresh_dense()
        self._refresh_dense()
        progress(done, done)

    def _refresh_dense(self) -> None:
        with coded(self._cache):
            self._dense.refresh(write=True)

    def _encode(
        self,
        batch: Sequence[Passage],
        documents: dict[str, Document],
        cancel: Cancel,
        threads: Callable[[], int] | None,
    ) -> None:
        texts = [
            (passage.id, number, text)
            for passage in batch
            for number, text in enumerate(windows(documents[passage.document_id], passage))
        ]
        rows: list[tuple[int, int, bytes]] = []
        for start in range(0, len(texts), CALL):
            piece = texts[start : start + CALL]
            matrix = self._embedder.passages(
                [text for _, _, text in piece], cancel=cancel, threads=threads() if threads else 0
            )
            halves = matrix.astype("<f2")
            rows += [(piece[i][0], piece[i][1], halves[i].tobytes()) for i in range(len(piece))]
        self._vectors.add(self._embedder.key, rows)

    def _whole(self, identity: str) -> Document | None:
        try:
            return self._documents.document(identity)
        except DocumentMissing:
            return None

    def _fetch(self, identity: str) -> tuple[Document, Sequence[Passage]] | None:
        document = self._documents.documents_by_id([identity]).get(identity)
        return None if document is None else (document, self._documents.passages_of(identity))
