"""R19: 붙임 (규칙 제4조제4항; 편람 for the colon, the gap and the point)."""

import re
from collections.abc import Iterator

from app.core.drafts import Part
from app.core.findings import Finding
from app.core.official import levels
from app.letters.rules.lines import QUANTITY
from app.letters.rules.page import BLANK_MARK, END_MARK, REPORT, STATUTE, Page, Row
from app.letters.rules.told import ATTACHMENTS, BODY, MANUAL, error, warning

_NONE = re.compile(r"(?:없음|해당\s?없음|해당\s?사항\s?없음|-)\.?\s*")
_POINTLESS = re.compile(rf"(?:{QUANTITY.pattern})(?P<note>\s?\([^()]*\)|\s?별송)?(?P<end>)(?=\s*(?:끝|$))")
_NUMBERED = re.compile(r"\s*(?P<n>\d{1,2})\s?(?P<point>[.)]?)(?P<gap>\s*)(?P<rest>\S.*)?")
_INLINE = re.compile(r"(?:니다|[함임음것바람])\.\s*붙\s?임\s+(?=\S)(?P<rest>.*)")
_SPEAKS = re.compile(
    r"붙임(?:과|의|을)?\s?(?:같이|과\s?같이|참[조고]|서식|자료|목록|문서|양식|명단|계획|계획서)|\(붙임\s?\d*\)|\[붙임\s?\d*\]"
)


def check(page: Page) -> Iterator[Finding]:
    if page.kind == STATUTE:
        return
    for run in _runs(page):
        yield from _label(page, run[0])
        yield from _contents(page, run)
    yield from _spoken(page)
    yield from _inline(page)


def _runs(page: Page) -> list[list[Row]]:
    """붙임 lines, each with the lines of attachments below it."""
    runs: list[list[Row]] = []
    for row in page.of(Part.ATTACHMENT):
        if row.label != (0, 0):
            runs.append([row])
        elif runs:
            runs[-1].append(row)
    if page.kind != REPORT:
        return runs
    return [run for run in runs if QUANTITY.search(run[0].text)]  # in a report `붙임 1` is a heading


def _label(page: Page, row: Row) -> Iterator[Finding]:
    label = page.label(row)
    colon_end = row.value[0]
    between = page.view[row.label[1] : colon_end]
    if label != "붙임":
        yield error("R19", ATTACHMENTS, "attachment_label", row.label, "붙임", label=label)
    if ":" in between or "：" in between:
        yield warning("R19", MANUAL, "attachment_colon", (row.label[1], colon_end), "  ")
    elif row.value[1] > row.value[0] and between not in ("  ", "　") and page.laid_out:
        value = page.value(row)
        if value[0].isdigit() and not re.match(r"\d{1,2}\.\s", value):
            return  # `붙임1` as the name of a thing
        yield warning("R19", MANUAL, "attachment_gap", (row.label[1], colon_end), "  ")


def _contents(page: Page, run: list[Row]) -> Iterator[Finding]:
    first = page.value(run[0])
    if _NONE.fullmatch(END_MARK.sub("", first)):
        yield error("R5", BODY, "attachment_none", run[0].body)
        return
    things = [(run[0].value[0], first)] + [(row.body[0], row.text.strip()) for row in run[1:]]
    things = [(at, text) for at, text in things if END_MARK.sub("", text).strip(" .")]
    numbers = [_NUMBERED.fullmatch(text) for _, text in things]
    marked = [bool(match and match["point"]) for match in numbers]
    if not things:
        yield error("R19", ATTACHMENTS, "attachment_empty", run[0].body)
        return
    if len(things) > 1 and not any(marked):
        yield error("R19", ATTACHMENTS, "attachment_unnumbered", run[0].body)
    elif len(things) == 1 and marked[0] and numbers[0]:
        at, text = things[0]
        if len(QUANTITY.findall(text)) < 2:
            cut = numbers[0].start("rest") if numbers[0]["rest"] else 0
            yield warning("R12", MANUAL, "attachment_single", (at, at + cut), "" if cut else None)
    elif len(things) == 1 and len(re.findall(rf"(?:{QUANTITY.pattern})\s?[.,]\s*(?!끝)\S", text := things[0][1])):
        yield error("R19", ATTACHMENTS, "attachment_unnumbered", (things[0][0], things[0][0] + len(text)))
    for wanted, ((at, text), match) in enumerate(zip(things, numbers, strict=True), 1):
        if len(things) > 1 and match and match["point"] and int(match["n"]) != wanted:
            yield error(
                "R11",
                "규칙 제2조제1항",
                "order_gap",
                (at, at + len(match["n"]) + 1),
                None,
                mark=f"{match['n']}.",
                expected=levels.mark(1, wanted),
            )
        yield from _quantity(at, text)


def _quantity(at: int, text: str) -> Iterator[Finding]:
    bare = END_MARK.sub("", text).rstrip()
    if BLANK_MARK.search(bare) or "|" in bare:
        return
    if not QUANTITY.search(bare):
        yield error("R19", ATTACHMENTS, "attachment_quantity", (at, at + len(bare)))
    elif (match := _POINTLESS.search(text)) and text[match.end() :].lstrip() in ("", "끝", "끝."):
        yield warning("R19", MANUAL, "attachment_point", (at + match.start(), at + match.end()), match[0] + ".")


def _spoken(page: Page) -> Iterator[Finding]:
    """The text speaks of an attachment, and none is named."""
    if not page.whole or page.of(Part.ATTACHMENT):
        return
    for row in page.of(Part.BODY):
        if (match := _SPEAKS.search(row.text)) and not _INLINE.search(row.text):
            yield warning("R5", BODY, "attachment_missing", (row.start + match.start(), row.start + match.end()))
            return


def _inline(page: Page) -> Iterator[Finding]:
    """붙임 on the line on which the text ends."""
    for row in page.of(Part.BODY):
        if (match := _INLINE.search(row.text)) and QUANTITY.search(match["rest"]):
            at = row.start + row.text.index("붙", match.start())
            gap = len(page.view[row.start : at]) - len(page.view[row.start : at].rstrip())
            yield error("R19", ATTACHMENTS, "attachment_place", (at - gap, at), "\n\n" if page.laid_out else "\n")
