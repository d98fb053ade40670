"""Citations are checked against the store: by path, by a copy's name, every text of a label; and what is measured is
told apart by the documents it was measured on."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core.locator import Locator
from app.core.settings import Settings
from app.core.types import Document, DocumentKind, Passage, Source
from app.services.context import Workspace
from app.services.measure.circumstances import circumstances, processor
from app.services.measure.shelf import StoredShelf
from app.store.files import FileRecord


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    made = Workspace.open(tmp_path, Settings())
    yield made
    made.close()


def put(workspace: Workspace, path: str, texts: list[tuple[str, str]], collection: str = "기본") -> None:
    """`texts`: (locator, text) of each passage."""
    whole, passages, start = "\n".join(text for _place, text in texts), [], 0
    for number, (place, text) in enumerate(texts):
        passages.append(Passage(0, "", number, Locator.parse(place), "", "", text, start, start + len(text)))
        start += len(text) + 1
    source = Source(path.encode(), path, f"sha-{whole}", "md", 5, len(whole))
    identity = workspace.documents.identity(collection, path.encode())
    document = Document(identity, collection, path, DocumentKind.DIRECTIVE, source, text=whole)
    record = FileRecord(collection, path.encode(), b"/r", path, sha256=source.sha256, document_id=identity)
    workspace.documents.store(document, passages, record)


def test_an_article_is_found_by_path_and_by_a_copy_s_name(workspace: Workspace) -> None:
    put(workspace, "규정/복무.md", [("제1조", "첫째"), ("제2조", "둘째"), ("부칙", "하나"), ("부칙(2)", "둘")])
    put(workspace, "세칙/복무.md", [("제1조", "다른 첫째")])
    shelf = StoredShelf(workspace)
    assert shelf("규정/복무.md", "제1조") == ["첫째"], "a path names one file"
    assert sorted(shelf("복무.hwpx", "제1조")) == ["다른 첫째", "첫째"], "a name alone may be of several"
    assert shelf("규정/복무.md", "부칙") == ["하나", "둘"]
    assert shelf("규정/복무.md", "제9조") == [] and shelf("없음.md", "제1조") == []


def test_circumstances_follow_the_documents_and_the_collection(workspace: Workspace) -> None:
    empty = circumstances(workspace)
    put(workspace, "가.md", [("제1조", "첫째")])
    put(workspace, "나.md", [("제1조", "둘째"), ("제2조", "셋째")], "둘째 묶음")
    whole, part = circumstances(workspace), circumstances(workspace, "둘째 묶음")
    assert (whole.documents, whole.passages) == (2, 3)
    assert (part.documents, part.passages, part.collection) == (1, 2, "둘째 묶음")
    assert len({one.stamp for one in (empty, whole, part)}) == 3
    assert circumstances(workspace) == whole and circumstances(workspace).stamp == whole.stamp
    assert whole.model == workspace.chat_model.id and len(whole.model_sha256) == 64 and not whole.adapter


def test_the_processor_has_a_name() -> None:
    assert processor().strip()
