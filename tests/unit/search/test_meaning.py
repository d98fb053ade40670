"""Encoding: what one would miss first comes first, in large calls, and what is stored meanwhile is encoded too."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

import numpy
import pytest

from app.core.events import Cancel
from app.search import indexer as indexer_module
from app.search.dense import Dense
from app.search.indexer import Indexer
from app.search.lexical.index import Lexical
from app.search.remote import CALL, Embedder
from app.search.thesaurus.keeper import Keeper
from app.search.vocabulary.cache import Vocabulary
from app.store.database import Database
from app.store.documents import Documents
from app.store.vectors import Vectors
from tests.unit.store.test_documents import put
from tests.unit.store.test_vectors import dated


class Encoder:
    """Stands in for the embedder; remembers each call."""

    key = "test"

    def __init__(self) -> None:
        self.calls: list[list[str]] = []

    def passages(self, texts: Sequence[str], *, cancel: Cancel | None = None, threads: int = 0) -> Any:
        self.calls.append(list(texts))
        return numpy.ones((len(texts), 8), dtype="float32")


class Watched(Vectors):
    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self.after: list[int] = []

    def waiting(self, model: str, limit: int, after: int = 0) -> list[int]:
        self.after.append(after)
        return super().waiting(model, limit, after)


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return Database(tmp_path)


def made(database: Database, encoder: Encoder) -> tuple[Indexer, Watched]:
    unused = (cast(Lexical, None), cast(Keeper, None), cast(Vocabulary, None))
    dense = Dense(database.home / "dense", Vectors(database), encoder.key)
    indexer = Indexer(database, cast(Embedder, encoder), unused[0], dense, *unused[1:])
    indexer._vectors = vectors = Watched(database)
    return indexer, vectors


def ignore(done: int, total: int) -> None:
    pass


def test_articles_of_new_documents_are_encoded_first(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(indexer_module, "_PAGE", 1)
    documents, encoder = Documents(database), Encoder()
    dated(documents, "old", "2001-05-01", ["제1조", "부칙"])
    dated(documents, "new", "2024-03-01", ["부칙", "제1조"])
    made(database, encoder)[0].index_meaning(ignore, cancel=Cancel())
    first = [call[0].split()[0] for call in encoder.calls]
    supplements = ["부칙" in call[0].split()[1] for call in encoder.calls]
    assert first == ["new", "old", "new", "old"]
    assert supplements == [False, False, True, True]


def test_the_encoder_is_called_for_hundreds_of_windows(database: Database) -> None:
    documents, encoder = Documents(database), Encoder()
    put(documents, "a", [f"조문 {number} " + "글자 " * 300 for number in range(400)])
    made(database, encoder)[0].index_meaning(ignore, cancel=Cancel())
    sizes = [len(call) for call in encoder.calls]
    assert max(sizes) == CALL
    assert sum(sizes) == Vectors(database).state("test")[0] > 1_000
    assert len(sizes) <= sum(sizes) // 256


def test_what_is_stored_meanwhile_is_encoded_too(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(indexer_module, "_PAGE", 2)
    documents, encoder = Documents(database), Encoder()
    put(documents, "a", ["하나", "둘", "셋"])
    indexer, _ = made(database, encoder)
    late = iter([*"bcd"])

    def progress(done: int, total: int) -> None:
        for name in late:
            put(documents, name, [f"{name} 늦게 온 글"])
            break

    indexer.index_meaning(progress, cancel=Cancel())
    assert indexer.meaning_behind() == 0
    assert sum(len(call) for call in encoder.calls) == 6


def test_one_more_document_does_not_look_at_all_the_others(database: Database) -> None:
    documents, encoder = Documents(database), Encoder()
    put(documents, "a", ["하나", "둘", "셋"])
    indexer, vectors = made(database, encoder)
    indexer.index_meaning(ignore, cancel=Cancel())
    put(documents, "a", ["하나", "둘", "셋", "넷"])
    put(documents, "b", ["다섯"])
    vectors.after.clear()
    indexer.index_meaning(ignore, cancel=Cancel())
    assert min(vectors.after) == 3
    assert [len(call) for call in encoder.calls] == [3, 2]
    assert indexer.meaning_behind() == 0
    again, looked = made(database, encoder)
    again.index_meaning(ignore, cancel=Cancel())
    assert looked.after == [0] and len(encoder.calls) == 2


def test_a_killed_run_has_kept_most_of_its_index(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(indexer_module, "_PAGE", 2)
    monkeypatch.setattr(indexer_module, "_KEEP", 3)
    documents, encoder = Documents(database), Encoder()
    put(documents, "a", [f"조문 {number}" for number in range(30)])

    def killed(done: int, total: int) -> None:
        if done == 16:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        made(database, encoder)[0].index_meaning(killed, cancel=Cancel())
    dense = Dense(database.home / "dense", Vectors(database), encoder.key)
    kept = dense._shelf.read()
    assert kept is not None and kept.rows == 12
    dense.refresh(write=False)
    assert len(dense.lacking(range(1, 31))) == 14
