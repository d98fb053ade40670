"""What the reader child sends is not believed: a wrong type, span or name makes the whole of it nothing."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from app.ingest.blocks import Block, Extract, Member
from app.ingest.parse import parse
from app.ingest.wire import NotParsed, from_json, to_json

BLOCKS = (Block("제1조(목적) 이 규정은 제2조에 따른다."), Block("제2조(정의) 뜻은 다음과 같다."))


def sent() -> dict[str, Any]:
    extract = Extract("zip", BLOCKS, warnings=(("ING-012", {"name": "a"}),), members=(Member(b"\xb0\xa1", "가", 3),))
    made: dict[str, Any] = json.loads(to_json(parse(extract, "규정.md")))
    return made


def received(data: Any) -> object:
    return from_json(json.dumps(data).encode())


def test_what_was_sent_is_received() -> None:
    assert received(sent()) == parse(from_extract(), "규정.md")


def from_extract() -> Extract:
    return Extract("zip", BLOCKS, warnings=(("ING-012", {"name": "a"}),), members=(Member(b"\xb0\xa1", "가", 3),))


def span(start: int, end: int) -> Callable[[dict[str, Any]], None]:
    def change(data: dict[str, Any]) -> None:
        data["passages"][1][3:5] = [start, end]

    return change


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data.pop("title"),
        lambda data: data.update(text=3),
        lambda data: data.update(kind="poem"),
        lambda data: data.update(warnings=[["ING-012"]]),
        lambda data: data.update(members=[["zz", "가", 3]]),
        lambda data: data.update(scanned=["1"]),
        lambda data: data["passages"][0].__setitem__(0, "제1조 아무 데나"),
        lambda data: data["passages"][0].__setitem__(3, True),
        lambda data: data["references"].append([9, 0, 1, "internal", "", "제1조", ""]),
        span(-1, 5),
        span(5, 5),
        span(0, 10_000),
        span(0, 12),  # over the one before: many such would be any amount of memory
    ],
)
def test_what_is_not_in_the_form_is_refused(change: Callable[[dict[str, Any]], None]) -> None:
    data = sent()
    change(data)
    with pytest.raises(NotParsed):
        received(data)


@pytest.mark.parametrize("raw", [b"", b"[]", b"null", b"\xff", b"[" * 100_000])
def test_what_is_no_object_is_refused(raw: bytes) -> None:
    with pytest.raises(NotParsed):
        from_json(raw)
