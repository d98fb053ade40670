"""The lexical index: words of passages and of laws, as morphemes and as character bigrams.

A cache of the store, which `update` brings up to it. It is asked a channel at a time (wanted.CHANNELS): for ranked
lists, and for the scores of passages that another channel brought.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from app.core.types import Document, Passage
from app.search.fuse import Scored
from app.search.lexical.asking import Fence, any_of, best, best_laws, given, given_laws, let_in, only, owners_of
from app.search.lexical.engine import Engine
from app.search.lexical.keeping import Keeping
from app.search.lexical.keystrokes import typing
from app.search.lexical.phrases import obeys
from app.search.lexical.putting import Fetch, Putting
from app.search.lexical.schema import owner
from app.search.lexical.sealed_shelf import SealedShelf
from app.search.lexical.shelf import Shelf
from app.search.lexical.terms import Parts, Terms
from app.search.lexical.wanted import NO_SYNONYMS, Wanted
from app.search.lexical.weights import Weights
from app.search.lexical.within import EVERYWHERE, Within, nowhere
from app.search.thesaurus.related import Related
from app.search.tokens import Splitter, bigrams
from app.store.vault.sealer import Sealer

Texts = Callable[[Sequence[int]], Mapping[int, tuple[Document | None, Passage]]]
"""Passages by id with their documents, to see whether a phrase really stands there."""

_LAW_FIELDS = {"titles": 0.3, "headings": 1.0, "words": 0.5}
"""Which evidence finds the law; chosen on training questions."""
_BEST_LAWS = 10
"""How many laws the channel of titles brings passages of."""
_MOST = 2000
_NOTHING: Parts = ([], [])


class Lexical:
    """`folder` holds the index; it is made when missing and remade when damaged. Safe across threads."""

    def __init__(
        self,
        folder: Path,
        morphemes: Splitter,
        texts: Texts | None = None,
        weights: Weights | None = None,
        related: Related | None = None,
        sealer: Sealer | None = None,
    ) -> None:
        """`sealer` is that of the workspace, None for a plain one. Without `texts` no phrase
        is found; without `weights` a term counts by its rarity alone."""
        encrypted = sealer is not None and sealer.encrypts
        self._shelf: Keeping = SealedShelf(folder, sealer) if sealer and encrypted else Shelf(folder)
        self.close: Callable[[], None] = self._shelf.close
        """For when nobody asks any more: what was in memory only goes."""
        self._morphemes = morphemes
        self._texts = texts
        self._weights = weights
        self._related = related

    # --- following the store -----------------------------------------------------------------
    def stale(self, revisions: dict[str, int]) -> tuple[list[str], list[str]]:
        """(document ids to put in, document ids to take out) against the store's revisions."""
        have = self._shelf.stamp()
        wanted = [identity for identity, revision in revisions.items() if have.get(identity) != revision]
        gone = [identity for identity in have if identity not in revisions]
        return wanted, gone

    def stands_in(self) -> bool:
        """An index of an older version answers until this version's is built: stale, and yet to be asked."""
        return self._shelf.stands_in()

    def update(self, revisions: dict[str, int], fetch: Fetch, progress: Callable[[int, int], None]) -> None:
        """Bring the index to the store's state, a commit every few million characters and at the end.

        `progress(done, total)` is called before each document and may raise to stop: what was put in until
        then stays. Documents are fetched one at a time. A call that finds nothing to do costs milliseconds.
        """
        try:
            self._put(revisions, fetch, progress)
        except (OSError, ValueError):  # tantivy says ValueError for a full place
            if not self._shelf.overflowed():
                raise
            self._put(revisions, fetch, progress)

    def _put(self, revisions: dict[str, int], fetch: Fetch, progress: Callable[[int, int], None]) -> None:
        wanted, gone = self.stale(revisions)
        if not wanted and not gone:
            return
        with Putting(self._shelf, self._morphemes) as putting:
            for identity in gone:
                putting.take_out(identity)
            for count, identity in enumerate(wanted):
                progress(count, len(wanted))
                found = fetch(identity)
                if found is not None:
                    putting.put(*found, revisions[identity])
        self._shelf.finish()
        progress(len(wanted), len(wanted))

    def holds(self, document: str, text: str) -> bool:
        """Some passage of the document has every bigram of the text."""
        terms = list(dict.fromkeys(bigrams(text)))
        return bool(terms and self._count(document, terms))

    def passages_of(self, document: str) -> int:
        """How many passages of a document are in the index."""
        return self._count(document, ())

    def _count(self, document: str, terms: Sequence[str]) -> int:
        from tantivy import Occur, Query

        pair = self._shelf.answering()
        if pair is None:
            return 0
        parts = [Query.term_query(pair[0].schema, "bigrams", term) for term in terms]
        parts.append(Query.term_query(pair[0].schema, "owner", owner(document)))
        query = Query.boolean_query([(Occur.Must, part) for part in parts])
        return int(pair[0].searcher().search(query, 1).count)

    # --- asking ------------------------------------------------------------------------------
    def wanted(self, text: str, synonyms: Mapping[str, Sequence[str]] = NO_SYNONYMS) -> Wanted:
        """The terms of a question, its synonyms at half weight. Raises ChildUnstartable."""
        pair = self._shelf.answering()
        if pair is None:
            return Wanted()
        others = " ".join(word for several in synonyms.values() for word in several)
        parts = self._morphemes.parts_of([text, others] if others else [text])
        asked = Terms(pair[0].searcher(), self._weights).asked(text, parts[0], parts[1] if others else _NOTHING)
        if self._related is None:
            return asked
        own = (term for term, _ in parts[0][0])  # all: a word that weighs nothing may have telling kin
        return replace(asked, morphemes={**self._related.to(own), **asked.morphemes})

    def ranked(self, channel: str, wanted: Wanted, limit: int, within: Within = EVERYWHERE) -> Scored:
        """The best passages of a channel, best first; those of `titles` are the best passages of the best laws."""
        if channel != "titles":
            return self.by_terms(channel, wanted.of(channel), limit, within, supplements=wanted.supplements)
        laws = dict(self.laws(wanted, _BEST_LAWS, within))
        inside = replace(within, documents=tuple(laws))
        found = [passage for passage, _ in self.ranked("bigrams", wanted, limit, inside)]
        scores = self.scores("titles", wanted, found)
        return sorted(scores.items(), key=lambda entry: -entry[1])

    def by_terms(
        self,
        channel: str,
        terms: Mapping[str, float],
        limit: int,
        within: Within = EVERYWHERE,
        *,
        supplements: bool = False,
    ) -> Scored:
        """The best passages for weighted terms in one channel's field."""
        pair = self._shelf.answering()
        query = any_of(pair[0].schema, {channel: 1.0}, terms) if pair else None
        if pair is None or query is None or nowhere(within):
            return []
        return best(pair[0], query, limit, self._fence(within, *pair), supplements=supplements)

    def scores(self, channel: str, wanted: Wanted, passages: Sequence[int]) -> dict[int, float]:
        """What `ranked` would give these passages; 0 for one that has no term."""
        found = dict.fromkeys(passages, 0.0)
        pair = self._shelf.answering()
        if pair is None:
            return found
        if channel != "titles":
            query = any_of(pair[0].schema, {channel: 1.0}, wanted.of(channel))
            return found | given(pair[0], query, passages, supplements=wanted.supplements)
        owners = owners_of(pair[0], passages)
        query = any_of(pair[1].schema, _LAW_FIELDS, wanted.bigrams)
        scores = given_laws(pair[1], query, list(set(owners.values())))
        return found | {passage: scores.get(law, 0.0) for passage, law in owners.items()}

    def standing(self, field: str, terms: Collection[str], passage: int) -> set[str]:
        """Those of these terms of a field (`morphemes`, `bigrams`) that a passage has, its title and breadcrumb too."""
        from tantivy import Occur, Query

        pair = self._shelf.answering()
        if pair is None:
            return set()
        searcher, schema = pair[0].searcher(), pair[0].schema
        there = only(Query.term_query(schema, "passage", passage))
        asked = {
            term: Query.boolean_query([(Occur.Must, there), (Occur.Must, only(Query.term_query(schema, field, term)))])
            for term in terms
        }
        return {term for term, query in asked.items() if searcher.search(query, 1, count=False).hits}

    def typed(self, text: str, limit: int, within: Within = EVERYWHERE) -> Scored:
        """The best passages for what somebody types, its last syllable perhaps unfinished; headings count most.

        No morphemes are asked for.
        """
        pair = self._shelf.answering()
        if pair is None or nowhere(within):
            return []
        query = typing(pair[0].searcher(), pair[0].schema, text, self._weights)
        return best(pair[0], query, limit, self._fence(within, *pair)) if query is not None else []

    def laws(self, wanted: Wanted, limit: int, within: Within = EVERYWHERE) -> list[tuple[str, float]]:
        """(document id, score) of the laws whose title, headings and words match best. Phrases are not looked at."""
        pair = self._shelf.answering()
        query = any_of(pair[1].schema, _LAW_FIELDS, wanted.bigrams) if pair else None
        if pair is None or query is None or nowhere(within):
            return []
        return best_laws(pair[1], query, limit, self._fence(replace(within, phrases=(), excluded=()), pair[1], pair[1]))

    def obeying(self, passages: Sequence[int], within: Within) -> set[int]:
        """Those of these passages that a question may find."""
        pair = self._shelf.answering()
        if pair is None or nowhere(within):
            return set()
        fence = self._fence(within, *pair)
        inside = let_in(pair[0], passages, fence)
        return set(fence.judge(inside) if fence.judge else inside)

    def passages_with(self, within: Within, most: int = _MOST) -> list[int]:
        """At most `most` of the passages that a question may find, those with its phrases above all."""
        pair = self._shelf.answering()
        if pair is None or nowhere(within):
            return []
        return [passage for passage, _ in best(pair[0], None, most, self._fence(within, *pair), supplements=True)]

    def by_bigrams(self, text: str, limit: int, documents: Sequence[str] | None) -> Scored:
        return self.by_terms("bigrams", dict.fromkeys(bigrams(text), 1.0), limit, Within(documents), supplements=True)

    def _fence(self, within: Within, engine: Engine, laws: Engine) -> Fence:
        return Fence.of(within, engine.schema, laws.searcher().num_docs, lambda some: self._judged(some, within))

    def _judged(self, passages: Sequence[int], within: Within) -> Collection[int]:
        if self._texts is None:
            return ()
        found = self._texts(passages)
        return {key for key, (document, passage) in found.items() if obeys(within, document, passage)}
