"""Questions to the engine: weighted terms, filters inside it, and the best of what obeys them."""

import math
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from app.search.fuse import Scored
from app.search.lexical.engine import Engine
from app.search.lexical.phrases import folded
from app.search.lexical.schema import day, owner
from app.search.lexical.within import Within
from app.search.tokens import bigrams, words

Judge = Callable[[Sequence[int]], Collection[int]]
"""Those of some passages whose text is as the question wants it."""

_WIDE = 4
"""From a quarter of all documents on it is faster to look at the results than to look up each document."""
_SUPPLEMENT = 0.8
"""부칙 and 경과조치 repeat the words of the articles they change; any weight from .9 to 0 gave the same gain."""
_DEEPEST = 50_000
_FIRST_DAY, _LAST_DAY = 1, 99_999_999


def rarity(searcher: Any, field: str, term: str) -> float:
    """BM25's idf as tantivy computes it; 0 for a term that no passage has."""
    held = searcher.doc_freq(field, term)
    return math.log(1 + (searcher.num_docs - held + 0.5) / (held + 0.5)) if 0 < held <= searcher.num_docs else 0.0


def any_of(schema: Any, fields: Mapping[str, float], terms: Mapping[str, float]) -> Any:
    """A query whose score is the sum over fields and terms of weight x BM25; None without terms."""
    from tantivy import Occur, Query

    wanted = []
    for field, share in fields.items():
        for term, weight in terms.items():
            query = Query.term_query(schema, field, term)
            wanted.append((Occur.Should, Query.boost_query(query, weight * share) if weight * share != 1 else query))
    return Query.boolean_query(wanted) if wanted else None


def only(query: Any) -> Any:
    """A condition that adds nothing to the score."""
    from tantivy import Query

    return Query.const_score_query(query, 0.0)


@dataclass(frozen=True, slots=True)
class Fence:
    """A question's filters for one index: `conditions` for the engine, the rest for what it finds."""

    conditions: tuple[Any, ...]
    inside: frozenset[int] | None
    outside: frozenset[int]
    judge: Judge | None

    @classmethod
    def of(cls, within: Within, schema: Any, documents: int, judge: Judge | None) -> "Fence":
        """`documents` is how many there are."""
        from tantivy import Query

        conditions = []
        chosen = {"collection": within.collections, "kind": within.kinds, "ministry": within.ministries}
        for field, values in chosen.items():
            if values:
                conditions.append(only(Query.term_set_query(schema, field, list(values))))
        if within.since or within.until:
            conditions.append(only(_dated(schema, within)))
        inside = None
        if within.documents is not None:
            owners = [owner(document) for document in within.documents]
            if len(owners) * _WIDE < documents:
                conditions.append(only(Query.term_set_query(schema, "owner", owners)))
            else:
                inside = frozenset(owners)
        for phrase in within.phrases:
            conditions += [only(Query.term_query(schema, "bigrams", term)) for term in sure(phrase)]
        return cls(tuple(conditions), inside, frozenset(map(owner, within.without)), judge if within.marks else None)

    def around(self, query: Any) -> Any:
        """The query with the conditions; None: whatever obeys them."""
        from tantivy import Occur, Query

        parts = [(Occur.Must, condition) for condition in self.conditions]
        if query is not None:
            return Query.boolean_query([(Occur.Must, query), *parts]) if parts else query
        return Query.boolean_query(parts) if parts else Query.all_query()

    def lets(self, owner_: int) -> bool:
        return owner_ not in self.outside and (self.inside is None or owner_ in self.inside)


def sure(phrase: str) -> list[str]:
    """Bigrams that every passage with the phrase has. A letter at its end may be the beginning of a longer word."""
    there = words(folded(phrase))
    edges = {0, len(there) - 1}
    terms = [bigrams(word) for place, word in enumerate(there) if len(word) > 1 or place not in edges]
    return list(dict.fromkeys(term for some in terms for term in some))


def best(engine: Engine, query: Any, limit: int, fence: Fence, *, supplements: bool = False) -> Scored:
    """The best `limit` passages that the fence lets in, best first. `supplements`: 부칙 count as much as articles."""
    searcher = engine.searcher()
    fenced = fence.around(query)
    checked: dict[int, bool] = {}
    deep = 2 * limit if fence.inside is not None or fence.judge or not supplements else limit
    while True:
        hits = searcher.search(fenced, deep, count=False).hits
        rows = _rows(engine, searcher, hits, fence, 1.0 if supplements else _SUPPLEMENT)
        kept = _judged(rows, limit, fence.judge, checked)
        # beyond what was looked at nothing scores better than the last hit
        if len(hits) < deep or deep >= _DEEPEST or (len(kept) >= limit and kept[-1][1] >= hits[-1][0]):
            return kept
        if not supplements:
            return _apart(engine, query, limit, fence)
        deep *= 4


def _apart(engine: Engine, query: Any, limit: int, fence: Fence) -> Scored:
    """The same where supplements crowd out articles: each of the two by itself."""
    found: list[tuple[int, float]] = []
    for supplement, share in ((0, 1.0), (1, _SUPPLEMENT)):
        part = only(_between(engine.schema, "supplement", supplement, supplement))
        inside = replace(fence, conditions=(*fence.conditions, part))
        found += [(key, score * share) for key, score in best(engine, query, limit, inside, supplements=True)]
    return sorted(found, key=lambda row: (-row[1], row[0]))[:limit]


def _rows(engine: Engine, searcher: Any, hits: Sequence[Any], fence: Fence, share: float) -> list[tuple[int, float]]:
    addresses = [address for _, address in hits]
    passages = engine.column(searcher, "passage", addresses)
    late = engine.column(searcher, "supplement", addresses) if share != 1 else [0] * len(hits)
    owners: Iterable[int] = ()
    if fence.inside is not None or fence.outside:
        owners = engine.column(searcher, "owner", addresses)
        let = [fence.lets(owner_) for owner_ in owners]
    else:
        let = [True] * len(hits)
    rows = [
        (passage, float(score) * share if supplement else float(score))
        for passage, (score, _), supplement, inside in zip(passages, hits, late, let, strict=True)
        if inside
    ]
    return sorted(rows, key=lambda row: (-row[1], row[0]))


def _judged(
    rows: list[tuple[int, float]], limit: int, judge: Judge | None, checked: dict[int, bool]
) -> list[tuple[int, float]]:
    """The first `limit` rows that the judge lets through, who is asked about each passage once."""
    if judge is None:
        return rows[:limit]
    kept: list[tuple[int, float]] = []
    for start in range(0, len(rows), limit):
        batch = rows[start : start + limit]
        unknown = [passage for passage, _ in batch if passage not in checked]
        good = judge(unknown) if unknown else ()
        checked.update((passage, passage in good) for passage in unknown)
        kept += [row for row in batch if checked[row[0]]]
        if len(kept) >= limit:
            break
    return kept[:limit]


def given(engine: Engine, query: Any, passages: Sequence[int], *, supplements: bool = False) -> dict[int, float]:
    """The score of each of these passages; none for one that is not in the index."""
    searcher = engine.searcher()
    hits = _among(engine, searcher, query, "passage", passages, ())
    free = Fence((), None, frozenset(), None)
    return dict(_rows(engine, searcher, hits, free, 1.0 if supplements else _SUPPLEMENT))


def let_in(engine: Engine, passages: Sequence[int], fence: Fence) -> list[int]:
    """Those of these passages that the fence lets in; the judge is not asked."""
    searcher = engine.searcher()
    hits = _among(engine, searcher, None, "passage", passages, fence.conditions)
    return [passage for passage, _ in _rows(engine, searcher, hits, fence, 1.0)]


def owners_of(engine: Engine, passages: Sequence[int]) -> dict[int, int]:
    """The documents of passages, as schema.owner numbers them."""
    searcher = engine.searcher()
    addresses = [address for _, address in _among(engine, searcher, None, "passage", passages, ())]
    columns = (engine.column(searcher, name, addresses) for name in ("passage", "owner"))
    return dict(zip(*columns, strict=True))


def given_laws(engine: Engine, query: Any, owners: Sequence[int]) -> dict[int, float]:
    searcher = engine.searcher()
    hits = _among(engine, searcher, query, "owner", owners, ())
    found = engine.column(searcher, "owner", [address for _, address in hits])
    return {owner_: float(score) for owner_, (score, _) in zip(found, hits, strict=True)}


def best_laws(engine: Engine, query: Any, limit: int, fence: Fence) -> list[tuple[str, float]]:
    """(document id, score), best first."""
    searcher = engine.searcher()
    deep = limit
    while True:
        hits = searcher.search(fence.around(query), deep, count=False).hits
        owners = engine.column(searcher, "owner", [address for _, address in hits])
        kept = [hit for hit, owner_ in zip(hits, owners, strict=True) if fence.lets(owner_)]
        if len(kept) >= limit or len(hits) < deep:
            return [(searcher.doc(address)["document"][0], float(score)) for score, address in kept[:limit]]
        deep *= 4


def _among(
    engine: Engine, searcher: Any, query: Any, field: str, values: Sequence[int], conditions: Sequence[Any]
) -> list[Any]:
    """Every entry whose `field` is one of the values and that obeys the conditions."""
    from tantivy import Occur, Query

    if not values:
        return []
    parts = [(Occur.Must, only(Query.term_set_query(engine.schema, field, list(values))))]
    parts += [(Occur.Must, condition) for condition in conditions]
    if query is not None:
        parts.append((Occur.Should, query))
    found: list[Any] = searcher.search(Query.boolean_query(parts), len(values), count=False).hits
    return found


def _dated(schema: Any, within: Within) -> Any:
    from tantivy import Occur, Query

    first, last = day(within.since) or _FIRST_DAY, day(within.until) or _LAST_DAY
    ranges = [_between(schema, "day", low, high) for low, high in ((first, last), (0, 0))]
    return Query.boolean_query([(Occur.Should, each) for each in ranges])


def _between(schema: Any, field: str, low: int, high: int) -> Any:
    from tantivy import FieldType, Query

    return Query.range_query(schema, field, FieldType.Integer, low, high)
