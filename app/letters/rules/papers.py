"""R10, R18, R25, R26, R29, R30: page numbers, summary and keywords, grades, 관련, numbers of orders, press releases.

Sources: 규칙 제18조, 영 제5조제2항, 규칙 제13조제3항·제4항, 규칙 제8조,
국방 행정업무의 효율적 운영에 관한 훈령 제41조제2항.
"""

import re
from collections.abc import Iterator

from app.core.drafts import Part
from app.core.findings import Finding
from app.letters.rules.page import LETTER, OTHER, PRESS, STATUTE, Page, Row, end_mark
from app.letters.rules.told import MANUAL, error, warning

_PAGE = re.compile(
    r"\s*(?:-\s*)?(?:쪽\s*)?(?P<n>\d{1,4})\s*(?:/|of|중)\s*(?P<m>\d{1,4})\s*(?:쪽|페이지)?(?:\s*-)?\s*|\s*[Pp](?:age|\.)?\s?\d{1,4}(?:\s?(?:/|of)\s?\d{1,4})?\s*"
)
_SUMMARY = re.compile(r"^[ \t|]*(?:문서\s?)?(?P<what>요지|키워드|핵심어)[ \t]*[:：|][ \t|]*$", re.MULTILINE)
_GRADE = re.compile(
    r"(?P<open>[\"“‘'(\[<]?)\s?(?P<grade>(?:군사\s?)?(?:[ⅠⅡⅢI]{1,3}|[123])\s?급\s?비밀|대외비)\s?(?P<close>[\"”’')\]>]?)(?=\s*$|\s*\.$)"
)
_CIPHER = re.compile(r"(?P<open>[\"“]?)(?<![가-힣])암호(?P<close>[\"”]?)\s*\.?\s*$")
_RELATED = re.compile(r"(?P<word>관련(?:\s?(?:근거|문서|호))?)\s*[:：]\s*(?P<what>\S.*)")
_NUMBERED = re.compile(
    r"(?P<unit>[가-힣()]{2,20}(?:과|실|팀|국|부|처|단|대|원|관|소|청|담당관))\s?(?P<dash>[-‐‑–—]|제|\s)\s?(?P<n>\d{1,6})(?P<ho>호)?(?P<day>\s?\([^()]*\d[^()]*\))?"
)
_ORDER = re.compile(
    r"(?P<kind>훈령|예규)\s?제\s?(?P<n>\d{4}-\d+)호|(?P<notice>(?<=[가-힣])(?:공고|고시))\s?제\s?(?P<m>\d+)호"
)
_PRESS_PARTS = (
    ("press_unit", re.compile(r"담당\s?부서|담당\s?과|부서명|책임\s?부서|담당\s?기관")),
    ("press_person", re.compile(r"담당자|담\s?당(?!\s?부서|\s?과)|책임자|문의처?|과장|사무관|주무관|중령|소령|대위")),
    ("press_contact", re.compile(r"연락처|전화|☎|\(?0\d{1,2}\)?[-.\s)]\d{3,4}[-.]\d{4}|문의처?")),
)
_PHONE = re.compile(r"\(?0\d{1,3}\)?[-.\s)]\s?\d{3,4}[-.]\d{4}|\d{3,4}-\d{4}|\[확인")


def check(page: Page) -> Iterator[Finding]:
    if page.kind == STATUTE:
        return
    for row in page.rows:
        if row.text and _PAGE.fullmatch(row.text) and not row.cells:
            yield warning("R10", "규칙 제18조제1호", "page_number", row.body)
    for match in _SUMMARY.finditer(page.view):
        yield error("R18", "영 제5조제2항", "summary_empty", match.span(), None, part=match["what"])
    yield from _grades(page)
    yield from _related(page)
    yield from _orders(page)
    if page.kind == PRESS:
        yield from _press(page)


def _grades(page: Page) -> Iterator[Finding]:
    rows = [row for row in page.rows if row.part is Part.TITLE or end_mark(row.text)]
    ends = [row.number for row in rows if row.part is not Part.TITLE]
    behind = [row for row in page.rows if ends and row.number > ends[0] and row.part is None]
    for row in rows + behind:
        for match in _GRADE.finditer(row.text):
            if (match["open"], match["close"]) not in (('"', '"'), ("“", "”")):
                span = (row.start + match.start(), row.start + match.end())
                yield error(
                    "R25", "규칙 제13조제4항", "grade_form", span, f'"{match["grade"]}"', found=match[0].strip()
                )
    for row in page.rows:
        cipher = _CIPHER.search(row.text)
        if cipher is None or page.kind not in (LETTER, OTHER) or row.part in (Part.TITLE, Part.TABLE, Part.CONTACT):
            continue
        span = (row.start + cipher.start(), row.start + cipher.end())
        if not cipher["open"]:
            if ends and row.number >= ends[0]:
                yield error("R25", "규칙 제13조제3항", "cipher_form", span, '"암호"')
        elif ends and row.number < ends[0]:
            yield error("R25", "규칙 제13조제3항", "cipher_place", span)


def _related(page: Page) -> Iterator[Finding]:
    first: Row | None = None
    for row in page.of(Part.BODY):
        if row.marked is None:
            continue
        first = first or row
        match = _RELATED.match(row.marked.text)
        if match is None:
            continue
        if row is not first and row.marked.level == 1 and page.kind == LETTER and page.of(Part.TITLE):
            yield warning("R26", MANUAL, "related_first", row.body)
        at = row.start + row.text.index(row.marked.text)
        for one in _NUMBERED.finditer(match["what"]):
            if "「" in match["what"][: one.start()].rsplit("」", 1)[-1]:
                continue
            span = (at + match.start("what") + one.start(), at + match.start("what") + one.end())
            if one["dash"] not in "-" or one["ho"]:
                yield warning("R26", MANUAL, "related_number", span, None, found=one[0])
            elif not one["day"]:
                yield warning("R26", MANUAL, "related_day", span, None, found=one[0])


def _orders(page: Page) -> Iterator[Finding]:
    for match in _ORDER.finditer(page.view):
        if match["kind"]:
            yield warning("R29", "규칙 제8조제2호", "order_number", match.span(), None, found=match[0])
        else:
            yield warning("R29", "규칙 제8조제3호", "notice_number", match.span(), None, found=match[0])


def _press(page: Page) -> Iterator[Finding]:
    first = next((row for row in page.rows if not row.blank), page.rows[0])
    for message, pattern in _PRESS_PARTS:
        held = pattern.search(page.view)
        if held is None or (message == "press_contact" and not _PHONE.search(page.view)):
            yield error("R30", "훈령 제41조제2항", message, first.body)
