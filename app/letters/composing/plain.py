"""A sheet as plain text, as it prints: a line for a paragraph, two cells further right for each level (편람)."""

import unicodedata
from collections.abc import Iterator

from app.core.drafts import Line, Part, Sheet, Table
from app.core.types import Span

_STEP = 2
"""Cells that a level stands further right than the one above it (편람: 2타)."""
_GROUPS = {
    Part.AGENCY: 0,
    Part.RECIPIENT: 1,
    Part.VIA: 1,
    Part.TITLE: 1,
    Part.BYLINE: 1,
    Part.BODY: 2,
    Part.TABLE: 2,
    Part.ATTACHMENT: 3,
    Part.SENDER: 4,
    Part.RECIPIENTS: 4,
    Part.SIGNATURES: 5,
    Part.REGISTRY: 5,
    Part.CONTACT: 5,
}
"""Parts between which there is an empty line. 끝. stands with what it ends."""


def plain(sheet: Sheet) -> str:
    """The text that prints, without a line break at its end."""
    return "".join(text for text, _ in _pieces(sheet))


def spans(sheet: Sheet) -> tuple[Span, ...]:
    """Where each line of the sheet stands in `plain`, its mark and label with it, the white space before it without."""
    found: list[Span] = []
    at = 0
    for text, line in _pieces(sheet):
        if line is not None:
            found.append((at + len(text) - len(text.lstrip(" ")), at + len(text)))
        at += len(text)
    return tuple(found)


def text(line: Line) -> str:
    """One line (a table: its rows) as it prints."""
    if line.table is not None:
        return "\n".join(" " * indent(line) + row for row in rows(line.table))
    return " " * indent(line) + _head(line) + line.text


def indent(line: Line) -> int:
    """Cells before a line: 2 for each level below the first, a letter before 끝., and 붙임's further lines under its
    first."""
    if line.part is Part.END:
        return 2
    if line.part is Part.ATTACHMENT and not line.label:
        return cells("붙임  ")
    return _STEP * max(line.level - 1, 0)


def rows(table: Table) -> Iterator[str]:
    """`| a | b |`, the strokes within a cell as `\\|`."""
    for row in table.rows:
        yield "| " + " | ".join(cell.replace("\\", "\\\\").replace("|", "\\|") for cell in row) + " |"


def cells(text: str) -> int:
    """Half-width cells: two for Hangul and other wide letters."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WFA" else 1 for sign in text)


def has_room(line: Line, wanted: int, columns: int) -> bool:
    """Whether `wanted` more cells fit behind a paragraph that is broken at `columns` cells, its further rows under
    its first letter."""
    width = max(columns - indent(line) - cells(_head(line)), wanted + 1)
    used = 0
    for sign in line.text:
        step = cells(sign)
        used = step if used + step > width else used + step
    return used + wanted <= width


def _head(line: Line) -> str:
    """Label and mark with the spaces behind them."""
    label = f"{line.label}  " if line.label and line.text else line.label
    return label + (f"{line.mark} " if line.mark else "")


def _pieces(sheet: Sheet) -> Iterator[tuple[str, Line | None]]:
    """The text in order: lines, and what is between them (None)."""
    before: Line | None = None
    for line in sheet.lines:
        if before is not None:
            apart = line.part is not Part.END and _group(before) != _GROUPS[line.part]
            yield "\n\n" if apart else "\n", None
        yield text(line), line
        before = line if line.part is not Part.END else before
    return


def _group(line: Line) -> int:
    return _GROUPS[line.part]
