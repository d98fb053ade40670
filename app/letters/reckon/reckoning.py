"""Periods of time counted by the law's rules.

Sources: 민법 제157조 (the first day is not counted), 제159조 (a period ends with its last day), 제160조 (months and
years by the calendar), 제161조 (one that ends on a Saturday or a public holiday ends on the next working day).
민원 처리에 관한 법률 제19조 and 공공기관의 정보공개에 관한 법률 제29조: some periods count working days, and the
first day with them. Holidays: 관공서의 공휴일에 관한 규정, as the library `holidays` knows them.
"""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache


class Unit(StrEnum):
    DAYS = "일"
    WEEKS = "주"
    MONTHS = "개월"
    YEARS = "년"
    WORKING_DAYS = "근무일"


@dataclass(frozen=True, slots=True)
class End:
    """The `last` day of a period. `moved`: it fell on a day off (`planned`) and is the next working day. `off`: the
    last day is a day off and no rule says for certain that it moves; its name."""

    last: date
    planned: date
    off: str = ""

    @property
    def moved(self) -> bool:
        return self.last != self.planned


def forward(start: date, number: int, unit: Unit) -> End:
    """The end of `start부터 number unit 이내`. The first day is not counted. ValueError below 1."""
    if number < 1:
        raise ValueError(number)
    if unit is Unit.WORKING_DAYS:
        last = _working(start, number, +1)
        return End(last, last)
    if unit in (Unit.DAYS, Unit.WEEKS):
        planned = start + timedelta(days=number * (7 if unit is Unit.WEEKS else 1))
    else:
        planned = _months_end(start + timedelta(days=1), number * (12 if unit is Unit.YEARS else 1))
    last = planned
    while day_off(last):
        last += timedelta(days=1)
    return End(last, planned, day_off(planned))


def backward(start: date, number: int, unit: Unit) -> End:
    """The last day of `start의 number unit 전까지`. Whether a day off moves it the laws do not say: it stays, and
    `off` names it."""
    if number < 1:
        raise ValueError(number)
    if unit is Unit.WORKING_DAYS:
        last = _working(start, number, -1)
    elif unit in (Unit.DAYS, Unit.WEEKS):
        last = start - timedelta(days=number * (7 if unit is Unit.WEEKS else 1))
    else:
        last = _shifted(start, -number * (12 if unit is Unit.YEARS else 1))
    return End(last, last, day_off(last))


def working_from(start: date, number: int) -> End:
    """`number` working days with the first day counted, if it is one."""
    if number < 1:
        raise ValueError(number)
    last = _working(start - timedelta(days=1), number, +1)
    return End(last, last)


def day_off(day: date) -> str:
    """`토요일`, `일요일` or a public holiday's name; empty for a working day."""
    if day.weekday() == 6:
        return "일요일"
    name = _holidays(day.year).get(day, "")
    return name or ("토요일" if day.weekday() == 5 else "")


@lru_cache(maxsize=32)
def _holidays(year: int) -> dict[date, str]:
    import holidays

    return dict(holidays.country_holidays("KR", years=year, language="ko").items())


def _working(start: date, number: int, step: int) -> date:
    day = start
    while number:
        day += timedelta(days=step)
        number -= not day_off(day)
    return day


def _months_end(begin: date, months: int) -> date:
    """The day before the one that corresponds to the first; the end of the month where there is none (민법 제160조)."""
    year, month = _turned(begin, months)
    length = calendar.monthrange(year, month)[1]
    if begin.day > length:
        return date(year, month, length)
    return date(year, month, begin.day) - timedelta(days=1)


def _shifted(day: date, months: int) -> date:
    year, month = _turned(day, months)
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def _turned(day: date, months: int) -> tuple[int, int]:
    years, month = divmod(day.month - 1 + months, 12)
    return day.year + years, month + 1
