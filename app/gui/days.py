"""Days as people write them, and as they are shown: 2024-01-31, 2024. 1. 31., 20240131."""

import re
from datetime import date

_DAY = re.compile(r"\s*(\d{4})\s*[-./년]\s*(\d{1,2})\s*[-./월]\s*(\d{1,2})\s*[.일]?\s*")
_SOLID = re.compile(r"\s*(\d{4})(\d{2})(\d{2})\s*")


def iso(written: str) -> str:
    """The ISO day; empty for what is no day."""
    match = _SOLID.fullmatch(written) or _DAY.fullmatch(written)
    if match is None:
        return ""
    try:
        return date(*(int(part) for part in match.groups())).isoformat()
    except ValueError:
        return ""


def dotted(day: str) -> str:
    """An ISO day as documents write it: `2024. 1. 31.`; what is none, as it is."""
    try:
        found = date.fromisoformat(day)
    except ValueError:
        return day
    return f"{found.year}. {found.month}. {found.day}."
