"""Wordings that a passage has only in pieces: a list's lead with one of its items in it, a table's row under its head.

Such a wording is the passage's own rule, put together as a reader does: `다음 각 호의 어느 하나에 해당하는 경우`
becomes the item, a cell gets its column's name. Pure.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.assist.cut.units import Table
from app.assist.grounding.wording import Word, words
from app.core.types import Span

_FITS = "해당하는"
_IF = ("해당하면", "해당할", "해당되면")


def with_item(lead: Sequence[Word], item: Sequence[Word]) -> list[Word] | None:
    """The lead with an item where it says 다음 각 호의 …; None when it does not."""
    start = next((at for at in range(len(lead) - 3) if _announces(lead[at : at + 3])), None)
    if start is None or not item or any(word.text == "모두" for word in lead):
        return None
    end = start + 3
    if lead[end].text == "어느" or lead[end].text.startswith("하나"):
        end = next((at for at in range(end, len(lead)) if lead[at].text in (_FITS, *_IF)), len(lead))
        end += 1 if end < len(lead) and lead[end].text == _FITS else 0
    elif lead[end].text == _FITS:
        end += 1
    if end >= len(lead):
        return None
    last = lead[end]
    tail = "in" if last.text in _IF else last.tail
    end += 2 if last.text == "해당할" else 1
    if last.text not in _IF and last.stem in ("때", "경우") and item[-1].stem != last.stem:
        return None
    named = replace(item[-1], text=item[-1].stem, stem=item[-1].stem if item[-1].tail else item[-1].text, tail=tail)
    return [*lead[:start], *item[:-1], named, *lead[end:]]


def _announces(three: Sequence[Word]) -> bool:
    return three[0].text == "다음" and three[1].text == "각" and three[2].text in ("호의", "목의", "호에", "목에")


def of_table(text: str, table: Table) -> Iterator[tuple[Span, list[Word]]]:
    """Each row with its place: the first cell, then each cell behind its column's name, which may be left out."""
    for cells, span in zip(table.rows, table.spans, strict=True):
        row: list[Word] = []
        for at, cell in enumerate(cells):
            name = table.head[at] if at < len(table.head) else ""
            named = [replace(word, aside=True) for word in words(name)] if at else []
            row += [replace(word, span=span, group=at) for word in (*named, *words(cell))]
        if row:
            yield span, row
