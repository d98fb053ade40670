"""Times of the day: 14:30, 14시 30분, 오후 2시 반, 1430시.

Value: ("time", hour, minute, whether the half of the day is told).
"""

import re
from collections.abc import Iterator

from app.core.findings import FactKind
from app.letters.facts.numerals import NATIVE, native
from app.letters.facts.sources import Fact

_HALF = r"(?:(?P<half>오전|오후|새벽|아침|낮|저녁|밤|AM|PM|am|pm)\s?)?"
_ROW = r"(?<![\d.,\-~∼～])(?P<h6>(?!19|20)[01]\d|2[1-3])(?P<m6>[0-5]\d)(?=\s?[~∼～\-]\s?(?:[01]\d|2[0-4])[0-5]\d(?!\d))"
_ROW_END = re.compile(r"\s?[~∼～\-]\s?(?P<h>[01]\d|2[0-4])(?P<m>[0-5]\d)(?!\d)")
"""0830~1730, as soldiers write."""
_TIME = re.compile(
    rf"{_HALF}(?<![\d:.])(?:(?P<h>[01]?\d|2[0-4])\s?[:：]\s?(?P<m>[0-5]\d)(?![\d:])"
    rf"|(?P<h4>[01]\d|2[0-3])(?P<m4>[0-5]\d)\s?시(?!간)|{_ROW}"
    r"|(?P<h5>\d{1,2})(?=\s?[~∼～]\s?(?P<to>\d{1,2})\s?시(?!간))"
    rf"|(?P<h2>\d{{1,2}})\s?시(?!간|행|설|장|민|군|도|험|정|점|책|스)(?:\s?(?P<m2>[0-5]?\d)\s?분(?!의)|\s?(?P<b>반)(?![가-힣])|\s?(?P<b2>반)(?=[까부에은의과와으]))?"
    rf"|(?<![가-힣])(?P<n>{NATIVE})\s?시(?!간|행|설|장|민|군|도|험|정|점|책|스)(?:\s?(?P<m3>[0-5]?\d)\s?분|\s?(?P<b3>반)(?![가-힣]))?)"
    r"|(?P<noon>정오)|(?P<midnight>자정)"
)
_RANGE = re.compile(r"^\s?(?:[~∼～–\-]|부터|에서)\s?$")


def hours(text: str) -> Iterator[Fact]:
    last_end, last_half = -1, ""
    for match in _TIME.finditer(text):
        half = match["half"] or ""
        if not half and last_half and _RANGE.match(text[last_end : match.start()]):
            half = last_half
        time = _time(match, half)
        if time is None:
            continue
        yield Fact(FactKind.TIME, match.span(), ("time", *time))
        end = _ROW_END.match(text, match.end()) if match["h6"] else None
        if end is not None:
            yield Fact(FactKind.TIME, (end.start("h"), end.end()), ("time", int(end["h"]), int(end["m"]), True))
        last_end, last_half = match.end(), half


def _time(match: re.Match[str], half: str) -> tuple[int, int, bool] | None:
    if match["noon"] or match["midnight"]:
        return (12 if match["noon"] else 0), 0, True
    written = match["h"] or match["h4"] or match["h2"] or match["h5"] or match["h6"]
    hour = int(written) if written else native(match["n"])
    minute = int(match["m"] or match["m4"] or match["m2"] or match["m3"] or match["m6"] or 0)
    if match["b"] or match["b2"] or match["b3"]:
        minute = 30
    if hour is None or hour > 24:
        return None
    told = bool(match["h"] or match["h4"] or match["h6"] or half) or hour > 12 or int(match["to"] or 0) > 12
    if half in ("오후", "저녁", "밤", "낮", "PM", "pm") and 1 <= hour < 12 and not (half == "낮" and hour > 9):
        hour += 12
    elif half in ("오전", "새벽", "AM", "am") and hour == 12:
        hour = 0
    return hour, minute, told
