"""Search as a whole: route a named article, ask every channel, fuse, and say what failed.

Without the embedder search goes on with words alone and says so in `notices`.
"""

import re
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from app.core.errors import (
    ChildUnstartable,
    EmbedderFailed,
    ModelDamaged,
    ModelMissing,
    ModelUnloadable,
    NothingIndexed,
)
from app.core.events import Cancel, Warned
from app.core.types import Document, Hit, Passage, Query
from app.search import lookup
from app.search.dense import Dense
from app.search.fuse import Fused, Scored, fuse
from app.search.highlight import highlights
from app.search.lexical import Lexical
from app.search.morpheme_remote import RemoteMorphemes
from app.search.probe import finds_itself
from app.search.remote import Embedder
from app.search.windows import windows
from app.store.database import Database
from app.store.documents import Documents
from app.store.vectors import Vectors

DEPTH = 100
"""How many passages each channel brings to the fusion."""

_BATCH = 16  # windows in one call of the encoder
_COMMIT = 64  # passages between two commits of vectors
_PAGE = 2048  # passages whose text is in memory while they wait for the encoder
_SUPPLEMENT = 0.8  # any weight from 0.9 to 0.5 gave the same gain
_SUPPLEMENT_WORDS = re.compile(r"부칙|시행일|경과\s*조치|언제부터|시행되")
_ROUTED = 2.0  # above any fused score: the article that the question names


@dataclass(frozen=True, slots=True)
class Outcome:
    """`absent` is a reason code when the question names what the corpus does not hold:
    `no_law` or `no_article`, with its parameters. `reference` is what the question names, if anything."""

    hits: tuple[Hit, ...]
    notices: tuple[Warned, ...]
    reference: lookup.Reference | None
    absent: str
    absent_params: dict[str, str]


@dataclass(frozen=True, slots=True)
class _Seen:
    """The documents as they were at a generation of the store; what moves a file does not show here."""

    generation: int
    revisions: dict[str, int]
    documents: dict[str, Document]
    names: dict[str, lookup.Names]
    """By collection, made when first asked for."""


class Searcher:
    """Over one workspace. Reading is safe across threads; `index_*` is for the holder of the write lock."""

    def __init__(self, home: Path, database: Database, embedder: Embedder) -> None:
        self._database = database
        self._documents = Documents(database)
        self._vectors = Vectors(database)
        self._morphemes = RemoteMorphemes()
        self._embedder = embedder
        self._lexical = Lexical(home / "cache" / "lexical", self._morphemes)
        self._dense = Dense(home / "cache" / "dense", self._vectors, embedder.key)
        self._seen = _Seen(-1, {}, {}, {})

    # --- asking ------------------------------------------------------------------------------
    def suggest(self, query: Query) -> tuple[Hit, ...]:
        """Results while typing: bigrams only, no model, no morphemes."""
        documents, chosen = self._scope(query)
        found = self._lexical.by_bigrams(query.text, max(query.limit, DEPTH), query.collection, chosen)
        fused, _, _ = self._routed(self._reference(query), fuse({"bigrams": found}), documents)
        return self._hits(query, fused[: query.limit])

    def search(self, query: Query, *, cancel: Cancel) -> Outcome:
        """All channels. Raises NothingIndexed."""
        documents, chosen = self._scope(query)
        depth = max(query.limit, DEPTH)
        notices: tuple[Warned, ...] = ()
        with ThreadPoolExecutor(max_workers=1) as pool:  # two children work at once
            vector = pool.submit(self._embedder.query, query.text, cancel=cancel)
            channels: dict[str, Scored] = {
                "morphemes": self._lexical.by_morphemes(query.text, depth, query.collection, chosen),
                "bigrams": self._lexical.by_bigrams(query.text, depth, query.collection, chosen),
            }
            self._dense.refresh(write=False)
            try:
                passages = self._passages(query, documents, chosen)
                channels["dense"] = self._dense.search(vector.result(), depth, passages)
            except (EmbedderFailed, ModelMissing, ModelDamaged, ModelUnloadable, ChildUnstartable) as error:
                notices = (Warned("", error.code, error.params),)
        asked = {passage for scored in channels.values() for passage, _ in scored}
        blind = {"dense": self._dense.lacking(asked)}  # no vector yet: the words alone decide
        weighed = self._without_old_rules(query, fuse(channels, blind=blind))
        reference = self._reference(query)
        fused, absent, params = self._routed(reference, weighed, documents)
        return Outcome(self._hits(query, fused[: query.limit]), notices, reference, absent, params)

    def close(self) -> None:
        """End the morphemes child; the embedder is the caller's."""
        self._morphemes.close()

    def stale(self) -> bool:
        """Documents have come or gone since the lexical index was last brought up to date."""
        wanted, gone = self._lexical.stale(self._documents.revisions())
        return bool(wanted or gone)

    def warm(self) -> None:
        """Load what the first search needs, so that a person does not wait for it."""
        with ThreadPoolExecutor(max_workers=1) as pool:
            loaded = pool.submit(self._embedder.load)
            self._morphemes.of_many(["문서"])
            self._dense.refresh(write=False)
            loaded.result()

    # --- indexing ----------------------------------------------------------------------------
    def index_words(self, progress: Callable[[int, int], None]) -> None:
        """Bring the lexical index up to date; cheap when little has changed, so it may be called every few
        seconds while documents come in. `progress` may raise to stop; what was put in until then stays."""
        self._lexical.update(self._documents.revisions(), self._fetch, progress)

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
        """Encode what has no vector yet, a commit every few passages; then bring the dense cache up to date.

        `threads` is asked before each call of the encoder how many it may use. What is stored while this runs
        is encoded too.
        """
        key = self._embedder.key
        done, total, last = 0, self._vectors.behind(key), 0
        while page := self._vectors.waiting(key, last, _PAGE):
            last = page[-1]
            # alike in length, so that little of a batch is padding
            passages = sorted(self._documents.passages_by_id(page).values(), key=lambda passage: len(passage.text))
            documents = self._documents.documents_by_id(list({passage.document_id for passage in passages}))
            for start in range(0, len(passages), _COMMIT):
                progress(done, max(total, done))
                batch = [passage for passage in passages[start : start + _COMMIT] if passage.document_id in documents]
                self._encode(batch, documents, cancel, threads)
                done += len(batch)
        self._dense.refresh(write=True)
        progress(done, done)

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
        for start in range(0, len(texts), _BATCH):
            piece = texts[start : start + _BATCH]
            matrix = self._embedder.passages(
                [text for _, _, text in piece], cancel=cancel, threads=threads() if threads else 0
            )
            halves = matrix.astype("<f2")
            rows += [(piece[i][0], piece[i][1], halves[i].tobytes()) for i in range(len(piece))]
        self._vectors.add(self._embedder.key, rows)

    # --- inside ------------------------------------------------------------------------------
    def _fetch(self, identity: str) -> tuple[Document, Sequence[Passage]] | None:
        document = self._documents.documents_by_id([identity]).get(identity)
        return None if document is None else (document, self._documents.passages_of(identity))

    def _scope(self, query: Query) -> tuple[dict[str, Document], list[str] | None]:
        """(all documents, the ids that kind and date leave or None)."""
        documents = self._all().documents
        if not documents:
            raise NothingIndexed
        if not query.kind and not query.as_of:
            return documents, None
        return documents, [
            document.id
            for document in documents.values()
            if (not query.kind or document.kind == query.kind)
            and (not query.as_of or not document.effective or document.effective <= query.as_of)
        ]

    def _passages(self, query: Query, documents: dict[str, Document], chosen: list[str] | None) -> list[int] | None:
        """The passages of the scope; None when that is everything."""
        scope = [
            identity
            for identity in (documents if chosen is None else chosen)
            if not query.collection or documents[identity].collection == query.collection
        ]
        return None if len(scope) == len(documents) else self._documents.passage_ids(scope)

    def _all(self) -> _Seen:
        """Every document; only those that were stored since the last look are read."""
        generation = self._database.generation()
        seen = self._seen
        if seen.generation != generation:
            revisions = self._documents.revisions()
            if revisions == seen.revisions:  # vectors came, a file moved
                seen = _Seen(generation, revisions, seen.documents, seen.names)
            else:
                changed = [key for key, revision in revisions.items() if seen.revisions.get(key) != revision]
                documents = {key: document for key, document in seen.documents.items() if key in revisions}
                documents |= self._documents.documents_by_id(changed)
                seen = _Seen(generation, revisions, documents, {})
            self._seen = seen
        return seen

    def _without_old_rules(self, query: Query, fused: list[Fused]) -> list[Fused]:
        """부칙 and 경과조치 repeat the words of the articles they change; they come first only when asked for."""
        if _SUPPLEMENT_WORDS.search(query.text):
            return fused
        supplements = self._documents.labelled([entry.passage_id for entry in fused], "부칙")
        weighed = [
            replace(entry, score=entry.score * _SUPPLEMENT) if entry.passage_id in supplements else entry
            for entry in fused
        ]
        return sorted(weighed, key=lambda entry: (-entry.score, entry.passage_id))

    def _reference(self, query: Query) -> lookup.Reference | None:
        seen = self._all()
        names = seen.names.get(query.collection)
        if names is None:
            names = lookup.Names(
                {
                    identity: document.title
                    for identity, document in seen.documents.items()
                    if not query.collection or document.collection == query.collection
                }
            )
            seen.names[query.collection] = names
        return lookup.find(query.text, names)

    def _routed(
        self, reference: lookup.Reference | None, fused: list[Fused], documents: dict[str, Document]
    ) -> tuple[list[Fused], str, dict[str, str]]:
        """Put the article that the question names first; say when there is none such."""
        if reference is None:
            return fused, "", {}
        if not reference.documents:
            return fused, "no_law" if reference.name else "", {"law": reference.name}
        named: list[int] = []
        last = ""
        for identity in reference.documents:
            labels = self._documents.labels(identity)
            if reference.label:
                named += [passage for label, passage in labels if label == reference.label]
                last = next((label for label, _ in reversed(labels) if label.startswith("제")), last)
            else:
                named += [passage for _, passage in labels]
        if not named:
            title = documents[reference.documents[0]].title
            return fused, "no_article", {"law": title, "article": reference.label, "last": last}
        others = [entry for entry in fused if entry.passage_id not in set(named)]
        ranks = {entry.passage_id: entry.ranks for entry in fused}
        first = [
            Fused(passage, _ROUTED, {"lookup": rank, **ranks.get(passage, {})})
            for rank, passage in enumerate(dict.fromkeys(named), 1)
        ]
        return first + others, "", {}

    def _hits(self, query: Query, fused: Sequence[Fused]) -> tuple[Hit, ...]:
        passages = self._documents.passages_by_id([entry.passage_id for entry in fused])
        documents = self._documents.documents_by_id(list({passage.document_id for passage in passages.values()}))
        hits = []
        for entry in fused:
            passage = passages.get(entry.passage_id)
            document = documents.get(passage.document_id) if passage else None
            if passage is None or document is None:
                continue  # removed since the cache was written
            marks = highlights(query.text, passage.text)
            hits.append(Hit(passage, document, entry.score, entry.ranks, marks))
        return tuple(hits)
