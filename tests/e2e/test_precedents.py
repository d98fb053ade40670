"""A past letter among the indexed documents is found, and is a start without its facts."""

import re
from pathlib import Path

import pytest

from app.core.drafts import Item
from app.services.context import Workspace
from app.services.drafting import drafts

pytestmark = pytest.mark.e2e


def _texts(items: tuple[Item, ...]) -> list[str]:
    return [text for item in items for text in (item.text, *_texts(item.items))]


def test_like_the_letter_of_last_time(home: Path) -> None:
    workspace = Workspace.open(home)
    try:
        found = drafts.similar(workspace, "지난번 직무교육 계획 통보 공문처럼")
        assert found
        assert found[0].document_id
        assert "직무교육" in found[0].title
        start = drafts.started_from(workspace, found[0], "external")
        assert (start.id, start.letter.form) == (0, "external")
        texts = [start.letter.fields.get("title", ""), *_texts(start.letter.items)]
        assert any("[확인 필요" in text for text in texts)
        assert not [text for text in texts if re.search(r"\d", re.sub(r"「[^」]*」", "", text))]
        kept = drafts.keep(workspace, start)
        assert drafts.similar(workspace, "지난번 직무교육 계획 통보 공문처럼")[0].draft_id in (0, kept.id)
    finally:
        workspace.close()
