"""HTML: the visible text in order, headings with their level, tables with their merged cells, lists with their numbers.

libxml2's HTML parser does the reading, without network and within its own limits of depth; the tree is
walked without recursion. Nothing that a page points at is fetched.
"""

import re
from dataclasses import dataclass, field
from typing import Any

from app.core.errors import FileDamaged, FilePartlyRead
from app.ingest import blocks
from app.ingest.blocks import Block, Extract
from app.ingest.decode import charset, text_of
from app.ingest.identity import fields
from app.ingest.readers import grid
from app.ingest.readers.faults import PARSER_FAULTS

_SILENT = frozenset(
    ("script", "style", "noscript", "template", "head", "svg", "iframe", "object", "select", "canvas", "math", "audio")
)
_INLINE = frozenset(
    (
        *("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i"),
        *("img", "input", "ins", "kbd", "label", "mark", "nobr", "o:p", "q", "rp", "rt", "ruby", "s", "samp", "small"),
        *("span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr"),
    )
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_CHARSET = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{1,40})|<\?xml[^>]{0,80}encoding=["']([\w-]{1,40})""", re.I
)
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|(?:font-size|opacity)\s*:\s*0*\.?0+(?![\d.])"
    r"|(?:left|top|text-indent)\s*:\s*-\d{4}",
    re.IGNORECASE,
)
_SPACE = re.compile(r"\s+")
_DEEPEST_TABLE = 60
_LOOKED_AT = 4096
_SWOLLEN = re.compile(r"<([A-Za-z][A-Za-z0-9:]{0,20})[^<>]{20000,}>?")
"""A tag that holds a picture, or is meant to hurt: libxml2 compares each attribute with each, and reads a name of
200,000 letters for a minute. What is too long goes."""


def read(data: bytes, name: str, password: str = "") -> Extract:
    """Raises FileDamaged, or FormatUnsupported when the bytes are no text."""
    found = _CHARSET.search(data[:_LOOKED_AT])
    declared = charset((found[1] or found[2]).decode("ascii")) if found else ""
    text, _encoding, damaged = text_of(data, name, declared)
    made, title, cut = _walked(text, name)
    if cut and not made:  # deeper than libxml2 goes
        raise FileDamaged(name=name)
    told = {} if any(block.kind == blocks.HEADING for block in made) or not title else {fields.TITLE: title}
    return Extract(
        "html", tuple(made), told, warnings=((FilePartlyRead.code, {"name": name}),) if damaged or cut else ()
    )


def blocks_of(data: bytes, name: str, declared: str) -> list[Block]:
    """The blocks of an HTML text that came with its charset, as in a letter. Raises what `read` raises."""
    found = _CHARSET.search(data[:_LOOKED_AT])
    declared = declared or (charset((found[1] or found[2]).decode("ascii")) if found else "")
    return _walked(text_of(data, name, declared)[0], name)[0]


def _walked(text: str, name: str) -> tuple[list[Block], str, bool]:
    """(blocks, the page's title, whether libxml2 gave up on the way)."""
    from lxml import etree

    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(_SWOLLEN.sub(r"<\1>", text).encode("utf-8", "replace"), parser)
        if root is None:
            return [], "", False
        walk = _Walk()
        for event, node in etree.iterwalk(root, events=("start", "end")):
            (walk.start if event == "start" else walk.end)(node)
        title = blocks.clean(root.findtext(".//title") or "").strip()
    except PARSER_FAULTS as error:
        raise FileDamaged(name=name) from error
    cut = any(entry.level_name == "FATAL" for entry in parser.error_log)
    return walk.finished(), _SPACE.sub(" ", title), cut


@dataclass(slots=True)
class _Place:
    """Where text goes: the page, or a cell of a table."""

    made: list[Block] = field(default_factory=list)
    line: list[str] = field(default_factory=list)
    spans: tuple[int, int] = (1, 1)

    def flush(self, level: int, *, verbatim: bool = False) -> None:
        if not self.line:
            return
        text = "".join(self.line)
        self.line.clear()
        kind = blocks.HEADING if level else blocks.PARAGRAPH
        for part in text.split("\n"):
            self.made += blocks.paragraphs(part if verbatim else " ".join(part.split()), kind, level)


@dataclass(slots=True)
class _Table:
    rows: list[list[_Place]] = field(default_factory=list)


@dataclass(slots=True)
class _List:
    """Numbers of an ordered list; `next` 0 where it has none."""

    next: int
    form: str = "1"


class _Walk:
    def __init__(self) -> None:
        self._page = _Place()
        self._places = [self._page]
        self._tables: list[_Table] = []
        self._lists: list[_List] = []
        self._silent: list[Any] = []
        self._level = 0
        self._verbatim = 0

    def start(self, node: Any) -> None:
        """An element opens; its own text follows its start."""
        tag = _tag(node)
        if self._silent:
            return
        if tag in _SILENT or node.get("hidden") is not None or _hides(node.get("style")):
            self._silent.append(node)
            return
        if tag == "br":
            self._places[-1].line.append("\n")
        elif tag not in _INLINE:
            self._flush()
        if tag in _HEADINGS:
            self._level = _HEADINGS[tag]
        elif tag == "pre":
            self._verbatim += 1
        elif tag in ("ol", "ul"):
            self._lists.append(_List(_number(node, "start", 1) if tag == "ol" else 0, node.get("type", "1")))
        elif tag == "li" and self._lists:
            self._places[-1].line.append(_label(self._lists[-1], node))
        else:
            self._table_start(tag, node)
        self._text(node.text)

    def _table_start(self, tag: str, node: Any) -> None:
        if tag == "table" and len(self._tables) < _DEEPEST_TABLE:
            self._tables.append(_Table())
        elif tag == "tr" and self._tables:
            self._tables[-1].rows.append([])
        elif tag in ("td", "th") and self._tables:
            rows = self._tables[-1].rows
            place = _Place(spans=(_number(node, "colspan", 1), _number(node, "rowspan", 1)))
            if not rows:
                rows.append([])
            rows[-1].append(place)
            self._places.append(place)

    def end(self, node: Any) -> None:
        """An element closes; what follows it belongs to its parent."""
        tag = _tag(node)
        if self._silent:
            if self._silent[-1] is node:
                self._silent.pop()
                self._text(node.tail)
            return
        if tag not in _INLINE and tag != "br":
            self._flush()
        if tag in _HEADINGS:
            self._level = 0
        elif tag == "pre":
            self._verbatim -= 1
        elif tag in ("ol", "ul") and self._lists:
            self._lists.pop()
        elif tag in ("td", "th") and len(self._places) > 1:
            self._places.pop()
        elif tag == "table" and self._tables and len(self._tables) >= len(self._places):
            self._places[-1].made += _rows(self._tables.pop())
        self._text(node.tail)

    def finished(self) -> list[Block]:
        """All blocks of the page."""
        self._flush()
        return self._page.made

    def _flush(self) -> None:
        self._places[-1].flush(self._level, verbatim=self._verbatim > 0)

    def _text(self, text: str | None) -> None:
        if text:
            kept = text if self._verbatim else _SPACE.sub(" ", text)
            self._places[-1].line.append(kept)


def _rows(table: _Table) -> list[Block]:
    """A table's blocks; one that holds another table, or a single column, only lays its cells out."""
    cells = [cell for row in table.rows for cell in row]
    layout = any(block.kind == blocks.TABLE for cell in cells for block in cell.made)
    if layout or max((len(row) for row in table.rows), default=0) <= 1:
        return [block for cell in cells for block in cell.made]
    rows = [[("\n".join(block.text for block in cell.made), *cell.spans) for cell in row] for row in table.rows]
    return blocks.table(grid.placed(rows))


def _label(current: _List, node: Any) -> str:
    if not current.next:
        return ""
    number = _number(node, "value", current.next)
    current.next = number + 1
    letter = 0 < number <= 26 and current.form in ("a", "A")
    return f"{chr(ord(current.form) + number - 1)}. " if letter else f"{number}. "


def _number(node: Any, key: str, default: int) -> int:
    written = (node.get(key) or "").strip()
    return int(written) if written.isascii() and written.isdecimal() and len(written) < 7 else default


def _hides(style: str | None) -> bool:
    return bool(style) and _HIDDEN.search(style or "") is not None


def _tag(node: Any) -> str:
    return node.tag.lower() if isinstance(node.tag, str) else ""
