"""Rough notes, read."""

import re
from collections.abc import Mapping
from datetime import date

from app.core.draft_errors import NotesEmpty, NotesTooLong
from app.core.drafts import Form, Notes
from app.core.official import dates
from app.letters.notes import conflicts, gather, lines, minuted, register, secrets, slots, written

LIMIT = 20_000
"""Characters: some ten pages. Notes longer than that are a document, and belong into the library."""
_HANGUL_SHARE = 0.1
_LETTERS_TO_TELL = 10


def read(text: str, form: Form, today: date, year: int = 0, defaults: Mapping[str, str] | None = None) -> Notes:
    """What the notes say, for a form. `year`: of days that name none; 0: the only one that the notes name, or today's.
    `defaults`: values of the unit by keys of fields.

    Raises NotesEmpty, NotesTooLong (over LIMIT characters).
    """
    if not re.search(r"[^\W_]", text):
        raise NotesEmpty
    if len(text) > LIMIT:
        raise NotesTooLong(characters=len(text), limit=LIMIT)
    year = year or _year(text, today)
    parts = gather.parts(lines.lines(text), year)
    read_notes = secrets.hidden(written.notes(parts, text, year, register.load()))
    read_notes = minuted.minuted(read_notes, form)
    read_notes, apart = conflicts.conflicts(read_notes, form, year)
    filled = slots.slots(read_notes, form, year, defaults or {})
    return Notes(text, read_notes, filled, apart, foreign(text))


def foreign(text: str) -> bool:
    """Hardly any Hangul."""
    letters = re.findall(r"[^\W\d_]", text)
    hangul = sum("가" <= letter <= "힣" or "ㄱ" <= letter <= "ㅣ" for letter in letters)
    return len(letters) >= _LETTERS_TO_TELL and hangul < len(letters) * _HANGUL_SHARE


def _year(text: str, today: date) -> int:
    """The only year that days of the notes name; today's where they name none or several."""
    named = {day.year for found in dates.parse(text) for day in found.days if day.year}
    return named.pop() if len(named) == 1 else today.year
