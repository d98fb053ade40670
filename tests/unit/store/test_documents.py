"""The store keeps documents whole, forgets them whole, and never gives a passage's number twice."""

import dataclasses
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from app.core.errors import CollectionMissing, DocumentMissing
from app.core.locator import Locator
from app.core.types import Document, DocumentKind, FileState, Passage, Source
from app.store.database import Database, text_digest
from app.store.documents import Documents
from app.store.files import FileRecord, Files, Move
from app.store.ledger import Ledger
from app.store.roots import Root, Roots
from app.store.schema import STEPS
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
    identity = f"{collection}:{path}"
    return Document(identity, collection, path, DocumentKind.DIRECTIVE, source, text=text), passages


def row(path: str, collection: str = "기본", **facts: Any) -> FileRecord:
    return FileRecord(collection, path.encode(), b"/r", path, **facts)


def put(
    documents: Documents, path: str, texts: list[str], collection: str = "기본", container: bytes = b""
) -> Document:
    document, passages = make(path, texts, collection)
    document = dataclasses.replace(document, id=documents.identity(collection, path.encode()))
    record = row(path, collection, sha256=document.source.sha256, size=7, parser=PARSER, document_id=document.id)
    documents.store(document, passages, dataclasses.replace(record, container=container))
    return document


def numbers(documents: Documents, document: Document) -> list[int]:
    return [passage.id for passage in documents.passages_of(document.id)]


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return Database(tmp_path)


@pytest.fixture
def documents(database: Database) -> Documents:
    return Documents(database)


@pytest.fixture
def ledger(database: Database) -> Ledger:
    return Ledger(database)


@pytest.fixture
def files(database: Database) -> Files:
    return Files(database)


def test_what_is_stored_is_read_back(documents: Documents, files: Files, ledger: Ledger) -> None:
    document, passages = make("내규.md", ["제1조 목적", "제2조 정의"])
    document = dataclasses.replace(document, promulgated="2020-01-02", history="제정 2020. 1. 2.")
    passages = [dataclasses.replace(passage, ocr=87) for passage in passages]
    record = row("내규.md", sha256="s", document_id=document.id, code="ING-017", params={"pages": 2})
    documents.store(document, passages, record)
    assert documents.document(document.id) == document
    stored = documents.passages_of(document.id)
    assert [dataclasses.replace(passage, id=0, document_id="") for passage in stored] == passages
    assert ledger.counts() == (1, 2, 0)
    assert files.known("기본") == {record.raw_path: record}
    (entry,) = ledger.entries()
    assert (entry.state, entry.passages, entry.ocr, entry.code, entry.params) == (
        *(FileState.INDEXED, 2, 87),
        *("ING-017", {"pages": 2}),
    )


def test_a_passage_that_reads_as_before_keeps_its_number(documents: Documents, ledger: Ledger) -> None:
    first = put(documents, "a.md", ["하나", "둘", "둘"])
    before = numbers(documents, first)
    revision = documents.revisions()[first.id]
    second = put(documents, "a.md", ["새것", "둘", "하나", "둘"])
    assert second.id == first.id
    after = numbers(documents, second)
    assert after[1:] == [before[1], before[0], before[2]]
    assert after[0] not in before, "caches refer to passages by number"
    assert [passage.text for passage in documents.passages_of(second.id)] == ["새것", "둘", "하나", "둘"]
    assert ledger.counts() == (1, 4, 0)
    assert documents.revisions()[first.id] > revision


def test_another_title_changes_what_the_encoder_saw(documents: Documents) -> None:
    document = put(documents, "a.md", ["하나"])
    before = numbers(documents, document)
    changed, passages = make("a.md", ["하나"])
    documents.store(dataclasses.replace(changed, id=document.id, title="딴 이름"), passages, row("a.md"))
    assert numbers(documents, document) != before


def test_a_file_is_either_indexed_or_failed(documents: Documents, files: Files, ledger: Ledger) -> None:
    put(documents, "a.md", ["하나"])
    files.record([row("a.md", state=FileState.FAILED, code="ING-005", params={"name": "a.md"})])
    assert ledger.counts() == (0, 0, 1)
    (entry,) = ledger.entries()
    assert (entry.state, entry.code, entry.params) == ("failed", "ING-005", {"name": "a.md"})
    put(documents, "a.md", ["하나"])
    assert ledger.counts() == (1, 1, 0)


def test_noting_a_row_leaves_its_document(documents: Documents, files: Files, ledger: Ledger) -> None:
    document = put(documents, "a.md", ["하나"])
    files.note([row("a.md", state=FileState.FAILED, code="ING-018", document_id=document.id)])
    assert ledger.counts() == (1, 1, 1)
    assert ledger.states()[FileState.FAILED] == 1
    assert ledger.failed_roots() == (("기본", b"/r"),)


def test_a_move_takes_the_document_and_the_members_along(documents: Documents, files: Files) -> None:
    document = put(documents, "a.md", ["하나"])
    files.record([row("b.zip", sha256="z")])
    inner = put(documents, "b.zip/안/c.md", ["둘"], container=b"b.zip")
    files.move("기본", [Move(b"a.md", b"/n/a2.md", b"/n", "a2.md"), Move(b"b.zip", b"/n/d/b.zip", b"/n", "d/b.zip")])
    assert {r.path: (r.raw_path, r.container, r.document_id) for r in files.known("기본").values()} == {
        "a2.md": (b"/n/a2.md", b"", document.id),
        "d/b.zip": (b"/n/d/b.zip", b"", ""),
        "d/b.zip/안/c.md": (b"/n/d/b.zip/" + "안/c.md".encode(), b"/n/d/b.zip", inner.id),
    }
    assert documents.document(inner.id).source.path == "d/b.zip/안/c.md"
    assert documents.identity("기본", b"/n/a2.md") == document.id
    assert documents.identity("기본", b"a.md") != document.id, "a new file at the old place is another document"


def test_a_container_goes_with_its_members_unless_they_are_kept(
    documents: Documents, files: Files, ledger: Ledger
) -> None:
    files.record([row("b.zip")])
    put(documents, "b.zip/c.md", ["둘"], container=b"b.zip")
    files.record([row("b.zip", sha256="new")], keep_members=True)
    assert ledger.counts() == (1, 1, 0)
    assert [record.path for record in files.members("기본", b"b.zip")] == ["b.zip/c.md"]
    assert files.forget("기본", [b"b.zip"]) == 1
    assert files.known("기본") == {}


def test_roots_are_kept_with_their_patterns(database: Database) -> None:
    roots = Roots(database)
    roots.put(Root("나", b"/b"))
    roots.put(Root("가", b"/a", ("*.tmp",)))
    roots.put(Root("가", b"/a", ("*.tmp", "임시/")))
    assert roots.all() == (Root("가", b"/a", ("*.tmp", "임시/")), Root("나", b"/b"))
    roots.remove("가", [b"/a"])
    assert roots.all() == (Root("나", b"/b"),)


def test_vectors_go_with_their_passages(tmp_path: Path) -> None:
    database = Database(tmp_path)
    documents, vectors = Documents(database), Vectors(database)
    document = put(documents, "a.md", ["하나", "둘"])
    ids = numbers(documents, document)
    vectors.add("m", [(ids[0], 0, b"\0\0"), (ids[0], 1, b"\0\0"), (99_999, 0, b"\0\0")])
    assert vectors.state("m")[0] == 2, "a vector of a passage that has gone is passed over"
    put(documents, "a.md", ["하나", "셋"])
    assert vectors.state("m")[0] == 2, "what did not change is not encoded again"
    Files(database).forget("기본", [b"a.md"])
    assert vectors.state("m")[0] == 0


def test_a_failing_write_changes_nothing(documents: Documents, ledger: Ledger) -> None:
    document = put(documents, "a.md", ["하나", "둘"])
    changed, new = make("a.md", ["셋", "넷"])
    with pytest.raises(Exception, match="UNIQUE"):
        documents.store(dataclasses.replace(changed, id=document.id), [new[0], new[0]], row("a.md"))
    assert documents.document(document.id).text == document.text
    assert ledger.counts() == (1, 2, 0)


def test_collections(documents: Documents, files: Files, database: Database, ledger: Ledger) -> None:
    made = [put(documents, "a.md", ["하나"], collection) for collection in ("가", "나")]
    files.record([row("x", "다", state=FileState.FAILED, code="ING-001")])
    Roots(database).put(Root("라", b"/r"))
    assert [(c.name, c.documents, c.passages) for c in ledger.collections()] == [
        *(("가", 1, 1), ("나", 1, 1)),
        *(("다", 0, 0), ("라", 0, 0)),
    ]
    assert documents.remove_collection("가") == 1
    with pytest.raises(CollectionMissing):
        documents.remove_collection("가")
    with pytest.raises(DocumentMissing):
        documents.document(made[0].id)


def test_a_workspace_of_the_first_schema_is_taken_over(tmp_path: Path) -> None:
    old = sqlite3.connect(tmp_path / "munjigi.db")
    old.executescript(STEPS[0])
    old.execute("PRAGMA user_version = 1")
    words = ("sha", 3, 5, "md", "제목", "law", "", "", "", "", "본문", text_digest("본문"), 2, 1)
    values = ("d1", "기본", b"/r", b"/r/a", "a", *words)
    old.execute(f"INSERT INTO documents VALUES ({','.join('?' * len(values))})", values)
    failure = ("기본", b"/r", b"/r/b", "b", "sha2", 4, "ING-005", '{"name": "b"}')
    old.execute("INSERT INTO failures VALUES (?,?,?,?,?,?,?,?)", failure)
    old.commit()
    old.close()
    database = Database(tmp_path)
    assert {r.path: (r.state, r.code, r.document_id) for r in Files(database).known("기본").values()} == {
        "a": (FileState.INDEXED, "", "d1"),
        "b": (FileState.FAILED, "ING-005", ""),
    }
    assert Roots(database).all() == (Root("기본", b"/r"),)
    assert Documents(database).document("d1").text == "본문"
    database.check_integrity()
