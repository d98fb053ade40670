"""Which figures a question asks for, and whether a text gives them."""

import pytest

from app.core.figures import ANY, asked, asks_number, given, gives_all


@pytest.mark.parametrize(
    ("question", "units"),
    [
        ("신청은 며칠 안에 하나요?", ("일",)),
        ("몇 년마다, 얼마를 내나요?", ("년", "원")),
        ("담은 몇 미터 떨어져야 하나", ("미터",)),
        ("넓이는 몇제곱미터 이상?", ("제곱미터",)),
        ("몇게월이내인지", ("게월",)),
        ("기준 금액이 얼마예요", ("원",)),
        ("얼마나 걸리나요", ()),
        ("얼마 동안 쉬나요", ()),
        ("누구에게 알리나요", ()),
        ("몇몇 사람이 반대하면", ("사람",)),
        ("얼마 안에 답하나요", ("일",)),
        ("얼마마다 점검하나요", ("일",)),
        ("대여 기간은 최대 얼마예요", ("일",)),
        ("우산꽂이 높이가 얼마 이상이어야 하나", (ANY,)),
        ("세 번째와 몇 번째가 겹치나", ("번",)),
    ],
)
def test_units_are_read_off(question: str, units: tuple[str, ...]) -> None:
    assert asked(question) == units


@pytest.mark.parametrize(
    "question",
    [
        "우산을 몇 명이 쓰는지 누가 정하나요",
        "우산을 몇 개 살지는 어디서 정하나",
        "우산 몇 개를 잃어버렸는데 누구에게 알리나요",
        "몇 년째 안 돌려준 우산은 누가 찾나요",
        "몇 년에 걸쳐 우산값을 모아도 되나요",
    ],
)
def test_a_number_that_stands_beside_the_question_is_not_asked_for(question: str) -> None:
    assert asked(question) == ()
    assert not asks_number(question)


@pytest.mark.parametrize(
    ("question", "units"),
    [
        ("우산을 며칠 빌려주는지 알려주세요", ("일",)),
        ("우산을 며칠 빌려주는지", ("일",)),
        ("며칠 빌려주는지, 누가 빌려주는지", ("일",)),
        ("우산이 몇 개인데요?", ("개",)),
        ("우산을 빌렸는데 며칠 쓸 수 있나요", ("일",)),
    ],
)
def test_a_number_in_an_indirect_question_is_asked_for_where_nothing_else_is(
    question: str, units: tuple[str, ...]
) -> None:
    assert asked(question) == units
    assert asks_number(question)


def test_a_number_without_a_known_unit_is_asked_for_too_but_not_a_form_or_an_article() -> None:
    assert asks_number("우산 종류는 몇 가지")
    assert not asks_number("대여 신청서는 몇 호 서식")
    assert not asks_number("몇 조에 있나")


@pytest.mark.parametrize(
    ("unit", "text"),
    [
        ("일", "통지를 받은 날부터 30일 이내"),
        ("일", "3개월 이내에"),
        ("원", "5천만원 이하의 과태료"),
        ("원", "보수의 100분의 50"),
        ("미터", "군사분계선의 이남 10킬로미터"),
        ("명", "위원 두 명을 둔다"),
        ("게월", "6개월"),
        ("명", "재적위원 과반수의 출석으로"),
        ("명", "위원 3분의 1 이상이 요구하면"),
        ("년", "매년 점검한다"),
        ("번", "매 반기 점검한다"),
        ("점", "만점의 60퍼센트 이상"),
        ("원", "우산값을 사람 수로 나눈 금액"),
        (ANY, "높이 90센티미터"),
    ],
)
def test_a_figure_may_come_in_another_unit(unit: str, text: str) -> None:
    assert given(unit, text)


@pytest.mark.parametrize(
    ("unit", "text"),
    [
        ("원", "제3조에 따라 정한다"),
        ("일", "기일을 정하여"),
        ("미터", "3명"),
        ("명", "설명한다"),
        (ANY, "높이는 따로 정한다"),
    ],
)
def test_a_unit_without_a_figure_gives_none(unit: str, text: str) -> None:
    assert not given(unit, text)


@pytest.mark.parametrize(
    ("question", "text", "gives"),
    [
        ("월급은 얼마인가요", "기준 인원의 100분의 10 안에서 승진시킬 수 있다", False),
        ("월급은 얼마인가요", "보수의 100분의 50을 지급한다", True),
        ("월급은 얼마인가요", "매월 3만원을 지급한다", True),
        ("도면의 축척은 얼마인가요", "6천분의 1 이상인 도면", True),
    ],
)
def test_a_share_is_an_amount_of_money_only_where_money_is_named(question: str, text: str, gives: bool) -> None:
    assert gives_all(question, text) is gives


def test_every_unit_is_wanted() -> None:
    assert gives_all("며칠 안에 얼마를 내나요", "10일 안에 5만원을 낸다")
    assert not gives_all("며칠 안에 얼마를 내나요", "10일 안에 낸다")
    assert gives_all("누가 내나요", "")
