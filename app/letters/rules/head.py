"""R1 to R5: 두문 and the title (규칙 제4조제1항부터 제3항까지)."""

import re
from collections.abc import Iterator

from app.core.drafts import Part
from app.core.findings import Finding
from app.letters.rules.page import INTERNAL, LETTER, Page, Row
from app.letters.rules.told import BODY, MANUAL, PARTS, RECIPIENTS, error, warning

_SEVERAL = re.compile(r"수신[자처]\s*참조")
_NOBODY = re.compile(
    r"(?:수신자\s?)?(?:없음|해당\s?없음|자체\s?(?:결재|보관)|내부|내부\s?(?:보고|문서|보관|검토)|-)(?:용|문서)?\.?"
)
_ORDER = (Part.AGENCY, Part.RECIPIENT, Part.BYLINE, Part.VIA, Part.TITLE)
_BRACKETS = re.compile(r"\([^()]*\)")


def check(page: Page) -> Iterator[Finding]:
    if page.kind != LETTER:
        return
    yield from _order(page)
    yield from _missing(page)
    for row in page.of(Part.RECIPIENT):
        yield from _recipient(page, row)
    for row in page.of(Part.BYLINE):
        yield warning("R3", RECIPIENTS, "reference_line", row.body)
    for row in page.of(Part.VIA):
        label = page.label(row)
        if label != "(경유)":
            yield warning("R4", MANUAL, "via_form", row.label, "(경유)", found=label)
    for row in page.of(Part.TITLE):
        if not page.value(row).strip(" ."):
            yield error("R5", BODY, "title_empty", row.body)
        elif page.value(row).rstrip().endswith("."):
            end = row.value[0] + len(page.value(row).rstrip())
            yield warning("R5", MANUAL, "title_point", (end - 1, end), "")


def _order(page: Page) -> Iterator[Finding]:
    seen: list[Row] = []
    for row in page.of(*_ORDER):
        later = next((one for one in seen if _rank(one) > _rank(row)), None)
        if later is not None and row.part is not Part.AGENCY:
            yield error("R1", PARTS, "head_order", row.body, None, part=page.label(row), before=page.label(later))
        seen.append(row)


def _rank(row: Row) -> int:
    return _ORDER.index(row.part) if row.part in _ORDER else len(_ORDER)


def _missing(page: Page) -> Iterator[Finding]:
    recipients, titles = page.of(Part.RECIPIENT), page.of(Part.TITLE)
    body = page.of(Part.BODY, Part.ATTACHMENT)
    if recipients and not titles and body:
        yield error("R5", BODY, "title_missing", recipients[0].body)
    if titles and not recipients and page.of(Part.SENDER):
        yield error("R3", RECIPIENTS, "recipient_missing", titles[0].body)
    elif titles and not recipients and page.whole:  # 별지 제2호서식 has no 수신: for what is not sent
        yield warning("R3", RECIPIENTS, "recipient_missing", titles[0].body)
    if not page.whole or not recipients:
        return
    if titles and not page.of(Part.VIA):
        start, end = titles[0].start, titles[0].start + 1
        yield warning("R4", MANUAL, "via_missing", (start, end), "(경유)\n" + page.view[start:end])
    foot = page.of(Part.CONTACT, Part.REGISTRY, Part.SIGNATURES)
    if not page.of(Part.AGENCY) and foot and not page.internal:
        yield error("R2", RECIPIENTS, "agency_missing", recipients[0].body)


def _recipient(page: Page, row: Row) -> Iterator[Finding]:
    value = page.value(row).strip()
    start = row.value[0] + len(page.value(row)) - len(page.value(row).lstrip())
    span = (start, start + len(value))
    label = page.label(row).replace(" ", "").replace("　", "")
    if label != "수신":
        yield error("R3", RECIPIENTS, "recipient_label", row.label, "수신", found=page.label(row))
    if not value:
        yield error("R3", RECIPIENTS, "recipient_empty", row.body)
    elif INTERNAL.fullmatch(value) and value != "내부결재":
        yield error("R3", RECIPIENTS, "internal_form", span, "내부결재", found=value)
    elif _NOBODY.fullmatch(value):
        yield error("R3", RECIPIENTS, "internal_form", span, None, found=value)
    elif _SEVERAL.match(value):
        yield from _several(page, row, value, span)
    elif value != "내부결재":
        if page.of(Part.RECIPIENTS):
            yield error("R3", RECIPIENTS, "recipients_twice", span)
        if re.search(
            r"[,、;]|[가-힣]\s?[·ㆍ/]\s?[가-힣]+(?:장|관|부|청|처|과|대)\b|\s및\s|(?:장|관|부|대)과\s",
            _BRACKETS.sub("", value),
        ):
            yield warning("R3", RECIPIENTS, "recipients_listed", span)


def _several(page: Page, row: Row, value: str, span: tuple[int, int]) -> Iterator[Finding]:
    if value != "수신자 참조":
        fix = "수신자 참조" if _SEVERAL.fullmatch(value) else None
        yield error("R3", RECIPIENTS, "recipients_form", span, fix, found=value)
    lists, senders = page.of(Part.RECIPIENTS), page.of(Part.SENDER)
    if not lists:
        foot = senders or page.of(Part.CONTACT, Part.REGISTRY, Part.SIGNATURES)
        if foot:
            yield error("R3", RECIPIENTS, "recipients_missing", row.body)
        elif page.whole:
            yield warning("R3", RECIPIENTS, "recipients_missing", row.body)
    for one in lists:
        if not page.value(one).strip() and not page.rows[one.number : one.number + 1]:
            yield error("R3", RECIPIENTS, "recipients_missing", one.body)
        if senders and one.number < senders[0].number:
            yield error("R3", RECIPIENTS, "recipients_place", one.body)
