"""Dates as regulations and letters write them, and as we keep them (ISO)."""

import re

WRITTEN = r"\d{4}\s{0,2}[.\-/년]\s{0,2}\d{1,2}\s{0,2}[.\-/월]\s{0,2}\d{1,2}(?!\d)(?:\s{0,2}(?:[.]|일(?=\W|$|부)))?"
"""A pattern of `2020. 10. 20.`, `2020.10.20`, `2020-10-20`, `2020년 10월 20일`."""

_DATE = re.compile(r"(?<!\d)(\d{4})\s{0,3}(?:[.\-/]|년)?\s{0,3}(\d{1,2})\s{0,3}(?:[.\-/]|월)?\s{0,3}(\d{1,2})(?!\d)")
_DIGITS = re.compile(r"\s{0,9}(\d{4})(\d{2})(\d{2})\s{0,9}")
_FAR = 200


def has_date(text: str) -> bool:
    return _DATE.search(text[:_FAR]) is not None


def without_date(text: str) -> str:
    return _DATE.sub("", text[:_FAR])


def iso_date(written: str) -> str:
    """`2020. 10. 20.`, `20201020`, `2020-10-20`, `2020년 10월 20일` -> `2020-10-20`; else nothing."""
    match = _DATE.search(written[:_FAR]) or _DIGITS.fullmatch(written)
    if match is None:
        return ""
    year, month, day = (int(group) for group in match.groups())
    return f"{year:04d}-{month:02d}-{day:02d}" if 1 <= month <= 12 and 1 <= day <= 31 else ""


def pointed(iso: str) -> str:
    """`2020-10-05` -> `2020. 10. 5.`, as documents write it."""
    year, month, day = iso.split("-")
    return f"{int(year)}. {int(month)}. {int(day)}."
