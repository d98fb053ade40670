"""붙임, and the mark 끝 in each case of 규칙 제4조제4항·제5항."""

import re
from collections.abc import Iterator
from dataclasses import replace

from app.core.drafts import Attachment, Line, Part, Table
from app.core.official import levels
from app.letters.composing import plain
from app.letters.composing.clean import clean

END = "끝."
BLANK = "이하 빈칸"
LABEL = "붙임"
_MARK = re.compile(r"\d{1,2}\.\s+(?!\d)")
_COUNT = r"(?:각\s?)?(?:(?:\d{1,4}|한|두|세|일)\s?(?:부|매|권|장|식|통|개|건|점|책)|\[확인 필요(?:: [^\]]{1,20})?\])"
_QUANTITY = re.compile(rf"\s({_COUNT})\s?\.?$")


def attachments(given: tuple[Attachment, ...]) -> tuple[Line, ...]:
    """`붙임  이름 1부.`; two and more numbered (규칙 제4조제4항)."""
    texts = [text for text in map(_attachment, given) if text]
    if len(texts) == 1:
        return (Line(Part.ATTACHMENT, texts[0], label=LABEL),)
    return tuple(
        Line(Part.ATTACHMENT, text, label=LABEL if index == 1 else "", mark=levels.mark(1, index))
        for index, text in enumerate(texts, 1)
    )


def ended(lines: tuple[Line, ...], columns: int) -> tuple[Line, ...]:
    """The body and its attachments with 끝. behind the last letter, two spaces off; on a line of its own where the
    last line is full or a table ends the text; `이하 빈칸` and no 끝 where that table is filled only partly.

    `columns`: cells of a line, two for a Hangul letter; 0: a line is never full.
    """
    *before, last = lines
    if last.table is not None:
        blank = _blank(last.table)
        if blank is None:
            return (*lines, Line(Part.END, END))
        return (*before, replace(last, table=blank))
    if columns > 0 and not plain.has_room(last, len("  ") + plain.cells(END), columns):
        return (*lines, Line(Part.END, END))
    return (*before, replace(last, text=f"{last.text}  {END}"))


def attachment(text: str) -> Attachment:
    """`명단 2부.` as its name and quantity; without a quantity it is one (`1부`)."""
    name = clean(text).rstrip(".").rstrip()
    while (mark := _MARK.match(name)) is not None:
        name = name[mark.end() :]
    match = _QUANTITY.search(name)
    if match is None:
        return Attachment(name)
    return Attachment(name[: match.start()].rstrip(), match[1])


def _attachment(one: Attachment) -> str:
    quantity = clean(one.quantity).rstrip(".").rstrip()
    counted = re.fullmatch(_COUNT, quantity) is not None
    named = attachment(one.name if counted or not quantity else f"{one.name} {quantity}")
    if counted and named.quantity == "1부":
        named = replace(named, quantity=quantity)
    return f"{named.name} {named.quantity}." if named.name else ""


def _blank(table: Table) -> Table | None:
    """A table that is filled partly, with `이하 빈칸` in the cell behind its last filled one; None for a full one."""
    width = len(table.rows[0])
    cells = [cell for row in table.rows for cell in row]
    filled = max((at for at, cell in enumerate(cells) if cell), default=-1)
    while filled >= 0 and cells[filled] in ("", BLANK):
        cells[filled] = ""
        filled -= 1
    if filled == len(cells) - 1:
        return None
    cells[filled + 1] = BLANK
    return replace(table, rows=tuple(_rows(cells, width)))


def _rows(cells: list[str], width: int) -> Iterator[tuple[str, ...]]:
    for start in range(0, len(cells), width):
        yield tuple(cells[start : start + width])
