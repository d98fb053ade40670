"""What a reader hands back: blocks of clean text in reading order, and what the file says of itself.

A block is one line of thought: a heading, a paragraph (no line break in it) or a whole table (a line a
row).
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

HEADING = "heading"
PARAGRAPH = "paragraph"
TABLE = "table"
LISTING = "listing"
"""The titles of attachments whose body is not in the file."""

KINDS = (HEADING, PARAGRAPH, TABLE, LISTING)

MAX_BLOCKS = 400_000
MAX_TEXT = 16_000_000
"""Characters of one document; more is no document that a person reads."""

TABLE_PART = 1000
"""Characters of a table in one block, so that a long table can be cut between rows."""

_INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad\ufffe\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")
_LINE_BREAKS = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_WIDE_SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")

_PILE = 30
_NO_LETTERS = re.compile(r"[^\w\s\x00-\x7f]{31,}")
"""Where a pile of combining marks may be: they are no letters, digits, spaces or ASCII."""

Warning_ = tuple[str, dict[str, Any]]
"""(code, parameters) of a fault that did not stop the reading."""


@dataclass(frozen=True, slots=True)
class Block:
    """`level` is the heading's rank from 1 (0 for others), `page` counts from 1 (0: no pages).

    `confidence` is the mean certainty of recognised characters in percent; 0 where nothing was recognised
    because the text was text.
    """

    text: str
    kind: str = PARAGRAPH
    level: int = 0
    page: int = 0
    confidence: int = 0


@dataclass(frozen=True, slots=True)
class Member:
    """A file inside a container (an archive's entry, a letter's attachment).

    `raw_name` is the name in the container's own bytes, `name` for people ("/" between parts, NFC).
    """

    raw_name: bytes
    name: str
    size: int


@dataclass(frozen=True, slots=True)
class Extract:
    """What a reader gives. `fields` holds front matter under the names of fields.py (title, kind, number, …).

    `members` are the files inside a container, in order: a ZIP has members and no blocks, a letter may have
    both. `scanned` are the pages (from 1) that hold a picture and no text: they wait for recognition.
    """

    format: str
    blocks: tuple[Block, ...]
    fields: Mapping[str, str] = field(default_factory=dict)
    warnings: tuple[Warning_, ...] = ()
    members: tuple[Member, ...] = ()
    scanned: tuple[int, ...] = ()


def clean(text: str) -> str:
    """NFC, no control or invisible characters, every space an ordinary one; tabs and line breaks stay."""
    if not text.isprintable():  # else there is none of these, and most text is
        text = _LINE_BREAKS.sub("\n", text)
        text = _WIDE_SPACES.sub(" ", _INVISIBLE.sub("", text))
    return unicodedata.normalize("NFC", _NO_LETTERS.sub(_without_piles, text))


def _without_piles(run: re.Match[str]) -> str:
    """At most 30 marks on a letter, as in the Stream-Safe Text Format (UAX #15): sorting more takes square time."""
    kept, pile = [], 0
    for char in run[0]:
        pile = pile + 1 if unicodedata.combining(char) else 0
        if pile <= _PILE:
            kept.append(char)
    return "".join(kept)


def paragraphs(text: str, kind: str = PARAGRAPH, level: int = 0, page: int = 0) -> list[Block]:
    """Blocks of the lines of `text`, empty ones left out."""
    lines = (line.strip() for line in clean(text).split("\n"))
    return [Block(line, kind, level, page) for line in lines if line]


def table(rows: list[list[str]], page: int = 0, header: int = 0) -> list[Block]:
    """A table's rows, ` | ` between cells, in blocks of some TABLE_PART characters.

    The first `header` rows stand at the top of every block: the middle of a long table says nothing without
    them. A single column is a frame around paragraphs and gives those.
    """
    cleaned = [[clean(cell).strip() for cell in row] for row in rows]
    if max((len(row) for row in cleaned), default=0) <= 1:
        return [block for row in cleaned for cell in row for block in paragraphs(cell, page=page)]
    lines = [" | ".join(" ".join(cell.split()) for cell in row) for row in cleaned if any(row)]
    head = lines[:header] if sum(map(len, lines[:header])) <= TABLE_PART // 3 else []
    parts: list[list[str]] = []
    size = TABLE_PART
    for line in lines:
        if size + len(line) > TABLE_PART:
            parts.append(list(head) if parts else [])
            size = sum(map(len, parts[-1]))
        parts[-1].append(line)
        size += len(line)
    return [Block("\n".join(part), TABLE, 0, page) for part in parts]


def marked(mark: str, inside: list[Block]) -> list[Block]:
    """The blocks of a note or a running head, the first with its mark; headings inside head nothing."""
    plain = [Block(b.text, b.kind if b.kind == TABLE else PARAGRAPH) for b in inside]
    if plain and plain[0].kind != TABLE:
        plain[0] = Block(mark + plain[0].text)
    elif plain:
        plain.insert(0, Block(mark.strip()))
    return plain
