"""What an act leaves to its decree comes with it, when the decree says that it is this."""

from collections.abc import Sequence

import pytest

from app.assist.cut.extract import extract
from app.core.types import Hit
from tests.fakes.hits import hit

ACT = hit(
    "제5조 (대여)\n① 우산의 대여기간은 7일 이내로 한다.\n② 대여기간은 대통령령으로 정하는 경우 외에는 늘릴 수 있다.",
    title="우산 대여법",
    place="제5조",
)
DECREE = (
    '① 「우산 대여법」(이하 "법"이라 한다) 제5조제2항에 따라 연장하는 대여기간의 요금은 천원으로 한다.\n'
    '② 법 제5조제2항에서 "대통령령으로 정하는 경우"란 다음 각 호의 경우를 말한다.\n1. 비가 오는 날\n2. 장마철\n'
    "③ 법 제5조제1항에 따른 신청서는 별지와 같다.\n④ 법 제5조의2제2항에 따른 보관소는 따로 둔다."
)


def far(_questions: Sequence[str], texts: Sequence[str]) -> list[list[float]]:
    """The clauses of the act are near, all others far."""
    return [[0.9 if text.startswith("우산 대여법 반납") else 0.7 for text in texts] for _each in _questions]


def shown(*hits: Hit) -> list[tuple[int, str]]:
    cut = extract("우산 대여 연장", hits, far)
    assert cut is not None
    return [(pick.source, pick.lines[0].text[:1]) for pick in cut.picks]


def test_what_takes_up_the_words_of_the_act_comes_first() -> None:
    assert shown(ACT, hit(DECREE, title="우산 대여법 시행령", place="제3조")) == [(0, "①"), (0, "②"), (1, "②")]


def test_what_names_the_clause_comes_where_nothing_takes_it_up() -> None:
    fee = DECREE.split("\n", maxsplit=1)[0]
    assert (1, "①") in shown(ACT, hit(fee, title="우산 대여법 시행령", place="제3조"))


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("열쇠 대여법 시행령", DECREE),
        ("우산 대여법 시행령", DECREE[DECREE.index("③") :]),
        ("우산 대여법 시행령", "창고에 둔다. " * 20 + "이는 법 제5조제2항에 따른다."),
    ],
)
def test_another_act_another_clause_or_a_late_word_is_not_it(title: str, text: str) -> None:
    assert [source for source, _mark in shown(ACT, hit(text, title=title, place="제3조"))] == [0, 0]


def test_what_leaves_nothing_to_a_decree_has_nothing_carried_out() -> None:
    plain = hit(ACT.passage.text.replace("대통령령으로 정하는", "비 오는"), title="우산 대여법", place="제5조")
    assert [source for source, _mark in shown(plain, hit(DECREE, title="우산 대여법 시행령", place="제3조"))] == [0, 0]
