"""Search as a whole: route a named article, ask every channel, fuse, and say what failed.

Without the embedder search goes on with words alone and says so in `notices`.
"""

import re
from collections.abc import Mapping, Sequence
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
from app.core.types import Document, Hit, Query
from app.search import lookup
from app.search.dense import Dense
from app.search.fuse import Fused, Scored, fuse
from app.search.highlight import highlights
from app.search.indexer import Indexer
from app.search.lexical.index import Lexical
from app.search.morpheme_remote import RemoteMorphemes
from app.search.remote import Embedder
from app.search.scope import scope
from app.search.snapshot import Snapshot, Snapshots
from app.store.database import Database
from app.store.documents import Documents
from app.store.vectors import Vectors

DEPTH = 100
"""How many passages each channel brings to the fusion."""

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


class Searcher:
    """Over one workspace. Safe across threads."""

    def __init__(self, home: Path, database: Database, embedder: Embedder) -> None:
        self._documents = Documents(database)
        self._morphemes = RemoteMorphemes()
        self._embedder = embedder
        self._lexical = Lexical(home / "cache" / "lexical", self._morphemes)
        self._dense = Dense(home / "cache" / "dense", Vectors(database), embedder.key)
        self._snapshots = Snapshots(database)
        self.indexer = Indexer(database, embedder, self._lexical, self._dense)

    # --- asking ------------------------------------------------------------------------------
    def suggest(self, query: Query) -> tuple[Hit, ...]:
        """Results while typing: bigrams only, no model, no morphemes."""
        snapshot = self._snapshot()
        found = self._lexical.by_bigrams(query.text, max(query.limit, DEPTH), scope(query, snapshot.documents))
        reference = lookup.find(query.text, snapshot.names(query.collections))
        fused, _, _ = self._routed(reference, fuse({"bigrams": found}), snapshot.documents)
        return self._hits(query, fused[: query.limit])

    def search(self, query: Query, *, cancel: Cancel) -> Outcome:
        """All channels. Raises NothingIndexed."""
        snapshot = self._snapshot()
        chosen = scope(query, snapshot.documents)
        depth = max(query.limit, DEPTH)
        notices: tuple[Warned, ...] = ()
        with ThreadPoolExecutor(max_workers=1) as pool:  # two children work at once
            vector = pool.submit(self._embedder.query, query.text, cancel=cancel)
            channels: dict[str, Scored] = {
                "morphemes": self._lexical.by_morphemes(query.text, depth, chosen),
                "bigrams": self._lexical.by_bigrams(query.text, depth, chosen),
            }
            self._dense.refresh(write=False)
            try:
                passages = None if chosen is None else self._documents.passage_ids(chosen)
                channels["dense"] = self._dense.search(vector.result(), depth, passages)
            except (EmbedderFailed, ModelMissing, ModelDamaged, ModelUnloadable, ChildUnstartable) as error:
                notices = (Warned("", error.code, error.params),)
        asked = {passage for scored in channels.values() for passage, _ in scored}
        blind = {"dense": self._dense.lacking(asked)}  # no vector yet: the words alone decide
        weighed = self._without_old_rules(query, fuse(channels, blind=blind))
        reference = lookup.find(query.text, snapshot.names(query.collections))
        fused, absent, params = self._routed(reference, weighed, snapshot.documents)
        return Outcome(self._hits(query, fused[: query.limit]), notices, reference, absent, params)

    def close(self) -> None:
        """End the morphemes child; the embedder is the caller's."""
        self._morphemes.close()

    def warm(self) -> None:
        """Load what the first search needs, so that a person does not wait for it."""
        with ThreadPoolExecutor(max_workers=1) as pool:
            loaded = pool.submit(self._embedder.load)
            self._morphemes.of_many(["문서"])
            self._dense.refresh(write=False)
            loaded.result()

    # --- inside ------------------------------------------------------------------------------
    def _snapshot(self) -> Snapshot:
        """Raises NothingIndexed."""
        snapshot = self._snapshots.latest()
        if not snapshot.documents:
            raise NothingIndexed
        return snapshot

    def _without_old_rules(self, query: Query, fused: list[Fused]) -> list[Fused]:
        """부칙 and 경과조치 repeat the words of the articles they change; they come first only when asked for."""
        if _SUPPLEMENT_WORDS.search(query.text):
            return fused
        briefs = self._documents.briefs([entry.passage_id for entry in fused])
        supplements = {identity for identity, brief in briefs.items() if brief.label.startswith("부칙")}
        weighed = [
            replace(entry, score=entry.score * _SUPPLEMENT) if entry.passage_id in supplements else entry
            for entry in fused
        ]
        return sorted(weighed, key=lambda entry: (-entry.score, entry.passage_id))

    def _routed(
        self, reference: lookup.Reference | None, fused: list[Fused], documents: Mapping[str, Document]
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
