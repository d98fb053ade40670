"""Beside the articles that answer a model reads definitions of the question's words, and what is referred to."""

from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from app.core.types import Document, Hit, Source
from app.ingest.blocks import Block, Extract
from app.ingest.parse import parse
from app.services.beside import beside
from app.services.context import Workspace
from app.store.database import Database
from app.store.documents import Documents
from app.store.files import FileRecord
from app.store.holders import Holders
from app.store.links import Links

RULES = (
    "제1조(목적) 비품을 정한다.",
    "제2조(정의) “대여 비품”이란 열흘 안에 돌려주는 비품을 말한다.",
    "제3조(대여) 대여 비품은 제5조에 따라 신청한 사람에게 빌려준다.",
    "제4조(반납) 빌린 사람은 제3조의 비품을 돌려준다.",
    "제5조(신청) 신청은 하루 전에 한다.",
)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """The parts of a Workspace that are needed here, with one document."""
    database = Database(tmp_path)
    documents = Documents(database)
    parts = SimpleNamespace(database=database, documents=documents, links=Links(database), holders=Holders(database))
    made = parse(Extract("txt", tuple(Block(line) for line in RULES), {"title": "비품 대여 규칙"}), "a.txt")
    source = Source(b"a.txt", "a.txt", "0", "txt", 1, 1)
    document = Document(documents.identity("기본", b"a.txt"), "기본", made.title, made.kind, source, text=made.text)
    record = FileRecord("기본", b"a.txt", b"/", "a.txt", document_id=document.id)
    documents.store(document, made.passages, record, made.references)
    return cast(Workspace, parts)


def hits(workspace: Workspace, *labels: str) -> list[Hit]:
    (document,) = workspace.documents.documents().values()
    by_label = {passage.locator.label: passage for passage in workspace.documents.passages_of(document.id)}
    return [Hit(by_label[label], document, 0.5) for label in labels]


def labels(found: tuple[Hit, ...]) -> list[str]:
    return [hit.passage.locator.label for hit in found]


def test_a_word_that_is_defined_brings_its_definition_and_the_article_what_it_refers_to(workspace: Workspace) -> None:
    found = beside(workspace, "대여비품은 누가 빌릴 수 있나요?", hits(workspace, "제3조"))
    assert labels(found) == ["제2조", "제5조"]


def test_a_definition_of_other_words_stays_away(workspace: Workspace) -> None:
    assert labels(beside(workspace, "누가 빌릴 수 있나요?", hits(workspace, "제3조"))) == ["제5조"]


def test_what_is_read_anyway_is_not_read_twice(workspace: Workspace) -> None:
    assert labels(beside(workspace, "대여 비품 반납", hits(workspace, "제4조", "제3조"))) == ["제2조"]
    assert beside(workspace, "대여 비품", []) == ()
