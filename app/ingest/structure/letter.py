"""Official letters (공문): 두문, 본문, 결문, as 행정업무의 운영 및 혁신에 관한 규정 시행규칙 제4조 lays them out.

두문 is the agency, 수신 and (경유); 본문 제목, the items 1. 가. 1) and 붙임, ended by 끝.; 결문 the sender, who drafted
and approved, 시행 with number and date, and the address. A form drawn as a table says the same in cells.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from app.ingest.blocks import Block
from app.ingest.dates import WRITTEN, iso_date
from app.ingest.structure import outline
from app.ingest.structure.divide import LEAST, TARGET, Piece, by_length, divide, numbered

_TOP = 30
"""Blocks within which a letter says to whom it goes and what it is about."""
_APART = 12
"""Lines between 수신 and 제목 at most."""
_CLOSING = 24
"""Blocks that 결문 may have."""
_FAR = 400
CLOSING_HEADING = "결문"
ENCLOSURES_HEADING = "붙임"

_RECIPIENT = re.compile(r"(?:\|\s)?수\s{0,3}신(?:\s?자)?\s{0,3}(?:[:：|]|\s|$)\s{0,9}(?P<value>.*)")
_SUBJECT = re.compile(r"(?:\|\s)?제\s{0,6}목\s{0,3}(?:[:：|]|\s|$)\s{0,9}(?P<value>.*)")
_LABEL = re.compile(
    r"\(?(?:경\s?유|참\s?조|수\s?신(?:\s?자)?|제\s{0,6}목|발\s?신|문서\s?번호|시행\s?일자?)\)?\s{0,3}(?:[:：|]|\s|$)"
)
_SENDER = re.compile(r"[가-힣][가-힣0-9\s·ㆍ()]{1,38}")
_NOT_SENDER = re.compile(r"기안문|시행문|공\s?문\s?서|서식|양식|문서번호|보존|결재|\d{4}\.")
_SIGNED = re.compile(
    r"(?P<name>[가-힣][가-힣0-9\s·ㆍ]{1,30}"
    r"(?:장관|총장|청장|처장|원장|위원장|사령관|단장|부장|과장|실장|국장|본부장|시장|군수|지사|학교장|소장|센터장|대대장|대장|장))"
    r"\s{0,9}(?:[(\[]?\s?(?:관인|직인|서명)?\s?(?:생\s?략|직인|관인|인)\s?[)\]]?)?(?:\s{0,9}\|\s{0,9})?"
)
_END = re.compile(r"(?:^|[\s.)])끝\s?[.．]?[\s|]*$")
_CLOSER = re.compile(
    r"[|\s★⊙]{0,6}(?:기\s?안\s?자?|검\s?토\s?자?|협\s?조\s?자?|결\s?재\s?권?\s?자?|전\s?결|시\s?행|접\s?수|수신자|"
    r"우\s{0,3}\(?\d{3}|우(?:\s?편\s?번\s?호)?\s|(?:전\s?화|전\s?송|팩\s?스)(?:\s?번\s?호)?|전자\s?우편|주소|홈페이지|"
    r"부분공개|비공개|공개|https?:|www\.)(?:\s|[:：|(\d/]|$)"
)
_NUMBER = re.compile(
    rf"""시\s?행(?:\s?번\s?호)?\s{{0,6}}[|:：]?\s{{0,6}}
    (?P<number>(?=\d{{0,6}}[가-힣A-Za-z])[가-힣A-Za-z0-9][가-힣A-Za-z0-9·ㆍ()\ ]{{0,30}}?
    \s?[-‐–]\s?\d{{1,7}}(?:-\d{{1,4}})?)
    \s{{0,6}}\|?\s{{0,6}}\(?\s{{0,3}}(?P<date>{WRITTEN})?""",
    re.VERBOSE,
)
_OLD_NUMBER = re.compile(
    r"문서\s?번호\s{0,6}[|:：]?\s{0,6}(?P<number>[가-힣A-Za-z0-9][^|\n]{0,40}?\d{1,7})\s{0,6}(?=[|\n]|$)"
)
_OLD_DATE = re.compile(rf"시행\s?일자?\s{{0,6}}[|:：]?\s{{0,6}}(?P<date>{WRITTEN})")
_ITEM = re.compile(r"(?P<number>\d{1,2})\.\s{0,6}(?=\D)")
_ENCLOSED = re.compile(r"붙\s{0,3}임(?:\s|[:：]|\d|$)")


@dataclass(frozen=True, slots=True)
class Letter:
    """`date` is ISO or empty. Blocks [0, body_end) are 두문 and 본문, [body_end, end) 결문; others may follow.

    `subject_at` is the block that says the subject.
    """

    subject: str
    sender: str
    number: str
    date: str
    subject_at: int
    body_end: int
    end: int


def read_letter(found: Sequence[Block]) -> Letter | None:
    """The letter that the blocks are, or None: it says at its top to whom it goes and, below, what it is about."""
    lines = list(_lines(found, 0, _TOP))
    recipient = next((at for at, (_, line) in enumerate(lines) if _RECIPIENT.match(line)), None)
    if recipient is None:
        return None
    window = range(recipient + 1, min(len(lines), recipient + 1 + _APART))
    subject = next((at for at in window if _SUBJECT.match(lines[at][1])), None)
    if subject is None:
        return None
    words, subject_at = _value(lines, subject)
    if not words:
        return None
    body_end = _body_end(found, subject_at + 1)
    end = _end(found, body_end)
    number, date = _registered(found, body_end, end)
    sender = _sender(lines[:recipient]) or _signed(found, body_end, end)
    return Letter(words, sender, number, date, subject_at, body_end, end)


def pieces(found: Sequence[Block], letter: Letter, end: int) -> list[Piece]:
    """Blocks [0, end) in pieces: 두문 and 본문 whole when short, else an item each; 결문; what was sent along."""
    body_end, closed = min(letter.body_end, end), min(letter.end, end)
    made = _body(found, letter, body_end)
    if closed > body_end:
        page = found[body_end].page
        made.append(Piece(body_end, closed, page, 0, CLOSING_HEADING, letter.subject))
    for piece in divide(found, closed, end):
        crumb = f"{letter.subject} › {piece.breadcrumb}" if piece.breadcrumb else letter.subject
        made.append(replace(piece, breadcrumb=crumb))
    return numbered(made)


def _body(found: Sequence[Block], letter: Letter, end: int) -> list[Piece]:
    whole = Piece(0, end, found[0].page, 0, letter.subject)
    if _size(found, 0, end) <= TARGET + LEAST:
        return [whole]
    borders = _borders(found, letter.subject_at + 1, end)
    if not borders:
        return by_length(found, 0, end, whole)
    kept = [0]
    for border in borders:
        if _size(found, kept[-1], border) >= LEAST // 2 or _ENCLOSED.match(found[border].text):
            kept.append(border)
    made = []
    for first, last in zip(kept, [*kept[1:], end], strict=True):
        name = ENCLOSURES_HEADING if _ENCLOSED.match(found[first].text) else outline.short(found[first].text)
        piece = Piece(first, last, found[first].page, 0, name, letter.subject) if first else replace(whole, end=last)
        made += by_length(found, first, last, piece)
    return made


def _borders(found: Sequence[Block], start: int, end: int) -> list[int]:
    """Where the items 1., 2., … and 붙임 begin."""
    made = []
    expected = 1
    for index in range(start, end):
        item = _ITEM.match(found[index].text)
        if _ENCLOSED.match(found[index].text):
            made.append(index)
            break
        if item is not None and int(item["number"]) == expected:
            made.append(index)
            expected += 1
    return made


def _size(found: Sequence[Block], start: int, end: int) -> int:
    return sum(len(found[index].text) + 1 for index in range(start, end))


def _lines(found: Sequence[Block], start: int, end: int) -> Iterator[tuple[int, str]]:
    """(block, line) of the first lines of blocks; empty cells left out at a row's beginning."""
    for index in range(start, min(end, len(found))):
        for line in found[index].text[: 20 * _FAR].split("\n")[:40]:
            yield index, line[:_FAR].strip(" |")


def _value(lines: Sequence[tuple[int, str]], at: int) -> tuple[str, int]:
    """(the words after a label, their block); they may stand in the next line."""
    match = _SUBJECT.match(lines[at][1])
    words = match["value"].strip(" |") if match else ""
    if words or at + 1 == len(lines):
        return words.split(" | ")[0].strip(), lines[at][0]
    index, line = lines[at + 1]
    other = _LABEL.match(line) or _ITEM.match(line) or _ENCLOSED.match(line) or _END.search(line)
    return ("", index) if other else (line, index)


def _body_end(found: Sequence[Block], start: int) -> int:
    """Behind 끝., else before the first lines of 결문."""
    for index in range(start, len(found)):
        if _END.search(found[index].text[-80:]):
            return index + 1
    closers = [i for i in range(start, len(found)) if _CLOSER.match(found[i].text)]
    for index, after in pairwise(closers):
        if after - index <= 3:
            signed = index > start and _SIGNED.fullmatch(found[index - 1].text[:_FAR])
            return index - 1 if signed else index
    return len(found)


def _end(found: Sequence[Block], start: int) -> int:
    """Where 결문 ends that begins at `start`."""
    last = start
    for index in range(start, min(start + _CLOSING, len(found))):
        text = found[index].text[:_FAR]
        signed = index == last and _SIGNED.fullmatch(text) is not None
        if signed or any(_CLOSER.match(line) for line in text.split("\n")):
            last = index + 1
    return last


def _registered(found: Sequence[Block], start: int, end: int) -> tuple[str, str]:
    """(문서번호, ISO date) from the line 시행, or from the labels of older forms."""
    text = "\n".join(found[index].text[: 4 * _FAR] for index in (*range(start, end), *range(min(start, _TOP))))
    if match := _NUMBER.search(text):
        return re.sub(r"\s", "", match["number"]), iso_date(match["date"] or "")
    number, date = _OLD_NUMBER.search(text), _OLD_DATE.search(text)
    return number["number"].strip() if number else "", iso_date(date["date"]) if date else ""


def _sender(above: Sequence[tuple[int, str]]) -> str:
    """The agency: the last line above 수신 that is nothing but a name."""
    for _, line in reversed(above):
        name = line.strip()
        if _SENDER.fullmatch(name) and not _NOT_SENDER.search(name) and not _LABEL.match(name):
            return closed_up(name)
    return ""


def _signed(found: Sequence[Block], start: int, end: int) -> str:
    for index in range(start, end):
        if match := _SIGNED.fullmatch(found[index].text[:_FAR].strip(" |")):
            return closed_up(match["name"].strip())
    return ""


def is_blank(line: str) -> bool:
    """Whether a line is nothing but a label of a letter's form: `수신`, `(경유)`."""
    return len(line) < _FAR and _LABEL.fullmatch(line.strip()) is not None


def closed_up(text: str) -> str:
    """`국 방 부`, `입 법 예 고` -> `국방부`, `입법예고`: letters set apart for looks."""
    tokens = text.split()
    return "".join(tokens) if len(tokens) > 1 and all(len(token) == 1 for token in tokens) else text
