"""A text as a page: its lines, and what part of a document each of them is. lines.py finds the parts."""

import re
from dataclasses import dataclass, field
from functools import cached_property

from app.core.drafts import Part
from app.core.official.levels import Marked
from app.core.types import Span

LETTER, REPORT, PRESS, STATUTE, OTHER = "letter", "report", "press", "statute", "piece"
"""Kinds of text. OTHER: a piece of something, of which nobody can say what it lacks."""

END_MARK = re.compile(
    r"(?:(?<![가-힣])|(?<=[다요함음임것부매건식장])(?=끝\s*\.))(?P<end>끝)\s*(?P<point>[.!]?)"
    r"[\s|*\])>”\"'~=-]*(?:(?:[\"“][^\"”]{1,14}[\"”]|암호|(?:군사\s?)?(?:[ⅠⅡⅢI]{1,3}|[123])\s?급\s?비밀|대외비)[\s|.]*)?$"
)
BLANK_MARK = re.compile(r"이하\s?(?:빈\s?칸|여\s?백)")


_CLOSED = tuple('.부매통권장건식점개조)）”"다요임음함됨람것]')
"""What a text ends in before a 끝 that has no point; behind another noun it is a word of the text (`영역 끝`)."""


def end_mark(text: str) -> re.Match[str] | None:
    """The mark 끝 at the end of a line, with or without what may stand behind it (제13조)."""
    match = END_MARK.search(text)
    if match is None or match["point"]:
        return match
    before = text[: match.start()].rstrip(" \t　\u00a0-<[(")
    return match if not before or (before.endswith(_CLOSED) and "|" not in text) else None


@dataclass(frozen=True, slots=True)
class Row:
    """A line: `page.view[start:end]`. `part` None: blank, or nothing that the rules know. `label` and `value` are
    spans of the page's view, of lines that have a label; `cells` those of a table's row."""

    number: int
    start: int
    end: int
    text: str
    part: Part | None = None
    label: Span = (0, 0)
    value: Span = (0, 0)
    marked: Marked | None = None
    cells: tuple[Span, ...] = ()

    @property
    def blank(self) -> bool:
        return not self.text.strip(" \t　\u00a0|")

    @property
    def lead(self) -> int:
        """Characters before the text."""
        return len(self.text) - len(self.text.lstrip(" \t　\u00a0"))

    @property
    def indent(self) -> int:
        """Half-width letters before the text; a tab counts as two."""
        return sum(1 if sign in " \u00a0" else 2 for sign in self.text[: self.lead])

    @property
    def body(self) -> Span:
        """The line without the blanks at its ends."""
        return self.start + self.lead, self.start + max(self.lead, len(self.text.rstrip(" \t　\u00a0")))


@dataclass(frozen=True)
class Page:
    """`view` is the text without markup. `kind` as given or guessed; `laid_out`: blanks at the head of a line are the
    writer's, not lost on the way."""

    text: str
    view: str
    rows: tuple[Row, ...]
    kind: str
    laid_out: bool = True
    origin: tuple[int, ...] = field(default=(), repr=False)

    def of(self, *parts: Part) -> list[Row]:
        return [row for row in self.rows if row.part in parts]

    def value(self, row: Row) -> str:
        return self.view[row.value[0] : row.value[1]]

    def label(self, row: Row) -> str:
        return self.view[row.label[0] : row.label[1]]

    def cell(self, span: Span) -> str:
        return self.view[span[0] : span[1]].strip()

    def span(self, span: Span) -> Span:
        """A place of the view in the text as it was given."""
        start, end = span
        if not self.origin:
            return span
        if end > start:
            return self.origin[start], self.origin[end - 1] + 1
        first = self.origin[start - 1] + 1 if start else 0
        return first, first

    @cached_property
    def end_row(self) -> Row | None:
        """The first line with the mark 끝."""
        parts = (Part.BODY, Part.ATTACHMENT, Part.END, Part.TABLE)
        return next((row for row in self.rows if row.part in parts and end_mark(row.text)), None)

    @cached_property
    def blank_mark(self) -> bool:
        """`이하 빈칸` stands in a table."""
        return any(BLANK_MARK.search(row.text) for row in self.of(Part.TABLE, Part.BODY))

    @cached_property
    def whole(self) -> bool:
        """A letter from its head to the end of its body, so that what is missing is missing."""
        ended = self.end_row is not None or self.blank_mark
        return self.kind == LETTER and bool(self.of(Part.TITLE)) and (ended or bool(self.of(Part.SENDER)))

    @cached_property
    def internal(self) -> bool:
        """수신 is 내부결재, however it is written."""
        return any(INTERNAL.fullmatch(self.value(row).strip()) for row in self.of(Part.RECIPIENT))

    @cached_property
    def tables(self) -> tuple[tuple[Row, ...], ...]:
        """Runs of rows, without the rules of Markdown."""
        found: list[list[Row]] = []
        before: Row | None = None
        for row in self.rows:
            if row.part is Part.TABLE:
                if before is None or before.part is not Part.TABLE:
                    found.append([])
                if not all(set(self.cell(cell)) <= set("-: ") and self.cell(cell) for cell in row.cells):
                    found[-1].append(row)
            before = row
        return tuple(tuple(run) for run in found if run)


INTERNAL = re.compile(r"[\"“]?내\s?부\s?(?:결\s?[재제])(?:\s?문서|용)?[\"”]?\s*(?:\(.*\))?")
