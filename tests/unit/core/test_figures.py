"""Which figures a question asks for, and whether a text gives them."""

import pytest

from app.core.figures import asked, given, gives_all


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
    ],
)
def test_units_are_read_off(question: str, units: tuple[str, ...]) -> None:
    assert asked(question) == units


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
    ],
)
def test_a_figure_may_come_in_another_unit(unit: str, text: str) -> None:
    assert given(unit, text)


@pytest.mark.parametrize(
    ("unit", "text"), [("원", "제3조에 따라 정한다"), ("일", "기일을 정하여"), ("미터", "3명"), ("명", "설명한다")]
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
