"""Plain text and Markdown. Every line that has words is a block of its own.

Of Markdown only what regulations use is read: headings, emphasis, escapes, tables, front matter.
The same reader takes .txt: there only a line that begins with `#` and a space could be mistaken.
"""

import re

from app.core.errors import FilePartlyRead
from app.ingest import blocks
from app.ingest.blocks import Block, Extract
from app.ingest.decode import decode
from app.ingest.identity import fields, frontmatter
from app.ingest.sniff import suffix_of

_HEADING = re.compile(r"^ {0,3}(?P<marks>#{1,6})\s+(?=\S)")
_BOLD = ("**", "__")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~])")
_IMAGE = re.compile(r"</?img\b[^<>]*>|!\[[^\[\]\n]*\]\([^()\n]*\)")
_LINE_BREAK_TAG = re.compile(r"<br\s*/?>", re.IGNORECASE)
_TABLE_ROW = re.compile(r"^\s*\|.*\|\s*$")
_TABLE_RULE = re.compile(r"^\s*\|?(?:\s*:?-{3,}:?\s*\|)+(?:\s*:?-{3,}:?\s*)?$")
_BOX = re.compile("[│┃┌┐└┘├┤┬┴┼─━]")
_MARKDOWN = (".md", ".markdown")


def read(data: bytes, name: str, password: str = "") -> Extract:
    """Raises FormatUnsupported when the bytes are not text."""
    text, _encoding, damaged = decode(data, name)
    text = blocks.clean(text)
    markdown = suffix_of(name) in _MARKDOWN
    head, body = frontmatter.split(text)
    found = {own: value for key, value in head.values.items() if (own := fields.field_of(key)) and value}
    lines = body.split("\n")
    made = _markdown(lines) if markdown or head.values else _plain(lines)
    attachments = _attachments(head.lists.get("첨부파일", []))
    return Extract(
        format="md" if markdown or head.values else "txt",
        blocks=tuple(made + attachments),
        fields=found,
        warnings=((FilePartlyRead.code, {"name": name}),) if damaged else (),
    )


def _plain(lines: list[str]) -> list[Block]:
    return [Block(_kept(line), blocks.PARAGRAPH) for line in lines if line.strip()]


def _markdown(lines: list[str]) -> list[Block]:
    made: list[Block] = []
    rows: list[str] = []
    for line in [*lines, ""]:
        if _TABLE_ROW.match(line) or (rows and _TABLE_RULE.match(line)):
            rows.append(line)
            continue
        if rows:
            made += _table(rows)
            rows = []
        heading = _HEADING.match(line)
        if heading:
            made += [
                Block(text, blocks.HEADING, len(heading["marks"])) for text in _words(_closed(line[heading.end() :]))
            ]
        else:
            made += [Block(text) for text in _words(line)]
    return made


def _table(rows: list[str]) -> list[Block]:
    """Rows as they stand, less the rule line; a lone `|…|` line inside a drawn table stays as it is."""
    kept = [row for row in rows if not _TABLE_RULE.match(row)]
    if len(kept) == len(rows):
        return [Block(_kept(row)) for row in kept]
    cells = [[" ".join(_words(cell)) for cell in row.strip().strip("|").split("|")] for row in kept]
    return blocks.table(cells)


def _words(line: str) -> list[str]:
    text = _LINE_BREAK_TAG.sub("\n", line) if "<" in line else line
    text = _IMAGE.sub("", text) if "<" in text or "![" in text else text
    for mark in _BOLD:
        text = _unbold(text, mark) if mark in text else text
    text = _ESCAPE.sub(r"\1", text) if "\\" in text else text
    return [_kept(part) for part in text.split("\n") if part.strip()]


def _closed(heading: str) -> str:
    """A heading's words without the `##` that may close it."""
    text = heading.rstrip()
    bare = text.rstrip("#")
    return bare.rstrip() if bare != text and (not bare or bare[-1].isspace()) else text


def _unbold(text: str, mark: str) -> str:
    """`**가**` -> `가`; a mark without its partner, or with a space inside it, stays. One step a mark."""
    tokens = text.split(mark)
    if len(tokens) < 3:
        return text
    made = [tokens[0]]
    at = 1
    while at < len(tokens):
        words = tokens[at]
        closes = at + 1 < len(tokens) and words and not words[0].isspace() and not words[-1].isspace()
        made.append(words + tokens[at + 1] if closes else mark + words)
        at += 2 if closes else 1
    return "".join(made)


def _kept(line: str) -> str:
    """A line without its indentation, which numbering shows anyway; drawn tables keep theirs."""
    return line.rstrip() if _BOX.search(line) else line.strip()


def _attachments(entries: list[dict[str, str]]) -> list[Block]:
    """One block that lists the 별표 and 별지 whose titles alone are known."""
    lines = []
    for entry in entries:
        title = entry.get("제목", "").strip()
        number = entry.get("별표번호", "").lstrip("0")
        branch = entry.get("별표가지번호", "").lstrip("0")
        tail = f"의{branch}" if branch else ""
        if not title or title.startswith("삭제"):
            continue
        kind = entry.get("별표구분", "별표")
        if kind == "별표":
            lines.append(f"별표 {number}{tail} {title}".replace("  ", " "))
        elif kind == "서식":
            lines.append(f"별지 제{number}호{tail}서식 {title}" if number else f"별지 서식 {title}")
        else:
            lines.append(f"{kind} {number}{tail} {title}".replace("  ", " "))
    return [Block("\n".join(blocks.clean(line) for line in lines), blocks.LISTING)] if lines else []
