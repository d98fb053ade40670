"""A letter laid out, as the window takes it."""

from dataclasses import dataclass

from app.core.drafts import Sheet
from app.core.types import Span


@dataclass(frozen=True, slots=True)
class Laid:
    """A sheet with its plain text, and the span of each of its lines there."""

    sheet: Sheet
    text: str
    spans: tuple[Span, ...]
