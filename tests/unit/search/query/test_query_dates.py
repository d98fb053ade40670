"""The day whose law is asked for."""

from datetime import date

import pytest

from app.search.query.dates import as_of

TODAY = date(2026, 3, 9)


@pytest.mark.parametrize(
    ("typed", "day", "rest"),
    [
        ("2024년 1월 1일 기준 휴가", "2024-01-01", "휴가"),
        ("휴가 2024.1.1. 시행 기준", "2024-01-01", "휴가"),
        ("휴가 2024. 1. 1.자 기준으로 며칠", "2024-01-01", "휴가 며칠"),
        ("2024-01-31 기준 휴가", "2024-01-31", "휴가"),
        ("시행일 2024.1.1 기준 휴가", "2024-01-01", "휴가"),
        ("휴가(2023. 12. 31. 당시)", "2023-12-31", "휴가( )"),
        ("2024년 1월 1일 시행 물품관리법", "2024-01-01", "물품관리법"),
        ("24.1.1. 기준 휴가", "2024-01-01", "휴가"),
        ("98.1.1. 기준 휴가", "1998-01-01", "휴가"),
        ("오늘 기준 휴가", "2026-03-09", "휴가"),
        ("현재 기준으로 휴가", "2026-03-09", "휴가"),
        ("현재 시행 기준 휴가", "2026-03-09", "휴가"),
    ],
)
def test_a_day_is_taken_out(typed: str, day: str, rest: str) -> None:
    read = as_of(typed, TODAY)
    assert (read.day, read.text) == (day, rest)
    assert read.said in typed


@pytest.mark.parametrize(
    "typed",
    [
        "작년 기준 휴가", "2024년 기준 중위소득", "2024년 1월 1일에 태어난 사람", "2024년 2월 30일 기준", "시행일 기준",
        "계약 기준", "2024.1.1 기준금액", "지금 기준금리", "", "13.45.6. 기준",
    ],
)  # fmt: skip
def test_no_day(typed: str) -> None:
    read = as_of(typed, TODAY)
    assert (read.day, read.text, read.said) == ("", typed, "")
