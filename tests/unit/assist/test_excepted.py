"""A rule is not shown without the 항 that says what holds in spite of it."""

from collections.abc import Sequence

import pytest

from app.assist.cut.extract import extract
from tests.fakes.hits import hit

RULE = "① 우산은 7일 동안 빌려준다.\n② 우산을 빌리려면 신청서를 낸다.\n③ 열쇠는 창고에 둔다.\n"


def near(_questions: Sequence[str], texts: Sequence[str]) -> list[list[float]]:
    """Only the first rule is near."""
    return [[0.9 if "7일 동안" in text else 0.7 for text in texts] for _each in _questions]


def shown(last: str) -> str:
    hits = (hit(RULE + last),)
    cut = extract("우산 대여", hits, near)
    assert cut is not None
    return "".join(line.text[:1] for pick in cut.picks for line in pick.lines)


@pytest.mark.parametrize(
    "words",
    [
        "제1항에도 불구하고 비가 오면 하루만 빌려준다.",
        "제1항 및 제2항에도 불구하고 손님에게는 그냥 빌려준다.",
        "제1항부터 제3항까지의 규정에도 불구하고 관리인은 달리 정할 수 있다.",
        "제1항 본문에도 불구하고 직원은 더 빌릴 수 있다.",
    ],
)
def test_what_holds_in_spite_of_the_rule_comes_with_it(words: str) -> None:
    assert shown(f"④ {words}") == "①④"


@pytest.mark.parametrize(
    "words",
    [
        "제2항에도 불구하고 신청서 없이 빌릴 수 있다.",
        "제2항부터 제3항까지의 규정에도 불구하고 관리인은 달리 정할 수 있다.",
        "제9조제1항에도 불구하고 달리 정할 수 있다.",
        "제1항에 따른 우산은 제2항에도 불구하고 신청서 없이 빌린다.",
        "관리인은 제1항에도 불구하고 달리 정할 수 있다.",
    ],
)
def test_what_is_said_of_another_rule_does_not(words: str) -> None:
    assert shown(f"④ {words}") == "①"


def test_an_exception_has_room_before_what_is_only_near() -> None:
    long = "나" * 480
    text = f"{RULE}④ 제1항에도 불구하고 비가 오면 하루만 빌려준다.\n⑤ 우산 {long}.\n⑥ 우산 {long}.\n⑦ 우산 {long}."

    def like(questions: Sequence[str], texts: Sequence[str]) -> list[list[float]]:
        return [[0.7 if "제1항에도" in one else 0.9 if "7일 동안" in one else 0.88 for one in texts]]

    cut = extract("우산", (hit(text),), like)
    assert cut is not None
    assert [pick.lines[0].text[0] for pick in cut.picks][:2] == ["①", "②"]
    assert "④" in [pick.lines[0].text[0] for pick in cut.picks]
