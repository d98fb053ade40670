"""Days, months, years and weekdays, however they are written.

Values: ("day", year, month, day), ("month", year, month), ("year", year), ("weekday", 0 to 6 from Monday). A year of 0
is one that is not written.
"""

import re
from collections.abc import Iterator
from datetime import date

from app.core.findings import FactKind
from app.letters.facts.sources import Fact

WEEKDAYS = "월화수목금토일"

_GAP = r"[ \t\u00a0]*"
_YEAR = r"(?:19|20)\d{2}"
_SEP = rf"(?:{_GAP}[.\-/．]{_GAP}|{_GAP}년{_GAP})"
_MID = rf"(?:{_GAP}[.\-/．]{_GAP}|{_GAP}월{_GAP})"
_TAIL = r"(?:[ \t]?일(?![가-힣])|[ \t]?일(?=[까부에은자정의이오과와로도])|\.(?!\d))?"
_FULL = re.compile(
    rf"(?<![\d.])(?:(?P<y>{_YEAR})|['’‘](?P<a>\d{{2}})|(?P<s>[2-4]\d)(?=\.))(?P<sep>{_SEP})(?P<m>\d{{1,2}}){_MID}"
    rf"(?P<d>\d{{1,2}})(?!\d){_TAIL}"
)
_COMPACT = re.compile(r"(?<![\d.,-])(?P<y>20\d{2})(?P<m>\d{2})(?P<d>\d{2})(?![\d,-])")
_SHORT = re.compile(
    rf"(?<![\d.,:/])(?<!\d\.\s)(?:(?P<m>\d{{1,2}}){_GAP}월{_GAP}(?P<d>\d{{1,2}}){_GAP}일"
    rf"|(?P<m2>\d{{1,2}})\.{_GAP}(?P<d2>\d{{1,2}})(?:\.(?!{_GAP}\d{{1,4}}{_GAP}\.|\d)|(?={_GAP}(?:\([월화수목금토일]\)|[~∼～]|까지|부터|자로|자\b|에\b)))"
    rf"|(?:(?<=[~∼～])|(?<=[~∼～] ))(?P<m4>\d{{1,2}})\.{_GAP}(?P<d4>\d{{1,2}})(?![\d.])"
    rf"|(?P<m5>\d{{1,2}}){_GAP}월{_GAP}(?P<d5>\d{{1,2}})(?={_GAP}[~∼～\-,·]{_GAP}\d{{1,2}}{_GAP}일)"
    rf"|(?P<m3>\d{{1,2}})/(?P<d3>\d{{1,2}})(?![\d/]))"
)
_UNTIL = re.compile(
    rf"{_GAP}(?:\([월화수목금토일]\))?{_GAP}(?:[~∼～\-–]|(?<!일)[,·]){_GAP}(?P<d>\d{{1,2}})"
    rf"(?:{_GAP}일(?!간)|\.(?!{_GAP}\d)|(?={_GAP}\([월화수목금토일]\)))"
)
_MONTH = re.compile(
    rf"(?<![\d.])(?:(?:(?P<y>{_YEAR})|['’‘](?P<a>\d{{2}}))(?:{_GAP}년(?:도)?{_GAP}|{_GAP}[.\-]{_GAP}))(?P<m>\d{{1,2}})(?!\d)(?:{_GAP}월|\.)?"
    rf"|(?<![\d.,])(?P<m2>\d{{1,2}}){_GAP}월(?!{_GAP}\d+{_GAP}일)"
)
_YEARS = re.compile(
    rf"(?<![\d.,-])(?:(?P<y>{_YEAR})(?=\s?(?:년|학년도|회계연도|\.(?!\d)))(?:\s?년|\.)?|['’‘](?P<a>\d{{2}})(?:\s?년|(?=[.\s~∼)])))"
)
_BRACKETED = re.compile(r"\s?\(\s?([월화수목금토일])(?:요일)?(?=[\s,)])")
_WEEKDAY = re.compile(r"(?<![가-힣])([월화수목금토일])요일")


def days(text: str) -> Iterator[Fact]:
    """Whole days, those of a period without its year (`~ 4. 15.`) and days without a year, each with its weekday."""
    taken: list[tuple[int, int]] = []
    found: list[tuple[int, int, int, int, int]] = []
    for pattern in (_FULL, _COMPACT, _SHORT):
        for match in pattern.finditer(text):
            if any(start < match.end() and match.start() < end for start, end in taken):
                continue
            year, month, day = _parts(match)
            if _is_day(year, month, day):
                taken.append(match.span())
                found.append((*match.span(), year, month, day))
    found.sort()
    yield from _facts(text, found)


def _facts(text: str, found: list[tuple[int, int, int, int, int]]) -> Iterator[Fact]:
    last_end, last_year = -1, 0
    for start, end, written_year, month, day in found:
        within = not written_year and last_end >= 0 and _joined(text[last_end:start])
        year = last_year if within else written_year
        yield Fact(FactKind.DATE, (start, end), ("day", year, month, day))
        yield from _weekday(text, end, year, month, day)
        until = _UNTIL.match(text, end)
        if until is not None and not any(start <= until.start("d") < stop for start, stop, *_ in found):
            last = int(until["d"])
            if last > day and _is_day(year, month, last):
                yield Fact(FactKind.DATE, until.span("d"), ("day", year, month, last))
                yield from _weekday(text, until.end(), year, month, last)
        last_end, last_year = end, year


def _weekday(text: str, end: int, year: int, month: int, day: int) -> Iterator[Fact]:
    match = _BRACKETED.match(text, end)
    if match is not None:
        yield Fact(FactKind.DATE, match.span(1), ("weekday", WEEKDAYS.index(match[1]), year, month, day))


def _joined(between: str) -> bool:
    """Whether two days are the ends of one period, or of one list."""
    return (
        len(between) <= 24 and re.search(r"[~∼～–,ㆍ·]|부터|에서|및|와|과", between) is not None and "\n" not in between
    )


def months(text: str) -> Iterator[Fact]:
    for match in _MONTH.finditer(text):
        year = _year(match["y"], match["a"])
        month = int(match["m"] or match["m2"])
        if 1 <= month <= 12:
            yield Fact(FactKind.DATE, match.span(), ("month", year, month))


def years(text: str) -> Iterator[Fact]:
    for match in _YEARS.finditer(text):
        yield Fact(FactKind.DATE, match.span(), ("year", _year(match["y"], match["a"])))


def weekdays(text: str) -> Iterator[Fact]:
    for match in _WEEKDAY.finditer(text):
        yield Fact(FactKind.DATE, match.span(), ("weekday", WEEKDAYS.index(match[1])))


def _parts(match: re.Match[str]) -> tuple[int, int, int]:
    group = match.groupdict()
    year = _year(group.get("y"), group.get("a") or group.get("s"))
    month = group.get("m") or group.get("m2") or group.get("m3") or group.get("m4") or group.get("m5") or "0"
    day = group.get("d") or group.get("d2") or group.get("d3") or group.get("d4") or group.get("d5") or "0"
    return year, int(month), int(day)


def _year(whole: str | None, short: str | None) -> int:
    return int(whole) if whole else 2000 + int(short) if short else 0


def _is_day(year: int, month: int, day: int) -> bool:
    """A day that no calendar has (2026. 2. 30.) is still one that somebody wrote; 13 months are not."""
    return 1 <= month <= 12 and 1 <= day <= 31 and (not year or 1900 <= year < 2100)


def weekday_of(year: int, month: int, day: int) -> int | None:
    try:
        return date(year, month, day).weekday()
    except ValueError:
        return None


def written(day: date) -> str:
    return f"{day.year}. {day.month}. {day.day}."
