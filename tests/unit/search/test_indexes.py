"""The lexical and dense caches: they follow the store, survive damage, and never outlive a document."""

import shutil
from collections.abc import Sequence
from pathlib import Path

import numpy
import pytest

from app.search.dense import Dense
from app.search.lexical.index import Lexical
from app.search.tokens import Morphemes
from app.store.database import Database
from app.store.documents import Documents
from app.store.files import Files
from app.store.vectors import Row, Vectors
from tests.unit.store.test_documents import put

MODEL = "test"


@pytest.fixture(scope="module")
def morphemes() -> Morphemes:
    return Morphemes()


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return Database(tmp_path)


def synchronise(lexical: Lexical, documents: Documents) -> int:
    """How many documents were put in."""
    counts: list[int] = []

    def progress(done: int, total: int) -> None:
        counts.append(done)

    everything = documents.documents()
    lexical.update(documents.revisions(), lambda i: (everything[i], documents.passages_of(i)), progress)
    return max(counts, default=0)


def found(lexical: Lexical, documents: Documents, text: str) -> list[str]:
    ids = [passage for passage, _ in lexical.by_bigrams(text, 10, None)]
    passages = documents.passages_by_id(ids)
    return [passages[identity].text for identity in ids]


def test_only_what_changed_is_put_in_again(tmp_path: Path, database: Database, morphemes: Morphemes) -> None:
    documents, lexical = Documents(database), Lexical(tmp_path / "lexical", morphemes)
    for name in ("a.md", "b.md"):
        put(documents, name, [f"{name} 휴가 신청"])
    assert synchronise(lexical, documents) == 2
    assert synchronise(lexical, documents) == 0
    put(documents, "a.md", ["물품 불용 결정"])
    assert synchronise(lexical, documents) == 1
    assert found(lexical, documents, "휴가") == ["b.md 휴가 신청"]
    assert found(lexical, documents, "불용") == ["물품 불용 결정"]
    Files(database).forget("기본", [b"b.md"])
    synchronise(lexical, documents)
    assert found(lexical, documents, "휴가") == []


def test_morphemes_see_through_inflection(tmp_path: Path, database: Database, morphemes: Morphemes) -> None:
    documents, lexical = Documents(database), Lexical(tmp_path / "lexical", morphemes)
    put(documents, "a.md", ["장비를 빌려 준다", "식단을 짠다"])
    synchronise(lexical, documents)
    ids = [identity for identity, _ in lexical.by_morphemes("빌리려면", 10, None)]
    assert [documents.passages_by_id(ids)[i].text for i in ids] == ["장비를 빌려 준다"]


def test_filters_choose_without_changing_scores(tmp_path: Path, database: Database, morphemes: Morphemes) -> None:
    documents, lexical = Documents(database), Lexical(tmp_path / "lexical", morphemes)
    for collection in ("가", "나"):
        put(documents, "a.md", [f"{collection} 휴가"], collection)
    synchronise(lexical, documents)
    whole = lexical.by_bigrams("휴가", 10, None)
    assert len(whole) == 2
    chosen = {
        name: [identity for identity, document in documents.documents().items() if document.collection == name]
        for name in ("가", "나")
    }
    (only,) = lexical.by_bigrams("휴가", 10, chosen["나"])
    assert only in whole
    (other,) = lexical.by_bigrams("휴가", 10, chosen["가"])
    assert other in whole
    assert other != only
    assert lexical.by_bigrams("휴가", 10, []) == []
    assert lexical.by_bigrams("!?", 10, None) == []


def vectors_of(database: Database, texts: list[str], name: str = "a.md") -> list[int]:
    documents = Documents(database)
    document = put(documents, name, texts)
    ids = [passage.id for passage in documents.passages_of(document.id)]
    rows = numpy.eye(4, dtype="<f2")[: len(ids)]
    Vectors(database).add(MODEL, [(identity, 0, rows[i].tobytes()) for i, identity in enumerate(ids)])
    return ids


def test_dense_follows_the_store_and_can_be_limited(tmp_path: Path, database: Database) -> None:
    ids = vectors_of(database, ["하나", "둘", "셋"])
    dense = Dense(tmp_path / "dense", Vectors(database), MODEL)
    query = numpy.array([0.1, 0.9, 0.2, 0], dtype="float32")
    assert dense.search(query, 2, None) == []
    dense.refresh(write=True)
    assert [identity for identity, _ in dense.search(query, 2, None)] == [ids[1], ids[2]]
    assert [identity for identity, _ in dense.search(query, 2, [ids[0]])] == [ids[0]]
    assert dense.search(query, 2, []) == []
    Files(database).forget("기본", [b"a.md"])
    dense.refresh(write=True)
    assert dense.search(query, 2, None) == []


def test_windows_of_one_passage_count_once(tmp_path: Path, database: Database) -> None:
    (identity,) = vectors_of(database, ["하나"])
    Vectors(database).add(MODEL, [(identity, 1, numpy.array([0, 1, 0, 0], dtype="<f2").tobytes())])
    dense = Dense(tmp_path / "dense", Vectors(database), MODEL)
    dense.refresh(write=False)
    ((found_id, score),) = dense.search(numpy.array([0.2, 0.8, 0, 0], dtype="float32"), 5, None)
    assert found_id == identity
    assert score == pytest.approx(0.8)
    assert not (tmp_path / "dense").exists()


@pytest.mark.parametrize("name", ["dense.faiss", "dense.json"])
def test_a_damaged_dense_file_is_never_given_to_faiss(tmp_path: Path, database: Database, name: str) -> None:
    ids = vectors_of(database, ["하나", "둘"])
    Dense(tmp_path / "dense", Vectors(database), MODEL).refresh(write=True)
    path = tmp_path / "dense" / name
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0xFF
    path.write_bytes(bytes(data))
    dense = Dense(tmp_path / "dense", Vectors(database), MODEL)
    dense.refresh(write=True)
    query = numpy.array([1, 0, 0, 0], dtype="float32")
    assert dense.search(query, 1, None)[0][0] == ids[0]
    shutil.rmtree(tmp_path / "dense")


def test_an_intact_dense_file_is_used(tmp_path: Path, database: Database) -> None:
    ids = vectors_of(database, ["하나", "둘"])
    vectors = Vectors(database)
    Dense(tmp_path / "dense", vectors, MODEL).refresh(write=True)

    class NoRows(Vectors):
        def of(self, model: str, passages: Sequence[int]) -> list[Row]:
            raise AssertionError("read the store although the cache was good")

    dense = Dense(tmp_path / "dense", NoRows(database), MODEL)
    dense.refresh(write=False)
    assert dense.search(numpy.array([0, 1, 0, 0], dtype="float32"), 1, None)[0][0] == ids[1]
