"""The day whose law a question asks for: `2024년 1월 1일 기준`, `2024. 1. 1. 시행 기준`, `오늘 기준`.

Whole dates and today only: `2024년 기준` stands in too many questions that ask for something else.
"""

import re
from dataclasses import dataclass
from datetime import date

_DAY = re.compile(
    r"""(?:시행일(?:이|은|자)?\s*[:：]?\s*)?
    (?<![\d.])(?:(?P<today>오늘|금일|현재|지금)
      | (?P<year>\d{4}|'?\d{2})\s*(?:[.\-/]|년)\s*(?P<month>\d{1,2})\s*(?:[.\-/]|월)
        \s*(?P<day>\d{1,2})(?!\d)\s*(?:일|\.)?)
    \s*(?:자|현재|시점)?\s*(?:의\s*)?
    (?:시행(?:일|일자)?\s*(?:되는|되던|하는|중인|중이던|중)?\s*)?
    (?P<asks>기준일자|기준일|기준|당시|시점)(?:으로|에서|에|의)?(?!\s?중위)(?=[\s,.?!:)]|$)""",
    re.VERBOSE,
)
_IN_FORCE = re.compile(
    r"""(?<![\d.])(?P<year>\d{4})\s*(?:[.\-/]|년)\s*(?P<month>\d{1,2})\s*(?:[.\-/]|월)\s*(?P<day>\d{1,2})(?!\d)
    \s*(?:일|\.)?\s*(?:자|에|부터)?\s*시행(?:된|되는|하는|중인)?(?=[\s,.?!:)]|$)""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class AsOf:
    """`text` is the question without the day, `said` what was taken out of it, `day` an ISO day. Empty: none."""

    text: str
    day: str
    said: str


def as_of(text: str, today: date) -> AsOf:
    """The first day that the question names as its point in time. A day that is not in the calendar is text."""
    for pattern in (_DAY, _IN_FORCE):
        for match in pattern.finditer(text):
            day = today if match.groupdict().get("today") else _day(match, today)
            rest = " ".join(f"{text[: match.start()]} {text[match.end() :]}".split())
            if day is not None:
                return AsOf(rest, day.isoformat(), match[0].strip())
    return AsOf(text, "", "")


def _day(match: re.Match[str], today: date) -> date | None:
    year = int(match["year"].lstrip("'"))
    if year < 100:
        year += 2000 if year <= today.year % 100 + 1 else 1900
    try:
        return date(year, int(match["month"]), int(match["day"]))
    except ValueError:
        return None
