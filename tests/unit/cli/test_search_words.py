"""`munjigi search` and `munjigi thesaurus`: their words in, their words out."""

import dataclasses
import datetime
import json
from pathlib import Path

import pytest

from app.cli import arguments, jsonlines
from app.cli.main import main
from app.cli.show import Screen
from app.core.messages import LANGUAGES, Messages
from app.core.types import Standing
from app.services.search import SearchResult
from tests.fakes.hits import hit


def test_filters_may_be_given_several_times() -> None:
    words = ["search", "우물", "--kind", "law", "--kind", "directive", "--ministry", "농림부", "--collection", "가"]
    words += ["--collection", "나", "--since", "2020-01-01", "--until", "2021-12-31", "--as-of", "2024-02-29"]
    options = arguments.parser(Messages.load("ko").say).parse_args(words)
    assert (options.kind, options.ministry, options.collection) == (["law", "directive"], ["농림부"], ["가", "나"])
    assert (options.since, options.until, options.as_of) == ("2020-01-01", "2021-12-31", "2024-02-29")


def test_two_parsings_share_nothing() -> None:
    parser = arguments.parser(Messages.load("ko").say)
    parser.parse_args(["search", "우물", "--kind", "law"])
    assert parser.parse_args(["search", "우물"]).kind == []


@pytest.mark.parametrize("word", ["today", "오늘"])
def test_today_is_a_day(word: str) -> None:
    options = arguments.parser(Messages.load("ko").say).parse_args(["search", "우물", "--as-of", word])
    assert options.as_of == datetime.date.today().isoformat()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("day", ["어제", "2024-02-30", "20240101", "2024-1-1", "", "2024-01-01T00:00"])
@pytest.mark.parametrize("option", ["--as-of", "--since", "--until"])
def test_a_day_that_is_none_is_wrong_usage_with_words(
    capsys: pytest.CaptureFixture[str], language: str, day: str, option: str
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--lang", language, "search", "우물", option, day], network_locked=True)
    assert ended.value.code == 2
    assert Messages.load(language).say("bad_date", given=day) in capsys.readouterr().err


def test_a_span_that_ends_before_it_begins_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["search", "우물", "--since", "2024-01-02", "--until", "2024-01-01"], network_locked=True)
    assert ended.value.code == 2
    assert Messages.load("ko").say("bad_span") in capsys.readouterr().err


@pytest.mark.parametrize(("language", "badge"), [("ko", "시행 예정 2027-01-01"), ("en", "not yet in force 2027-01-01")])
def test_what_is_not_in_force_bears_a_badge(capsys: pytest.CaptureFixture[str], language: str, badge: str) -> None:
    now = hit("두레박은 우물에 둔다.")
    coming = dataclasses.replace(
        now, document=dataclasses.replace(now.document, effective="2027-01-01"), standing=Standing.COMING
    )
    screen = Screen(Messages.load(language))
    screen._search(SearchResult("두레박", 1, (now, coming), ()))
    first, _, second, *_ = capsys.readouterr().out.splitlines()
    assert "[" not in first
    assert second.endswith(f"[{badge}]")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_standing_has_words(language: str) -> None:
    words = {Messages.load(language).say(f"standing_{standing.value}") for standing in Standing}
    assert len(words) == len(Standing)


def test_json_says_how_a_hit_stands() -> None:
    old = dataclasses.replace(hit("두레박은 우물에 둔다."), standing=Standing.SUPERSEDED)
    old = dataclasses.replace(old, document=dataclasses.replace(old.document, promulgated="2019-12-03"))
    row = jsonlines.hit_json(1, old)
    assert (row["standing"], row["promulgated"], row["effective"]) == ("superseded", "2019-12-03", "")


def run(home: Path, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, list[dict[str, object]]]:
    status = main(["--home", str(home), "--json", "thesaurus", *words], network_locked=True)
    return status, [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_the_file_of_the_site_is_checked_line_by_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, events = run(tmp_path, capsys, "path")
    path = Path(events[-1]["result"]["path"])  # type: ignore[index]
    assert (status, path.parent) == (0, tmp_path)
    path.write_text("두레박 = 물통\n이것은 규칙이 아님\n자가용 > 관용차\n", encoding="utf-8")
    status, events = run(tmp_path, capsys, "check")
    assert status == 1
    assert [(event["event"], event.get("code")) for event in events] == [("warned", "SRC-004"), ("done", None)]
    assert "2번째" in str(events[0]["message"]) and "이것은 규칙이 아님" in str(events[0]["message"])
    assert events[1]["result"] == {"path": str(path), "rules": 3, "faults": 1}
    path.write_text("두레박 = 물통\n", encoding="utf-8")
    assert run(tmp_path, capsys, "check")[0] == 0


def test_a_term_is_listed_with_where_it_comes_from(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "thesaurus.txt").write_text("두레박 = 물통\n자가용 > 관용차\n", encoding="utf-8")
    status, events = run(tmp_path, capsys, "list", "물통")
    assert status == 0
    assert events[-1]["result"] == {
        "entries": [{"term": "물통", "word": "두레박", "score": 1.0, "told": "site", "documents": 0}],
        "names": [],
    }
    assert main(["--home", str(tmp_path), "thesaurus", "list"], network_locked=True) == 0
    shown = capsys.readouterr().out.splitlines()
    assert shown[:-1] == ["두레박 → 물통\t직접 넣은 말", "물통 → 두레박\t직접 넣은 말", "자가용 → 관용차\t직접 넣은 말"]
