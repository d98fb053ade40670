"""Days and hours as they are jotted: with the points that were left out, where nothing else can be meant.

`8.27(목)` is `8.27.(목)`, `2026.1.12~1.16` ends on `1.16.`, `12~13시` begins at `12시`. A bare `4.6` stays: it may be
a figure.
"""

import re

from app.core.official import dates

_WEEKDAY = re.compile(r"(?<![\d.])(\d{1,2})\.\s?(\d{1,2})(?=\s?\([월화수목금토일](?:요일)?\))")
_UNTIL = re.compile(r"(?<![\d.])(\d{1,2})\.(\d{2})(?=까지|부터(?!\s?\d+%))")
_RANGE = re.compile(r"(\d{4}\.\s?\d{1,2}\.\s?\d{1,2}\.?\s?[~∼～-]\s?)(\d{1,2})\.\s?(\d{1,2})(?![\d.])")
_HOURS = re.compile(r"(?<![\d.:])(\d{1,2})(\s?[~∼～-]\s?)(\d{1,2}시(?!간))")
_DAY_AT_HEAD = re.compile(
    r"\d{1,2}\.\s?\d{1,2}\.(?=\s?(?:로|까지|부터|에|자|경|이|\()"
    r"|.*(?:예정|현재|기준|접수|실시|완료|개최|시행|발생|제출|점검|회의|교육))"
)


def pointed(text: str) -> str:
    """With the points that were left out."""
    text = _WEEKDAY.sub(lambda found: _whole(found[0], found[1], found[2]), text)
    text = _UNTIL.sub(lambda found: _whole(found[0], found[1], found[2]), text)
    text = _RANGE.sub(lambda found: found[1] + _whole(f"{found[2]}.{found[3]}", found[2], found[3]), text)
    return _HOURS.sub(lambda found: f"{found[1]}시{found[2]}{found[3]}" if int(found[1]) < 25 else found[0], text)


def rewritten(text: str, year: int) -> str:
    """As the decree writes them. At the head of a note `3.12.` before a word of doing is a day, no section's number."""
    text = pointed(text)
    if _DAY_AT_HEAD.match(text):
        return dates.rewritten(f"때 {text}", year)[2:]
    return dates.rewritten(text, year)


def _whole(text: str, month: str, day: str) -> str:
    return f"{text}." if 1 <= int(month) <= 12 and 1 <= int(day) <= 31 else text
