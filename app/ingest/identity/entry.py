"""The day a text enters into force, as its last 부칙 says: a date, the day of promulgation, or so long after it.

민법 제157조, 제160조: the day of promulgation does not count, months and years go by the calendar. 법령 등 공포에 관한
법률 제13조 (20 days where nothing is said) is left alone: what is not written stays empty.
"""

import calendar
import re
from datetime import date, timedelta

from app.ingest.dates import WRITTEN, iso_date

_FAR = 1500
"""Characters of a 부칙 in which its day is looked for: it stands in its first article."""
_FROM = r"\s?(?:로\s?)?(?:부터){1,2}\s?(?:이를\s?)?시행"
_ISSUED = r"(?:공포|발령|고시|공고|제정|시달|개정|발행)"
_ON_DAY = re.compile(rf"(?P<date>{WRITTEN}){_FROM}")
_AT_ONCE = re.compile(rf"{_ISSUED}(?:[한된]\s?날|일|와\s?동시에|\s?즉시)(?:{_FROM}|\s?시행)")
_LATER = re.compile(
    rf"{_ISSUED}\s?(?:[한된]\s?날|일)?(?:로?\s?부터)?\s?(?:후\s?)?"
    rf"(?:(?P<years>\d{{1,2}})\s?년)?\s?(?:(?P<months>\d{{1,2}})\s?(?:개월|월))?\s?(?:(?P<days>\d{{1,3}})\s?일)?"
    rf"\s?[이을]?\s?(?:경과한|지난)\s?(?:후|날|때){_FROM}"
)
_SENTENCE = re.compile(r"시행(?:한다|함|하며|하되|하고)")
_BUT = re.compile(r"\s?\.?\s*(?:다만|단)\s?,")
_DANGI = 2200
"""Years above are those of 단기, which counts from 2333 before ours."""


def entry_into_force(supplement: str, promulgated: str, *, other_law: bool) -> str:
    """ISO day, or empty where the text names none for sure. `promulgated` is ISO or empty.

    `other_law`: the 부칙 is another law's that changed this text too; then its 다만 may be about just this text.
    """
    text = supplement[:_FAR]
    end = _SENTENCE.search(text)
    if end is None or (other_law and _BUT.match(text, end.end())):
        return ""
    sentence = text[: end.end()]
    if named := _ON_DAY.search(sentence):
        day = iso_date(named["date"])
        return day if int(day[:4] or 0) < _DANGI else ""
    if not promulgated:
        return ""
    if _AT_ONCE.search(sentence):
        return promulgated
    later = _LATER.search(sentence)
    if later is None or not any(later.groups()):
        return ""
    years, months, days = (int(count or 0) for count in later.group("years", "months", "days"))
    return _after(promulgated, 12 * years + months, days)


def _after(promulgated: str, months: int, days: int) -> str:
    """The day after so many months and days have passed since the day of promulgation; empty beyond the calendar."""
    try:
        first = date.fromisoformat(promulgated) + timedelta(days=1)
        count = first.month - 1 + months
        year, month = first.year + count // 12, count % 12 + 1
        length = calendar.monthrange(year, month)[1]
        day = date(year, month, min(first.day, length))
        return (day + timedelta(days=days + (first.day > length))).isoformat()
    except (ValueError, OverflowError):
        return ""
