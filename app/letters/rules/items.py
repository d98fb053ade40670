"""R11, R12: the marks of items, their order, and where they stand on the line (규칙 제2조제1항, 편람)."""

import re
from collections.abc import Iterator

from app.core.drafts import Marks, Part
from app.core.findings import Finding
from app.core.official import levels
from app.core.official.levels import Marked
from app.letters.rules.lines import glued_mark
from app.letters.rules.page import LETTER, REPORT, STATUTE, Page, Row
from app.letters.rules.told import ITEMS, MANUAL, error, warning

_ODD = re.compile(
    r"[ \t　]*(?P<mark>\d{1,2}-\d{1,2}[.)]|\d{1,2}\.\d{1,2}\.?(?=\s+[가-힣])|[A-Za-z][.)](?=\s+[가-힣「])"
    r"|[ivxIVX]{2,4}[.)](?=\s+[가-힣「])|[가-하]-\d{1,2}[.)]|\(\d{1,2}\)\.|[①-⑳]\."
    r"|[㈀-㈜⒈-⒛⑴-⒇㉠-㉭ⓐ-ⓩ⒜-⒵ⅰ-ⅹⅠ-Ⅹ][.)]?(?=\s*[가-힣「]))"
)
_SYLLABLE = re.compile(r"[ \t　]*(?P<mark>[가-힣][.)])\s+(?=\S)")
_LATE = 12
"""From 파 on the marks that come next are few, and a syllable that is none of them is a slip."""
_COMPAT = {chr(0x2474 + n): f"({n + 1})" for n in range(20)} | {chr(0x2488 + n): f"{n + 1}." for n in range(19)}
"""⑴ and ⒈: one sign that stands for a mark of the rule."""
_HEADING = re.compile(r"\s*(?:[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ]|제\s?\d+\s?[장절편]|[【\[<《].*[】\]>》]\s*$|붙임\s?\d|별지|별표|참고\s?\d)")


def check(page: Page) -> Iterator[Finding]:
    if page.kind == STATUTE:
        return
    yield from _order(page)
    yield from _shapes(page)
    yield from _singles(page)
    if page.laid_out:
        yield from _indents(page)


def _mark_span(row: Row) -> tuple[int, int]:
    start = row.start + row.lead
    return start, start + len(row.marked.mark if row.marked else "")


def _items(page: Page) -> list[Row]:
    """Lines of the body up to its end."""
    end = page.end_row.number if page.kind == LETTER and page.end_row else len(page.rows)
    return [row for row in page.rows if row.part is Part.BODY and row.number <= end]


class _Counter:
    """Where the numbering stands: the last index at each level that is open. `meant` is what should have stood there:
    after one slip the next item may follow on either."""

    def __init__(self) -> None:
        self.open: dict[int, int] = {}
        self.meant: dict[int, int] = {}
        self.symbol = False
        self.lost = False

    def clear(self) -> None:
        self.open, self.meant, self.symbol, self.lost = {}, {}, False, False

    def wanted(self, level: int) -> tuple[int, ...]:
        """The indexes that may come at a level, the likelier first; none: nothing is open there."""
        for deeper in [one for one in self.open if one > level]:
            del self.open[deeper]
        if level not in self.open:
            return ()
        return tuple({self.meant.get(level, self.open[level]) + 1: 0, self.open[level] + 1: 0})

    def put(self, level: int, index: int, meant: int) -> None:
        self.open[level], self.meant[level] = index, meant
        self.symbol = self.lost = False


def _order(page: Page) -> Iterator[Finding]:
    counter = _Counter()
    strict = page.kind == LETTER and bool(page.of(Part.TITLE))
    for row in _items(page):
        marked = row.marked
        if marked is None:
            counter.lost = counter.lost or bool(_ODD.match(row.text))
            if _HEADING.match(row.text) or (page.kind != LETTER and not row.indent and row.text.strip()):
                counter.clear()
        elif marked.marks is Marks.SYMBOLS:
            if row.indent == 0 and page.kind != LETTER:
                counter.clear()
            counter.symbol = True
        else:
            wrong = _step(row, marked, counter, strict)
            if wrong is not None:
                yield wrong[0]
            counter.put(marked.level, marked.index, wrong[1] if wrong else marked.index)


def _step(row: Row, marked: Marked, counter: _Counter, strict: bool) -> tuple[Finding, int] | None:
    """What is wrong with the next item, and the index it should have."""
    parent = max((level for level in counter.open if level < marked.level), default=0)
    deepest = max(counter.open, default=0)
    wanted = counter.wanted(marked.level)
    if wanted:
        return _next(row, marked, counter, wanted, strict)
    start = row.start + row.lead
    span = (start, start + len(marked.mark))
    if (parent or strict) and not counter.symbol and marked.level > parent + 1:
        expected = levels.mark(parent + 1, 1)
        return error("R11", ITEMS, "level_skipped", span, None, mark=marked.mark, expected=expected), marked.index
    if deepest and marked.level < deepest and not parent and not strict:
        return None
    if marked.index != 1 and (parent or strict) and not counter.lost:
        expected = levels.mark(marked.level, 1)
        return error("R11", ITEMS, "order_start", span, None, mark=marked.mark, expected=expected), 1
    return None


def _next(
    row: Row, marked: Marked, counter: _Counter, wanted: tuple[int, ...], strict: bool
) -> tuple[Finding, int] | None:
    """An item at a level that is open already."""
    start = row.start + row.lead
    span = (start, start + len(marked.mark))
    expected = levels.mark(marked.level, wanted[0])
    if marked.index in wanted or counter.lost:
        return None
    if marked.index == 1 and not strict and marked.level == 1:
        counter.clear()  # another list begins
        return None
    if _after_last(marked.level, wanted[0]):
        return warning("R12", MANUAL, "order_gap", span, None, mark=marked.mark, expected=expected), wanted[0]
    if marked.index < wanted[0]:
        return error("R11", ITEMS, "order_back", span, None, mark=marked.mark, expected=expected), wanted[0]
    return error("R11", ITEMS, "order_gap", span, None, mark=marked.mark, expected=expected), wanted[0]


def _after_last(level: int, wanted: int) -> bool:
    """After 하 come 거, 너 …: the manual's word, not the rule's."""
    return level in (2, 4, 6) and wanted == 15


def _shapes(page: Page) -> Iterator[Finding]:
    """Marks that the rule does not know, and marks with no space behind them."""
    last: Marked | None = None
    for row in page.rows:
        last = row.marked or last
        if row.part not in (Part.BODY, Part.ATTACHMENT) or row.part is None:
            continue
        if glued := glued_mark(row.text):
            at = row.start + glued.end("mark")
            yield warning("R12", MANUAL, "mark_space", (row.start + glued.start("mark"), at), f"{glued['mark']} ")
            continue
        late = row.marked is None and last is not None and last.level in (2, 4) and last.index > _LATE
        if late and (syllable := _SYLLABLE.match(row.text)):
            span = (row.start + syllable.start("mark"), row.start + syllable.end("mark"))
            yield error("R11", ITEMS, "mark_shape", span, None, mark=syllable["mark"])
            continue
        if row.part is Part.BODY and page.kind != REPORT and (odd := _ODD.match(row.text)):
            mark = odd["mark"]
            if page.kind != LETTER and (mark[0] in "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ" or re.match(r"\d+\.\d", mark)):
                continue
            span = (row.start + odd.start("mark"), row.start + odd.end("mark"))
            yield error("R11", ITEMS, "mark_shape", span, _COMPAT.get(mark), mark=mark)


def _numbered(page: Page) -> list[Row]:
    return [row for row in _items(page) if row.marked is not None and row.marked.marks is Marks.NUMBERED]


def _singles(page: Page) -> Iterator[Finding]:
    """An item that has no sister needs no mark. Of a piece only where it is certain that none follows."""
    rows = _numbered(page)
    for at, row in enumerate(rows):
        marked = row.marked
        if marked is None or marked.index != 1:
            continue
        level = marked.level
        sisters = 0
        below = 0
        closed = page.whole
        for other in rows[at + 1 :]:
            if other.marked is None or other.marked.level < level:
                closed = True
                break
            if other.marked.level == level:
                sisters += 1
                break
            below += other.marked.level > level
        if not sisters and closed:
            plain = not below and level == 1 and row.text.rstrip().endswith(("다.", "끝.", "끝"))
            start, end = _mark_span(row)
            text = page.view[end : row.end]
            end += len(text) - len(text.lstrip())
            if plain:
                yield warning("R12", MANUAL, "single_item", (start, end), "", mark=marked.mark)
            else:
                yield warning("R12", MANUAL, "single_item", _mark_span(row), None, mark=marked.mark)


def _indents(page: Page) -> Iterator[Finding]:
    """Each level stands two half-width letters further right; the first at the left edge."""
    rows = _numbered(page)
    flush = not any(row.indent for row in rows)
    if (flush and not (page.whole and page.kind == LETTER)) or any("\t" in row.text[: row.lead] for row in rows):
        return
    if any(row.marked and row.marked.marks is Marks.SYMBOLS for row in _items(page)):
        return
    above: list[int] = []
    for row in rows:
        level = row.marked.level if row.marked else 1
        above = [one for one in above if one < level] or list(range(1, level) if not above else ())
        wanted = 2 * len(above)
        above.append(level)
        if row.indent != wanted:
            span = (row.start, row.start + row.lead)
            if row.lead == 0:
                span = (row.start, row.start + 1)
            rest = page.view[row.start + row.lead : span[1]]
            yield warning(
                "R12",
                MANUAL,
                "indent",
                span,
                " " * wanted + rest,
                mark=row.marked.mark if row.marked else "",
                found=str(row.indent),
                expected=str(wanted),
            )
