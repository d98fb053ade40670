"""Conversations: one transaction an exchange, found again, bounded, forgotten for good, and there after an upgrade."""

import sqlite3
import unicodedata
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import apsw
import pytest

from app.core.answers import Exchange, KeptCitation, Statement, Verdict
from app.core.errors import ConversationMissing
from app.store import conversations as module
from app.store.conversations import Conversations
from app.store.database import FILE_NAME, Database
from app.store.documents import Documents
from app.store.schema import STEPS
from app.store.searches import Searches
from tests.unit.store.test_documents import numbers, put

CITED = KeptCitation(1, "d1", "물품 관리 지침", "제6조", "물품.md", "대여 기간은 14일을 넘을 수 없다.", (10, 30))
ASKED = Exchange(
    id=0,
    question="노트북은 며칠 빌리나요?",
    standalone="노트북은 며칠 빌리나요?",
    asked=1_700_000_000_000_000_000,
    collections=("규정", "예제"),
    text="대여 기간은 14일을 넘을 수 없다. [1]",
    abstained=False,
    reason="",
    reason_params={},
    statements=(Statement((0, 24), Verdict.QUOTED, (1,)),),
    citations=(CITED,),
    model="작은 모델",
    extracted=12,
)
REFUSED = replace(
    ASKED,
    question="제99조는?",
    standalone="물품 관리 지침 제99조",
    text="근거 없음",
    abstained=True,
    reason="no_article",
    reason_params={"article": "제99조"},
    statements=(),
    citations=(),
)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(tmp_path)
    yield database
    database.close()


@pytest.fixture
def talk(database: Database) -> Conversations:
    return Conversations(database)


def files_holding(folder: Path, secret: str) -> list[str]:
    return [path.name for path in folder.glob(f"{FILE_NAME}*") if secret.encode() in path.read_bytes()]


def test_what_was_kept_comes_back_as_it_was(talk: Conversations) -> None:
    begun = talk.begin()
    kept = [talk.keep(begun, ASKED), talk.keep(begun, REFUSED)]
    assert talk.exchanges(begun) == (replace(ASKED, id=kept[0]), replace(REFUSED, id=kept[1]))


def test_it_survives_a_restart(tmp_path: Path) -> None:
    first = Database(tmp_path)
    begun = Conversations(first).begin()
    Conversations(first).keep(begun, ASKED)
    first.close()
    second = Database(tmp_path)
    assert [one.question for one in Conversations(second).exchanges(begun)] == [ASKED.question]
    second.close()


def test_a_conversation_is_called_by_its_first_question(talk: Conversations) -> None:
    begun = talk.begin()
    talk.keep(begun, ASKED)
    talk.keep(begun, REFUSED)
    (listed,) = talk.conversations()
    assert (listed.id, listed.title, listed.exchanges) == (begun, ASKED.question, 2)
    assert listed.started <= listed.touched


def test_one_without_a_question_is_not_listed(talk: Conversations) -> None:
    begun = talk.begin()
    assert talk.conversations() == ()
    assert talk.exchanges(begun) == ()
    assert talk.latest() == 0


def test_the_latest_comes_first(talk: Conversations) -> None:
    first, second = talk.begin(), talk.begin()
    talk.keep(second, ASKED)
    talk.keep(first, ASKED)
    assert [one.id for one in talk.conversations()] == [first, second]
    assert talk.latest() == first
    assert [one.id for one in talk.conversations(limit=1)] == [first]


@pytest.mark.parametrize("text", ["노트북", "며칠빌리", "대여 기간", "14 일을", "제99조", "laptop A4", "LAPTOPa4"])
def test_search_in_questions_and_answers(talk: Conversations, text: str) -> None:
    begun, other = talk.begin(), talk.begin()
    talk.keep(other, replace(ASKED, question="연가는 며칠 전에?", text="3일 전까지 [1]"))
    talk.keep(begun, ASKED)
    talk.keep(begun, replace(REFUSED, question="제99조는? Laptop A4"))
    assert [one.id for one in talk.conversations(text)] == [begun]


@pytest.mark.parametrize("text", ["%", "_", "없는 말", "빌리나요?대여", "물품.md"])
def test_search_finds_no_more_than_that(talk: Conversations, text: str) -> None:
    talk.keep(talk.begin(), ASKED)
    assert talk.conversations(text) == ()


def test_decomposed_hangul_is_the_same(talk: Conversations) -> None:
    talk.keep(talk.begin(), ASKED)
    assert len(talk.conversations(unicodedata.normalize("NFD", "노트북"))) == 1


def test_one_is_forgotten(talk: Conversations) -> None:
    first, second = talk.begin(), talk.begin()
    talk.keep(first, ASKED)
    talk.keep(second, ASKED)
    talk.begin()
    assert talk.forget(first) == 1
    assert [one.id for one in talk.conversations()] == [second]
    for gone in (lambda: talk.exchanges(first), lambda: talk.keep(first, ASKED), lambda: talk.forget(first)):
        with pytest.raises(ConversationMissing):
            gone()
    assert talk.begin() > second


@pytest.mark.parametrize("every", [True, False])
def test_what_is_forgotten_is_not_in_the_files(talk: Conversations, tmp_path: Path, every: bool) -> None:
    begun = talk.begin()
    for number in range(40):
        talk.keep(begun, replace(ASKED, question=f"아무도 몰라야 할 물음 {number}", text="숨은 대답 " * 100))
    assert files_holding(tmp_path, "아무도 몰라야 할")
    assert talk.forget(0 if every else begun) == 1
    assert talk.conversations() == ()
    assert files_holding(tmp_path, "아무도 몰라야 할") == []
    assert files_holding(tmp_path, "숨은 대답") == []


def test_the_oldest_conversations_leave(talk: Conversations, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_CONVERSATIONS", 3)
    begun = []
    for _ in range(5):
        begun.append(talk.begin())
        talk.keep(begun[-1], ASKED)
    assert [one.id for one in talk.conversations()] == begun[:1:-1]


def test_the_oldest_exchanges_of_a_long_one_leave(talk: Conversations, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_EXCHANGES", 3)
    begun = talk.begin()
    for number in range(5):
        talk.keep(begun, replace(ASKED, question=f"물음 {number}"))
    assert [one.question for one in talk.exchanges(begun)] == ["물음 2", "물음 3", "물음 4"]


def test_caches_of_documents_stay_fresh(talk: Conversations, database: Database) -> None:
    before = database.generation()
    talk.keep(talk.begin(), ASKED)
    talk.forget()
    assert database.generation() == before


def test_a_citation_outlives_its_document(talk: Conversations, database: Database) -> None:
    documents = Documents(database)
    document = put(documents, "a.md", ["하나", "둘", "셋"])
    ids = numbers(documents, document)
    begun = talk.begin()
    talk.keep(begun, ASKED, [ids[2], ids[0], 999_999, ids[2]])
    assert talk.stands_on(begun) == (ids[2], ids[0])
    documents.remove_collection(document.collection)
    assert talk.stands_on(begun) == ()
    assert talk.exchanges(begun)[0].citations == (CITED,)


def test_only_the_last_exchange_is_stood_on(talk: Conversations) -> None:
    begun = talk.begin()
    assert talk.stands_on(begun) == talk.stands_on(0) == ()
    talk.keep(begun, REFUSED)
    assert talk.stands_on(begun) == ()


def test_a_row_of_another_version_still_shows_its_words(talk: Conversations, tmp_path: Path) -> None:
    begun = talk.begin()
    talk.keep(begun, ASKED)
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as connection, connection:
        connection.execute(
            "UPDATE exchanges SET statements = '[[0, 3, \"doubted\", []]]', citations = '[{\"number\": 1}]', "
            "collections = '7', reason_params = '[]', passages = 'x'"
        )
    (kept,) = talk.exchanges(begun)
    assert (kept.question, kept.text) == (ASKED.question, ASKED.text)
    assert (kept.statements, kept.citations, kept.collections, kept.reason_params) == ((), (), (), {})
    assert talk.stands_on(begun) == ()


def test_a_question_that_utf8_cannot_write(talk: Conversations) -> None:
    begun = talk.begin()
    talk.keep(begun, replace(ASKED, question="깨진 \udcff 글자"))
    assert talk.exchanges(begun)[0].question == "깨진 ? 글자"
    assert len(talk.conversations("깨진 \udcff")) == 1


def test_a_workspace_of_the_schema_before_is_taken_over(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / FILE_NAME, isolation_level=None)) as old:
        for step in STEPS[:5]:
            old.executescript(step)
        old.execute("PRAGMA user_version = 5")
        old.execute('INSERT INTO past_searches VALUES (\'{"text": "연가"}\', 5)')
    database = Database(tmp_path)
    assert [query.text for query in Searches(database).past()] == ["연가"]
    talk = Conversations(database)
    talk.keep(talk.begin(), ASKED)
    assert len(talk.conversations()) == 1
    with database.reading() as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (len(STEPS),)
    database.close()


def test_a_write_that_breaks_off_leaves_nothing_behind(talk: Conversations, database: Database) -> None:
    begun = talk.begin()
    talk.keep(begun, ASKED)
    with database.reading() as connection:
        connection.execute("CREATE TRIGGER full BEFORE INSERT ON exchanges BEGIN SELECT raise(ABORT, 'full'); END")
    before = talk.conversations()
    with pytest.raises(apsw.ConstraintError):
        talk.keep(begun, REFUSED)
    assert talk.conversations() == before
