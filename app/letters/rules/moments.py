"""R13, R14: days and times (영 제7조제5항), the colon and the wave dash (usage)."""

import re
from collections.abc import Iterator
from dataclasses import replace

from app.core.findings import Finding
from app.core.official import dates
from app.core.official.dates import Found, When
from app.letters.rules.page import STATUTE, Page
from app.letters.rules.told import DATES, MANUAL, SPELLING, error, warning

_LETTERS = re.compile(r"\d\s?[년월일]|올해|금년|내년|작년|지난해")
_HYPHEN = re.compile(r"\d{4}[-/]\d{1,2}[-/]\d|(?<!\d)\d{1,2}/\d{1,2}(?!\d)")
_CLOCK = re.compile(r"오전|오후|새벽|아침|낮|저녁|밤|정오|[AaPp][Mm]|\d\s?시|\d\s?분|시\s?반")
_POINT = re.compile(r"\.\s?\d{1,2}(?:$|\s*[(~∼～〜–—부까에 ,])")
_SHORT_YEAR = re.compile(r"^[’'‘`]?\d\d\s?\.")
_WAVE = re.compile(r"(?<=[\d.)시분일월년원명])(?P<before>[ \t\u00a0]*)[~∼～〜](?P<after>[ \t\u00a0]*)(?=[\d’'])")
_YEARLY = re.compile(r"(?:매년|매월|매해|해마다|달마다|다음\s?해|전년도?|당해\s?연도|해당\s?연도|익년도?)\s?$")
_COLON = re.compile(
    r"(?:(?<=[가-힣)\]])(?P<before>[ \t\u00a0]+)[:：](?P<after>[ \t\u00a0]*)"
    r"|(?<=[가-힣)\]])[:：](?P<glued>)(?=[^\s:/\d]|\d{4}|\d+[.,]\s))(?!\s*$)"
)
_NAME = re.compile(r"[\w./\\-]*\d{4}-\d{2}-\d{2}[\w-]*\.\w{2,5}")
_CLOCK_UNIT = re.compile(r"(?<![\d:])([01]?\d|2[0-4]):([0-5]\d)\s?분(?![가-힣])")
_HALVES = re.compile(r"(?<![\d:])(0?[1-9]|1[0-2]):([0-5]\d)\s?([AaPp])\.?[Mm]\.?(?![A-Za-z])")
_NO_CLOCK = re.compile(r"(?<![\d:.,])(?:2[5-9]|[3-9]\d):[0-5]\d(?=\s?(?:에|부터|까지|[~∼～]\s?\d|\)?$))")
"""Proportions have no particle of time behind them."""
_IMPOSSIBLE = re.compile(
    r"(?<![\d.])(?:(?P<y>(?:19|20)\d\d)[.년]\s?)(?P<m>\d{1,2})[.월]\s?(?P<d>\d{1,2})(?:\.(?!\d)|일)"
)


def check(page: Page, view: str) -> Iterator[Finding]:
    """`view` is the page's view with what is quoted masked."""
    if page.kind == STATUTE:
        return
    for found in dates.parse(view):
        if not _YEARLY.search(view, max(0, found.span[0] - 8), found.span[0]) and not _in_name(view, found):
            yield from _moment(view, found)
    for match in _IMPOSSIBLE.finditer(view):
        if not dates.parse(match[0]) or dates.parse(match[0])[0].span[1] < len(match[0]) - 1:
            yield error("R13", DATES, "date_impossible", match.span(), None, found=match[0])
    for match in _HALVES.finditer(view):
        hour = int(match[1]) % 12 + (12 if match[3] in "pP" else 0)
        yield error("R14", DATES, "time_letters", match.span(), f"{hour:02}:{match[2]}")
    for match in _CLOCK_UNIT.finditer(view):
        yield error("R14", DATES, "time_letters", match.span(), f"{int(match[1]):02}:{match[2]}")
    for match in _NO_CLOCK.finditer(view):
        yield error("R14", DATES, "time_impossible", match.span(), None, found=match[0])
    yield from _waves(view)
    yield from _colons(page, view)


def _in_name(view: str, found: Found) -> bool:
    """A day within the name of a file."""
    start = view.rfind(" ", 0, found.span[0]) + 1
    match = _NAME.match(view, start)
    return match is not None and match.end() > found.span[0]


def _moment(view: str, found: Found) -> Iterator[Finding]:
    text = view[slice(*found.span)]
    written = found.written
    sure = found.sure
    for old, right in found.wrong_weekdays:
        at = text.rindex(old) if found.kind is When.PERIOD and found.until_day else text.index(old)
        span = (found.span[0] + at, found.span[0] + at + 1)
        yield error("R13", DATES, "weekday_wrong", span, None, found=old, expected=right)
    if found.kind is When.MONTH:
        return
    if written == text:
        return
    fix = written if sure else None
    clock = _CLOCK.search(_without_day(text)) if found.time or found.until_time else None
    if clock:
        yield error("R14", DATES, "time_letters", found.span, fix, found=text, expected=written)
    if not found.days:
        return
    if _LETTERS.search(_without_clock(text)):
        yield error("R13", DATES, "date_letters", found.span, fix, found=text, expected=written)
    elif _HYPHEN.search(text):
        yield error("R13", DATES, "date_hyphen", found.span, fix, found=text, expected=written)
    elif not clock and _tight(text) != _tight(written):
        yield from _shape(found, text, written, fix)
    elif not clock and re.sub(r"[ \t\u00a0]*[~∼～〜][ \t\u00a0]*", "~", text) != written:
        yield warning("R13", MANUAL, "date_spacing", found.span, fix, found=text, expected=written)


def _shape(found: Found, text: str, written: str, fix: str | None) -> Iterator[Finding]:
    """A point is missing, a nought is too many, the year is short or said twice."""
    if _POINT.search(text):
        yield error("R13", DATES, "date_point", found.span, fix, found=text, expected=written)
    elif _SHORT_YEAR.match(text) and found.day and found.day.year:
        yield warning("R13", MANUAL, "date_year", found.span, fix, found=text, expected=written)
    elif re.search(r"(?<!\d)0\d\.", text) or re.search(r"(?<!\d)\d:\d\d", text):
        yield warning("R13", MANUAL, "date_zero", found.span, fix, found=text, expected=written)
    elif (
        found.until_day is None
        or _tight(_full(found)) != _tight(text)
        or " ".join(_full(found).split()) != re.sub(r"\s*[~∼～〜]\s*", "~", text)
    ):
        yield warning("R13", MANUAL, "date_spacing", found.span, fix, found=text, expected=written)


def _full(found: Found) -> str:
    """A period with both its years: longer than need be, and right."""
    start = replace(found, kind=When.DAY, until_day=None, until_time=None).written
    until = replace(found, kind=When.DAY, day=found.until_day, time=found.until_time, until_day=None).written
    return start + ("부터 " if found.words else dates.TILDE) + until


def _tight(text: str) -> str:
    return re.sub(r"\s+", "", re.sub(r"[∼～〜]", "~", text))


def _without_day(text: str) -> str:
    return re.sub(r"\d{1,4}\s?[년월일]", "", text)


def _without_clock(text: str) -> str:
    return re.sub(r"\d{1,2}\s?[시분]", "", text)


def _waves(view: str) -> Iterator[Finding]:
    for match in _WAVE.finditer(view):
        if match["before"] or match["after"]:
            yield warning("R14", SPELLING, "wave_space", match.span(), "~")


def _colons(page: Page, view: str) -> Iterator[Finding]:
    labels = {row.start for row in page.rows if row.label != (0, 0)}
    for match in _COLON.finditer(view):
        start = view.rfind("\n", 0, match.start()) + 1
        if start in labels or "|" in view[start : match.start()]:
            continue
        if match["glued"] is not None and match["before"] is None:
            yield warning("R14", SPELLING, "colon_after", match.span(), ": ")
        elif match["before"]:
            yield warning("R14", SPELLING, "colon_before", match.span(), ": ")
