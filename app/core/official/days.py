"""Days, times and periods as nouns, and how the decree writes them; `dates` says more and finds them in a text."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from app.core.types import Span

WEEKDAYS = "월화수목금토일"
TILDE = "~"


class When(StrEnum):
    DAY = "day"
    MONTH = "month"
    """A month, or a part of one (`2026. 5. 중`): no day is known."""
    TIME = "time"
    MOMENT = "moment"
    """A day with a time."""
    PERIOD = "period"
    """Anything with an end: days, times, or both."""


@dataclass(frozen=True, slots=True)
class Day:
    """`year` 0: not said. `day` 0: the month alone, with `part` of it (초, 중, 말). `weekday` as written, or empty."""

    year: int
    month: int
    day: int = 0
    weekday: str = ""
    part: str = ""

    @property
    def date(self) -> date | None:
        return date(self.year, self.month, self.day) if self.year and self.day else None

    @property
    def wrong_weekday(self) -> str:
        """The right weekday when the one that is written is wrong; empty otherwise or where nobody can tell."""
        day = self.date
        if day is None or not self.weekday or weekday(day) == self.weekday:
            return ""
        return weekday(day)


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of the day, 00:00 to 24:00. Not `sure`: `2시` without a word that tells morning from afternoon."""

    hour: int
    minute: int = 0
    sure: bool = True

    def __str__(self) -> str:
        return f"{self.hour:02}:{self.minute:02}"


@dataclass(frozen=True, slots=True)
class Found:
    """`text[span[0]:span[1]]` of the text that was looked through. `words`: the period is said with 부터."""

    span: Span
    kind: When
    day: Day | None = None
    time: Clock | None = None
    until_day: Day | None = None
    until_time: Clock | None = None
    words: bool = False

    @property
    def days(self) -> tuple[Day, ...]:
        return tuple(one for one in (self.day, self.until_day) if one is not None)

    @property
    def wrong_weekdays(self) -> tuple[tuple[str, str], ...]:
        """Wrong weekdays as (written, right)."""
        return tuple((one.weekday, one.wrong_weekday) for one in self.days if one.wrong_weekday)

    @property
    def sure(self) -> bool:
        return all(one.sure for one in (self.time, self.until_time) if one is not None)

    @property
    def written(self) -> str:
        """As the decree writes it. The weekday stays as it is written, be it right or wrong."""
        start = _joined(self.day, self.time)
        if self.kind is not When.PERIOD:
            return start
        until = self.until_day
        if until is not None and self.day is not None and until.year == self.day.year:
            until = replace(until, year=0)
        return start + ("부터 " if self.words else TILDE) + _joined(until, self.until_time)


def weekday(day: date) -> str:
    return WEEKDAYS[day.weekday()]


def written(day: date | Day, with_weekday: bool = False) -> str:
    """`2026. 3. 3.`, with its weekday `2026. 3. 3.(화)`; of a Day without a year `3. 3.`."""
    if isinstance(day, Day):
        return _written(day)
    return _written(Day(day.year, day.month, day.day, weekday(day) if with_weekday else ""))


def written_time(hour: int, minute: int = 0) -> str:
    """`09:00`."""
    return str(Clock(hour, minute))


def written_period(first: date, last: date) -> str:
    """`2026. 4. 13.~4. 15.`; the year again only where it is another one."""
    until = Day(last.year if last.year != first.year else 0, last.month, last.day)
    return written(first) + TILDE + _written(until)


def _written(day: Day) -> str:
    if not day.year and not day.day:
        return f"{day.month}월 {day.part}".rstrip()
    year = f"{day.year}. " if day.year else ""
    if not day.day:
        return f"{year}{day.month}. {day.part}".rstrip()
    return f"{year}{day.month}. {day.day}." + (f"({day.weekday})" if day.weekday else "")


def _joined(day: Day | None, time: Clock | None) -> str:
    parts = ([_written(day)] if day is not None else []) + ([str(time)] if time is not None else [])
    return " ".join(parts)
