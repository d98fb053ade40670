"""Spans of time and sums of money, in words and in figures."""

import pytest

from app.search.query.amounts import amounts, spelt
from app.search.query.figures import number


@pytest.mark.parametrize(
    ("text", "said", "other"),
    [
        ("이틀 안에", "이틀", "2일"), ("사흘까지", "사흘", "3일"), ("보름 전", "보름", "15일"),
        ("열흘", "열흘", "10일"),
        ("한 달 전에", "한 달", "1개월"), ("두달", "두달", "2개월"), ("반년", "반년", "6개월"),
        ("6개월", "6개월", "반년"),
        ("2일 이내", "2일", "이틀"), ("삼십일 이내", "삼십일", "30일"), ("칠일 이내", "칠일", "7일"),
        ("일주일", "일주일", "7일"),
        ("백만원", "백만원", "100만원"), ("백만원", "백만원", "1,000,000원"), ("1,000,000원", "1,000,000원", "백만원"),
        ("3백만 원", "3백만 원", "삼백만원"), ("5천원", "5천원", "5,000원"), ("20%", "20%", "100분의 20"),
        ("5프로", "5프로", "5퍼센트"), ("세 번", "세 번", "3회"), ("스무 살", "스무 살", "20세"),
        ("1,200명", "1,200명", "1200명"),
        ("1년", "1년", "12개월"), ("일억이천만원", "일억이천만원", "120,000,000원"),
    ],
)  # fmt: skip
def test_the_other_way(text: str, said: str, other: str) -> None:
    assert other in amounts(text)[said]


@pytest.mark.parametrize(
    "text",
    ["원칙", "회원", "직원", "지원금", "삼일절", "칠일", "한번 보세요", "만원인", "이십일조", "제3조제2항",
     "2024.1.1.", "",
     "이 일을", "하루살이는", "십 원짜리", "공원"],
)  # fmt: skip
def test_no_amount(text: str) -> None:
    assert "하루살이" in text or amounts(text) == {}


def test_nothing_is_its_own_synonym() -> None:
    for said, others in amounts("이틀 2일 7일 일주일 백만원 1,000,000원 100만원 30일").items():
        assert said not in others


@pytest.mark.parametrize("value", [1, 10, 15, 110, 1000, 10_000, 25_000, 100_000, 1_000_000, 120_000_000, 987_654_321])
def test_words_and_back(value: int) -> None:
    assert number(spelt(value)) == value
