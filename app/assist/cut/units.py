"""An article taken apart into what can be shown by itself: 항, sentences, 호 and 목, rows of a table. Pure.

A unit never stands without what it hangs on: an item has the sentence that leads its list, a row the cells that
head its columns, and the 단서 of a rule (`다만, …`) belongs to the rule.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.core.clauses import Clause, body_start, clauses
from app.core.locator import NONE
from app.core.types import Span

_STOP = re.compile(r"(?<=[다음함임됨것요라까])\.(?=\s|<|$)|(?<=[다음함임됨것])\.(?=\))")
_GOES_ON = re.compile(r"\s*(?:<[^<>]{0,600}>\s*)?(?:다만|단,|이\s경우|그러나|그렇지만|이때)")
"""A sentence that changes or fills in the one before: never without it, nor it without this."""
_BORDER = re.compile(r"^[\s─-╿|:+=-]*$")
_CELLS = re.compile(r"[│┃|]")
_MARK = re.compile(r"(?:[①-⑳㉑-㊿]|\d{1,3}(?:의\d{1,2})?\.|[가-허]\.)\s*")


class Kind(StrEnum):
    SENTENCE = "sentence"
    ITEM = "item"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class Unit:
    """`span` in the passage's text; `leads` are the spans it hangs on, the outermost first."""

    kind: Kind
    span: Span
    leads: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """`head` are the columns' names, `rows` the cells of each row; a cell that goes on over lines is joined.
    `spans` are the rows' places, without the lines around them."""

    span: Span
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A 항, or the body of an article that has none: `lead` are its sentences, `units` all that can be picked."""

    span: Span
    units: tuple[Unit, ...]
    items: tuple[Span, ...]
    """Its 호 in order, each with its 목."""
    tables: tuple[Table, ...] = ()
    struck: tuple[Span, ...] = ()
    """Its 호 and 목 that say only that they were deleted."""
    paragraph: int = 0
    """Its number among the 항; 0 where the article has none."""


def blocks(text: str) -> tuple[Block, ...]:
    """The blocks of an article's text in order; its heading belongs to none."""
    made = clauses(text)
    body = body_start(text)
    paragraphs = [clause for clause in made if clause.locator.paragraph and _is_paragraph(clause)]
    bounds: list[tuple[Span, int]] = []
    first = paragraphs[0].start if paragraphs else len(text)
    if text[body:first].strip():
        bounds.append((trimmed(text, (body, first)), 0))
    bounds.extend(((clause.start, clause.end), clause.locator.paragraph) for clause in paragraphs)
    return tuple(_block(text, span, made, number) for span, number in bounds if not is_struck(text, span))


def without_mark(text: str, span: Span) -> Span:
    """The span without the ①, 1. or 가. that it begins with."""
    match = _MARK.match(text, span[0], span[1])
    return (match.end(), span[1]) if match is not None and match.end() < span[1] else span


def trimmed(text: str, span: Span) -> Span:
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def row_text(head: Sequence[str], row: Sequence[str]) -> str:
    """`대령: 최저근속기간 22년, 계급별 최저복무기간 중령으로서 4년`: a row with its columns' names."""
    first, rest = row[0], list(zip(head[1:], row[1:], strict=False))
    told = ", ".join(f"{name} {cell}".strip() for name, cell in rest if cell)
    named = f"{head[0]} {first}" if first and head and head[0] and first[0].isdigit() else first
    return f"{named}: {told}" if named and told else named or told


def _is_paragraph(clause: Clause) -> bool:
    return clause.locator.item == NONE and not clause.locator.subitem


def is_struck(text: str, span: Span) -> bool:
    """Whether a clause says only that it was deleted."""
    start, end = without_mark(text, span)
    return text[start:end].startswith("삭제") and end - start < 60


def _block(text: str, span: Span, made: Sequence[Clause], paragraph: int) -> Block:
    inside = [c for c in made if span[0] <= c.start and c.end <= span[1] and not _is_paragraph(c)]
    tops = [c for c in inside if not c.locator.subitem] or inside
    struck = tuple((c.start, c.end) for c in inside if is_struck(text, (c.start, c.end)))
    edge = tops[0].start if tops else span[1]
    table_lines = _table_spans(text, (span[0], edge))
    tables = tuple(table for found in table_lines if (table := _table(text, found)) is not None)
    edge_of_prose = min([edge, *(found[0] for found in table_lines)])
    lead = trimmed(text, (span[0], edge_of_prose))
    units = [Unit(Kind.SENTENCE, one) for one in _sentences(text, lead)]
    whole = (lead,) if lead[0] < lead[1] else ()
    for table in tables:
        units.extend(Unit(Kind.ROW, one, whole) for one in table.spans)
    for item in tops:
        below = [c for c in inside if c.locator.subitem and item.start < c.start and c.end <= item.end]
        if (item.start, item.end) in struck:
            continue
        units.append(Unit(Kind.ITEM, (item.start, item.end), whole))
        own = trimmed(text, (item.start, below[0].start)) if below else (item.start, item.end)
        spans = [(one.start, one.end) for one in below if (one.start, one.end) not in struck]
        units.extend(Unit(Kind.ITEM, one, (*whole, own)) for one in spans)
    return Block(span, tuple(units), tuple((one.start, one.end) for one in tops), tables, struck, paragraph)


def _sentences(text: str, span: Span) -> Iterator[Span]:
    """The rules of a lead: each sentence together with the 단서 behind it."""
    start = without_mark(text, span)[0]
    for match in _STOP.finditer(text, start, span[1]):
        end = match.end()
        if _is_open(text[start:end]) or _GOES_ON.match(text, end, span[1]):
            continue
        yield trimmed(text, (start, end))
        start = end
    rest = trimmed(text, (start, span[1]))
    if rest[0] < rest[1] and not re.fullmatch(r"(?:<[^<>]{0,600}>\s*)+", text[rest[0] : rest[1]]):
        yield rest


def _is_open(text: str) -> bool:
    """Whether a bracket waits to be closed."""
    return text.count("(") > text.count(")") or text.count("[") > text.count("]")


def _table_spans(text: str, span: Span) -> list[Span]:
    """Runs of lines that are drawn as a table."""
    found: list[Span] = []
    at = span[0]
    for line in text[span[0] : span[1]].splitlines(keepends=True):
        drawn = len(_CELLS.findall(line)) >= 2 or re.search(r"[─-╿]{2}|\S\s\|\s\S", line) is not None
        if drawn and found and not text[found[-1][1] : at].strip():
            found[-1] = (found[-1][0], at + len(line))
        elif drawn:
            found.append((at, at + len(line)))
        at += len(line)
    return found


def _table(text: str, span: Span) -> Table | None:
    """The rows of a drawn table; None for a frame with nothing in it.

    Box-drawn: a border line ends a row, and so does a line with no cell filled; else each line is a row.
    """
    rows: list[list[str]] = []
    spans: list[Span] = []
    fresh = True
    boxed = re.search(r"[─-╿]", text[span[0] : span[1]]) is not None
    at = span[0]
    for line in text[span[0] : span[1]].splitlines(keepends=True):
        place, at = at, at + len(line)
        if _BORDER.match(line):
            fresh = True
            continue
        framed = re.match(r"\s*[│┃|]", line) is not None
        cells = [cell.strip() for cell in _CELLS.split(line.strip())][1:-1] if framed else _split(line)
        if not any(cells):
            fresh = True
            continue
        inner = trimmed(text, (place, at))
        inner = trimmed(text, (inner[0] + 1, inner[1] - 1)) if framed else inner
        if fresh or not boxed or not rows or len(cells) != len(rows[-1]):
            rows.append(cells)
            spans.append(inner)
        else:
            rows[-1] = [f"{one} {two}".strip() for one, two in zip(rows[-1], cells, strict=True)]
            spans[-1] = (spans[-1][0], inner[1])
        fresh = False
    if len(rows) < 2:
        return None
    return Table(span, tuple(rows[0]), tuple(tuple(row) for row in rows[1:]), tuple(spans[1:]))


def _split(line: str) -> list[str]:
    """The cells of a row without bars around it: `직원 | 7일`."""
    return [cell.strip() for cell in line.split("|")]
