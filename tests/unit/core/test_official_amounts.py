"""Amounts as people write them, and as the rule does (규칙 제2조제2항)."""

import pytest

from app.core.official import amounts


@pytest.mark.parametrize(
    ("text", "won"),
    [
        ("1,850만원", 18_500_000),
        ("3천만원", 30_000_000),
        ("3천만 원 범위", 30_000_000),
        ("2억 3,000만 원", 230_000_000),
        ("1억2천5백만원", 125_000_000),
        ("3만5천원", 35_000),
        ("1.5억원", 150_000_000),
        ("1조 2,000억원", 1_200_000_000_000),
        ("18,500,000원", 18_500_000),
        ("35000 원", 35_000),
        ("금일백만원", 1_000_000),
        ("금 삼천만원정", 30_000_000),
        ("이천만원", 20_000_000),
        ("삼백만 원을", 3_000_000),
        ("금18,500,000원(금일천팔백오십만원)", 18_500_000),
        ("금 113,560원(일십일만삼천오백육십원)", 113_560),
    ],
)
def test_amounts_are_read(text: str, won: int) -> None:
    (found,) = amounts.parse(text)
    assert (found.won, found.agrees) == (won, True)


@pytest.mark.parametrize(
    "text",
    [
        "5원칙",
        "3 원장",
        "1,5000원",
        "132건",
        "1.234567만원의",
        "(단위: 천원)",
        "백만원 단위",
        "서울 일원",
        "이 원안",
        "구백 원칙",
        "2026.3.3. 원안",
    ],
)
def test_what_is_no_amount(text: str) -> None:
    assert amounts.parse(text) == ()


@pytest.mark.parametrize("piece", ["1", "1,", "1,111", "1억 ", "금일", "1 ", "금1원("])
def test_long_runs_are_read_in_time(piece: str) -> None:
    assert len(amounts.parse(piece * 5000)) <= 5000


def test_written_as_the_rule_gives_it() -> None:
    assert amounts.written(113_560) == "금113,560원(금일십일만삼천오백육십원)"
    assert amounts.written(18_500_000) == "금18,500,000원(금일천팔백오십만원)"
    assert amounts.hangul(10**16) == "일경"
    assert amounts.hangul(0) == "영"
    for bad in (-1, amounts.LARGEST + 1):
        with pytest.raises(ValueError, match=str(bad)):
            amounts.hangul(bad)


def test_a_reading_that_says_another_amount_is_told_and_left() -> None:
    text = "금113,560원(금일십일만삼천오백칠십원)"
    (found,) = amounts.parse(text)
    assert (found.reading, found.agrees, found.formal) == (113_570, False, False)
    assert amounts.rewritten(text) == text
    assert amounts.rewritten("5만~10만원") == "5만~10만원"
    assert amounts.rewritten("예산 3천만원") == "예산 금30,000,000원(금삼천만원)"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("십만", 100_000),
        ("일십만", 100_000),
        ("삼천오", 3005),
        ("일일", None),
        ("백천", None),
        ("만억", None),
        ("원", None),
        ("", None),
    ],
)
def test_readings(text: str, number: int | None) -> None:
    assert amounts.value(text) == number
