"""Days, times and periods: found as people write them, and written as the decree says.

Sources: 영 제7조제5항 (`2026. 2. 13.`: 연·월·일 dropped, a point for each; the 24 hours as `13:20`); 편람 (one space
after a point, no leading 0, the weekday in brackets right behind); 한글 맞춤법 부록 (the wave dash has no space on
either side). One form for all: `2026. 3. 3.`, `2026. 3. 3.(화)`, `2026. 3. 3. 09:00`, `2026. 4. 13.~4. 15.`,
`2026. 3. 12. 10:00~11:20`. Spaces about the wave dash are understood, and are at most a warning.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from app.core.official.days import (
    TILDE,
    WEEKDAYS,
    Clock,
    Day,
    Found,
    When,
    weekday,
    written,
    written_period,
    written_time,
)
from app.core.types import Span

__all__ = [
    "TILDE",
    "WEEKDAYS",
    "Change",
    "Clock",
    "Day",
    "Found",
    "Rewritten",
    "When",
    "parse",
    "rewrite",
    "rewritten",
    "weekday",
    "written",
    "written_period",
    "written_time",
]


@dataclass(frozen=True, slots=True)
class Change:
    """`old` at `span` of the old text became `new`, at `at` of the new one."""

    span: Span
    old: str
    new: str
    at: Span


@dataclass(frozen=True, slots=True)
class Rewritten:
    text: str
    changes: tuple[Change, ...]


def rewrite(text: str, year: int = 0) -> Rewritten:
    """Every day, time and period in the decree's form. `year`: of days that name none; 0 leaves them without.

    What nobody can tell (`2시`) is left as it stands.
    """
    out: list[str] = []
    changes: list[Change] = []
    last = length = 0
    for found in parse(text, year):
        start, end = found.span
        old, new = text[start:end], found.written
        if not found.sure or new == old:
            continue
        between = text[last:start]
        out += [between, new]
        length += len(between)
        changes.append(Change(found.span, old, new, (length, length + len(new))))
        length += len(new)
        last = end
    return Rewritten("".join(out) + text[last:], tuple(changes))


def rewritten(text: str, year: int = 0) -> str:
    """The text of `rewrite`."""
    return rewrite(text, year).text


# --- finding ---------------------------------------------------------------------------------
_S = r"[ \t\u00a0]{0,3}"
_UNITS = (
    r"(?:명|건(?!의)|대(?!상)|층|개(?!최)|부(?!터)|권|회(?!의)|원|만|천|백|%|퍼센트|호|항|조(?!사|치)|점(?!검)|장|쪽|분|시간|시(?!행|작)|배|㎡|"
    r"[A-Za-z])"
)
_COUNTER = rf"(?!{_UNITS})(?![ \t](?:명|건|대|층|권|원|%|개|회|부)(?![가-힣]))"
"""No unit behind the number: `2026. 3. 12명` is a month and a count."""
_NOT_BEFORE = r"(?<![\d.,/:A-Za-z제\-])"
_PART = r"초순|중순|하순|상순|초|중|말"
_DAY = re.compile(
    rf"""{_NOT_BEFORE}(?:
      (?P<y1>\d{{4}}){_S}년{_S}(?P<m1>\d{{1,2}}){_S}월(?:{_S}(?P<d1>\d{{1,2}}){_S}일)?(?!\s?간)
    | (?P<y2>\d{{4}}){_S}\.{_S}(?P<m2>\d{{1,2}}){_S}\.(?:
        {_S}(?P<d2>\d{{1,2}})(?!\d)(?:{_S}\.(?!\d)|\.(?=\d{{1,2}}:)|{_COUNTER}(?!\.))|(?!\d))
    | (?P<y3>\d{{4}})(?P<s3>[-/])(?P<m3>\d{{1,2}})(?P=s3)(?P<d3>\d{{1,2}})(?![\d/-])\.?
    | [’'‘`](?P<y4>\d\d){_S}\.{_S}(?P<m4>\d{{1,2}}){_S}\.(?:{_S}(?P<d4>\d{{1,2}})(?!\d)\.?+(?!\d))?
    | (?P<y5>[23]\d)\.{_S}(?P<m5>\d{{1,2}})\.{_S}(?P<d5>\d{{1,2}})(?!\d)\.?+(?!\d){_COUNTER}
    | (?:(?P<word>올해|금년|내년|작년|지난해){_S})?(?P<m6>\d{{1,2}}){_S}월{_S}(?P<d6>\d{{1,2}}){_S}일(?!\s?간)
    | (?P<m7>\d{{1,2}}){_S}\.{_S}(?P<d7>\d{{1,2}}){_S}\.(?!{_S}\d{{1,2}}\.(?!\d))(?!\d(?!\d?:)){_COUNTER}
    | (?P<m8>\d{{1,2}})[/.](?P<d8>\d{{1,2}})(?![\d/.%℃\-])(?!,\d){_COUNTER}
    | [’'‘`]?(?P<y0>[0-4]\d){_S}년{_S}(?P<m0>\d{{1,2}}){_S}월{_S}(?P<d0>\d{{1,2}}){_S}일(?!\s?간)
    | (?P<m9>\d{{1,2}}){_S}월(?={_S}(?:{_PART})(?![가-힣])|{_S}(?:{_PART})(?:에|까지|부터|경|으로))
    )""",
    re.VERBOSE,
)
_MARCH = re.compile(rf"{_S}(?P<part>{_PART})(?=[^가-힣]|$|에|까지|부터|경|으로)")
_WEEKDAY = re.compile(
    rf"{_S}[(（]{_S}([{WEEKDAYS}])(?:요일)?{_S}[)）]|{_S}([{WEEKDAYS}])요일|[ ]?([{WEEKDAYS}])(?=[)）])"
)
_AFTER = (
    r"(?=$|[^가-힣]|부터|까지|에|경|쯤|께|이전|이후|전|후|정각|로|와|과|이|은|는|의|엔"
    r"|집합|시작|출발|개최|마감|종료|도착|현재|기준)"
)
_TIME = re.compile(
    rf"""(?:(?<![가-힣])(?P<half>오전|오후|새벽|아침|낮|저녁|밤|AM|PM|am|pm){_S})?(?:
      (?<![\d:.,제])(?P<h1>\d{{1,2}}){_S}시(?:{_S}(?P<n1>\d{{1,2}}){_S}분(?!의)|{_S}(?P<mid>반)){_AFTER}
    | (?<![\d:.,제])(?P<h2>\d{{1,2}}){_S}시{_AFTER}
    | (?<![\d:,])(?P<h3>\d{{1,2}}):(?P<n3>\d{{2}})(?![\d:])
    )|(?<![가-힣])(?P<noon>정오){_AFTER}(?!표)""",
    re.VERBOSE,
)
_TO = re.compile(rf"{_S}(?:[~∼～〜–—-]|(?P<words>부터)){_S}")
_BARE = re.compile(
    rf"(?P<d>\d{{1,2}})(?:{_S}\.(?!\d)|{_S}일(?!간|[가-힣]*째)|(?P<open>(?![\d:.,/%℃])(?!{_S}[시월분]){_COUNTER}))"
)
_GAP = re.compile(rf"{_S},?{_S}")
_SAYS = re.compile(rf"{_S}(?:까지|부터|현재|기준|자로)")
_EVERY = re.compile(r"(?:매년|해마다|해|해의|연도|연도의|년도|년도의|해당 연도|매 학년도)\s?$")
"""Before a day that is one of every year, or of a year that is told otherwise."""
_YEARS = {"올해": 0, "금년": 0, "내년": 1, "작년": -1, "지난해": -1}
_VERSION = re.compile(r"(?:버전|버젼|ver\.?|판)\s?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Atom:
    """A day or a time alone. `weak`: it counts only beside another, or where a word tells."""

    start: int
    end: int
    value: Day | Clock
    weak: bool = False
    half: str = ""


def parse(text: str, year: int = 0) -> tuple[Found, ...]:
    """The days, times, moments and periods of a text, in order. `year`: of days that name none; 0: it stays open.

    Days that are in no calendar (2. 30.) are none. Numbers of articles, documents and versions, amounts and
    percentages are none.
    """
    atoms = _atoms(text, year)
    found: list[Found] = []
    at = 0
    while at < len(atoms):
        one, at = _group(text, atoms, at, year)
        if one is not None:
            found.append(one)
    return tuple(found)


def _group(text: str, atoms: list[_Atom], at: int, year: int) -> tuple[Found | None, int]:
    """What begins at an atom, and the atom after it."""
    first = atoms[at]
    day, time, end, after = _moment(text, atoms, at)
    kind = When.MOMENT if day and time else When.TIME if time else When.DAY if day and day.day else When.MONTH
    to = _TO.match(text, end)
    if to is not None and kind is not When.MONTH:
        words = bool(to["words"])
        if after < len(atoms) and atoms[after].start == to.end() and not (time is None and _is_time(atoms[after])):
            until, clock, last, behind = _moment(text, atoms, after)
            if until is None or until.day:
                clock = _same_half(time, clock, atoms, at, after) if until is None else clock
                until = _later(day, until)
                period = Found((first.start, last), When.PERIOD, day, time, until, clock, words)
                return period, behind
        bare = _BARE.match(text, to.end())
        if bare is not None and day is not None and time is None and not (bare["open"] is not None and "-" in to[0]):
            until = _day(day.year, day.month, int(bare["d"]))
            if until is not None and until.day > day.day:
                until, last = _with_weekday(text, until, bare.end())
                while after < len(atoms) and atoms[after].start < last:
                    after += 1
                return Found((first.start, last), When.PERIOD, day, None, until, None, words), after
    if first.weak and after == at + 1 and not _SAYS.match(text, end):
        return None, after
    return Found((first.start, end), kind, day, time), after


def _moment(text: str, atoms: list[_Atom], at: int) -> tuple[Day | None, Clock | None, int, int]:
    """A day, a time, or a day with the time behind it; where it ends, and the atom after it."""
    first = atoms[at]
    if isinstance(first.value, Clock):
        return None, first.value, first.end, at + 1
    if first.value.day and at + 1 < len(atoms):
        second = atoms[at + 1]
        gap = _GAP.fullmatch(text, first.end, second.start)
        if isinstance(second.value, Clock) and gap is not None:
            return first.value, second.value, second.end, at + 2
    return first.value, None, first.end, at + 1


def _is_time(atom: _Atom) -> bool:
    return isinstance(atom.value, Clock)


def _later(day: Day | None, until: Day | None) -> Day | None:
    """The end with the year that follows from the beginning."""
    if day is None or until is None or not day.year or not _open(until, day):
        return until
    turned = (until.month, until.day) < (day.month, day.day)
    return _day(day.year + turned, until.month, until.day, until.weekday) or until


def _open(until: Day, day: Day) -> bool:
    """The end names no year of its own; a year that was only given for both counts as none."""
    return until.year in (0, day.year)


def _same_half(time: Clock | None, until: Clock | None, atoms: list[_Atom], at: int, after: int) -> Clock | None:
    """`오후 2시~4시`: the end is in the afternoon too. `10시~2시`: it is behind the beginning."""
    start = atoms[after - 1]
    if time is None or until is None or atoms[after].half or until.hour > 12:
        return until
    if start.half and time.sure:
        for hour in (until.hour, until.hour + 12):
            if (hour, until.minute) > (time.hour, time.minute) and hour <= 24:
                return Clock(hour, until.minute)
    if time.sure and not until.sure and (until.hour + 12, until.minute) > (time.hour, time.minute):
        return Clock(until.hour + 12, until.minute)
    return until


def _atoms(text: str, year: int) -> list[_Atom]:
    days = list(_days(text, year))
    taken = [(one.start, one.end) for one in days]
    times = [one for one in _times(text) if not any(start < one.end and one.start < end for start, end in taken)]
    months = {one.end for one in days if isinstance(one.value, Day) and not one.value.day and not one.value.part}
    times = [one for one in times if not months & {one.start, one.start - 1}]  # `2026. 3. 10시`: no one can tell
    return sorted(days + times, key=lambda one: one.start)


def _days(text: str, year: int) -> Iterator[_Atom]:
    for match in _DAY.finditer(text):
        group = {name[:-1]: value for name, value in match.groupdict().items() if value and name[-1].isdigit()}
        said = int(group.get("y", 0))
        start = match.start("m6") if match["word"] and not year else match.start()
        if match["y0"] or match["y4"] or match["y5"]:
            said += 2000
        if (match["y5"] or match["m8"]) and _VERSION.search(text, 0, match.start()):
            continue
        if not said and year and not (match["word"] is None and _EVERY.search(text, max(0, start - 8), start)):
            said = year + _YEARS.get(match["word"] or "", 0)
        if match["m9"]:
            said = 0
        day = _day(said, int(group["m"]), int(group.get("d", 0)))
        if day is None or not (said == 0 or 1900 <= said < 2100):
            continue
        end = match.end()
        if not day.day:
            part = _MARCH.match(text, end)
            if part is not None:
                day, end = replace(day, part=part["part"]), part.end()
        plain, end = (day, end) if not day.day else _with_weekday(text, day, end)
        weak = not plain.weekday and bool(match["m8"] or (match["m7"] and _heads(text, start)))
        yield _Atom(start, end, plain, weak)


def _day(year: int, month: int, day: int, name: str = "") -> Day | None:
    """None for a day that is in no calendar; without a year 29 February is one."""
    if not 1 <= month <= 12:
        return None
    if day:
        try:
            date(year or 2000, month, day)
        except ValueError:
            return None
    return Day(year, month, day, name)


def _with_weekday(text: str, day: Day, end: int) -> tuple[Day, int]:
    match = _WEEKDAY.match(text, end)
    return (day, end) if match is None else (replace(day, weekday=match[1] or match[2] or match[3]), match.end())


def _heads(text: str, start: int) -> bool:
    """At the head of a line `3.3.` is rather the number of a section."""
    return not text[text.rfind("\n", 0, start) + 1 : start].strip(" \t\u3000□○●■-ㆍ·*")


def _times(text: str) -> Iterator[_Atom]:
    for match in _TIME.finditer(text):
        if match["noon"]:
            yield _Atom(match.start(), match.end(), Clock(12))
            continue
        hour = int(match["h1"] or match["h2"] or match["h3"])
        minute = 30 if match["mid"] else int(match["n1"] or match["n3"] or 0)
        if hour > 24 or minute > 59 or (hour == 24 and minute):
            continue
        half = (match["half"] or "").lower()
        colon = match["h3"] is not None
        clock = _clock(hour, minute, half, told=colon or hour > 6 or hour == 0)
        yield _Atom(match.start(), match.end(), clock, colon and not half and len(match["h3"]) == 1, half)


def _clock(hour: int, minute: int, half: str, told: bool) -> Clock:
    if half in ("오후", "저녁", "pm") and hour < 12:
        return Clock(hour + 12, minute)
    if half == "낮" and hour < 7:
        return Clock(hour + 12, minute)
    if half == "밤" and 6 <= hour <= 12:
        return Clock(hour + 12, minute) if hour + 12 < 24 or not minute else Clock(0, minute)
    if half in ("오전", "새벽", "아침", "am") and hour == 12:
        return Clock(0, minute)
    return Clock(hour, minute, sure=told or bool(half))
