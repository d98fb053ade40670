"""What is on the desk: a draft, and the proposals for its words that nobody has decided on yet. All frozen: an undo
step is the state before and the state after."""

from dataclasses import dataclass, replace

from app.core.drafts import Draft, Letter, Table
from app.core.findings import Change
from app.gui.writing import rows as outline
from app.gui.writing.rows import Rows


@dataclass(frozen=True, slots=True)
class Address:
    """A place of the letter where people write: the title (`row` -1), an item by its row, or a cell of its table."""

    row: int
    cell: tuple[int, int] | None = None


TITLE = Address(-1)


@dataclass(frozen=True, slots=True)
class Place:
    """A caret: so many characters into the text at an address."""

    address: Address
    offset: int


@dataclass(frozen=True, slots=True)
class Tracked:
    """Proposed changes of the text at an address; their spans are of `text`, none overlaps."""

    address: Address
    text: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class State:
    draft: Draft
    tracked: tuple[Tracked, ...] = ()

    @property
    def rows(self) -> Rows:
        return outline.rows(self.draft.letter.items)

    def text(self, address: Address) -> str:
        """Empty where there is no such place."""
        if address == TITLE:
            return self.draft.letter.fields.get("title", "")
        flat = self.rows
        if not 0 <= address.row < len(flat):
            return ""
        if address.cell is None:
            return flat[address.row].text
        table, (row, column) = flat[address.row].table, address.cell
        if table is None or row >= len(table.rows) or column >= len(table.rows[row]):
            return ""
        return table.rows[row][column]

    def tracked_at(self, address: Address) -> Tracked | None:
        return next((each for each in self.tracked if each.address == address), None)

    # --- as it would be with a change ----------------------------------------------------------
    def with_letter(self, letter: Letter) -> "State":
        return replace(self, draft=replace(self.draft, letter=letter))

    def with_field(self, key: str, value: str) -> "State":
        letter = self.draft.letter
        return self.with_letter(replace(letter, fields={**letter.fields, key: value}))

    def with_rows(self, flat: Rows) -> "State":
        return self.with_letter(replace(self.draft.letter, items=outline.items(flat)))

    def with_text(self, address: Address, text: str) -> "State":
        if address == TITLE:
            return self.with_field("title", text)
        flat = self.rows
        if address.cell is None:
            return self.with_rows(outline.put(flat, address.row, text))
        row = flat[address.row]
        if row.table is None:
            return self
        table = _with_cell(row.table, address.cell, text)
        return self.with_rows((*flat[: address.row], replace(row, table=table), *flat[address.row + 1 :]))


def _with_cell(table: Table, cell: tuple[int, int], text: str) -> Table:
    at, column = cell
    row = table.rows[at]
    changed = (*row[:column], text, *row[column + 1 :])
    return replace(table, rows=(*table.rows[:at], changed, *table.rows[at + 1 :]))
