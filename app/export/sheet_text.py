"""A laid-out sheet as Markdown (CommonMark with GitHub's tables): the twin that machines read, with its own head.

Indentation is written with the ideographic space, which is as wide as a Hangul letter and which no Markdown takes for
code. What stands at the head, 문서요지 and 키워드, is what 영 제5조제2항 asks of an electronic document.
"""

import re
from collections.abc import Iterator

from app.export.layout import Align, Grid, Layout, Paragraph, Rule

_SIGNS = re.compile(r"[\\`*]|(?<![^\W_])_|_(?![^\W_])|\](?=[(\[:])|<(?=[A-Za-z/!?])|(?<=~)~|~(?=~)|&(?=#?\w+;)")
"""Where Markdown takes a sign for more than text; elsewhere it stands as it is."""

_CELL_SIGNS = re.compile(rf"{_SIGNS.pattern}|\|")
_LINE_HEAD = re.compile(r"^(\d*)([.)+=#>|-])(?=\s|$|[=#-])")
_NUMBER = re.compile(r"\d+\. ")
_ESCAPED = r"\\\g<0>"
_WIDE = "\u3000"
_BREAK = "  "
"""At the end of a line: the next one begins below."""


def markdown(layout: Layout) -> str:
    """The whole file."""
    lines: list[str] = []
    for block in layout.blocks:
        if isinstance(block, Grid):
            _apart(lines)
            lines += _boxed(block) if block.boxed else _table(block)
            lines.append("")
            continue
        if not block.text.strip():
            continue
        if block.style.before or block.style.rule is Rule.ABOVE:
            _apart(lines)
        lines.append(_paragraph(block))
        if block.style.rule is Rule.BELOW or _heads(block):
            _apart(lines)
    body = "\n".join(lines).rstrip()
    return f"{_head(layout)}\n{body.removesuffix(_BREAK)}\n"


def _head(layout: Layout) -> str:
    values = {
        "문서제목": layout.title,
        "작성기관": layout.creator,
        "문서요지": layout.summary,
        "키워드": ", ".join(layout.keywords),
    }
    lines = [f"{name}: '{value.replace(chr(39), chr(39) * 2)}'" for name, value in values.items()]
    return "\n".join(["---", *lines, "---", ""])


def _apart(lines: list[str]) -> None:
    """An empty line, unless there is one."""
    if lines and lines[-1]:
        lines[-1] = lines[-1].removesuffix(_BREAK)
        lines.append("")


def _paragraph(block: Paragraph) -> str:
    text = _SIGNS.sub(_ESCAPED, block.text)
    if _heads(block):
        return f"## {text}"
    indent = round(block.left) + (3 if block.ahead else 0)
    if indent or _NUMBER.fullmatch(block.hang):  # a number of ours is that of a list
        return _WIDE * indent + text + _BREAK
    return _LINE_HEAD.sub(r"\1\\\2", text) + _BREAK


def _heads(block: Paragraph) -> bool:
    """□ of a report."""
    style = block.style
    return style.bold and style.keep and style.align is Align.JUSTIFY and not block.left


def _boxed(grid: Grid) -> list[str]:
    return [f"# {_SIGNS.sub(_ESCAPED, line)}" for row in grid.rows for cell in row for line in cell]


def _table(grid: Grid) -> Iterator[str]:
    """With one row of heads, which the form needs; an empty one where the table has none."""
    rows = [[_cell(cell) for cell in row] for row in grid.rows]
    head = rows.pop(0) if grid.heads else [""] * len(grid.shares)
    yield _row(head)
    yield _row(["---"] * len(head))
    yield from map(_row, rows)


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(lines: tuple[str, ...]) -> str:
    return "<br>".join(_CELL_SIGNS.sub(_ESCAPED, line) for line in lines)
