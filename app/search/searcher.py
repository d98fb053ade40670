"""Search as a whole: read the question, ask the channels, order what they bring, put what is named first.

Without the embedder search goes on with words alone and says so in `notices`.
"""

from collections.abc import Callable, Collection, Mapping, Sequence, Set
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from app.core.errors import NothingIndexed
from app.core.events import Cancel, Warned
from app.core.paths import models_dir
from app.core.types import Because, Document, Hit, Passage, Query, Understood
from app.search.answerable import NAMED, NOTHING, UNSEEN, Judge, Judged
from app.search.asked import Asked, ask
from app.search.counterparts import Counterparts
from app.search.dense import Dense
from app.search.figures_first import figures_first
from app.search.fuse import Fused
from app.search.gather import DEPTH, Gathered, Gatherer
from app.search.highlight import Marks
from app.search.indexer import Indexer
from app.search.learned import Learned
from app.search.lexical.index import Lexical
from app.search.lookup import Reference
from app.search.morpheme_remote import RemoteMorphemes
from app.search.order import Orderer
from app.search.query.lexicon import Lexicon
from app.search.rank.answerable import Evidence
from app.search.remote import Embedder
from app.search.route import NO_LAW, route
from app.search.snapshot import Snapshots
from app.search.standing import order_versions, standing
from app.search.steps import Steps
from app.search.thesaurus.keeper import Keeper
from app.search.vocabulary.cache import Vocabulary
from app.store.database import Database
from app.store.documents import Documents
from app.store.vault.sealer import Sealer
from app.store.vectors import Vectors

Admit = Callable[[Query, Set[str]], Query]
"""admit(query, the collections that there are): the query as it may be asked. Raises where it may not be."""

RANKING = "ranking"
"""The folder of models/ that holds what was learned of ordering."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """`absent` is a reason code when the question names what the corpus does not hold, as in route.Routed, with its
    parameters. `reference` is what the question names, if anything.

    `answerable` is how likely, 0 to 1, the corpus holds an answer at all; 1 where nobody looked. `refused`: so
    unlikely that no model is to be asked; `sure`: so likely that a model that finds nothing is not believed. Where it
    is not `judged` (no vectors yet, no weights) `answerable` is only the certainty of the best, on another scale.
    """

    hits: tuple[Hit, ...]
    understood: Understood
    notices: tuple[Warned, ...] = ()
    reference: Reference | None = None
    absent: str = ""
    absent_params: Mapping[str, str] = field(default_factory=dict)
    answerable: float = 1.0
    refused: bool = False
    sure: bool = False
    judged: bool = True


@dataclass(frozen=True, slots=True)
class _Found:
    """`because` tells of passages that came along with another."""

    order: Sequence[Fused]
    marks: Marks
    because: Mapping[int, Because] = field(default_factory=dict)
    notices: tuple[Warned, ...] = ()
    judged: Judged = UNSEEN


class Searcher:
    """Over one workspace. Safe across threads."""

    def __init__(
        self,
        home: Path,
        database: Database,
        embedder: Embedder,
        steps: Steps | None = None,
        today: Callable[[], date] = date.today,
        sealer: Sealer | None = None,
        admit: Admit | None = None,
        only: Collection[str] = (),
    ) -> None:
        """`sealer`: through which all caches go; None: the database's. `admit` is asked before every search; `only`
        are the collections whose passages are handed out, empty: all."""
        sealer = sealer or database.sealer
        self._steps = steps or Steps()
        self._today = today
        self._admit = admit or (lambda query, _: query)
        self._documents = Documents(database, only)
        self._morphemes = RemoteMorphemes()
        self._embedder = embedder
        learned = Learned.load(models_dir() / RANKING) if self._steps.learned else Learned()
        self._lexical = Lexical(
            home / "cache" / "lexical", self._morphemes, self._texts, learned.weights, learned.related, sealer
        )
        self._dense = Dense(home / "cache" / "dense", Vectors(database), embedder.key, sealer=sealer)
        self._terms = Keeper(home, sealer)
        self._vocabulary = Vocabulary(home / "cache" / "vocabulary", self._morphemes, sealer)
        self._snapshots = Snapshots(database)
        self._gatherer = Gatherer(self._lexical, self._dense, embedder, self._steps)
        self._orderer = Orderer(models_dir() / RANKING, learned=self._steps.learned)
        self._counterparts = Counterparts(
            database, self._lexical, models_dir() / RANKING, wanted=self._steps.neighbours
        )
        self._judge = Judge(self._lexical, self._documents, models_dir() / RANKING, learned=self._steps.learned)
        told = (learned, self._orderer, self._counterparts, self._judge)
        self._notices = tuple(notice for one in told for notice in one.notices)
        self.indexer = Indexer(database, embedder, self._lexical, self._dense, self._terms, self._vocabulary)

    # --- asking ------------------------------------------------------------------------------
    def suggest(self, query: Query) -> Outcome:
        """Results while typing: no model, no morphemes. Raises NothingIndexed."""
        asked = self._ask(query)
        found = self._lexical.typed(asked.understood.text, max(query.limit, DEPTH), asked.within)
        order = [Fused(passage, score, {"typed": rank}) for rank, (passage, score) in enumerate(found, 1)]
        return self._outcome(asked, _Found(order, Marks(asked.understood.text, phrases=asked.understood.phrases)))

    def by_words(self, query: Query) -> Outcome:
        """What the words alone find, at once. Raises NothingIndexed."""
        asked = self._ask(query)
        depth = max(query.limit, DEPTH)
        return self._ordered(asked, self._gatherer.words(asked.understood, asked.within, depth))

    def search(self, query: Query, *, cancel: Cancel, figures: bool = False) -> Outcome:
        """All channels. `figures`: what gives the figure asked for comes first; not for who cuts an answer from the
        hits, weighs figures in each clause and refuses where those nearest give none. Raises NothingIndexed."""
        return self._ordered(*self.gather(query, cancel=cancel), figures=figures)

    def gather(self, query: Query, *, cancel: Cancel) -> tuple[Asked, Gathered]:
        """A question as it is read, and what every channel brings for it, in no order yet. Raises NothingIndexed."""
        asked = self._ask(query)
        depth = max(query.limit, DEPTH)
        return asked, self._gatherer.everything(asked.understood, asked.within, depth, cancel)

    def evidence(self, asked: Asked, gathered: Gathered) -> Evidence | None:
        """What speaks for or against an answer among what was gathered: to learn from."""
        briefs = self._documents.briefs(gathered.candidates)
        order = self._orderer.order(gathered, briefs, asked.understood.laws)
        return self._judge.evidence(asked.understood.text, gathered, order)

    def close(self) -> None:
        """End the morphemes child and the dense channel's threads, give up what is in memory only; the embedder is the
        caller's."""
        self._gatherer.close()
        self._lexical.close()
        self._morphemes.close()
        self._dense.close()

    def warm(self) -> None:
        """Load what the first search needs, so that a person does not wait for it."""
        with ThreadPoolExecutor(max_workers=1) as pool:
            loaded = pool.submit(self._embedder.load)
            self._morphemes.of_many(["문서"])
            self._dense.refresh(write=False)
            loaded.result()

    # --- inside ------------------------------------------------------------------------------
    def _ask(self, query: Query) -> Asked:
        snapshot = self._snapshots.latest()
        if not snapshot.documents:
            raise NothingIndexed
        query = self._admit(query, snapshot.collections())
        thesaurus = self._terms.latest()
        names = snapshot.names(query.collections, thesaurus.names())
        lexicon = Lexicon(self._vocabulary.words(), self._vocabulary.dictionary(), names, thesaurus)
        return ask(query, snapshot, lexicon, self._today(), read=self._steps.reading)

    def _ordered(self, asked: Asked, gathered: Gathered, *, figures: bool = False) -> Outcome:
        understood = asked.understood
        briefs = self._documents.briefs(gathered.candidates)
        own = self._orderer.order(gathered, briefs, understood.laws)
        judged = self._judge.judge(understood.text, gathered, own)
        if figures and self._steps.learned:
            own = figures_first(understood.text, own, self._documents.passages_by_id)
        order, because = self._counterparts.along(asked, own)
        marks = Marks(understood.text, gathered.wanted.words, gathered.wanted.stems, understood.phrases)
        return self._outcome(asked, _Found(order, marks, because, (*gathered.notices, *self._notices), judged))

    def _outcome(self, asked: Asked, found: _Found) -> Outcome:
        reference = asked.reference if self._steps.lookup else None
        routed = route(reference, found.order, asked.documents, self._documents)
        hits = order_versions(self._hits(asked, routed.order[: asked.query.limit], found))
        judged = found.judged
        if asked.stranger and not routed.absent:  # however sure: what other laws say is no answer to it
            routed = replace(routed, absent=NO_LAW, params={"law": asked.stranger})
        if routed.absent:
            judged = NOTHING
        elif reference is not None and hits and "lookup" in hits[0].ranks:
            judged = NAMED if reference.whole else replace(judged, refused=False)
        return Outcome(
            hits,
            asked.understood,
            found.notices,
            reference,
            routed.absent,
            routed.params,
            judged.answerable,
            judged.refused,
            judged.sure,
            judged.learned,
        )

    def _hits(self, asked: Asked, order: Sequence[Fused], found: _Found) -> list[Hit]:
        passages = self._documents.passages_by_id([entry.passage_id for entry in order])
        versions = asked.snapshot.versions()
        hits = []
        for entry in order:
            passage = passages.get(entry.passage_id)
            document = asked.snapshot.documents.get(passage.document_id) if passage else None
            if passage is None or document is None:
                continue  # removed since the cache was written
            stands = standing(document, versions.of(document), asked.day)
            marked, because = found.marks.of(passage.text), found.because.get(passage.id)
            hits.append(Hit(passage, document, entry.score, entry.ranks, marked, stands, because))
        return hits

    def _texts(self, passages: Sequence[int]) -> Mapping[int, tuple[Document | None, Passage]]:
        """For phrases, which must really stand there."""
        documents = self._snapshots.latest().documents
        found = self._documents.passages_by_id(passages)
        return {identity: (documents.get(passage.document_id), passage) for identity, passage in found.items()}
