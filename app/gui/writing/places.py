"""From a span of the sheet's text to where it was typed, and mending there."""

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from app.core.drafts import Line, Part
from app.core.types import Span
from app.gui.laid import Laid
from app.gui.writing import rows as outline
from app.gui.writing.state import TITLE, Address, Place, State

_FIELDS = {
    Part.AGENCY: "agency",
    Part.RECIPIENT: "recipient",
    Part.VIA: "via",
    Part.TITLE: "title",
    Part.SENDER: "sender",
    Part.RECIPIENTS: "recipients",
}
"""Lines whose whole text is one field."""


GAP = re.compile(r"\[확인 필요:[^\]\n]{0,80}\]")
"""What the notes do not say."""


WRITTEN_LEFT = {
    **_FIELDS,
    Part.ATTACHMENT: "attachments",
    Part.BYLINE: "author",
    Part.SIGNATURES: "drafter",
    Part.REGISTRY: "number",
    Part.CONTACT: "address",
}
"""The field that leads to what stands in a line that is not typed."""


class MarkKind(StrEnum):
    STRAY = "stray"
    """A fact from nowhere."""
    PROTECTED = "protected"
    """Personal data, a classification word."""
    GAP = "gap"
    """`[확인 필요: …]`: the notes do not say it."""
    FAULT = "fault"
    CHOSEN = "chosen"


@dataclass(frozen=True, slots=True)
class Located:
    """`start` to `end` of the text at `address`; None: of line `line` of the sheet, which code writes."""

    line: int
    address: Address | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Marked:
    place: Located
    kind: MarkKind


class Finder:
    """From spans of one sheet to places of one state; made once for many spans."""

    def __init__(self, state: State, laid: Laid) -> None:
        self.state, self.laid = state, laid
        self._starts = [start for start, _ in laid.spans]
        flat = state.rows
        self._rows = {way: (Address(row), flat[row].text) for row, way in enumerate(outline.ways(flat))}
        self._title = state.text(TITLE)

    def find(self, span: Span) -> Located | None:
        """None: it is a mark or an end, or the letter has changed since it was laid out."""
        number = bisect_right(self._starts, span[0]) - 1
        if not 0 <= number < len(self.laid.sheet.lines):
            return None
        line, (start, end) = self.laid.sheet.lines[number], self.laid.spans[number]
        inside = self.laid.text[start:end].rfind(line.text)
        if not line.text or inside < 0:
            return None
        first, last = max(span[0] - start - inside, 0), min(span[1] - start - inside, len(line.text))
        address, text = self._written(line)
        if address is not None:
            if not line.text.startswith(text):
                return None
            last = min(last, len(text))
        return Located(number, address, first, last) if first <= last and last >= 0 else None

    def _written(self, line: Line) -> tuple[Address | None, str]:
        if line.part is Part.TITLE:
            return TITLE, self._title
        if not line.item or line.part is not Part.BODY:
            return None, ""
        return self._rows.get(line.item, (None, ""))


def caret(found: Located) -> Place | None:
    return Place(found.address, found.start) if found.address is not None else None


def mended(state: State, laid: Laid, span: Span, fix: str) -> State | None:
    """None: code cannot put it in there."""
    found = _mendable(Finder(state, laid), span)
    return _spliced(state, laid, found, fix) if found is not None else None


def all_mended(state: State, laid: Laid, fixes: Iterable[tuple[Span, str]]) -> State:
    """From the end backwards; of two that overlap the later one waits for the next look."""
    finder, before, now = Finder(state, laid), len(laid.text) + 1, state
    for span, fix in sorted(fixes, reverse=True):
        found = _mendable(finder, span) if span[1] <= before else None
        if found is not None:
            now, before = _spliced(now, laid, found, fix), span[0]
    return now


def _mendable(finder: Finder, span: Span) -> Located | None:
    """A place whose words are wholly the writer's, with no change waiting there."""
    state, laid, found = finder.state, finder.laid, finder.find(span)
    if found is None or laid.text[slice(*span)] != laid.sheet.lines[found.line].text[found.start : found.end]:
        return None
    if found.address is not None:
        return found if state.tracked_at(found.address) is None else None
    line = laid.sheet.lines[found.line]
    return found if line.part in _FIELDS and state.draft.letter.fields.get(_FIELDS[line.part]) == line.text else None


def _spliced(state: State, laid: Laid, found: Located, fix: str) -> State:
    """What stands before the place may not have changed since the sheet was laid out; what stands behind it may."""
    if found.address is not None:
        text = state.text(found.address)
        return state.with_text(found.address, text[: found.start] + fix + text[found.end :])
    key = _FIELDS[laid.sheet.lines[found.line].part]
    text = state.draft.letter.fields[key]
    return state.with_field(key, text[: found.start] + fix + text[found.end :])
