"""What keys do to the body, from state to state. Marks are never typed: they follow from the level of a row."""

from collections.abc import Sequence

from app.core.official import levels
from app.gui.writing import rows as outline
from app.gui.writing.state import TITLE, Address, Place, State

Edited = tuple[State, Place]
"""The state with the edit, and where the caret goes."""


def enter(state: State, start: Place, end: Place) -> Edited | None:
    """A new item; behind the title the first one. None: nothing to do here."""
    if start != end:
        cut = remove(state, start, end)
        if cut is None:
            return None
        state, start = cut
    address = start.address
    if address == TITLE:
        flat = state.rows
        if flat and not flat[0].text:
            return state, Place(Address(0), 0)
        return state.with_rows((outline.Row(1, ""), *flat)), Place(Address(0), 0)
    if address.cell is not None:
        return None
    flat = state.rows
    row = flat[address.row]
    if not row.text and row.level > 1 and row.table is None:  # Enter in an empty item goes a level up, as everywhere
        return state.with_rows(outline.shift(flat, address.row, address.row, -1)), start
    return state.with_rows(outline.split(flat, address.row, start.offset)), Place(Address(address.row + 1), 0)


def back(state: State, place: Place) -> Edited | None:
    """Backspace at the start of an item: it joins the one before; the first and only empty one stays."""
    row = place.address.row
    if place.address.cell is not None or row < 0:
        return None
    flat = state.rows
    if row == 0:
        if flat[0].text or len(flat) < 2 or flat[0].table is not None:
            return None
        return state.with_rows(outline.settled(flat[1:])), Place(Address(0), 0)
    if flat[row - 1].table is not None and (flat[row].text or flat[row].table is not None):
        return None  # a table stands between the two
    joined, offset = outline.join(flat, row)
    return state.with_rows(joined), Place(Address(row - 1), offset)


def forward(state: State, place: Place) -> Edited | None:
    """Delete at the end of an item: the next one joins it."""
    row = place.address.row
    if place.address.cell is not None or not 0 <= row < len(state.rows) - 1:
        return None
    return back(state, Place(Address(row + 1), 0))


def remove(state: State, start: Place, end: Place) -> Edited | None:
    """What is selected goes; a selection over several places is one of items."""
    if start.address == end.address:
        text = state.text(start.address)
        return state.with_text(start.address, text[: start.offset] + text[end.offset :]), start
    if start.address.cell is not None or end.address.cell is not None or start.address.row < 0:
        return None
    flat = outline.cut(state.rows, (start.address.row, start.offset), (end.address.row, end.offset))
    return state.with_rows(flat), start


def shift(state: State, start: Place, end: Place, by: int) -> State:
    """Items a level down (`by` 1) or up (-1), with what stands under them."""
    if start.address.row < 0 or start.address.cell is not None:
        return state
    return state.with_rows(outline.shift(state.rows, start.address.row, end.address.row, by))


def paste(state: State, start: Place, end: Place, text: str) -> Edited | None:
    """Lines become items: a mark that was copied along says the level and is taken off."""
    if start != end:
        cut = remove(state, start, end)
        if cut is None:
            return None
        state, start = cut
    address = start.address
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) < 2 or address == TITLE or address.cell is not None:
        words = " ".join(" ".join(line.split()) for line in lines) if len(lines) > 1 else _one(text)
        held = state.text(address)
        at = start.offset
        return state.with_text(address, held[:at] + words + held[at:]), Place(address, at + len(words))
    flat, row, offset = outline.insert(state.rows, address.row, start.offset, _items(lines))
    return state.with_rows(flat), Place(Address(row), offset)


def _one(text: str) -> str:
    return text.replace("\r", "").replace("\n", " ").replace("\t", " ")


def _items(lines: Sequence[str]) -> list[tuple[int, str]]:
    parsed = [levels.parse(line) for line in lines]
    top = min((found.level for found in parsed if found is not None), default=1)
    made: list[tuple[int, str]] = []
    for line, found in zip(lines, parsed, strict=True):
        made.append((0, line.strip()) if found is None else (found.level - top, found.text))
    return made
