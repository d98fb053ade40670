"""A conversation: follow-ups are looked for with what they leave out, exchanges are kept, and personal data is not."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.assist.prompts import ABSTENTION
from app.core.answers import Answer, Citation, Origin, Statement, Verdict
from app.core.errors import ConversationMissing, DiskFull
from app.core.events import Cancel, Done, Event, Extracted, Found, Token, Warned, result_of
from app.core.settings import Settings
from app.core.types import Query
from app.services import conversations, converse, searches
from app.services.ask import Question
from app.services.context import Workspace
from tests.fakes.hits import hit

TEXT = "대여 기간은 14일을 넘을 수 없다. [1]"
HIT = hit("① 부서의 물품을 빌리려는 직원은 신청하며, 대여 기간은 14일을 넘을 수 없다.", place="제6조", heading="대여")
CITED = Citation(1, HIT, "대여 기간은 14일을 넘을 수 없다.", (25, 44), verified=True)
ANSWER = Answer(TEXT, False, (CITED,), (), (HIT,), "모델", 5, 3, statements=(Statement((0, 24), Verdict.QUOTED, (1,)),))


class Asking:
    """Takes the place of `ask`: what it was asked, and the answers it gives."""

    def __init__(self) -> None:
        self.asked: list[Question] = []
        self.answer = ANSWER

    def __call__(self, _workspace: Workspace, question: Question, *, cancel: Cancel) -> Iterator[Event]:
        self.asked.append(question)
        yield Found((HIT,))
        yield Extracted(replace(self.answer, origin=Origin.EXTRACT))
        yield Token("대여")
        yield Done(self.answer)


@pytest.fixture
def asking(monkeypatch: pytest.MonkeyPatch) -> Asking:
    made = Asking()
    monkeypatch.setattr(converse, "ask", made)
    return made


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    made = Workspace.open(tmp_path, Settings())
    yield made
    made.close()


def say(workspace: Workspace, text: str, conversation: int, **more: Any) -> list[Event]:
    return list(converse.converse(workspace, Question(text, **more), conversation, cancel=Cancel()))


def answer_of(events: list[Event]) -> Answer:
    return result_of(iter(events[-1:]), Answer)


def warned(events: list[Event]) -> list[str]:
    return [event.code for event in events if isinstance(event, Warned)]


def test_a_follow_up_is_looked_for_with_what_it_leaves_out(workspace: Workspace, asking: Asking) -> None:
    begun = conversations.begin(workspace)
    first = say(workspace, "노트북은 며칠까지 빌릴 수 있나요?", begun)
    second = say(workspace, "제2항은?", begun)
    assert [one.text for one in asking.asked] == ["노트북은 며칠까지 빌릴 수 있나요?", "물품 관리 지침 제6조 제2항"]
    told = [event.answer.asked for event in second if isinstance(event, Extracted)]
    assert (told, answer_of(second).asked) == (["물품 관리 지침 제6조 제2항"] * 1, "물품 관리 지침 제6조 제2항")
    assert answer_of(first).asked == ""
    kept = conversations.exchanges(workspace, begun)
    assert [(one.question, one.standalone) for one in kept] == [
        ("노트북은 며칠까지 빌릴 수 있나요?", "노트북은 며칠까지 빌릴 수 있나요?"),
        ("제2항은?", "물품 관리 지침 제6조 제2항"),
    ]


def test_a_model_whose_words_are_not_shown_did_not_write(workspace: Workspace, asking: Asking) -> None:
    begun = conversations.begin(workspace)
    asking.answer = replace(ANSWER, origin=Origin.EXTRACT)
    say(workspace, "대여 기간은?", begun)
    assert [one.model for one in conversations.exchanges(workspace, begun)] == [""]


def test_what_is_kept_is_what_was_shown(workspace: Workspace, asking: Asking) -> None:
    begun = conversations.begin(workspace)
    say(workspace, "연가는?", begun, within=Query("", collections=("규정", "예제")))
    say(workspace, "병가 신청 방법은?", begun, collection="예제")
    asking.answer = replace(ANSWER, text=ABSTENTION, abstained=True, citations=(), statements=(), reason="no_hits")
    say(workspace, "구내식당 점심값은?", begun)
    first, second, third = conversations.exchanges(workspace, begun)
    assert (first.text, first.statements, first.model) == (TEXT, ANSWER.statements, "모델")
    (cited,) = first.citations
    assert (cited.number, cited.title, cited.article, cited.file) == (1, "물품 관리 지침", "제6조", "rule.md")
    assert (cited.quote, cited.span) == (CITED.quote, CITED.span)
    assert [one.collections for one in (first, second, third)] == [("규정", "예제"), ("예제",), ()]
    assert (third.abstained, third.reason, third.citations) == (True, "no_hits", ())
    assert first.asked < second.asked < third.asked


def test_it_is_kept_before_the_answer_is_done(workspace: Workspace, asking: Asking) -> None:
    begun = conversations.begin(workspace)
    for event in converse.converse(workspace, Question("연가는?"), begun, cancel=Cancel()):
        if isinstance(event, Done):
            assert len(conversations.exchanges(workspace, begun)) == 1
    assert isinstance(event, Done)


def test_without_a_conversation_nothing_is_kept(workspace: Workspace, asking: Asking) -> None:
    say(workspace, "노트북은 며칠까지 빌릴 수 있나요?", 0)
    say(workspace, "제2항은?", 0)
    assert asking.asked[-1] == Question("제2항은?")
    assert conversations.conversations(workspace) == ()


def test_what_is_taken_as_typed_is_not_rewritten(workspace: Workspace, asking: Asking) -> None:
    begun = conversations.begin(workspace)
    say(workspace, "물품 관리 지침 제6조", begun)
    say(workspace, "제2항은?", begun, within=Query("", verbatim=True))
    assert asking.asked[-1].text == "제2항은?"


def test_a_conversation_that_was_never_there(workspace: Workspace, asking: Asking) -> None:
    with pytest.raises(ConversationMissing):
        say(workspace, "연가는?", 99)
    assert asking.asked == []


# --- personal data ---------------------------------------------------------------------------
def test_personal_data_is_answered_and_not_kept(workspace: Workspace, asking: Asking, tmp_path: Path) -> None:
    begun = conversations.begin(workspace)
    text = "900101-1234568 번 직원, 전화 010-1234-5678 연가는 며칠인가요?"
    events = say(workspace, text, begun)
    searches.remember(workspace, Query(text))
    assert events[0] == Warned("", "LLM-014", {"kinds": ("personal_resident", "personal_mobile")})
    assert answer_of(events).text == TEXT
    assert asking.asked[0].text == text
    assert conversations.exchanges(workspace, begun) == ()
    assert searches.recall(workspace).past == ()
    assert not [path for path in tmp_path.rglob("munjigi*.db*") if b"1234568" in path.read_bytes()]


# --- what keeps nothing ----------------------------------------------------------------------
@pytest.mark.parametrize("chosen", [{"keep_conversations": False}, {"search_history": False}])
def test_the_settings_have_the_last_word(workspace: Workspace, asking: Asking, chosen: dict[str, bool]) -> None:
    begun = conversations.begin(workspace)
    workspace.settings = replace(workspace.settings, **chosen)  # type: ignore[arg-type]
    say(workspace, "연가는?", begun)
    assert conversations.exchanges(workspace, begun) == ()
    assert conversations.begin(workspace) == conversations.latest(workspace) == 0


def test_who_switched_the_history_off_keeps_no_conversation(workspace: Workspace, asking: Asking) -> None:
    begun = conversations.begin(workspace)
    searches.set_remembering(workspace, False)
    say(workspace, "연가는?", begun)
    assert conversations.exchanges(workspace, begun) == ()


def test_a_full_disk_is_told_and_the_answer_shown(
    workspace: Workspace, asking: Asking, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_given: object) -> int:
        raise DiskFull(path="munjigi.db")

    begun = conversations.begin(workspace)
    monkeypatch.setattr(workspace.conversations, "keep", refuse)
    events = say(workspace, "연가는?", begun)
    assert warned(events) == ["STO-002"]
    assert answer_of(events).text == TEXT


def test_a_conversation_removed_meanwhile(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    begun = conversations.begin(workspace)

    def ask(workspace: Workspace, _question: Question, *, cancel: Cancel) -> Iterator[Event]:
        conversations.forget(workspace, begun)
        yield Done(ANSWER)

    monkeypatch.setattr(converse, "ask", ask)
    events = say(workspace, "연가는?", begun)
    assert warned(events) == ["STO-008"]
    assert answer_of(events).text == TEXT


def test_the_last_conversation_or_a_new_one(workspace: Workspace, asking: Asking) -> None:
    first = conversations.latest(workspace)
    say(workspace, "연가는?", first)
    second = conversations.begin(workspace)
    assert conversations.latest(workspace) == first
    say(workspace, "연가는?", second)
    assert conversations.latest(workspace) == second
    assert [one.id for one in conversations.conversations(workspace, "연가")] == [second, first]
    assert conversations.forget(workspace) == 2
