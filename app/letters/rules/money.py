"""R15: amounts of money (규칙 제2조제2항), and other numbers in Hangul (영 제7조제4항)."""

import re
from collections.abc import Iterator

from app.core.findings import Finding
from app.core.official import amounts
from app.letters.rules.page import STATUTE, Page
from app.letters.rules.told import AMOUNTS, error, warning

_ABOUT = re.compile(r"(?:약|대략|총액 약|최대|최소)\s?$")
_BOUND = re.compile(r"\s?(?:이하|이상|미만|초과|이내|한도|범위)")
"""A threshold that is spoken of is no amount of this document."""
_COMMAS = re.compile(r"\d{1,3}(?:,\d{3})*|\d{1,3}")
_FIGURE = re.compile(r"(?<![\d,.])(\d[\d,]*\d)\s?(?=원)")
_READING = re.compile(r"\(\s?(?P<gold>금)?\s?[영일이삼사오육칠팔구십백천만억조 ]+원정?\s?\)")

_NUMERAL = re.compile(
    r"(?<![가-힣\d,])(?:[일이삼사오육칠팔구][천백십]){1,4}만?[일이삼사오육칠팔구]?[ ]?"
    r"(?:명|개|건|부|대|회|권|매|장|원|년|월|일|시간|퍼센트)"
    r"(?=(?:을|를|이|가|은|는|의|에|과|와|도|만|까지|부터|으로|로|씩|입니다|임)?(?![가-힣]))"
)


def numerals(page: Page, words: str) -> Iterator[Finding]:
    """`words` is the page's view with quotations and amounts masked."""
    if page.kind == STATUTE:
        return
    for match in _NUMERAL.finditer(words):
        yield error("R13", "영 제7조제4항", "numeral", match.span(), None, found=match[0])


def check(page: Page, view: str) -> Iterator[Finding]:
    if page.kind == STATUTE:
        return
    rows = {span[0]: span for row in page.rows for span in row.cells}
    cells = sorted(rows)
    bad = list(_commas(view))
    yield from bad
    for found in amounts.parse(view):
        span = found.span
        text = view[slice(*span)]
        if view[span[1] : span[1] + 1] == "대":
            continue  # 10만 원대: about so much
        if not text.startswith("금") and _BOUND.match(view, span[1]):
            continue
        if found.formal or any(span[0] <= one.span[0] < span[1] for one in bad):
            continue
        written = amounts.written(found.won)
        if not found.agrees:
            yield error("R15", AMOUNTS, "amount_disagrees", span, None, found=text, expected=written)
        elif text.startswith("금") or found.reading is not None:
            formal = error if text.replace(" ", "").removesuffix("정") != written else warning
            yield formal("R15", AMOUNTS, "amount_form", span, written, found=text, expected=written)
        elif not _in_cell(cells, rows, span[0]):
            about = _ABOUT.search(view, max(0, span[0] - 6), span[0])
            yield warning(
                "R15", AMOUNTS, "amount_plain", span, None if about else written, found=text, expected=written
            )


def _commas(view: str) -> Iterator[Finding]:
    """Points of thousands at the wrong places; the digits stay."""
    for match in _FIGURE.finditer(view):
        digits = match[1]
        if "," in digits and not _COMMAS.fullmatch(digits):
            span = match.span(1)
            yield error("R15", AMOUNTS, "amount_commas", span, f"{int(digits.replace(',', '')):,}", found=digits)


def _in_cell(cells: list[int], rows: dict[int, tuple[int, int]], at: int) -> bool:
    return any(start <= at < rows[start][1] for start in cells)
