"""The lines of the sheet on the screen: what is written from the draft, marks and ends from the sheet that was laid
out last. Between an edit and the next sheet, the marks of the last one stand in."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from app.core.drafts import Line, Part, Table
from app.gui.laid import Laid
from app.gui.writing import rows as outline
from app.gui.writing.rows import Way
from app.gui.writing.state import TITLE, Address, State
from app.gui.writing.tracked import Ink, Piece, pieces


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph on the screen. `lead` is drawn before it (a mark or a label), `tail` behind it (끝); neither can be
    edited. `address` None: code alone writes it. `cells` are those of a table, in rows; such a block has no text."""

    part: Part
    pieces: tuple[Piece, ...]
    address: Address | None = None
    lead: str = ""
    tail: str = ""
    level: int = 0
    cells: "tuple[tuple[Block, ...], ...]" = ()
    heads: int = 0
    inset: str = ""
    """Words of a line above that it stands further right by: 붙임's second line stands behind `붙임`."""
    line: int = field(default=-1, compare=False)
    """Its number in the sheet; -1: none yet."""

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)

    @property
    def open(self) -> bool:
        """Whether it can be typed in: not while changes of it wait to be decided on."""
        return self.address is not None and all(piece.ink is Ink.PLAIN for piece in self.pieces)


_ATTACHED = "붙임  "
_FOLLOWS_BODY = frozenset(
    {Part.ATTACHMENT, Part.END, Part.SENDER, Part.RECIPIENTS, Part.SIGNATURES, Part.REGISTRY, Part.CONTACT}
)


def blocks(state: State, laid: Laid | None) -> tuple[Block, ...]:
    """Before the first sheet has come: title and items alone."""
    lines = laid.sheet.lines if laid is not None else ()
    numbered = [(number, line) for number, line in enumerate(lines) if not line.item]
    made = [_head(state, line, number) for number, line in numbered if line.part not in _FOLLOWS_BODY]
    if not any(block.address == TITLE for block in made):
        made.append(Block(Part.TITLE, _words(state, TITLE, state.text(TITLE)), TITLE))
    known = {line.item: number for number, line in enumerate(lines) if line.item and line.part is not Part.TABLE}
    made.extend(_body(state, known, lines))
    foot = [(number, line) for number, line in numbered if line.part in _FOLLOWS_BODY]
    made.extend(_fixed(line, number) for number, line in foot)
    return tuple(made)


def _head(state: State, line: Line, number: int) -> Block:
    if line.part is not Part.TITLE:
        return _fixed(line, number)
    words = _words(state, TITLE, state.text(TITLE))
    return Block(line.part, words, TITLE, line.label or line.mark, _tail(words, line.text), line=number)


def _fixed(line: Line, number: int) -> Block:
    words = (Piece(line.text, Ink.PLAIN),) if line.text else ()
    lead = "  ".join(part for part in (line.label, line.mark) if part)
    inset = _ATTACHED if line.part is Part.ATTACHMENT and not line.label else ""
    return Block(line.part, words, lead=lead, level=line.level, inset=inset, line=number)


def _body(state: State, known: Mapping[Way, int], lines: tuple[Line, ...]) -> Iterator[Block]:
    flat = state.rows
    for at, (row, way) in enumerate(zip(flat, outline.ways(flat), strict=True)):
        number = known.get(way, -1)
        words = _words(state, Address(at), row.text)
        mark, tail = (lines[number].mark, _tail(words, lines[number].text)) if number >= 0 else ("", "")
        yield Block(Part.BODY, words, Address(at), mark, tail, row.level, line=number)
        if row.table is not None:
            drawn = next((each.table for each in lines if each.item == way and each.table is not None), row.table)
            cells = _cells(state, at, row.table, drawn)
            yield Block(Part.TABLE, (), level=row.level, cells=cells, heads=row.table.heads)


def _cells(state: State, row: int, table: Table, drawn: Table) -> tuple[tuple[Block, ...], ...]:
    """`drawn` has what the sheet writes into an empty cell."""
    made = []
    for r, texts in enumerate(table.rows):
        shown = drawn.rows[r] if r < len(drawn.rows) else texts
        made.append(tuple(_cell(state, Address(row, (r, c)), text, shown[c]) for c, text in enumerate(texts)))
    return tuple(made)


def _cell(state: State, address: Address, text: str, drawn: str) -> Block:
    words = _words(state, address, text)
    return Block(Part.TABLE, words, address, tail=_tail(words, drawn))


def _words(state: State, address: Address, text: str) -> tuple[Piece, ...]:
    """`text` is what the state has at the address."""
    held = state.tracked_at(address)
    if held is not None:
        return tuple(pieces(held))
    return (Piece(text, Ink.PLAIN),) if text else ()


def _tail(words: tuple[Piece, ...], drawn: str) -> str:
    """What the sheet has behind the words: 끝, or 이하 빈칸 in an empty cell."""
    text = "".join(piece.text for piece in words if piece.ink is not Ink.NEW)
    return drawn[len(text) :] if drawn.startswith(text) else ""
