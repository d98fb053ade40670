"""The verb `conversation` and `ask --conversation`: what may be written, and how conversations are printed."""

import json
from pathlib import Path
from typing import Any

import pytest

from app.cli import arguments, asking, main, talk_words, talking
from app.cli.jsonlines import result_json
from app.cli.show import Screen
from app.core.answers import Answer, Conversation, Exchange, KeptCitation
from app.core.events import Cancel, Done, Extracted
from app.core.messages import LANGUAGES, Messages
from app.core.settings import Settings
from app.services import conversations
from app.services.context import Workspace

LISTED = Conversation(7, "노트북은\n며칠 빌리나요?", 1_760_000_000_000_000_000, 1_760_000_060_000_000_000, 2)
CITED = KeptCitation(1, "d1", "물품 관리 지침", "제6조", "물품.md", "대여 기간은 14일을 넘을 수 없다.", (3, 22))
HELD = Exchange(
    1, "제2항은?", "물품 관리 지침 제6조 제2항", 5, ("예제",), "7일이다. [1]", False, "", {}, (), (CITED,), "모델"
)
REFUSED = Exchange(2, "점심값은?", "점심값은?", 6, (), "근거 없음", True, "no_hits", {}, (), (), "")


def wrong(words: list[str]) -> str:
    messages = Messages.load("ko")
    return main._wrong_usage(arguments.parser(messages.say).parse_args(words), messages)


@pytest.mark.parametrize(
    "words",
    [
        ["conversation", "list"],
        ["conversation", "show", "3"],
        ["conversation", "show", "last"],
        ["conversation", "search", "연가"],
        ["conversation", "export", "3", "--out", "a.html"],
        ["conversation", "remove", "all"],
        ["conversation", "remove", "last"],
        ["ask", "연가는?", "--conversation", "last"],
        ["ask", "연가는?", "--conversation", "new"],
        ["ask", "연가는?", "--conversation", "12"],
    ],
)
def test_right_words(words: list[str]) -> None:
    assert wrong(words) == ""


@pytest.mark.parametrize(
    "words",
    [
        ["conversation", "list", "3"],
        ["conversation", "show"],
        ["conversation", "show", "all"],
        ["conversation", "show", "0"],
        ["conversation", "show", "-1"],
        ["conversation", "show", "삼"],
        ["conversation", "show", "٣"],
        ["conversation", "search"],
        ["conversation", "export", "3"],
        ["conversation", "remove"],
        ["ask", "--batch", "q.jsonl", "--out", "r.jsonl", "--conversation", "new"],
    ],
)
def test_wrong_words(words: list[str]) -> None:
    assert wrong(words)


@pytest.mark.parametrize("which", ["0", "x", "-3", "1.5", "all", "9" * 30])
def test_no_conversation(which: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        arguments.parser(Messages.load("ko").say).parse_args(["ask", "연가는?", "--conversation", which])
    assert ended.value.code == main.USAGE
    assert "new, last" in capsys.readouterr().err


@pytest.mark.parametrize("language", LANGUAGES)
def test_help_in_both_languages(language: str, capsys: pytest.CaptureFixture[str]) -> None:
    messages = Messages.load(language)
    with pytest.raises(SystemExit):
        arguments.parser(messages.say).parse_args(["conversation", "--help"])
    assert messages.say("help_conversation").split()[0] in capsys.readouterr().out


def test_what_ask_goes_on_with(tmp_path: Path) -> None:
    workspace = Workspace.open(tmp_path, Settings())
    assert talking.chosen("", workspace) == 0
    first = talking.chosen("new", workspace)
    workspace.conversations.keep(first, HELD)
    assert talking.chosen("last", workspace) == talking.chosen(str(first), workspace) == first
    assert talking.chosen("new", workspace) > first
    workspace.close()


def test_nothing_is_kept_unless_it_is_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[int] = []
    monkeypatch.setattr(asking, "converse", lambda _w, _q, conversation, *, cancel: given.append(conversation))
    workspace = Workspace.open(tmp_path, Settings())
    asking.put(arguments.parser(str).parse_args(["ask", "연가는?"]), workspace, Cancel())
    assert given == [0]
    workspace.close()


def verb(workspace: Workspace, *words: str) -> Any:
    messages = Messages.load("ko")
    options = arguments.parser(messages.say).parse_args(["conversation", *words])
    (event,) = talking.talk(options, workspace, messages, Cancel())
    assert isinstance(event, Done)
    return event.result


def test_the_verb(tmp_path: Path) -> None:
    workspace = Workspace.open(tmp_path / "home", Settings())
    first, second = conversations.begin(workspace), conversations.begin(workspace)
    workspace.conversations.keep(first, HELD)
    workspace.conversations.keep(second, REFUSED)
    assert [one.id for one in verb(workspace, "list")] == [second, first]
    assert [one.id for one in verb(workspace, "search", "7일")] == [first]
    assert [one.question for one in verb(workspace, "show", "last")] == ["점심값은?"]
    out = tmp_path / "a.md"
    assert verb(workspace, "export", str(first), "--out", str(out)) == conversations.Exported(str(out))
    assert "대여 기간은 14일을 넘을 수 없다" in out.read_text(encoding="utf-8")
    assert verb(workspace, "remove", str(first)) == conversations.Forgotten(1)
    assert verb(workspace, "remove", "all") == conversations.Forgotten(1)
    assert verb(workspace, "list") == ()
    workspace.close()


def test_json() -> None:
    messages = Messages.load("ko")
    made = result_json((LISTED, HELD, REFUSED), messages)
    assert json.loads(json.dumps(made)) == made
    assert made[0] == {"id": 7, "title": LISTED.title, "started": LISTED.started, "touched": LISTED.touched} | {
        "exchanges": 2
    }
    assert (made[1]["asked"], made[1]["answer"], made[1]["collections"]) == (HELD.standalone, HELD.text, ["예제"])
    assert made[1]["citations"] == [
        {"n": 1, "file": "물품.md", "doc_id": "d1", "title": "물품 관리 지침", "article": "제6조"}
        | {"quote": CITED.quote, "span": [3, 22]}
    ]
    assert (made[2]["asked"], made[2]["reason"]) == ("", "no_hits")
    assert made[2]["reason_text"] == messages.say("reason_no_hits")


def test_text(capsys: pytest.CaptureFixture[str]) -> None:
    messages = Messages.load("ko")
    screen = Screen(messages)
    for result in ((LISTED,), (HELD,), conversations.Exported("a.md"), conversations.Forgotten(3)):
        screen.event(Done(result))
    text = capsys.readouterr().out
    assert "7번" in text and "노트북은 며칠 빌리나요?" in text
    assert "찾은 질문: 물품 관리 지침 제6조 제2항" in text and CITED.quote in text
    assert "a.md" in text and "대화 3개를 지웠습니다." in text
    assert talk_words.text((), messages) == ""


def test_what_was_cut_already_is_not_printed_twice(capsys: pytest.CaptureFixture[str]) -> None:
    answer = Answer("7일이다. [1]", False, (), (), (), "", 1, 1, asked="물품 관리 지침 제6조 제2항")
    screen = Screen(Messages.load("ko"))
    screen.event(Extracted(answer))
    screen.event(Done(answer))
    text = capsys.readouterr().out
    assert text.count("7일이다.") == 1
    assert text.count("물품 관리 지침 제6조 제2항") == 1
