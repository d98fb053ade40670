"""The verb `rewrite`: the rules first, the model's words only where they can be trusted; it works without one."""

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest

from app.assist.remote import Generator
from app.core.errors import Cancelled, ModelMissing
from app.core.events import Cancel, Progress, Token, Warned, result_of
from app.core.findings import RewriteStyle, Rewriting
from app.letters.differences import applied
from app.services.context import Workspace
from app.services.drafting.rewrite import MOST, RewriteRequest, rewrite
from tests.fakes.echo import EchoGenerator

PLAIN_SENTENCE = "화분의 이동과 관련된 순서는 총무팀에서 정하여 알려 드립니다."


class Missing(EchoGenerator):
    def generate(self, *_words: object, **_named: object) -> Iterator[Token | Progress]:
        raise ModelMissing(model="echo")


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    workspace = Workspace.open(tmp_path)
    yield workspace
    workspace.close()


def asked(workspace: Workspace, reply: str) -> EchoGenerator:
    echo = EchoGenerator(reply)
    echo.close = lambda: None  # type: ignore[attr-defined]
    workspace.generator = cast(Generator, echo)
    return echo


def run(workspace: Workspace, text: str, style: RewriteStyle, writing: str = "") -> Rewriting:
    return result_of(rewrite(workspace, RewriteRequest(text, style, True, writing), cancel=Cancel()), Rewriting)


def test_the_rules_alone(workspace: Workspace) -> None:
    text = "금번 계획을 익일까지 송부합니다."
    made = run(workspace, text, RewriteStyle.PLAIN, "never")
    assert applied(text, made.changes) == "이번 계획을 다음 날까지 보냅니다."
    assert (made.refused, made.model) == (False, "")


def test_the_model_is_asked_about_what_the_rules_left(workspace: Workspace) -> None:
    echo = asked(workspace, "화분의 이동 순서는 총무팀에서 정하여 알려 드립니다.")
    text = f"전화를 통해 신청합니다. {PLAIN_SENTENCE}"
    made = run(workspace, text, RewriteStyle.NATIVE)
    assert len(echo.prompts) == 1
    assert echo.prompts[0].turns[-1].parts == (PLAIN_SENTENCE,)
    assert applied(text, made.changes) == "전화로 신청합니다. 화분의 이동 순서는 총무팀에서 정하여 알려 드립니다."
    assert made.changes[0].reason == "translated"
    assert {change.reason for change in made.changes[1:]} == {""}
    assert (made.refused, made.model) == (False, "echo")


def test_always_asks_about_every_sentence(workspace: Workspace) -> None:
    echo = asked(workspace, "전화로 신청합니다.")
    run(workspace, "필요한 분은 전화를 통해 신청합니다.", RewriteStyle.NATIVE, "always")
    assert len(echo.prompts) == 1


@pytest.mark.parametrize(
    "reply",
    [
        "화분의 이동 순서는 총무팀에서 3일 안에 알려 드립니다.",
        "화분의 이동 순서는 총무팀에서 알리지 않습니다.",
        "화분의 이동 순서를 총무팀에서 정하여 알림",
        "",
    ],
)
def test_a_version_that_cannot_be_trusted_is_refused(workspace: Workspace, reply: str) -> None:
    asked(workspace, reply)
    made = run(workspace, PLAIN_SENTENCE, RewriteStyle.NATIVE)
    assert made.refused
    assert made.changes == ()


def test_without_a_model_the_rules_do(workspace: Workspace) -> None:
    missing = Missing("")
    missing.close = lambda: None  # type: ignore[attr-defined]
    workspace.generator = cast(Generator, missing)
    text = f"전화를 통해 신청합니다. {PLAIN_SENTENCE}"
    events = list(rewrite(workspace, RewriteRequest(text, RewriteStyle.NATIVE), cancel=Cancel()))
    assert [event.code for event in events if isinstance(event, Warned)] == [ModelMissing.code]
    made = result_of(iter(events), Rewriting)
    assert applied(text, made.changes) == f"전화로 신청합니다. {PLAIN_SENTENCE}"


def test_labels_short_and_long_texts_are_left_to_the_rules(workspace: Workspace) -> None:
    echo = asked(workspace, "아무 말")
    run(workspace, "장소: 본관 3층 대회의실에서 하기로 함", RewriteStyle.CONCISE)
    run(workspace, "짧은 말", RewriteStyle.CONCISE)
    run(workspace, PLAIN_SENTENCE * (MOST // len(PLAIN_SENTENCE) + 1), RewriteStyle.CONCISE)
    assert echo.prompts == []


def test_it_can_be_stopped(workspace: Workspace) -> None:
    cancel = Cancel()
    cancel.set()
    with pytest.raises(Cancelled):
        list(rewrite(workspace, RewriteRequest("글", RewriteStyle.PLAIN), cancel=cancel))
