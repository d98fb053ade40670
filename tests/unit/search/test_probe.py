"""The self-probe: what search cannot lead to is told, however it came about."""

from pathlib import Path

import pytest

from app.core.types import Document
from app.search.lexical.index import Lexical
from app.search.probe import finds_itself, stretch
from app.search.tokens import bigrams
from app.store.database import Database
from app.store.documents import Documents
from tests.unit.search.test_indexes import synchronise
from tests.unit.store.test_documents import put


class Words:
    """Stands in for Kiwi: the probe asks by bigrams only."""

    def of_many(self, texts: list[str]) -> list[str]:
        return list(texts)


@pytest.fixture
def documents(tmp_path: Path) -> Documents:
    return Documents(Database(tmp_path))


@pytest.fixture
def lexical(tmp_path: Path) -> Lexical:
    return Lexical(tmp_path / "lexical", Words())  # type: ignore[arg-type]


def silent(documents: Documents, lexical: Lexical, *asked: Document) -> list[str]:
    return [document.title for document in asked if not finds_itself(document.id, documents, lexical)]


def test_a_stretch_is_whole_words_from_the_middle() -> None:
    text = "첫째 둘째 셋째 " + "가운데에 있는 말을 고른다 " + "넷째 다섯째 여섯째"
    found = stretch(text)
    assert found in text
    assert "고른다" in found or "말을" in found
    assert len(found.replace(" ", "")) >= 16
    assert stretch("짧다") == "짧다"
    assert stretch("① … !?") == ""
    assert len(stretch("붙여쓴글" * 100)) == 16


def test_indexed_documents_find_themselves(documents: Documents, lexical: Lexical) -> None:
    first = put(documents, "a.md", ["휴가는 3일 전까지 신청한다.", "물품은 불용 결정을 받아 처분한다."])
    short = put(documents, "b.md", ["끝."])
    assert silent(documents, lexical, first, short) == ["a.md", "b.md"]  # nothing was put in yet
    synchronise(lexical, documents)
    assert silent(documents, lexical, first, short) == []


def test_a_document_without_a_searchable_word_is_told(documents: Documents, lexical: Lexical) -> None:
    marks = put(documents, "marks.md", ["※ … ―", "！？"])
    empty = put(documents, "empty.md", [])
    half = put(documents, "half.md", ["※ … ―", "앞뒤는 기호뿐이다", "！？"])
    synchronise(lexical, documents)
    assert silent(documents, lexical, marks, empty, half) == ["marks.md", "empty.md"]


def test_what_was_lost_on_the_way_is_told(documents: Documents, lexical: Lexical) -> None:
    texts = ["첫 조문의 내용이다.", "둘째 조문의 내용이다.", "셋째 조문의 내용이다."]
    lost, changed, whole = (put(documents, name, texts) for name in ("lost.md", "changed.md", "whole.md"))
    everything = documents.documents()

    def careless(identity: str) -> tuple[Document, list[object]]:
        passages = list(documents.passages_of(identity))
        return everything[identity], passages[:2] if identity == lost.id else passages  # type: ignore[return-value]

    lexical.update(documents.revisions(), careless, lambda done, total: None)  # type: ignore[arg-type]
    put(documents, "changed.md", ["다른 문서가", "되어", "버렸습니다"])
    assert silent(documents, lexical, lost, changed, whole) == ["lost.md", "changed.md"]


def test_many_copies_each_find_themselves(documents: Documents, lexical: Lexical) -> None:
    copies = [put(documents, f"{number}.md", ["모두 같은 글이 들어 있는 서식이다."]) for number in range(60)]
    synchronise(lexical, documents)
    assert silent(documents, lexical, *copies) == []
    assert lexical.holds(copies[0].id, "모두 같은 글이")
    assert not lexical.holds(copies[0].id, "모두 다른 글이")
    assert bigrams("①") == [] and not lexical.holds(copies[0].id, "①")
