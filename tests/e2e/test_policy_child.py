"""A policy over real documents and real children: what may not be opened is nowhere."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core.answers import Answer
from app.core.audit import AuditKind
from app.core.events import Cancel, result_of
from app.core.policy import Policy
from app.core.security_errors import CollectionForbidden, ModelForbidden
from app.core.settings import Settings
from app.core.types import Query
from app.services.ask import Question, ask
from app.services.collection_run import IndexRequest
from app.services.context import Workspace
from app.services.index import index
from app.services.search import SearchResult, search, suggest

ASKED = "노트북은 며칠까지 빌릴 수 있나요?"


@pytest.fixture
def restricted(home: Path, tmp_path: Path) -> Iterator[Workspace]:
    """Two collections of which one is allowed, and no model."""
    (tmp_path / "복무.md").write_text("# 복무 지침\n\n제1조(휴가) 휴가는 사흘로 한다.\n", encoding="utf-8")
    workspace = Workspace.open(home)
    for _ in index(workspace, IndexRequest((tmp_path / "복무.md",), "복무"), cancel=Cancel()):
        pass
    workspace.close()
    policy = Policy("정책", "d" * 64, collections=("복무",), models=("f" * 64,))
    workspace = Workspace.open(home, Settings(writing="always"), policy=policy)
    yield workspace
    workspace.close()


def test_a_collection_that_may_not_be_opened_is_nowhere(restricted: Workspace) -> None:
    for verb in (search, suggest):
        for text in (ASKED, "제4조", "물품", "휴가"):
            found = result_of(verb(restricted, Query(text), cancel=Cancel()), SearchResult)
            assert {hit.document.collection for hit in found.hits} <= {"복무"}
        with pytest.raises(CollectionForbidden):
            list(verb(restricted, Query(ASKED, collections=("예제",)), cancel=Cancel()))
    answer = result_of(ask(restricted, Question(ASKED), cancel=Cancel()), Answer)
    assert {hit.document.collection for hit in answer.hits} <= {"복무"}
    opened = [one.facts["collection"] for one in restricted.audit.entries() if one.kind == AuditKind.OPENED]
    assert opened == ["복무"]
    with pytest.raises(ModelForbidden):
        list(restricted.generator.prepare(cancel=Cancel()))
    assert restricted.generator.pid is None, "not even started"
    names = {each.name for each in restricted.ledger.collections()}
    assert names == {"예제", "복무"}, "what is not opened is not removed either"
