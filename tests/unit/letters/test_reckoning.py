"""Periods counted by the law's rules, with cases worked out by hand from the calendar."""

from datetime import date

import pytest

from app.letters.reckon.reckoning import Unit, backward, day_off, forward, working_from


@pytest.mark.parametrize(
    ("start", "number", "unit", "last"),
    [
        (date(2026, 3, 3), 30, Unit.DAYS, date(2026, 4, 2)),
        (date(2026, 3, 4), 10, Unit.DAYS, date(2026, 3, 16)),  # a Saturday moves to Monday
        (date(2026, 2, 6), 10, Unit.DAYS, date(2026, 2, 19)),  # 설 연휴, 16 to 18 February
        (date(2026, 3, 3), 2, Unit.WEEKS, date(2026, 3, 17)),
        (date(2026, 2, 28), 1, Unit.MONTHS, date(2026, 3, 31)),  # begins on the first of March
        (date(2026, 1, 29), 1, Unit.MONTHS, date(2026, 3, 3)),  # 28 February a Saturday; 2 March a substitute holiday
        (date(2026, 5, 14), 1, Unit.YEARS, date(2027, 5, 14)),
        (date(2026, 3, 5), 3, Unit.WORKING_DAYS, date(2026, 3, 10)),
    ],
)
def test_forward(start: date, number: int, unit: Unit, last: date) -> None:
    assert forward(start, number, unit).last == last


def test_an_end_that_moved_says_from_where() -> None:
    end = forward(date(2026, 3, 4), 10, Unit.DAYS)
    assert (end.planned, end.off, end.moved) == (date(2026, 3, 14), "토요일", True)


@pytest.mark.parametrize(
    ("start", "number", "unit", "last", "off"),
    [
        (date(2026, 8, 3), 90, Unit.DAYS, date(2026, 5, 5), "어린이날"),
        (date(2026, 6, 1), 20, Unit.DAYS, date(2026, 5, 12), ""),
        (date(2026, 3, 31), 1, Unit.MONTHS, date(2026, 2, 28), "토요일"),
        (date(2026, 3, 16), 3, Unit.WORKING_DAYS, date(2026, 3, 11), ""),
    ],
)
def test_backward_never_moves(start: date, number: int, unit: Unit, last: date, off: str) -> None:
    end = backward(start, number, unit)
    assert (end.last, end.off, end.moved) == (last, off, False)


def test_working_days_with_the_first_one() -> None:
    assert working_from(date(2026, 3, 3), 10).last == date(2026, 3, 16)
    assert working_from(date(2026, 3, 7), 1).last == date(2026, 3, 9)  # a Saturday is none


def test_days_off() -> None:
    assert day_off(date(2026, 3, 1)) == "일요일"
    assert day_off(date(2026, 10, 9)) == "한글날"
    assert day_off(date(2026, 3, 4)) == ""


@pytest.mark.parametrize("count", [forward, backward])
def test_no_period_is_shorter_than_one(count: object) -> None:
    assert callable(count)
    with pytest.raises(ValueError, match="0"):
        count(date(2026, 3, 3), 0, Unit.DAYS)
