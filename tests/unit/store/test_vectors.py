"""Vectors are numbered as they come, departures are told, and what one would miss first is encoded first."""

import dataclasses
import sqlite3
from pathlib import Path

import pytest

from app.core.locator import Locator
from app.store import vectors as vectors_module
from app.store.database import Database
from app.store.documents import Documents
from app.store.files import Files
from app.store.schema import STEPS
from app.store.vectors import Position, Vectors
from tests.unit.store.test_documents import make, numbers, put, row


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return Database(tmp_path)


@pytest.fixture
def documents(database: Database) -> Documents:
    return Documents(database)


def dated(documents: Documents, path: str, effective: str, labels: list[str]) -> list[int]:
    document, passages = make(path, [f"{path} {label}" for label in labels])
    document = dataclasses.replace(document, id=documents.identity("기본", path.encode()), effective=effective)
    placed = [
        dataclasses.replace(passage, locator=Locator(supplement=1) if label == "부칙" else passage.locator)
        for passage, label in zip(passages, labels, strict=True)
    ]
    documents.store(document, placed, row(path, sha256="s", document_id=document.id))
    return numbers(documents, document)


def test_what_came_and_went_is_told_once(database: Database, documents: Documents) -> None:
    vectors = Vectors(database)
    assert vectors.position() == Position()
    first = numbers(documents, put(documents, "a", ["하나", "둘"]))
    vectors.add("m", [(first[0], 0, b"\0\0"), (first[0], 1, b"\1\0"), (first[1], 0, b"\2\0")])
    vectors.add("other", [(first[0], 0, b"\3\0")])
    vectors.add("m", [(first[0], 0, b"\7\0")])
    now = vectors.position()
    assert [(row.passage, row.vector) for row in vectors.arrivals("m", 0, now.arrived, 9)] == [
        (first[0], b"\0\0"),
        (first[0], b"\1\0"),
        (first[1], b"\2\0"),
    ], "a vector is never changed"
    (later,) = vectors.arrivals("m", 1, 2, 9)
    assert (later.id, later.passage) == (2, first[0])
    assert [row.id for row in vectors.arrivals("m", 0, now.arrived, 2)] == [1, 2]
    assert vectors.by_number([3, 99, 1]) == [(1, b"\0\0"), (3, b"\2\0")]
    put(documents, "a", ["하나", "셋"])
    after = vectors.position()
    assert vectors.departures(now.departed, after.departed) == [first[1]]
    Files(database).forget("기본", [b"a"])
    last = vectors.position()
    gone = vectors.departures(after.departed, last.departed)
    assert gone is not None and gone[0] == first[0] and len(gone) == 2
    assert vectors.departures(last.departed, last.departed) == []
    assert vectors.arrivals("m", 0, last.arrived, 9) == []
    assert vectors.position() == last and last.arrived == now.arrived, "numbers are not given twice"


def test_departures_are_remembered_for_a_while(
    database: Database, documents: Documents, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vectors_module, "_REMEMBERED", 3)
    vectors = Vectors(database)
    put(documents, "a", [f"{number}" for number in range(5)])
    Files(database).forget("기본", [b"a"])
    vectors.forget_departures()
    assert vectors.departures(0, 5) == [1, 2, 3, 4, 5], "not for a few too many"
    put(documents, "b", [f"{number}" for number in range(5)])
    Files(database).forget("기본", [b"b"])
    vectors.forget_departures()
    assert vectors.departures(0, 10) is None
    assert vectors.departures(7, 10) == [8, 9, 10]
    assert vectors.position().departed == 10


def test_a_survey_is_of_one_moment(database: Database, documents: Documents) -> None:
    vectors = Vectors(database)
    ids = numbers(documents, put(documents, "a", ["하나", "둘"]))
    vectors.add("m", [(identity, 0, b"\0\0") for identity in ids])
    then = vectors.position()
    more = numbers(documents, put(documents, "b", ["셋"]))
    vectors.add("m", [(more[0], 0, b"\0\0")])
    Files(database).forget("기본", [b"a"])
    survey = vectors.survey("m", then)
    assert (survey.count, survey.total, survey.gone) == (0, 0, ids)
    assert survey.position == vectors.position()
    assert database.connection().get_autocommit()


def test_what_one_would_miss_waits_first(database: Database, documents: Documents) -> None:
    vectors = Vectors(database)
    old = dated(documents, "old", "2001-05-01", ["제1조", "부칙", "제2조"])
    none = dated(documents, "none", "", ["제1조"])
    new = dated(documents, "new", "2024-03-01", ["부칙", "제1조"])
    again = dated(documents, "again", "2024-03-01", ["제1조"])
    order = [again[0], new[1], old[2], old[0], none[0], new[0], old[1]]
    assert vectors.waiting("m", 99) == order
    assert vectors.waiting("m", 2) == order[:2]
    vectors.add("m", [(order[0], 0, b"\0\0"), (order[2], 0, b"\0\0")])
    vectors.add("other", [(order[1], 0, b"\0\0")])
    assert vectors.waiting("m", 99) == [order[1], *order[3:]]
    assert vectors.waiting("m", 99, after=none[0]) == [new[1], new[0]]
    assert vectors.newest_passage() == max(order)
    assert vectors.behind("m") == 5


def test_vectors_of_an_older_workspace_stay(tmp_path: Path) -> None:
    old = sqlite3.connect(tmp_path / "munjigi.db")
    for step in STEPS[:4]:
        old.executescript(step)
    old.execute("PRAGMA user_version = 4")
    old.execute("PRAGMA foreign_keys = ON")
    columns = [entry[1] for entry in old.execute("PRAGMA table_info(documents)")]
    old.execute(f"INSERT INTO documents VALUES ({','.join('?' * len(columns))})", ["d", *[0] * (len(columns) - 1)])
    for number in (1, 2):
        old.execute(
            "INSERT INTO passages (document_id, ordinal, locator, label, heading, breadcrumb, text, start, end, page) "
            "VALUES ('d', ?, '', '', '', '', '', 0, 0, 0)",
            (number,),
        )
    old.executemany("INSERT INTO vectors VALUES ('m', ?, ?, ?)", [(2, 0, b"2a"), (1, 1, b"1b"), (1, 0, b"1a")])
    old.commit()
    old.close()
    database = Database(tmp_path)
    vectors = Vectors(database)
    rows = vectors.arrivals("m", 0, vectors.position().arrived, 9)
    assert [(entry.passage, entry.document, entry.vector) for entry in rows] == [
        (1, "d", b"1a"),
        (1, "d", b"1b"),
        (2, "d", b"2a"),
    ]
    with database.transaction() as connection:
        connection.execute("DELETE FROM passages WHERE id = 1")
    assert [entry.passage for entry in vectors.arrivals("m", 0, 9, 9)] == [2]
    assert vectors.departures(0, vectors.position().departed) == [1]
