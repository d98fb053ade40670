"""What a reader hands back: blocks of clean text in reading order, and what the file says of itself.

A block is one line of thought: a heading, a paragraph (no line break in it) or a whole table (a line a
row). Both ends of the pipe use the JSON form here; the parent treats it as untrusted.
"""

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

_T = TypeVar("_T")

HEADING = "heading"
PARAGRAPH = "paragraph"
TABLE = "table"
LISTING = "listing"
"""The titles of attachments whose body is not in the file."""

KINDS = (HEADING, PARAGRAPH, TABLE, LISTING)

MAX_BLOCKS = 400_000
MAX_TEXT = 48_000_000
"""Characters of one document; more is no document that a person reads."""

TABLE_PART = 1000
"""Characters of a table in one block, so that a long table can be cut between rows."""

_INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad\ufffe\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")
_LINE_BREAKS = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_WIDE_SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")

Warning_ = tuple[str, dict[str, Any]]
"""(code, parameters) of a fault that did not stop the reading."""


class NotAnExtract(Exception):
    """The other side sent something that is not the JSON form of an Extract."""


@dataclass(frozen=True, slots=True)
class Block:
    """`level` is the heading's rank from 1 (0 for others), `page` counts from 1 (0: no pages)."""

    text: str
    kind: str = PARAGRAPH
    level: int = 0
    page: int = 0


@dataclass(frozen=True, slots=True)
class Extract:
    """`fields` holds front matter under the names of identity.py (title, kind, number, …)."""

    format: str
    blocks: tuple[Block, ...]
    fields: Mapping[str, str] = field(default_factory=dict)
    warnings: tuple[Warning_, ...] = ()

    def to_json(self) -> bytes:
        """UTF-8 JSON for a frame's body."""
        return json.dumps(
            {
                "format": self.format,
                "fields": dict(self.fields),
                "warnings": [list(warning) for warning in self.warnings],
                "blocks": [[b.text, b.kind, b.level, b.page] for b in self.blocks],
            },
            ensure_ascii=False,
            separators=(",", ":"),
        ).encode("utf-8", "replace")

    @classmethod
    def from_json(cls, untrusted: bytes) -> "Extract":
        """Read `to_json`'s form, checking every type. Raises NotAnExtract."""
        try:
            data = json.loads(untrusted.decode("utf-8"))
            return cls(
                format=_checked(data["format"], str),
                blocks=tuple(_block(item) for item in data["blocks"]),
                fields={_checked(k, str): _checked(v, str) for k, v in data["fields"].items()},
                warnings=tuple((_checked(code, str), _checked(params, dict)) for code, params in data["warnings"]),
            )
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise NotAnExtract from error


def _block(item: Any) -> Block:
    text, kind, level, page = item
    if kind not in KINDS:
        raise ValueError(kind)
    return Block(_checked(text, str), kind, _checked(level, int), _checked(page, int))


def _checked(value: Any, wanted: type[_T]) -> _T:
    if type(value) is not wanted:
        raise TypeError(value)
    return value


def clean(text: str) -> str:
    """NFC, no control or invisible characters, every space an ordinary one; tabs and line breaks stay."""
    text = _LINE_BREAKS.sub("\n", text)
    text = _WIDE_SPACES.sub(" ", _INVISIBLE.sub("", text))
    return unicodedata.normalize("NFC", text)


def paragraphs(text: str, kind: str = PARAGRAPH, level: int = 0, page: int = 0) -> list[Block]:
    """Blocks of the lines of `text`, empty ones left out."""
    lines = (line.strip() for line in clean(text).split("\n"))
    return [Block(line, kind, level, page) for line in lines if line]


def table(rows: list[list[str]], page: int = 0) -> list[Block]:
    """A table's rows, ` | ` between cells, in blocks of some TABLE_PART characters.

    A single column is a frame around paragraphs and gives those.
    """
    cleaned = [[clean(cell).strip() for cell in row] for row in rows]
    if max((len(row) for row in cleaned), default=0) <= 1:
        return [block for row in cleaned for cell in row for block in paragraphs(cell, page=page)]
    lines = [" | ".join(re.sub(r"\s+", " ", cell) for cell in row) for row in cleaned if any(row)]
    parts: list[list[str]] = []
    size = TABLE_PART
    for line in lines:
        if size + len(line) > TABLE_PART:
            parts.append([])
            size = 0
        parts[-1].append(line)
        size += len(line)
    return [Block("\n".join(part), TABLE, 0, page) for part in parts]
