"""R20 to R25: 끝 and 이하 빈칸 in every case of 규칙 제4조제5항, and what may stand behind them (제13조)."""

import re
from collections.abc import Iterator

from app.core.drafts import Part
from app.core.findings import Finding
from app.letters.rules.page import BLANK_MARK, END_MARK, LETTER, OTHER, PRESS, REPORT, STATUTE, Page, Row, end_mark
from app.letters.rules.told import END, MANUAL, error, warning

FULL_LINE = 66
"""Half-width letters of a line that may have run to the right edge (80 on a page of A4), less a long word."""
_FORMS = re.compile(
    r"(?<![-<\[(\"“'~=])[-<\[(\"“'~=]{1,4}\s?(?:이\s?상\s*)?끝\s*\.?\s*[-.!>\])\"”'~=]+|이\s?상\s*끝\s*\.?|끝\s*!|(?:^|(?<=[\s.]))이\s?상\s*\.?$"
)
_CARD = re.compile(r"문서\s?관리\s?카드")
_BLANK_FORMS = re.compile(r"(?:[-~<(\[]\s*)?이\s*하\s*(?:빈\s*칸|여\s*백|공\s*란)(?:\s*[-~>)\]])?\.?")
_DATA = re.compile(r"[\d.)\s번-]*")


def check(page: Page) -> Iterator[Finding]:
    if page.kind == STATUTE:
        return
    yield from _form(page)
    rows = [row for row in page.rows if row.part in (Part.BODY, Part.ATTACHMENT, Part.END, Part.TABLE)]
    ends = [row for row in rows if end_mark(row.text)]
    if page.kind not in (REPORT, PRESS) or ends:
        yield from _places(page, ends)
    if page.kind not in (REPORT, PRESS) and not ends:
        yield from _missing(page, rows)
    yield from _tables(page)


def _last(page: Page) -> Row | None:
    """The last line of the body or of what is attached."""
    rows = page.of(Part.BODY, Part.ATTACHMENT, Part.TABLE)
    return rows[-1] if rows else None


def _missing(page: Page, rows: list[Row]) -> Iterator[Finding]:
    last = _last(page)
    if last is None or page.blank_mark or _CARD.search(page.view) or _FORMS.search(last.text.strip()):
        return
    attached = bool(page.of(Part.ATTACHMENT)) and bool(page.of(Part.BODY))
    letter = page.kind == LETTER and bool(page.of(Part.TITLE)) and bool(rows)
    if not (letter or (attached and page.kind == OTHER)):
        return
    if last.part is Part.TABLE:
        if not _half(page, page.tables[-1]) if page.tables else True:
            yield error("R22", END, "end_missing_table", last.body, page.view[last.body[0] : last.body[1]] + "\n  끝.")
        return
    start, stop = last.body
    if not letter or page.of(Part.SENDER) or last.part is Part.ATTACHMENT or page.view[stop - 1 : stop] == ".":
        text = page.view[start:stop]
        fix = f"{text}  끝." if text.endswith(".") else None
        yield error("R20", END, "end_missing", last.body, fix)


def _form(page: Page) -> Iterator[Finding]:
    """Another word or sign for 끝."""
    candidates = page.of(Part.END, Part.ATTACHMENT, Part.BODY)
    for row in candidates if page.kind in (LETTER, OTHER) else ():
        text = row.text.rstrip()
        for match in _FORMS.finditer(text):
            if match.end() != len(text) or (
                row.part is not Part.END and match.start() == row.lead and page.kind == OTHER
            ):
                continue
            if page.kind == OTHER and not re.search("끝", match[0]):
                continue
            span = (row.start + match.start(), row.start + match.end())
            yield error("R20", END, "end_form", span, "끝.", found=match[0])


def _places(page: Page, ends: list[Row]) -> Iterator[Finding]:
    plain = [row for row in ends if not _FORMS.search(row.text.strip())]
    for row in ends[1:]:
        yield error("R20", END, "end_twice", _mark(row))
    after = [row for row in page.of(Part.ATTACHMENT) if ends and row.number > ends[0].number and row.label != (0, 0)]
    behind = [row for row in page.of(Part.BODY, Part.TABLE) if ends and row.number > ends[-1].number]
    early = bool(after) and page.kind != REPORT
    if early:
        yield _early(page, ends[0])
        plain = [row for row in plain if row is not ends[0]]
    if behind and page.kind in (LETTER, OTHER) and not (early and len(ends) == 1):
        yield error("R20", END, "end_not_last", _mark(ends[-1]))
    for row in plain:
        yield from _spacing(page, row)


def _early(page: Page, row: Row) -> Finding:
    """끝 before 붙임. The mark may go, with the blanks before it, where 붙임 comes next; its new place is another
    finding."""
    start, stop = _mark(row)
    bare = len(page.view[row.start : start].rstrip(" \t　\u00a0"))
    behind = next(one for one in page.rows[row.number :] if not one.blank)
    sure = row.part in (Part.BODY, Part.END) and behind.part is Part.ATTACHMENT
    return error("R20", END, "end_before_attachment", (row.start + bare, stop), "" if sure else None)


def _mark(row: Row) -> tuple[int, int]:
    match = end_mark(row.text)
    if match is None:
        return row.body
    return row.start + match.start("end"), row.start + max(match.end("end"), match.end("point"))


def _spacing(page: Page, row: Row) -> Iterator[Finding]:
    match = end_mark(row.text)
    if match is None:
        return
    start, stop = _mark(row)
    if match["point"] != ".":
        yield warning("R20", MANUAL, "end_point", (start, stop), "끝.")
    before = row.text[: match.start("end")]
    if row.part is Part.TABLE:
        if not page.tables or not _half(page, page.tables[-1]):
            yield error("R22", END, "end_in_table", (start, stop))
        return
    if not before.strip(" \t　\u00a0"):
        yield from _alone(page, row)
        return
    gap = before[len(before.rstrip(" \t　\u00a0")) :]
    if gap not in (" ", "  ", "　", "\u00a0", "\u00a0\u00a0", " \u00a0", "\u00a0 "):
        yield error("R20", END, "end_space", (start - len(gap), stop), "  끝.")


def _alone(page: Page, row: Row) -> Iterator[Finding]:
    """끝 on a line of its own: under a table, or where the line above is full."""
    above = next((one for one in reversed(page.rows[: row.number - 1]) if not one.blank), None)
    stop = _mark(row)[1]
    if page.end_row is not row:
        return  # one too many, and told as such
    if above is None or above.part not in (Part.TABLE, Part.BODY, Part.ATTACHMENT) or end_mark(above.text):
        return
    if above.part is Part.TABLE:
        if page.laid_out and row.indent not in (1, 2):
            yield error("R22", END, "end_indent", (row.start, stop), "  끝.")
        return
    if width(above.text) < FULL_LINE and page.laid_out:
        span = (above.body[1], stop)
        yield error("R21", END, "end_own_line", span, "  끝.")
    elif page.laid_out and row.indent not in (1, 2):
        yield error("R21", END, "end_indent", (row.start, stop), "  끝.")


def width(text: str) -> int:
    """In half-width letters."""
    return sum(2 if ord(sign) > 0x2E7F or sign in "○□△◇―" else 1 for sign in text.rstrip())


# --- tables ----------------------------------------------------------------------------------
def _half(page: Page, table: tuple[Row, ...]) -> bool:
    """The last row of the table is empty but for a number, or `이하 빈칸` stands in the table."""
    cells = [page.cell(cell) for cell in table[-1].cells]
    marked = any(BLANK_MARK.search(row.text) for row in table)
    return marked or (len(table) > 1 and len(cells) > 1 and not any(cells[1:]) and bool(_DATA.fullmatch(cells[0])))


def _tables(page: Page) -> Iterator[Finding]:
    for row in page.of(Part.TABLE, Part.BODY, Part.END):
        match = _BLANK_FORMS.search(row.text)
        if match and match[0] != "이하 빈칸":
            span = (row.start + match.start(), row.start + match.end())
            yield error("R23", END, "blank_form", span, "이하 빈칸", found=match[0].strip())
    if page.kind in (REPORT, PRESS) or not page.tables:
        return
    table = page.tables[-1]
    behind = [row for row in page.rows[table[-1].number :] if row.part in (Part.BODY, Part.ATTACHMENT)]
    behind = [row for row in behind if not END_MARK.fullmatch(row.text.strip()) and not _BLANK_FORMS.search(row.text)]
    if behind:
        return
    ended = [row for row in page.of(Part.END, Part.TABLE, Part.BODY) if end_mark(row.text)]
    if not _half(page, table):
        loose = [row for row in page.rows[table[-1].number :] if row.part and BLANK_MARK.search(row.text)]
        for row in loose:
            yield error("R23", END, "blank_full", row.body)
        return
    for row in ended:
        if row.number >= table[0].number:
            yield error("R23", END, "end_half_table", _mark(row))
    yield from _blank_place(page, table, bool(ended) or page.kind == LETTER)


def _blank_place(page: Page, table: tuple[Row, ...], demand: bool) -> Iterator[Finding]:
    """`이하 빈칸` belongs in the cell after the last one that is filled."""
    cells = [(span, page.cell(span)) for row in table for span in row.cells]
    marks = [at for at, (_, text) in enumerate(cells) if BLANK_MARK.search(text)]
    if not marks:
        if demand:
            yield error("R23", END, "blank_missing", table[-1].body)
        return
    filled = [at for at, (_, text) in enumerate(cells) if text and not BLANK_MARK.search(text)]
    at = marks[0]
    width_ = len(table[0].cells) or 1
    last = max((one for one in filled if one < at), default=-1)
    later = [one for one in filled if one > at and not _DATA.fullmatch(cells[one][1])]
    skipped = at - last - 1
    if later or skipped >= width_:
        yield error("R23", END, "blank_place", cells[at][0])
