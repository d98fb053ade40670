"""The lexical cache: it follows the store, survives damage, and never outlives a document."""

from pathlib import Path

import pytest

from app.search.lexical.index import Lexical
from app.search.tokens import Morphemes
from app.store.database import Database
from app.store.documents import Documents
from app.store.files import Files
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
    ids = [identity for identity, _ in lexical.ranked("morphemes", lexical.wanted("빌리려면"), 10)]
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
