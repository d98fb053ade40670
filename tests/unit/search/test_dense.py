"""The dense channel: exact while there is little, chosen by bits and judged exactly when there is much; it follows the
store, survives damage and kills, and searches wait for nobody."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy
import pytest

from app.search.dense import Dense
from app.search.segments import growth
from app.store import vectors as vectors_module
from app.store.database import Database
from app.store.documents import Documents
from app.store.files import Files
from app.store.vectors import Arrival, Vectors
from tests.unit.store.test_documents import put

MODEL = "test"
WIDTH = 64


@dataclass
class World:
    """A store with vectors that lie in heaps, as those of texts do, and what search should find in them."""

    home: Path
    database: Database
    random: Any = field(default_factory=lambda: numpy.random.default_rng(4))
    vectors: dict[int, Any] = field(default_factory=dict)
    """By passage its windows."""
    of: dict[str, list[int]] = field(default_factory=dict)
    """By document its passages."""

    def __post_init__(self) -> None:
        self.heaps = self.random.standard_normal((40, WIDTH)) + 2

    def add(self, name: str, passages: int, windows: int = 1) -> str:
        documents = Documents(self.database)
        document = put(documents, name, [f"{name} 제{number}조" for number in range(passages)])
        ids = [passage.id for passage in documents.passages_of(document.id) if passage.id not in self.vectors]
        for identity in ids:
            near = self.heaps[self.random.integers(len(self.heaps))]
            rows = near + self.random.standard_normal((windows, WIDTH)) * 0.7
            self.vectors[identity] = (rows / numpy.linalg.norm(rows, axis=1, keepdims=True)).astype("<f2")
        self.store(ids)
        self.of[document.id] = [passage.id for passage in documents.passages_of(document.id)]
        return document.id

    def store(self, ids: Sequence[int], model: str = MODEL) -> None:
        rows = [(i, number, row.tobytes()) for i in ids for number, row in enumerate(self.vectors[i])]
        Vectors(self.database).add(model, rows)

    def forget(self, document: str) -> None:
        row = self.database.connection().execute("SELECT raw_path FROM documents WHERE id = ?", (document,)).fetchone()
        Files(self.database).forget("기본", [row[0]])
        for identity in self.of.pop(document):
            del self.vectors[identity]

    def dense(self, vectors: Vectors | None = None, **arguments: Any) -> Dense:
        return Dense(self.home / "dense", vectors or Vectors(self.database), MODEL, **arguments)

    def query(self) -> Any:
        heap = self.heaps[self.random.integers(len(self.heaps))]
        vector = heap + self.random.standard_normal(WIDTH) * 0.7
        return (vector / numpy.linalg.norm(vector)).astype("float32")

    def scores(self, query: Any, passages: Iterable[int] | None = None) -> dict[int, float]:
        chosen = self.vectors if passages is None else {i: self.vectors[i] for i in passages if i in self.vectors}
        return {i: float((rows.astype("float32") @ query).max()) for i, rows in chosen.items()}

    def best(self, query: Any, limit: int, passages: Iterable[int] | None = None) -> list[int]:
        exact = self.scores(query, passages)
        return sorted(exact, key=lambda i: (-exact[i], i))[:limit]


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path, Database(tmp_path))


@pytest.fixture(params=["half", "bits"])
def either(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both kinds of segments, with segments so small that there are many."""
    if request.param == "bits":
        monkeypatch.setattr(growth, "EXACT", 200)
        monkeypatch.setattr(growth, "EXACT_AGAIN", 100)
    monkeypatch.setattr(growth, "FULL", 1_000)
    monkeypatch.setattr("app.search.dense._PAGE", 100)
    return str(request.param)


def found(dense: Dense, query: Any, limit: int, **choice: Any) -> list[int]:
    return [passage for passage, _ in dense.search(query, limit, **choice)]


def kinds(dense: Dense) -> set[str]:
    assert dense._layers is not None
    return {piece.segment.kind for piece in dense._layers.pieces}


def recall(world: World, dense: Dense, limit: int, **choice: Any) -> float:
    hits = total = 0
    for _ in range(20):
        query = world.query()
        best = world.best(query, limit, **choice)
        hits += len(set(found(dense, query, limit, **choice)) & set(best))
        total += len(best)
    return hits / total


# --- what is found -------------------------------------------------------------------------------


def test_nothing_is_found_where_there_is_nothing(world: World) -> None:
    dense = world.dense()
    assert dense.search(world.query(), 5) == []
    dense.refresh(write=True)
    assert dense.search(world.query(), 5) == []
    assert dense.scores(world.query(), [1, 2]) == {}
    assert dense.lacking([1, 2]) == {1, 2}


def test_half_precision_loses_nothing(world: World) -> None:
    world.add("a", 300, windows=3)
    dense = world.dense()
    dense.refresh(write=True)
    again = world.dense()
    again.refresh(write=False)
    query = world.query()
    exact = world.scores(query)
    for index in (dense, again):
        assert kinds(index) == {"half"}
        assert found(index, query, 50) == world.best(query, 50)
        assert dict(index.search(query, 50)) == pytest.approx({i: exact[i] for i in world.best(query, 50)}, rel=1e-5)


def test_bits_choose_and_the_store_judges(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(growth, "EXACT", 1_000)
    monkeypatch.setattr(growth, "EXACT_AGAIN", 1_000)
    monkeypatch.setattr(growth, "FULL", 4_000)
    for name in "abc":
        world.add(name, 3_000, windows=2)
    dense = world.dense()
    dense.refresh(write=True)
    assert kinds(dense) == {"bits"}
    assert dense._layers is not None and len(dense._layers.pieces) > 3
    assert recall(world, dense, 10) >= 0.98
    assert recall(world, dense, 100) >= 0.9
    query = world.query()
    exact = world.scores(query)
    result = dense.search(query, 100)
    assert len(result) == 100
    assert dict(result) == pytest.approx({i: exact[i] for i, _ in result}, rel=1e-5)
    assert [score for _, score in result] == sorted((score for _, score in result), reverse=True)


def test_every_passage_counts_once_and_enough_come_out(world: World, either: str) -> None:
    world.add("a", 150, windows=40)
    dense = world.dense()
    dense.refresh(write=True)
    assert kinds(dense) == {either}
    query = world.query()
    result = found(dense, query, 100)
    assert len(result) == len(set(result)) == 100
    assert set(found(dense, query, 1_000)) == set(world.vectors)


def test_search_can_be_limited(world: World, either: str) -> None:
    ids = [world.add(f"{number}", 150) for number in range(30)]
    dense = world.dense()
    dense.refresh(write=True)
    assert kinds(dense) == {either}
    query = world.query()
    for some in (ids[:1], ids[3:9], ids[:29]):
        inside = [passage for name in some for passage in world.of[name]]
        few = found(dense, query, 40, documents=set(some))
        assert set(few) <= set(inside)
        assert few[:5] == world.best(query, 5, inside)
        assert set(found(dense, query, 10_000, documents=some)) == set(inside)
        assert found(dense, query, 40, passages=inside) == few
    assert found(dense, query, 5, documents=[]) == found(dense, query, 5, passages=[]) == []
    both = found(dense, query, 500, documents=ids[:2], passages=world.of[ids[1]] + world.of[ids[2]])
    assert set(both) == set(world.of[ids[1]])


def test_any_passage_can_be_asked_for_its_score(world: World, either: str) -> None:
    ids = [world.add(f"{number}", 200, windows=2) for number in range(5)]
    dense = world.dense()
    dense.refresh(write=True)
    world.forget(ids[2])
    dense.refresh(write=True)
    assert kinds(dense) == {either}
    query = world.query()
    asked = [*world.of[ids[0]][::7], *world.of[ids[4]][:3], 10**9, 401]
    assert 401 not in world.vectors
    assert dense.scores(query, asked) == pytest.approx(world.scores(query, asked), rel=1e-5)
    assert dense.lacking(asked) == {10**9, 401}


# --- following the store -------------------------------------------------------------------------


class Watched(Vectors):
    """Remembers which vectors were read, and how often everything was."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self.read: list[int] = []
        self.counted = 0

    def arrivals(self, model: str, after: int, until: int, limit: int) -> list[Arrival]:
        found = super().arrivals(model, after, until, limit)
        self.read += [row.passage for row in found]
        return found

    def numbers(self, model: str) -> list[tuple[int, int]]:
        self.counted += 1
        return super().numbers(model)

    def state(self, model: str) -> tuple[int, int, int]:
        self.counted += 1
        return super().state(model)


def test_each_vector_is_read_once(world: World, either: str) -> None:
    now = 0.0
    vectors = Watched(world.database)
    dense = world.dense(vectors, clock=lambda: now)
    first = world.add("a", 100)
    world.add("b", 200)
    dense.refresh(write=False)
    vectors.counted = 0
    late = world.add("c", 20)
    dense.refresh(write=False)
    assert dense.lacking(world.vectors) == set(world.of[late])
    now = 60.0
    dense.refresh(write=False)
    assert dense.lacking(world.vectors) == set()
    gone = world.of[first]
    world.forget(first)
    dense.refresh(write=True)
    assert dense.lacking(gone) == set(gone)
    assert sorted(vectors.read) == list(range(1, 321))
    assert vectors.counted == 0
    query = world.query()
    assert found(dense, query, 10) == world.best(query, 10)


def test_a_changed_document_changes_what_it_changed(world: World, either: str) -> None:
    world.add("a", 300)
    document = world.add("b", 4)
    dense = world.dense()
    dense.refresh(write=True)
    before = world.of[document]
    documents = Documents(world.database)
    put(documents, "b", [f"b 제{number}조" for number in (0, 1)] + ["b 새 조"])
    kept = [passage.id for passage in documents.passages_of(document)]
    dense.refresh(write=True)
    assert dense.lacking([*before, *kept]) == {before[2], before[3], kept[2]}


def test_vectors_of_another_encoder_are_not_taken_in(world: World, either: str) -> None:
    document = world.add("a", 10)
    world.store(world.of[document], model="older")
    dense = world.dense()
    dense.refresh(write=True)
    assert dense._layers is not None and dense._layers.rows == 10
    other = Dense(world.home / "dense", Vectors(world.database), "newest")
    other.refresh(write=False)
    assert other.search(world.query(), 5) == []


def test_questions_take_in_a_little_at_a_time(world: World, either: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.search.dense._SIP", 50)
    now = 0.0
    world.add("a", 300)
    dense = world.dense(clock=lambda: now)
    dense.refresh(write=False)
    assert dense.lacking(world.vectors) == set(), "at first there must be something to search"
    world.add("b", 120)
    for left in (70, 20, 0, 0):
        now += 60
        dense.refresh(write=False)
        assert len(dense.lacking(world.vectors)) == left
    query = world.query()
    assert found(dense, query, 10) == world.best(query, 10)


def test_who_missed_too_much_compares_everything(world: World, either: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vectors_module, "_REMEMBERED", 10)
    ids = [world.add(f"{number}", 100) for number in range(4)]
    dense, late = world.dense(), world.dense(clock=lambda: 0.0)
    dense.refresh(write=True)
    late.refresh(write=False)
    lost = [*world.of[ids[0]], *world.of[ids[2]]]
    world.forget(ids[0])
    world.forget(ids[2])
    Vectors(world.database).forget_departures()
    assert Vectors(world.database).departures(0, 200) is None
    late._looked = -60.0
    for index in (late, world.dense(), dense):
        index.refresh(write=index is dense)
        assert index.lacking([*lost, *world.vectors]) == set(lost)


def test_it_grows_into_bits_and_back(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(growth, "EXACT", 300)
    monkeypatch.setattr(growth, "EXACT_AGAIN", 200)
    ids = [world.add(f"{number}", 100) for number in range(3)]
    dense = world.dense()
    seen: list[str] = []

    def look() -> None:
        dense.refresh(write=True)
        seen.extend(kinds(dense))
        query = world.query()
        assert found(dense, query, 10) == world.best(query, 10)
        assert set(found(dense, query, 1_000)) == set(world.vectors)

    look()
    ids.append(world.add("more", 1))
    look()
    for place in (0, 1, 2):
        world.forget(ids[place])
        look()
        assert dense._layers is not None and all(piece.alive is None for piece in dense._layers.pieces)
        if place == 0:
            world.add("again", 90)
            look()
    assert seen == ["half", "bits", "bits", "bits", "half", "half"]


def test_many_small_steps_leave_few_segments(world: World, either: str) -> None:
    dense = world.dense()
    for number in range(40):
        world.add(f"{number}", 11)
        dense.refresh(write=number % 3 > 0)
    dense.refresh(write=True)
    assert dense._layers is not None
    assert len(dense._layers.pieces) <= 9
    assert dense._layers.rows == len(world.vectors)
    query = world.query()
    assert found(dense, query, 10) == world.best(query, 10)


def test_merging_copies_a_row_a_few_times_only() -> None:
    sizes: list[int] = []
    copied = 0
    for _ in range(3_000):
        sizes.append(30)
        for places in growth.groups(sizes):
            copied += sum(sizes[place] for place in places) if len(places) > 1 else 0
        sizes = [sum(sizes[place] for place in places) for places in growth.groups(sizes)]
        assert len(sizes) < 15
    assert sum(sizes) == 90_000
    assert copied < 90_000 * 15
    full = [growth.FULL - 5, growth.FULL // 2, growth.FULL // 2 + 1, 10]
    assert growth.groups(full) == [[0], [1], [2], [3]], "what is full stays as it is"
