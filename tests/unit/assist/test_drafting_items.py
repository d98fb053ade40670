"""Which 호 of a list the notes speak of: amounts are compared, words are counted, and what cannot be told is not."""

import pytest

from app.assist.cut.units import blocks
from app.assist.drafting.clause import Clause
from app.assist.drafting.items import narrowed, picks_one, whole_list
from app.assist.drafting.quoted import place, quoted
from tests.fakes.hits import hit

BUYING = (
    "제9조(구매) ① 다음 각 호의 어느 하나에 해당하는 경우에는 바로 살 수 있다.\n"
    "1. 추정가격이 2천만원 이하인 물품의 구매\n"
    "2. 추정가격이 2천만원 초과 1억원 이하인 물품의 구매로서 작은 가게와 하는 것\n"
    "3. 값이 정해진 책의 구매"
)
KEPT = (
    "제10조(비공개) ① 다음 각 호의 어느 하나에 해당하는 정보는 공개하지 아니할 수 있다.\n"
    "1. 시험 문제에 관한 사항\n2. 가게의 영업상 비밀에 관한 사항\n3. 개인의 주소와 생일\n4. 그 밖에 대표가 정하는 사항"
)


def clause(text: str, place: str) -> Clause:
    found = hit(text, place=place)
    block = blocks(text)[0]
    return Clause(found, block, block.units[0], 1.0, 1.0)


@pytest.mark.parametrize(
    ("told", "item"),
    [("추정가격 1,850만원 책상 구매", "제9조제1항제1호"), ("추정가격 3천만원 물품 구매, 작은 가게", "제9조제1항제2호")],
)
def test_the_item_whose_limit_the_amount_keeps_applies(told: str, item: str) -> None:
    assert place(narrowed(clause(BUYING, "제9조"), told)) == item


def test_an_amount_over_every_limit_takes_none_of_them() -> None:
    assert place(narrowed(clause(BUYING, "제9조"), "추정가격 3억원 물품 구매")) == "제9조제1항"


def test_the_item_that_has_the_reason_is_quoted_with_what_leads_it() -> None:
    made = narrowed(clause(KEPT, "제10조"), "상대 업체의 영업상비밀이라 비공개(해당 호수까지 찾아서)")
    assert place(made) == "제10조제1항제2호"
    assert (
        place(narrowed(clause(KEPT, "제10조"), "업체 영업비밀이라 비공개(해당 호수까지 찾아서)")) == "제10조제1항제2호"
    )
    assert place(narrowed(clause(KEPT, "제10조"), "시험 준비 업체라서 비공개(몇 호인지 확인)")) == "제10조제1항"
    assert quoted("비공개 해당 호", made).endswith("\n2. 가게의 영업상 비밀에 관한 사항")


def test_one_word_in_common_is_not_enough_where_no_item_is_asked_for() -> None:
    whole = clause(KEPT, "제10조")
    assert place(narrowed(whole, "시험 준비 중")) == "제10조제1항"
    assert picks_one(quoted("공개하는지", whole)) and len(whole_list(whole)) == 4


def test_a_long_list_is_not_quoted_whole() -> None:
    items = "\n".join(f"{number}. {'가나다라 ' * 20}" for number in range(1, 9))
    assert whole_list(clause(f"제3조(목록) ① 다음 각 호의 어느 하나에 해당한다.\n{items}", "제3조")) == ()
