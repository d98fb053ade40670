"""The neighbours of some passages, read from the store as it is now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from app.core.types import Because, Tie
from app.search.neighbours.kin import (
    COUNTERPARTS,
    Neighbour,
    applies,
    calls_it_law,
    carries_out,
    likeness,
    pairs,
    shared,
)
from app.store.adjacency import Adjacency, Article, Edge, Spot
from app.store.database import Database
from app.store.holders import Holders

_MOST = 200
"""References to one article of a law that are looked at; a few articles have thousands."""
_FOREIGN = 12
"""Of those that are no delegation: passages that are told."""
_EARLY = 80
"""Characters from the start within which an article says what it is for."""
_ALIKE = 0.5
"""Headings of one document that share this much are of one topic."""
_DEFINITIONS = 2_000  # 제2조, in the numbers of store.places

_Names = dict[tuple[str, str], str]


@dataclass(frozen=True, slots=True)
class _Seeds:
    spots: Mapping[int, Spot]
    documents: Mapping[str, tuple[Spot, ...]]

    @classmethod
    def of(cls, spots: Mapping[int, Spot]) -> "_Seeds":
        documents: dict[str, list[Spot]] = {}
        for spot in spots.values():
            documents.setdefault(spot.document_id, []).append(spot)
        return cls(spots, {key: tuple(held) for key, held in documents.items()})


class Neighbours:
    """Over one workspace. Safe across threads. What a law's name stands for is kept until something is written."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._adjacency = Adjacency(database)
        self._holders = Holders(database)
        self._names: tuple[int, _Names] = (-1, {})

    def of(self, seeds: Sequence[int]) -> tuple[Neighbour, ...]:
        """Of passages that are in the body of a document: a 부칙 is of another time. Seeds may neighbour each other.

        One row for each pair and tie.
        """
        held, found = self._held(seeds), _Gathered()
        self._outward(held, found, self._adjacency.cited(held.spots))
        self._defined(held, found)
        self._inward_here(held, found)
        self._inward_from_others(held, found)
        self._siblings(held, found)
        self._within(held, found)
        return found.rows(self._adjacency.reach(found.citing()))

    def counterparts(self, seeds: Sequence[int]) -> tuple[Neighbour, ...]:
        """Of `of` what carries a seed out, and what a seed carries out; at a third of its cost."""
        held, found = self._held(seeds), _Gathered()
        self._outward(held, found, [edge for edge in self._adjacency.cited(held.spots) if edge.cited_id])
        self._inward_from_others(held, found)
        return tuple(one for one in found.rows({}) if one.tie in COUNTERPARTS)

    def reasons(self, because: Mapping[int, Neighbour]) -> dict[int, Because]:
        """For people: what `bring` says of the passages that it brought."""
        seeds = self._adjacency.sources({one.seed for one in because.values()})
        return {
            passage: Because(one.tie, one.seed, seeds[one.seed].title, seeds[one.seed].label)
            for passage, one in because.items()
            if one.seed in seeds
        }

    def _held(self, seeds: Sequence[int]) -> _Seeds:
        self._forget_old_names()
        spots = self._adjacency.spots(dict.fromkeys(seeds))
        return _Seeds.of({key: spot for key, spot in spots.items() if not spot.label.startswith("부칙")})

    def _outward(self, held: _Seeds, found: "_Gathered", edges: Sequence[Edge]) -> None:
        """What the seeds refer to."""
        names = self._adjacency.names(edge.cited_id for edge in edges if edge.cited_id)
        leads = [(edge, lead) for edge in edges if (lead := self._lead(edge, held.spots[edge.passage_id], names))]
        wanted = [(lead, place) for edge, lead in leads for place in (edge.place, edge.last_place) if place]
        targets = self._adjacency.at(dict.fromkeys(wanted))
        called = {(edge.passage_id, edge.cited_id) for edge in edges if calls_it_law(edge.said)}
        for edge, lead in leads:
            seed = held.spots[edge.passage_id]
            for place in (edge.place, edge.last_place):
                target = targets.get((lead, place))
                if target is None or target.id == seed.id:
                    continue
                found.add(seed, target, edge, sure=(edge.passage_id, edge.cited_id) in called, outward=True)

    def _defined(self, held: _Seeds, found: "_Gathered") -> None:
        """Where the seeds' documents say what their words mean."""
        targets = self._adjacency.at((document, _DEFINITIONS) for document in held.documents)
        for (document, _), definitions in targets.items():
            if definitions.heading.startswith("정의"):
                for seed in held.documents[document]:
                    found.put(seed, definitions.id, Tie.DEFINES, definitions.ordinal - seed.ordinal)

    def _inward_here(self, held: _Seeds, found: "_Gathered") -> None:
        """What refers to the seeds in their own documents."""
        edges = {
            document: self._adjacency.citing_here(document, sorted({seed.place for seed in seeds}))
            for document, seeds in held.documents.items()
        }
        citing = self._adjacency.sources({edge.passage_id for rows in edges.values() for edge in rows})
        for document, rows in edges.items():
            at = {seed.place: seed for seed in held.documents[document]}
            for edge in rows:
                _add_citing(found, at.get(edge.place), citing[edge.passage_id], edge, sure=False)

    def _inward_from_others(self, held: _Seeds, found: "_Gathered") -> None:
        """What refers to the seeds from other documents: decrees and rules, then a few more."""
        rows: list[tuple[Spot, Edge]] = []
        for seed in held.spots.values():
            edges = self._adjacency.citing(seed.title, seed.place, _MOST)
            if len(edges) == _MOST:
                edges += self._from_its_decrees(seed)
            rows += [(seed, edge) for edge in edges if edge.passage_id != seed.id]
        citing = self._adjacency.sources({edge.passage_id for _, edge in rows})
        for seed, edge in rows:
            source = citing[edge.passage_id]
            if self._holder(seed.title, source.collection) == seed.document_id != source.document_id:
                _add_citing(found, seed, source, edge, sure=calls_it_law(edge.said))

    def _from_its_decrees(self, seed: Spot) -> tuple[Edge, ...]:
        found: tuple[Edge, ...] = ()
        for ending in ("시행령", "시행규칙"):
            document = self._holder(f"{seed.title} {ending}", seed.collection)
            if document:
                found += self._adjacency.citing_from(document, seed.title, [seed.place])
        return found

    def _siblings(self, held: _Seeds, found: "_Gathered") -> None:
        """What carries out the same articles, in the seed's own document."""
        above: dict[tuple[str, str], dict[int, list[Spot]]] = {}
        for seed_id, target in found.above:
            seed = held.spots[seed_id]
            above.setdefault((seed.document_id, target.title), {}).setdefault(target.place, []).append(seed)
        edges = {key: self._adjacency.citing_from(*key, sorted(places)) for key, places in above.items()}
        citing = self._adjacency.sources({edge.passage_id for rows in edges.values() for edge in rows})
        for key, rows in edges.items():
            for edge in rows:
                source = citing[edge.passage_id]
                for seed in above[key].get(edge.place, ()):
                    if source.id != seed.id and not source.label.startswith("부칙"):
                        found.put(seed, source.id, Tie.SIBLING, source.ordinal - seed.ordinal, source.heading)

    def _within(self, held: _Seeds, found: "_Gathered") -> None:
        """What stands beside the seeds, and what is headed alike."""
        for document, articles in self._adjacency.articles(held.documents).items():
            at = {article.id: number for number, article in enumerate(articles)}
            headings = [pairs(article.heading) for article in articles]
            for seed in held.documents[document]:
                number = at.get(seed.id)
                if number is not None:
                    _add_beside(found, seed, articles, number)
                    _add_alike(found, seed, articles, headings, number)

    def _lead(self, edge: Edge, seed: Spot, names: Mapping[int, str]) -> str:
        """The document that a reference leads to; empty: it is not here."""
        if not edge.cited_id:
            return seed.document_id
        return self._holder(names[edge.cited_id], seed.collection)

    def _holder(self, name: str, collection: str) -> str:
        known = self._names[1]
        if (name, collection) not in known:
            holders = self._holders.titled(name, collection)
            known[name, collection] = holders[0].id if holders else ""
        return known[name, collection]

    def _forget_old_names(self) -> None:
        generation = self._database.generation()
        if self._names[0] != generation:
            self._names = (generation, {})


class _Gathered:
    """Neighbours as they are found, one a pair and tie."""

    def __init__(self) -> None:
        self._rows: dict[tuple[int, int, Tie], Neighbour] = {}
        self._citing: dict[tuple[int, int, Tie], int] = {}
        self._crowds: dict[tuple[int, Tie], int] = {}
        self.above: list[tuple[int, Spot]] = []
        """(seed, an article that it carries out)."""

    def add(self, seed: Spot, other: Spot, edge: Edge, *, sure: bool, outward: bool) -> None:
        """A reference between the two; `outward`: the seed's to the other."""
        citing, cited = (seed, other) if outward else (other, seed)
        here = citing.document_id == cited.document_id
        sure = not here and (carries_out(citing.title, cited.title) or sure)
        if sure:
            tie = Tie.DELEGATES if outward else Tie.IMPLEMENTS
        elif applies(edge.after):
            tie = Tie.APPLIED if outward else Tie.APPLIES
        else:
            tie = Tie.CITED if outward else Tie.CITES
        key = (seed.id, other.id, tie)
        row = self._rows.get(key)
        early = edge.start < _EARLY
        if row is not None:
            self._rows[key] = replace(row, times=row.times + 1, early=row.early or early)
            return
        if sure and outward:
            self.above.append((seed.id, other))
        alike = likeness(seed.heading, other.heading)
        distance = other.ordinal - seed.ordinal if here else 0
        if self._admits(seed.id, tie, sure=sure, here=here):
            self._citing[key] = citing.id
            self._rows[key] = Neighbour(seed.id, other.id, tie, sure, cited.orders, alike, early, distance=distance)

    def put(self, seed: Spot, other: int, tie: Tie, distance: int, heading: str = "") -> None:
        """A neighbour that no reference tells."""
        key = (seed.id, other, tie)
        if other != seed.id and key not in self._rows:
            self._crowds[seed.id, tie] = self._crowds.get((seed.id, tie), 0) + 1
            self._rows[key] = Neighbour(
                seed.id, other, tie, likeness=likeness(seed.heading, heading), distance=distance
            )

    def citing(self) -> set[int]:
        return set(self._citing.values())

    def rows(self, reach: Mapping[int, int]) -> tuple[Neighbour, ...]:
        return tuple(
            replace(row, crowd=self._crowds[row.seed, row.tie], reach=reach.get(self._citing.get(key, 0), 0))
            for key, row in self._rows.items()
        )

    def _admits(self, seed: int, tie: Tie, *, sure: bool, here: bool) -> bool:
        """Counts the neighbour; whether it is told: of strangers that cite the seed only some are."""
        crowd = self._crowds[seed, tie] = self._crowds.get((seed, tie), 0) + 1
        return sure or here or crowd <= _FOREIGN


def _add_citing(found: _Gathered, seed: Spot | None, source: Spot, edge: Edge, *, sure: bool) -> None:
    if seed is not None and source.id != seed.id and not source.label.startswith("부칙"):
        found.add(seed, source, edge, sure=sure, outward=False)


def _add_beside(found: _Gathered, seed: Spot, articles: Sequence[Article], number: int) -> None:
    for step, tie in ((1, Tie.NEXT), (-1, Tie.PREVIOUS)):
        if 0 <= number + step < len(articles):
            other = articles[number + step]
            found.put(seed, other.id, tie, step, other.heading)


def _add_alike(
    found: _Gathered, seed: Spot, articles: Sequence[Article], headings: Sequence[frozenset[str]], number: int
) -> None:
    """What is headed like the seed, the nearest first."""
    own = headings[number]
    alike = [at for at, heading in enumerate(headings) if at != number and shared(own, heading) >= _ALIKE]
    for at in sorted(alike, key=lambda at: abs(at - number))[:_FOREIGN]:
        found.put(seed, articles[at].id, Tie.TOPIC, articles[at].ordinal - seed.ordinal, articles[at].heading)
