"""The lines of notes without bullets and markup, every character with its place in the text that was given."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from app.core.types import Span

_BLOCK_TAG = re.compile(r"</?(?:p|div|li|ul|ol|tr|table|tbody|thead|h[1-6]|br|hr)\b[^<>]{0,200}>", re.IGNORECASE)
_CELL_TAG = re.compile(r"</t[dh]>\s*<t[dh]\b[^<>]{0,200}>", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:t[dh]|b|i|u|s|em|strong|span|font|a|code|pre|mark|sub|sup|small|img|html|head|body|meta|blockquote)"
    r"\b[^<>]{0,300}>|<!--[^<>]{0,500}-->|<!doctype[^<>]{0,100}>",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(nbsp|amp|lt|gt|quot|middot|#39|#160);")
_ENTITIES = {"nbsp": " ", "amp": "&", "lt": "<", "gt": ">", "quot": '"', "middot": "·", "#39": "'", "#160": " "}
_LINK = re.compile(r"!?\[([^\[\]\n]{1,200})\]\((?:https?:|/|\.|#)[^()\s]{0,300}\)")
_STRESS = re.compile(r"\*\*|__|~~|`{1,3}")
_UNDER_HEADS = re.compile(r"\s*\|?(?:\s*:?-{2,}:?\s*\|?)+\s*")
_RULE_LINE = re.compile(r"[-=_*~#+|:\s]{3,}$")
_DASHES = re.compile(r"[‐‑‒–—]")
_INVISIBLE = re.compile("[\ufeff\u200b-\u200f\u2060\u00ad\x00-\x08\x0b\x0c\x0e-\x1f]")
_SPACE = re.compile(r"[\t\u00a0\u3000\u2000-\u200a]")

_BULLET = re.compile(
    r"(?:#{1,6}\s+|>\s?|[-*+](?:\s+\[[ xX]\])?\s+|"
    r"[•◦▪▫■□●◎◆◇▶▷►☞※★☆ㆍ·‣✓✔]\s*|○(?![○〇O])\s*|[-–—](?=[가-힣\"'(])|ㅇ\s+"
    r"|o\s+(?=[가-힣])"
    r"|\(?\d{1,2}\)\s+|\d{1,2}\.\s+(?!\d{1,2}\s*\.)|[①-⑳]\s*|[가나다라마바사아자차카타파하][.)]\s+"
    r"|\((?:[가나다라마바사아자차카타파하])\)\s*|[ⅠⅡⅢⅣⅤ]\.?\s+)"
)
_HEADING = re.compile(r"\s*\[([가-힣 ]{2,20})\]\s*$|\s*<([가-힣 ]{2,20})>\s*$|\s*【([가-힣 ]{2,20})】\s*$")
_OPEN_LABEL = re.compile(r"[^:：]{1,24}[:：]\s*$")
_SECRET_LABEL = re.compile(r"내부 ?참고(?:용|만)?|참고만|쓰지 ?말 ?것|대외비|비공개")
_BARE_LABEL = re.compile(
    r"(?:상정 |토의 |논의 )?안건|참석자?|배석자?|결정(?: ?사항)?|발언(?: ?요지)?|논의(?: ?사항)?|건의(?: ?사항)?"
    r"|협조(?: ?사항)?"
    r"|요청(?: ?사항)?|붙임|첨부|준비물|대상|일정|유의(?: ?사항)?|행정(?: ?사항)?|진행 ?순서|현황|문제점|(?:인계"
    r"|인수|주요) ?(?:사항|내용)|계획"
    r"|추진 ?계획|조치(?: ?사항)?"
)
_LABELLED = re.compile(r"[가-힣A-Za-z][^:：]{0,15}[:：](?!\d)")
_GOES_ON = re.compile(r"(?:[,、]|\s(?:및|또는|혹은|그리고))\s*$")


@dataclass(frozen=True, slots=True)
class Line:
    """`text[n]` stands at `places[n]` of the notes; `number` counts from 1. A bullet had stood before it: `bullet`."""

    number: int
    text: str
    places: tuple[int, ...]
    indent: int = 0
    bullet: bool = False
    blank_before: bool = False
    table: str = ""
    """The line as it stood, for a row of heads."""

    def cut(self, start: int, end: int) -> "Line":
        """The piece [start, end) without the space around it."""
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        return replace(self, text=self.text[start:end], places=self.places[start:end])

    @property
    def span(self) -> Span:
        return (self.places[0], self.places[-1] + 1) if self.places else (0, 0)


def lines(text: str) -> tuple[Line, ...]:
    """Lines that hold something, in order; those that go on in the next one, and lists under `label:`, as one."""
    return tuple(_joined(list(_plain(text))))


def _plain(text: str) -> Iterator[Line]:
    characters = _without_markup([(char, place) for place, char in enumerate(text)])
    number_at = _numbers(text)
    row: list[tuple[str, int]] = []
    blank = False
    heads: tuple[str, ...] = ()
    held: Line | None = None
    for char, place in [*characters, ("\n", len(text))]:
        if char not in "\n\r":
            row.append((char, place))
            continue
        plain = "".join(sign for sign, _ in row)
        if _UNDER_HEADS.fullmatch(plain) and held is not None and "|" in plain:
            heads, held, row = tuple(cell.strip() for cell in held.table.strip("|").split("|")), None, []
            continue
        line = _line(row, number_at, blank, heads)
        heads = heads if "|" in plain else ()
        blank = line is None and (blank or bool(row) or char == "\n")
        row = []
        if line is not None:
            blank = False
            if held is not None:
                yield held
            held = replace(line, table=plain.strip())
    if held is not None:
        yield held


def _numbers(text: str) -> list[int]:
    numbers, number = [], 1
    for char in text:
        numbers.append(number)
        number += char == "\n"
    return numbers


def _line(row: list[tuple[str, int]], number_at: list[int], blank: bool, heads: tuple[str, ...]) -> Line | None:
    text = "".join(char for char, _ in row)
    if not text.strip() or _RULE_LINE.fullmatch(text.strip()):
        return None
    row, text = _cells(row, text, heads)
    indent = len(text) - len(text.lstrip())
    start, bullet = indent, False
    while match := _BULLET.match(text, start):
        start, bullet = match.end(), True
    while start < len(text) and text[start].isspace():
        start += 1
    line = Line(number_at[row[0][1]], text, tuple(place for _, place in row), indent, bullet, blank)
    line = line.cut(start, len(text))
    return replace(line, number=number_at[line.places[0]]) if line.text else None


def _without_markup(pairs: list[tuple[str, int]]) -> list[tuple[str, int]]:
    for pattern, stands in (
        (_INVISIBLE, ""),
        (_SPACE, " "),
        (_CELL_TAG, " | "),
        (_BLOCK_TAG, "\n"),
        (_TAG, ""),
        (_ENTITY, None),
        (_STRESS, ""),
    ):
        text = "".join(char for char, _ in pairs)
        out: list[tuple[str, int]] = []
        last = 0
        for found in pattern.finditer(text):
            out += pairs[last : found.start()]
            plain = _ENTITIES[found[1]] if stands is None else stands
            out += [(char, pairs[found.start()][1]) for char in plain]
            last = found.end()
        pairs = out + pairs[last:]
    return _unlinked(pairs)


def _unlinked(pairs: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """`[words](address)` is its words."""
    text = "".join(char for char, _ in pairs)
    out, last = [], 0
    for found in _LINK.finditer(text):
        out += pairs[last : found.start()] + pairs[found.start(1) : found.end(1)]
        last = found.end()
    return out + pairs[last:]


def _cells(row: list[tuple[str, int]], text: str, heads: tuple[str, ...]) -> tuple[list[tuple[str, int]], str]:
    """A row of a table as `first: second`, or `first: head second, head third`; without heads as `first, second, …`."""
    if text.count("|") < 1 or not (text.strip().startswith("|") or text.count(" | ")):
        return row, text
    cells: list[list[tuple[str, int]]] = [[]]
    for pair in row:
        if pair[0] == "|":
            cells.append([])
        else:
            cells[-1].append(pair)
    kept = [cell for cell in map(_trimmed, cells) if cell]
    out: list[tuple[str, int]] = []
    headed = len(heads) == len(kept) > 2
    for index, cell in enumerate(kept):
        if index:
            joint = ": " if len(kept) == 2 or (headed and index == 1) else ", "
            joint += f"{heads[index]} " if headed else ""
            out += [(char, cell[0][1]) for char in joint]
        out += cell
    return (out, "".join(char for char, _ in out)) if out else (row, text)


def _trimmed(cell: list[tuple[str, int]]) -> list[tuple[str, int]]:
    while cell and cell[0][0].isspace():
        cell = cell[1:]
    while cell and cell[-1][0].isspace():
        cell = cell[:-1]
    return cell


def _joined(rows: list[Line]) -> Iterator[Line]:
    index = 0
    while index < len(rows):
        head = rows[index]
        index += 1
        if (heading := _HEADING.fullmatch(head.text)) and index < len(rows):
            group = next(place for place in (1, 2, 3) if heading[place])
            named = head.cut(heading.start(group), heading.end(group))
            head = _added(named, None, ":")
            under = rows[index].bullet or not rows[index].blank_before
        else:
            under = bool(_OPEN_LABEL.fullmatch(head.text))
            listed = _listed(head, rows[index:], False) if index < len(rows) and rows[index].bullet else 0
            if (_BARE_LABEL.fullmatch(head.text) and listed > 1) or (_SECRET_LABEL.fullmatch(head.text) and listed):
                head, under = _added(head, None, ":"), True
        if under:
            taken = _listed(head, rows[index:], bool(heading))
            index += taken
            yield _list(head, rows[index - taken : index])
            continue
        while index < len(rows) and _goes_on(head, rows[index]):
            head = _added(head, rows[index], " ")
            index += 1
        yield head


def _goes_on(head: Line, line: Line) -> bool:
    if line.bullet or line.blank_before or _LABELLED.match(line.text):
        return False
    return bool(_GOES_ON.search(head.text)) or head.text.count("(") > head.text.count(")")


def _listed(head: Line, rows: list[Line], heading: bool) -> int:
    """How many of the lines that follow belong to the list under an open label."""
    taken = 0
    for line in rows:
        deeper = line.indent > head.indent or (line.bullet and not head.bullet)
        loose = heading and not line.blank_before and not _HEADING.fullmatch(line.text)
        if not (deeper or loose) or (line.blank_before and line.indent <= head.indent):
            break
        if _OPEN_LABEL.fullmatch(line.text) or (_LABELLED.match(line.text) and not heading and not deeper):
            break
        taken += 1
    if not taken and rows and not rows[0].blank_before and not _LABELLED.match(rows[0].text) and not rows[0].bullet:
        return 1
    return taken


def _list(head: Line, rows: list[Line]) -> Line:
    out = head
    for index, line in enumerate(rows):
        out = _added(out, None, "; " if index else " ")
        out = _added(out, line, "")
    return out


def _added(line: Line, more: Line | None, between: str) -> Line:
    place = line.places[-1]
    text, places = line.text + between, line.places + (place,) * len(between)
    if more is not None:
        text, places = text + more.text, places + more.places
    return replace(line, text=text, places=places)
