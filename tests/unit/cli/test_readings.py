"""`munjigi search` says how a question was read, and can be told to look for what was typed."""

import json

import pytest

from app.cli import arguments, jsonlines
from app.cli.show import Screen
from app.core.messages import LANGUAGES, Messages
from app.core.types import Change, Understood
from app.services.search import SearchResult

CHANGES = (
    Change("keyboard", "enfpqkr", "두레박"),
    Change("number", "이틀", "2일"),
    Change("synonym", "두레박", "물통"),
    Change("law", "우물법", "우물의 관리에 관한 법률"),
    Change("date", "2024.1.1. 기준", "2024-01-01"),
    Change("cut", "11,999자", "1,000자"),
)
READ = Understood(
    "두레박 이틀", ("두레박 끈",), ("자가용",), "2024-01-01", {"이틀": ("2일",)}, ("act",), "두레박", CHANGES
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reading_is_a_line(capsys: pytest.CaptureFixture[str], language: str) -> None:
    Screen(Messages.load(language))._search(SearchResult("enfpqkr", 1, (), (), READ))
    lines = capsys.readouterr().out.splitlines()
    for change, line in zip(CHANGES, lines, strict=False):
        assert change.said in line
        assert change.read in line
    assert len(set(lines)) == len(CHANGES) + 2  # nothing was found; how long it took


def test_a_question_read_as_it_was_typed_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    for understood in (None, Understood("두레박")):
        Screen(Messages.load("ko"))._search(SearchResult("두레박", 1, (), (), understood))
        assert len(capsys.readouterr().out.splitlines()) == 2


def test_what_is_named_and_not_there_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    missing = {"law": "우물법", "article": "제9조", "last": "제3조"}
    result = SearchResult("우물법 제9조", 1, (), (), None, "no_article", missing)
    Screen(Messages.load("ko"))._search(result)
    first = capsys.readouterr().out.splitlines()[0]
    row = jsonlines.result_json(result, Messages.load("ko"))
    assert all(each in first for each in missing.values())
    assert (row["absent"], row["absent_text"]) == ("no_article", first)


def test_json_has_the_reading_whole() -> None:
    row = jsonlines.result_json(SearchResult("enfpqkr", 1, (), (), READ), Messages.load("ko"))
    read = json.loads(jsonlines.line(row))["understood"]
    assert (read["text"], read["phrases"], read["excluded"]) == ("두레박 이틀", ["두레박 끈"], ["자가용"])
    assert (read["as_of"], read["laws"], read["synonyms"]) == ("2024-01-01", ["act"], {"이틀": ["2일"]})
    assert read["changes"][0] == {"kind": "keyboard", "said": "enfpqkr", "read": "두레박"}
    bare = jsonlines.result_json(SearchResult("두레박", 1, (), ()), Messages.load("ko"))
    assert bare["understood"] is None


def test_what_was_typed_may_be_asked_for() -> None:
    parser = arguments.parser(Messages.load("ko").say)
    assert parser.parse_args(["search", "--verbatim", "두레박"]).verbatim
    assert not parser.parse_args(["search", "두레박"]).verbatim
