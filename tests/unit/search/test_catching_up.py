"""While documents and vectors still come in: words at once, meaning later, neither in the other's way."""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

import numpy
import pytest

from app.core.events import Cancel
from app.core.types import Query
from app.search import indexer as indexer_module
from app.search.fuse import fuse
from app.search.lexical import putting as lexical_module
from app.search.lexical.index import Lexical
from app.search.lexical.schema import VERSION
from app.search.remote import Embedder
from app.search.searcher import Searcher
from app.search.tokens import Tagged, bigrams
from app.store.database import Database
from app.store.documents import Documents
from app.store.files import Files
from tests.unit.search.test_indexes import MODEL, found, synchronise
from tests.unit.store.test_documents import put

EVERYTHING = numpy.ones(4, dtype="float32")


class Words:
    """Stands in for Kiwi where morphemes do not matter; `fails` names a text it dies of."""

    fails = "\0"

    def of_many(self, texts: Sequence[str]) -> list[str]:
        if any(self.fails in text for text in texts):
            raise Stopped
        return list(texts)

    def parts_of(self, texts: Sequence[str]) -> list[tuple[list[Tagged], list[Tagged]]]:
        return [([(word, "NNG") for word in text.split()], [(pair, "") for pair in bigrams(text)]) for text in texts]

    def close(self) -> None:
        pass


class Stopped(Exception):
    pass


class Encoder:
    """Stands in for the embedder: the same text, the same direction. Remembers what it was asked."""

    key = MODEL

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.threads: list[int] = []

    def passages(self, texts: Sequence[str], *, cancel: Cancel | None = None, threads: int = 0) -> Any:
        self.texts += texts
        self.threads.append(threads)
        return numpy.stack([self.query(text) for text in texts])

    def query(self, text: str, *, cancel: Cancel | None = None) -> Any:
        seed = int.from_bytes(hashlib.sha256(text.encode()).digest()[:4])
        vector = numpy.random.default_rng(seed).standard_normal(8).astype("float32")
        return vector / numpy.linalg.norm(vector)


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return Database(tmp_path)


@pytest.fixture
def documents(database: Database) -> Documents:
    return Documents(database)


def make_searcher(tmp_path: Path, database: Database, encoder: Encoder) -> Searcher:
    searcher = Searcher(tmp_path, database, cast(Embedder, encoder))
    searcher._lexical._morphemes = Words()
    return searcher


def ignore(done: int, total: int) -> None:
    pass


# --- words ---------------------------------------------------------------------------------------


def test_what_is_committed_is_found_while_the_rest_is_put_in(
    tmp_path: Path, documents: Documents, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lexical_module, "_COMMIT_EVERY", 1)
    writing, other = (Lexical(tmp_path / "lexical", Words()) for _ in range(2))
    for name in "abc":
        put(documents, name, [f"{name} 휴가 신청"])
    assert found(other, documents, "휴가") == []
    seen: list[tuple[int, int]] = []

    def progress(done: int, total: int) -> None:
        seen.append((len(found(writing, documents, "휴가")), len(found(other, documents, "휴가"))))

    everything = documents.documents()
    writing.update(documents.revisions(), lambda i: (everything[i], documents.passages_of(i)), progress)
    assert seen == [(0, 0), (1, 1), (2, 2), (3, 3)]


def test_stopping_keeps_what_was_put_in_and_frees_the_lock(tmp_path: Path, documents: Documents) -> None:
    lexical = Lexical(tmp_path / "lexical", Words())
    for name in "abc":
        put(documents, name, [f"{name} 휴가 신청"])
    everything = documents.documents()

    def progress(done: int, total: int) -> None:
        if done == 2:
            raise Stopped

    with pytest.raises(Stopped) as kept:
        lexical.update(documents.revisions(), lambda i: (everything[i], documents.passages_of(i)), progress)
    assert len(found(lexical, documents, "휴가")) == 2
    assert synchronise(lexical, documents) == 1  # although the exception, and what its frames hold, is still there
    assert kept.value is not None
    assert len(found(lexical, documents, "휴가")) == 3


def test_never_half_a_document(tmp_path: Path, documents: Documents, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lexical_module, "_CALL", 1)
    words = Words()
    lexical = Lexical(tmp_path / "lexical", words)
    document = put(documents, "a", ["휴가 하나", "휴가 둘", "휴가 셋"])
    words.fails = "셋"
    with pytest.raises(Stopped):
        synchronise(lexical, documents)
    assert lexical.passages_of(document.id) == 0
    words.fails = "\0"
    assert synchronise(lexical, documents) == 1
    assert lexical.passages_of(document.id) == 3


def test_a_document_that_goes_meanwhile_is_passed_over(tmp_path: Path, documents: Documents) -> None:
    lexical = Lexical(tmp_path / "lexical", Words())
    put(documents, "a", ["휴가"])
    lexical.update(documents.revisions(), lambda identity: None, ignore)
    assert lexical.stale(documents.revisions())[0] == list(documents.revisions())


def test_without_its_stamp_the_index_keeps_no_ghosts(tmp_path: Path, database: Database, documents: Documents) -> None:
    lexical = Lexical(tmp_path / "lexical", Words())
    gone = put(documents, "a", ["휴가"])
    put(documents, "b", ["휴가"])
    synchronise(lexical, documents)
    (tmp_path / "lexical" / f"v{VERSION}" / "stamp.json").unlink()
    Files(database).forget("기본", [b"a"])
    synchronise(lexical, documents)
    assert lexical.passages_of(gone.id) == 0
    assert len(lexical.by_bigrams("휴가", 10, None)) == 1


def test_suggestions_follow_the_store(tmp_path: Path, database: Database, documents: Documents) -> None:
    searcher = make_searcher(tmp_path, database, Encoder())
    put(documents, "a", ["휴가 신청"])
    searcher.indexer.index_words(ignore)
    assert [hit.document.title for hit in searcher.suggest(Query("휴가")).hits] == ["a"]
    put(documents, "b", ["휴가 취소"])
    searcher.indexer.index_words(ignore)
    assert {hit.document.title for hit in searcher.suggest(Query("휴가")).hits} == {"a", "b"}
    Files(database).forget("기본", [b"a"])
    assert [hit.document.title for hit in searcher.suggest(Query("휴가")).hits] == ["b"]
    assert searcher.indexer.stale()


# --- meaning -------------------------------------------------------------------------------------


def test_a_passage_without_a_vector_is_judged_by_its_words() -> None:
    channels = {"morphemes": [(1, 2.0), (2, 1.9), (3, 0.0)], "dense": [(2, 0.9), (3, 0.1)]}
    punished = {entry.passage_id: entry.score for entry in fuse(channels)}
    fair = {entry.passage_id: entry.score for entry in fuse(channels, blind={"dense": {1}})}
    assert punished[1] == pytest.approx(1 / 3)
    assert fair[1] == 1.0
    assert fair[2] == punished[2] and fair[3] == punished[3]
    assert fuse(channels, blind={"dense": set()}) == fuse(channels)
    assert fuse(channels, blind={"dense": {2}}) == fuse(channels), "what a channel brought it could bring"


def test_encoding_goes_on_where_it_was_stopped(
    tmp_path: Path, database: Database, documents: Documents, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexer_module, "_PAGE", 3)
    monkeypatch.setattr(indexer_module, "_COMMIT", 2)
    encoder = Encoder()
    searcher = make_searcher(tmp_path, database, encoder)
    for name in "ab":
        put(documents, name, [f"{name} 조문 {number} " + "글" * number for number in range(4)])
    assert searcher.indexer.meaning_behind() == 8
    seen: list[tuple[int, int]] = []

    def stop(done: int, total: int) -> None:
        seen.append((done, total))
        if done == 5:
            raise Stopped

    with pytest.raises(Stopped):
        searcher.indexer.index_meaning(stop, cancel=Cancel(), threads=lambda: 1)
    assert seen == [(0, 8), (2, 8), (3, 8), (5, 8)]
    assert searcher.indexer.meaning_behind() == 3
    assert set(encoder.threads) == {1}
    searcher.indexer.index_meaning(ignore, cancel=Cancel())
    assert encoder.threads[-1] == 0
    assert searcher.indexer.meaning_behind() == 0
    assert len(encoder.texts) == len(set(encoder.texts)) == 8


@pytest.mark.parametrize("text", ["!?", "-", "😀", " \t"])
def test_a_question_without_a_letter_finds_nothing(
    tmp_path: Path, database: Database, documents: Documents, text: str
) -> None:
    searcher = make_searcher(tmp_path, database, Encoder())
    put(documents, "a", ["휴가 신청"])
    searcher.indexer.index_words(ignore)
    searcher.indexer.index_meaning(ignore, cancel=Cancel())
    assert searcher.search(Query("휴가"), cancel=Cancel()).hits
    assert searcher.search(Query(text), cancel=Cancel()).hits == ()


def test_search_is_right_while_vectors_are_partial(tmp_path: Path, database: Database, documents: Documents) -> None:
    encoder = Encoder()
    searcher = make_searcher(tmp_path, database, encoder)
    put(documents, "old", ["물품 처분 절차", "숙소 배정"])
    searcher.indexer.index_words(ignore)
    searcher.indexer.index_meaning(ignore, cancel=Cancel())
    put(documents, "new", ["휴가 신청 절차"])
    searcher.indexer.index_words(ignore)
    outcome = searcher.search(Query("휴가 신청 절차"), cancel=Cancel())
    assert outcome.hits[0].passage.text == "휴가 신청 절차"
    assert outcome.hits[0].score > 0.5
    assert "dense" not in outcome.hits[0].ranks
    assert outcome.notices == ()
