"""A stored draft is read strictly: what is not exactly a draft is refused."""

import json
from dataclasses import fields
from typing import Any

import pytest

from app.core.drafts import Draft
from app.store import draft_json
from tests.unit.store.test_drafts import DRAFT


def data() -> dict[str, Any]:
    made: dict[str, Any] = json.loads(draft_json.written(DRAFT))
    return made


def test_every_field_is_written_but_id_and_times() -> None:
    assert set(data()) == {one.name for one in fields(Draft)} - {"id", "started", "touched"}
    assert draft_json.read(draft_json.written(DRAFT), 0, 0, 0) == DRAFT


def test_what_a_later_version_added_may_be_missing() -> None:
    made = data()
    del made["model"], made["bases"][0]["text"]
    assert draft_json.read(json.dumps(made), 0, 0, 0).bases[0].text == ""


def _nested(levels: int) -> dict[str, Any]:
    item: dict[str, Any] = {"text": "맨 아래"}
    for _ in range(levels):
        item = {"text": "위", "items": [item]}
    return item


@pytest.mark.parametrize(
    "change",
    [
        {"id": 3},
        {"strange": 1},
        {"notes": 5},
        {"notes": None},
        {"model": True},
        {"letter": None},
        {"letter": {"form": "a"}},
        {"letter": {"form": "a", "fields": {"title": 3}}},
        {"letter": {"form": "a", "fields": []}},
        {"letter": {"form": "a", "fields": {}, "items": [{"text": "글", "table": {"rows": [["칸"]], "heads": True}}]}},
        {"letter": {"form": "a", "fields": {}, "items": "글"}},
        {"letter": {"form": "a", "fields": {}, "items": [_nested(60)]}},
        {"slots": [{"key": "a", "value": "b", "provenance": "dream"}]},
        {"slots": [{"key": "a", "value": "b", "provenance": "notes", "lines": [1.5]}]},
        {"slots": {"key": "a"}},
    ],
)
def test_anything_else_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"."):
        draft_json.read(json.dumps({**data(), **change}), 0, 0, 0)


@pytest.mark.parametrize("text", ["", "null", "[]", "{", "[" * 100_000])
def test_no_draft_at_all(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        draft_json.read(text, 0, 0, 0)
