"""An answer cut from the articles, without a language model: the clauses that answer, whole, as they stand. Pure.

What is shown of a clause is never less than it means: a rule has its 단서, an item the sentence that leads its list,
a row of a table the names of its columns, a list all its items as far as there is room.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.assist.cut.carried import carried_out
from app.assist.cut.excepted import excepted
from app.assist.cut.units import Block, Kind, Table, row_text, trimmed
from app.assist.cut.wants import DECISIVE, Want, gives, parts, wants
from app.assist.cut.weigh import Likeness, Weighed, weighed
from app.assist.excerpt import readable, undated
from app.assist.fold import folded
from app.assist.injected import about_orders, orders, spoken
from app.core.types import Hit, Span

MOST_ARTICLES = 3
MOST_BLOCKS = 4
MARGIN = 0.04
"""A clause whose weight is this much below the best one's is left out."""
NEAR_TO_CARRY = 0.06
"""A clause that carries out a chosen one need not be as near the best."""
ROOM = 1400
"""Characters that an extract has in all; the first block is shown whatever it takes."""
WHOLE = 500
"""A block up to this long is shown whole."""
LIST = 1500
"""A list up to this long is shown whole when it was asked for, or its leading sentence answers."""
LEAST_QUOTE = 8
"""Significant characters that a quotation has at least; a shorter one is joined with the line above it."""
_NEAR = 0.03
"""Items and rows of one list that are this near the best of them are shown together."""

_LINE = re.compile(r"\n\s*")
_CLAUSE = re.compile(r"[①-⑳㉑-㊿]|\d{1,3}(?:의\d{1,2})?[.)]|[가-허][.)]|[│┃|\u2500-\u257f]")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the answer: `text` as it is shown; `span` its place in the passage. `composed`: the words are the
    passage's, their order is not (a row with the names of its columns)."""

    text: str
    span: Span
    composed: bool = False


@dataclass(frozen=True, slots=True)
class Pick:
    """A block of source `source` (from 0) with the lines that are shown of it, in their order; `quotes` are their
    places in the passage, those that follow each other joined."""

    source: int
    lines: tuple[Line, ...]
    quotes: tuple[Span, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class Extract:
    """`picks` in the order in which they are shown. `likeness` is the best clause's (0 without an encoder), `weight`
    the best weight; `lead` how far the best article is ahead of the next; `gives` what of `wanted` the picks have."""

    picks: tuple[Pick, ...]
    weight: float
    likeness: float
    lead: float
    wanted: frozenset[Want]
    gives: frozenset[Want]


def extract(question: str, hits: Sequence[Hit], like: Likeness | None = None) -> Extract | None:
    """None when the sources hold nothing that can be shown."""
    asked = parts(question)
    whole, *each = weighed(question, asked, hits, like)
    if not whole:
        return None
    chosen = _chosen(whole, each, wants(question).kinds & DECISIVE)
    if len({one.source for one in chosen}) < MOST_ARTICLES:
        chosen += carried_out(chosen, whole, hits, whole[0].weight - NEAR_TO_CARRY)
    despite = excepted(chosen[0], whole, hits)
    others = (one for one in chosen[1:] if not any(_in_block(one, other) for other in despite))
    chosen = [chosen[0], *despite, *others]
    picks: list[Pick] = []
    room = ROOM
    for one in chosen:
        text = hits[one.source].passage.text
        lines = _lines(text, one, whole, wants(question).kinds, room if picks else LIST)
        if not about_orders(question):
            lines = _without(text, lines, spoken(text))
        size = sum(len(line.text) for line in lines)
        if not lines or (picks and size > room):
            continue
        picks.append(Pick(one.source, lines, _quotes(text, lines), one.weight))
        room -= size
    if not picks:
        return None
    return Extract(
        tuple(_in_order(picks)),
        whole[0].weight,
        max(one.likeness for one in whole),
        _lead(whole),
        wants(question).kinds,
        frozenset(want for want in wants(question).kinds if any(_gives(want, pick) for pick in picks)),
    )


def _gives(want: Want, pick: Pick) -> bool:
    return gives(want, "\n".join(line.text for line in pick.lines), listed=len(pick.lines) > 2)


def _quotes(text: str, lines: Sequence[Line]) -> tuple[Span, ...]:
    joined: list[Span] = []
    for line in lines:
        start, end = line.span
        short = not line.composed and len(folded(text[start:end])) < LEAST_QUOTE
        if joined and (short or joined[-1][1] >= start or not text[joined[-1][1] : start].strip()):
            joined[-1] = (min(joined[-1][0], start), max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return tuple(piece for span in joined for piece in _unbroken(text, span))


def _unbroken(text: str, span: Span) -> list[Span]:
    """A quotation cut where a line begins that is no clause and no row: there a picture or a formula may have stood."""
    pieces: list[Span] = []
    start, loose = span[0], False
    for match in _LINE.finditer(text, span[0], span[1]):
        before, loose = loose, _CLAUSE.match(text, match.end()) is None
        if before or loose:
            pieces.append(trimmed(text, (start, match.start())))
            start = match.end()
    pieces.append(trimmed(text, (start, span[1])))
    long = [piece for piece in pieces if len(folded(text[piece[0] : piece[1]])) >= LEAST_QUOTE]
    return long or [span]


def _chosen(whole: Sequence[Weighed], each: Sequence[Sequence[Weighed]], wanted: frozenset[Want]) -> list[Weighed]:
    """The best clause of each block near the best, and the best of each part of the question.

    Of those near the best one that has what is `wanted` comes before the others: there is room for a few only.
    """
    chosen: list[Weighed] = [whole[0]]
    near = [one for one in whole if one.weight >= whole[0].weight - MARGIN]
    meets = [one for one in near if one.gives & wanted][:1]
    for one in [*(ranked[0] for ranked in each if ranked), *meets, *near]:
        sources = {other.source for other in chosen}
        if any(_in_block(other, one) for other in chosen):
            continue
        if len(chosen) == MOST_BLOCKS or (one.source not in sources and len(sources) == MOST_ARTICLES):
            continue
        chosen.append(one)
    return chosen


def _lead(whole: Sequence[Weighed]) -> float:
    others = [one.weight for one in whole if one.source != whole[0].source]
    return whole[0].weight - max(others) if others else 1.0


def _in_order(picks: Sequence[Pick]) -> list[Pick]:
    """Articles as they were picked, the blocks of one article as they stand in it."""
    first = {pick.source: place for place, pick in reversed(list(enumerate(picks)))}
    return sorted(picks, key=lambda pick: (first[pick.source], pick.lines[0].span))


def _lines(text: str, best: Weighed, whole: Sequence[Weighed], wanted: frozenset[Want], room: int) -> tuple[Line, ...]:
    block = best.block
    size = len(readable(text[block.span[0] : block.span[1]]))
    if best.unit.kind is Kind.ROW or (block.tables and best.unit.kind is Kind.SENTENCE):
        return _with_rows(text, best, whole)
    listed = bool(block.items) and (Want.LIST in wanted or best.unit.kind is Kind.SENTENCE)
    if size <= WHOLE or (listed and size <= LIST):
        return _all(text, block)
    if best.unit.kind is Kind.SENTENCE and block.items:
        return _as_far_as_there_is_room(text, best, whole, room)
    shown = [one for one in _near(best, whole) if one.unit.kind is best.unit.kind]
    if size <= LIST and _mostly(shown, block):
        return _all(text, block)
    spans = sorted({span for one in shown for span in (*one.unit.leads, one.unit.span)})
    return tuple(_line(text, piece) for span in _outermost(spans) for piece in _standing(text, span, block))


def _near(best: Weighed, whole: Sequence[Weighed]) -> list[Weighed]:
    """Of one block, the clauses that weigh nearly what its best one weighs."""
    return [one for one in whole if _in_block(one, best) and one.weight >= best.weight - _NEAR]


def _in_block(one: Weighed, other: Weighed) -> bool:
    return one.source == other.source and one.block.span == other.block.span


def _as_far_as_there_is_room(text: str, best: Weighed, whole: Sequence[Weighed], room: int) -> tuple[Line, ...]:
    """What leads a list that is too long, with those of its items that weigh most."""
    block = best.block
    lead = trimmed(text, (block.span[0], block.items[0][0]))
    kept, room = [lead], room - (lead[1] - lead[0])
    inside = [one.unit.span for one in whole if _in_block(one, best) and one.unit.kind is Kind.ITEM]
    ranked = dict.fromkeys(item for span in inside for item in block.items if item[0] <= span[0] < item[1])
    for item in ranked:
        if item not in block.struck and item[1] - item[0] <= room:
            kept.append(item)
            room -= item[1] - item[0]
    return tuple(_line(text, piece) for span in sorted(kept) for piece in _standing(text, span, block))


def _mostly(shown: Sequence[Weighed], block: Block) -> bool:
    """Whether half of a list's items or more would be shown: what is left out then would look like all there is."""
    items = [span for span in block.items if span not in block.struck]
    held = [(start, end) for start, end in items if any(start <= one.unit.span[0] < end for one in shown)]
    return 2 * len(held) >= len(items) > 0


def _all(text: str, block: Block) -> tuple[Line, ...]:
    """A block whole: its sentences, then its items each in its line."""
    start, end = block.span
    edge = block.items[0][0] if block.items else end
    spans = [trimmed(text, (start, edge)), *block.items]
    pieces = [piece for span in spans for piece in _standing(text, span, block)]
    return tuple(_line(text, span) for span in pieces if span[0] < span[1])


def _standing(text: str, span: Span, block: Block) -> list[Span]:
    """What is left of a clause without its 호 and 목 that were deleted."""
    start, pieces = span[0], []
    for gone in block.struck:
        if start <= gone[0] and gone[1] <= span[1]:
            pieces.append(trimmed(text, (start, gone[0])))
            start = gone[1]
    pieces.append(trimmed(text, (start, span[1])))
    return [piece for piece in pieces if piece[0] < piece[1]]


def _with_rows(text: str, best: Weighed, whole: Sequence[Weighed]) -> tuple[Line, ...]:
    """The sentence above a table, and the rows that answer, or all of a table that is short or was led to."""
    table = next(
        (one for one in best.block.tables if one.span[0] <= best.unit.span[0] < one.span[1]), best.block.tables[0]
    )
    if best.unit.kind is Kind.ROW:
        rows = {one.unit.span for one in _near(best, whole) if one.unit.kind is Kind.ROW}
    else:
        rows = set(table.spans)
    lead = next((unit.leads[-1] for unit in best.block.units if unit.leads), None)
    lines = [_line(text, lead)] if lead is not None else []
    lines.extend(
        Line(row_text(table.head, cells), _quotable(text, span, table), composed=True)
        for cells, span in zip(table.rows, table.spans, strict=True)
        if span in rows and any(cells)
    )
    return tuple(lines)


def _without(text: str, lines: Sequence[Line], told: Sequence[Span]) -> tuple[Line, ...]:
    """The lines without what gives orders to a language model: a block that is shown whole may hold some."""
    kept: list[Line] = []
    for line in lines:
        if line.composed:
            kept += [] if orders(line.text) else [line]  # its place may be its whole table
            continue
        start, end = line.span
        cuts = [start, *(min(max(place, start), end) for span in told for place in span), end]
        pieces = [trimmed(text, (a, b)) for a, b in zip(cuts[::2], cuts[1::2], strict=True)]
        kept += [_line(text, piece) for piece in pieces if folded(text[piece[0] : piece[1]])]
    return tuple(kept)


def _quotable(text: str, row: Span, table: Table) -> Span:
    """A row's place; all rows' where it has too few characters to be a quotation."""
    if len(folded(text[row[0] : row[1]])) >= LEAST_QUOTE:
        return row
    return table.spans[0][0], table.spans[-1][1]


def _outermost(spans: Sequence[Span]) -> list[Span]:
    """Without those that lie within another, in order."""
    return [
        span
        for span in spans
        if not any(other != span and other[0] <= span[0] and span[1] <= other[1] for other in spans)
    ]


def _line(text: str, span: Span) -> Line:
    """A clause as it is shown: without the dates of amendments, on as many lines as it has 목."""
    return Line(undated(text[span[0] : span[1]]), span)
