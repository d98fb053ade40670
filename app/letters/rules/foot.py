"""R6 to R9, R27, R28: 결문, signatures, the seal, 공개 구분 and 보존기간.

Sources: 규칙 제4조제6항, 제6조, 제7조, 제10조, 제11조; 영 제13조; 공공기록물 관리에 관한 법률 시행령 제26조, 제27조.
"""

import re
from collections.abc import Iterator

from app.core.drafts import Part
from app.core.findings import Finding
from app.letters.rules.page import LETTER, STATUTE, Page, Row
from app.letters.rules.told import FOOT, error, warning

SENDER, SIGNS, APPROVAL, ACTING, SEAL = "영 제13조", "규칙 제6조", "규칙 제7조", "규칙 제10조", "규칙 제11조제4항"
DISCLOSURE, RETENTION = "규칙 제4조제6항제4호", "공공기록물법 시행령 제26조제1항"
_ORDER = (Part.SENDER, Part.RECIPIENTS, Part.SIGNATURES, Part.REGISTRY, Part.CONTACT)
_BOARD = re.compile(r"(?:위원회|심의회|협의회)$")
_ASSISTANT = re.compile(r"(?:과장|국장|실장|담당관|팀장|보좌관)$")
_LEFT_OUT = re.compile(r"(?:[(\[<]\s?)?(?P<what>관\s?인|직\s?인|서\s?명)\s?생\s?략(?:\s?[)\]>])?")
_SEALED = re.compile(r"[(\[<]\s?(?:인|관인|직인)\s?[)\]>]|㊞|(?<=\s)(?:관인|직인)(?=\s|$)")
_ACTING = re.compile(r"(?P<word>권한\s?대행|직무\s?대리|직무\s?대행)(?P<rest>.*)")
_POST = r"[가-힣]{0,10}(?:관|장|원|무|사|급|담당|위|령|보|수|감)"
_DAY = re.compile(r"\d{1,2}\s?[./]\s?\d{1,2}|\d{1,2}월\s?\d{1,2}일|[○OX]{2,4}\.")
_DISCLOSED = re.compile(
    r"(?:대국민\s?|완전\s?|전체\s?|전부\s?)?(?<![가-힣])(?P<kind>대국민\s?공개|(?:전체|전부|완전)\s?공개|일부\s?공개|부분\s?공개|비\s?공\s?개|미공개|공\s?개)"
    r"(?P<number>\s?[(（]\s?[^()（）]*[)）])?(?![가-힣])"
)
_LABEL = re.compile(r"공개\s?구분\s*[:：|]?\s*")
_NUMBERS = re.compile(r"\((?:[1-8])(?:,\s?[1-8])*\)")
_RETENTION = re.compile(
    r"보존\s?(?:기간|연한)\s*[:：|]\s*(?P<value>[^\s|,)]+(?:\s?년)?)|보존\s?(?:기간|연한) {2,}(?P<other>\S+)"
)
_PERIODS = frozenset({"1년", "3년", "5년", "10년", "30년", "준영구", "영구"})


def check(page: Page) -> Iterator[Finding]:
    if page.kind == STATUTE:
        return
    if page.kind == LETTER:
        yield from _order(page)
        yield from _senders(page)
    for row in page.rows:
        yield from _signs(page, row)
        yield from _seals(page, row)
    yield from _disclosure(page)
    yield from _retention(page)


def _order(page: Page) -> Iterator[Finding]:
    highest = -1
    for row in page.of(*_ORDER):
        rank = _ORDER.index(row.part) if row.part else 0
        if rank < highest and row.part is not Part.RECIPIENTS:
            yield error("R6", FOOT, "foot_order", row.body)
        highest = max(highest, rank)


def _senders(page: Page) -> Iterator[Finding]:
    senders = page.of(Part.SENDER)
    if page.internal:
        for row in senders:
            yield error("R7", f"{SENDER}제3항", "sender_internal", row.body)
        return
    if not senders and page.whole and page.of(Part.RECIPIENT) and page.of(Part.TITLE):
        foot = page.of(Part.SIGNATURES, Part.REGISTRY, Part.CONTACT)
        if foot:
            yield error("R7", FOOT, "sender_missing", foot[0].body)
        elif page.of(Part.AGENCY):
            yield warning("R7", FOOT, "sender_missing", page.of(Part.RECIPIENT)[0].body)
    agencies = {page.view[slice(*row.body)].strip(" |") for row in page.of(Part.AGENCY)}
    for row in senders:
        who = page.label(row).strip()
        if who in agencies and not _BOARD.search(who):
            yield error("R7", f"{SENDER}제1항", "sender_head", row.body)
        yield from _acting(page, row)


def _acting(page: Page, row: Row) -> Iterator[Finding]:
    match = _ACTING.search(row.text)
    if match is None:
        return
    span = (row.start + match.start("word"), row.start + match.end("word"))
    word = match["word"].replace(" ", "")
    if word == "직무대행":
        yield error("R7", ACTING, "acting_word", span, None, found=match["word"])
        return
    behind = match["rest"].strip() + " ".join(one.text for one in page.rows[row.number : row.number + 2])
    if not re.search(r"[가-힣○O]{2,}", behind):
        yield error("R7", ACTING, "acting_post", span)


def _signs(page: Page, row: Row) -> Iterator[Finding]:
    text = row.text
    foot = row.part in (Part.SIGNATURES, Part.SENDER)
    for match in re.finditer(rf"[☆◎●◉](?=\s?{_POST}(?:\s|$|\())", text) if foot else ():
        right = "★" if match[0] == "☆" else "⊙"
        at = row.start + match.start()
        yield error("R8", f"{SIGNS}제1항", "sign_mark", (at, at + 1), right, found=match[0], expected=right)
    for match in re.finditer(rf"(?<=[가-힣])\s?[★⊙](?!\s?{_POST})", text):
        span = (row.start + match.start(), row.start + match.end())
        yield error("R8", f"{SIGNS}제1항", "sign_place", span, None, found=match[0].strip())
    for match in re.finditer(r"\(\s?(?:이견|다른 의견|의견|반대 의견)\s?(?:있음|유|첨부)\s?\)", text) if foot else ():
        if match[0] != "(의견 있음)":
            span = (row.start + match.start(), row.start + match.end())
            yield error("R8", f"{SIGNS}제3항", "opinion_form", span, "(의견 있음)", found=match[0])
    if row.part is Part.SIGNATURES:
        yield from _approval(page, row)


def _approval(page: Page, row: Row) -> Iterator[Finding]:
    text = row.text
    for match in re.finditer(r"대리\s?결재|대리\s?전결|위임\s?전결", text):
        right = "전결" if match[0].startswith("위임") else "대결"
        span = (row.start + match.start(), row.start + match.end())
        yield error("R8", f"{APPROVAL}제2항·제3항", "approval_word", span, right, found=match[0], expected=right)
    delegated, stand_in = text.find("전결"), text.find("대결")
    if -1 < stand_in < delegated:
        span = (row.start + stand_in, row.start + delegated + 2)
        yield error("R8", f"{APPROVAL}제3항", "stand_in_order", span)
    at = max(delegated, stand_in)
    if at >= 0 and not _DAY.search(text) and not any(_DAY.search(one.text) for one in _near(page, row)):
        yield error("R8", f"{APPROVAL}제1항", "approval_day", (row.start + at, row.start + at + 2))


def _near(page: Page, row: Row) -> list[Row]:
    """The lines of signatures beside a line."""
    around = page.rows[max(0, row.number - 2) : row.number + 1]
    return [one for one in around if one.part in (Part.SIGNATURES, None) and one is not row]


def _seals(page: Page, row: Row) -> Iterator[Finding]:
    if row.part not in (Part.SENDER, Part.RECIPIENTS, Part.SIGNATURES, None, Part.BODY) or row.blank:
        return
    match = _LEFT_OUT.search(row.text)
    if match and (row.part is Part.SENDER or _LEFT_OUT.fullmatch(row.text.strip())):
        span = (row.start + match.start(), row.start + match.end())
        what = match["what"].replace(" ", "")
        right = "서명생략" if what == "서명" else "관인생략"
        if row.part is not Part.SENDER:
            yield error("R9", SEAL, "seal_place", span)
        elif match[0] != right:
            yield warning("R9", SEAL, "seal_word", span, right, found=match[0], expected=right)
        elif what == "관인" and _ASSISTANT.search(page.label(row).strip()):
            yield warning("R9", SEAL, "seal_assistant", span)
    if row.part is Part.SENDER and (drawn := _SEALED.search(row.text, row.value[0] - row.start)):
        yield warning("R9", "규칙 제11조제1항", "seal_drawn", (row.start + drawn.start(), row.start + drawn.end()))


def _disclosure(page: Page) -> Iterator[Finding]:
    contacts = page.of(Part.CONTACT)
    found = False
    for row in page.rows:
        label = _LABEL.search(row.text)
        if label is None and row.part is not Part.CONTACT:
            continue
        start = label.end() if label else 0
        for match in _DISCLOSED.finditer(row.text, start):
            found = True
            yield from _disclosed(row, match)
            break
    address = [row for row in contacts if re.search(r"전화|팩스|전송|우\s?\d", row.text)]
    if address and not found and len(page.of(Part.RECIPIENT)) > 0 and not re.search(r"공개\s*$", page.view.rstrip()):
        yield error("R27", DISCLOSURE, "disclosure_missing", contacts[-1].body)


def _disclosed(row: Row, match: re.Match[str]) -> Iterator[Finding]:
    kind = match["kind"].replace(" ", "")
    number = (match["number"] or "").strip()
    span = (row.start + match.start(), row.start + match.end())
    right = {"일부공개": "부분공개", "미공개": "비공개"}.get(
        kind, "공개" if kind.endswith("공개") and kind not in ("부분공개", "비공개") else kind
    )
    params = {"found": match[0]}
    if right == "공개":
        if number or match[0] != "공개":
            fix = None if number else "공개"
            yield error("R27", DISCLOSURE, "disclosure_form", span, fix, **params)
    elif not number:
        yield error("R27", DISCLOSURE, "disclosure_number", span, None, **params)
    elif not _NUMBERS.fullmatch(number):
        plain = re.fullmatch(r"[(（]\s?(?:제?9조\s?제?1항\s?)?제?([1-8])호?\s?[)）]", number)
        fix = f"{right}({plain[1]})" if plain else None
        message = "disclosure_form" if plain else "disclosure_number"
        yield error("R27", DISCLOSURE, message, span, fix, **params)
    elif right != match["kind"] or match[0] != right + number:
        yield error("R27", DISCLOSURE, "disclosure_form", span, right + number, **params)


def _retention(page: Page) -> Iterator[Finding]:
    for match in _RETENTION.finditer(page.view):
        name = "value" if match["value"] else "other"
        value = match[name].rstrip(".;)")
        if "[" in value or value.replace(" ", "") in _PERIODS or not re.search(r"\d|영구", value):
            continue
        span = (match.start(name), match.start(name) + len(value))
        yield error("R28", RETENTION, "retention_value", span, None, found=value)
