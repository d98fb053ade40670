"""The store keeps documents whole, forgets them whole, and never gives a passage's number twice."""

import dataclasses
from pathlib import Path

import pytest

from app.core.errors import CollectionMissing, DocumentMissing
from app.core.locator import Locator
from app.core.types import Document, DocumentKind, Passage, Source
from app.store.database import Database
from app.store.documents import Documents, Refusal, document_id
from app.store.ledger import Ledger
from app.store.vectors import Vectors

PARSER = 1


def make(path: str, texts: list[str], collection: str = "기본") -> tuple[Document, list[Passage]]:
    raw = path.encode()
    text = "\n".join(texts)
    passages, start = [], 0
    for ordinal, part in enumerate(texts):
        locator = Locator(article=(ordinal + 1, 0))
        passages.append(Passage(0, "", ordinal, locator, "", "", part, start, start + len(part)))
        start += len(part) + 1
    source = Source(raw, path, f"sha-{text}", "md", 5, len(text))
    identity = document_id(collection, raw)
    return Document(identity, collection, path, DocumentKind.DIRECTIVE, source, text=text), passages


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return Database(tmp_path)


@pytest.fixture
def documents(database: Database) -> Documents:
    return Documents(database)


@pytest.fixture
def ledger(database: Database) -> Ledger:
    return Ledger(database)


def test_what_is_stored_is_read_back(documents: Documents, ledger: Ledger) -> None:
    document, passages = make("내규.md", ["제1조 목적", "제2조 정의"])
    documents.store(b"/r", document, passages, PARSER)
    assert documents.document(document.id) == document
    stored = documents.passages_of(document.id)
    assert [dataclasses.replace(passage, id=0, document_id="") for passage in stored] == passages
    assert ledger.counts() == (1, 2, 0)
    known = documents.known("기본")
    assert known[b"\xeb\x82\xb4\xea\xb7\x9c.md"].sha256 == document.source.sha256


def test_a_new_version_takes_the_place_of_the_old_one(documents: Documents, ledger: Ledger) -> None:
    first, passages = make("a.md", ["하나", "둘"])
    documents.store(b"/r", first, passages, PARSER)
    before = [passage.id for passage in documents.passages_of(first.id)]
    revision = documents.revisions()[first.id]
    second, passages = make("a.md", ["셋"])
    documents.store(b"/r", second, passages, PARSER)
    after = [passage.id for passage in documents.passages_of(second.id)]
    assert ledger.counts() == (1, 1, 0)
    assert not set(before) & set(after), "caches refer to passages by number"
    assert documents.revisions()[first.id] > revision


def test_a_file_is_either_indexed_or_failed(documents: Documents, ledger: Ledger) -> None:
    document, passages = make("a.md", ["하나"])
    documents.store(b"/r", document, passages, PARSER)
    refusal = Refusal(b"a.md", "a.md", "other", 3, "ING-005", {"name": "a.md"})
    documents.refuse("기본", b"/r", refusal)
    assert ledger.counts() == (0, 0, 1)
    (entry,) = ledger.entries()
    assert (entry.state, entry.code, entry.params) == ("failed", "ING-005", {"name": "a.md"})
    documents.store(b"/r", document, passages, PARSER)
    assert ledger.counts() == (1, 1, 0)


def test_vectors_go_with_their_passages(tmp_path: Path) -> None:
    database = Database(tmp_path)
    documents, vectors = Documents(database), Vectors(database)
    document, passages = make("a.md", ["하나", "둘"])
    documents.store(b"/r", document, passages, PARSER)
    ids = [passage.id for passage in documents.passages_of(document.id)]
    vectors.add("m", [(ids[0], 0, b"\0\0"), (ids[0], 1, b"\0\0"), (99_999, 0, b"\0\0")])
    assert vectors.state("m")[0] == 2, "a vector of a passage that has gone is passed over"
    assert [passage.id for passage in documents.passages_without_vectors("m")] == [ids[1]]
    documents.forget("기본", [b"a.md"])
    assert vectors.state("m")[0] == 0


def test_a_failing_write_changes_nothing(documents: Documents, ledger: Ledger) -> None:
    document, passages = make("a.md", ["하나", "둘"])
    documents.store(b"/r", document, passages, PARSER)
    changed, new = make("a.md", ["셋", "넷"])
    with pytest.raises(Exception, match="UNIQUE"):
        documents.store(b"/r", changed, [new[0], new[0]], PARSER)
    assert documents.document(document.id).text == document.text
    assert ledger.counts() == (1, 2, 0)


def test_collections(documents: Documents, ledger: Ledger) -> None:
    for collection in ("가", "나"):
        document, passages = make("a.md", ["하나"], collection)
        documents.store(b"/r", document, passages, PARSER)
    documents.refuse("다", b"/r", Refusal(b"x", "x", "", 0, "ING-001", {}))
    assert [(c.name, c.documents, c.passages) for c in ledger.collections()] == [
        ("가", 1, 1),
        ("나", 1, 1),
        ("다", 0, 0),
    ]
    assert documents.remove_collection("가") == 1
    with pytest.raises(CollectionMissing):
        documents.remove_collection("가")
    with pytest.raises(DocumentMissing):
        documents.document(document_id("가", b"a.md"))
