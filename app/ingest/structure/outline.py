"""Where a document without articles may be cut: its headings, with their ranks.

A 개조식 report has Ⅰ or 1. over □ over ○ over - and ※: it is cut at Ⅰ and 1., and at □ where what stands under
one of them is long. Minutes are cut at their own headings (안건, 발언 요지, 결정 사항). Bullets below □ open nothing,
and a cut by length never parts a ○ from its - children.
"""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from app.ingest import blocks
from app.ingest.blocks import Block
from app.ingest.structure.marks import without_notes

LONG = 600
"""Characters under one heading above which its □ are passages of their own."""
_NUMBERED, TOPIC, _SQUARE = 10, 11, 12
"""Ranks below every heading that a file itself can mark. From TOPIC on a heading's line may say something itself."""
_SHORT = 60
_CUT = 40

_PLAIN_HEADING = re.compile(
    r"(?:[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ]{1,3}\s*[.)]?\s*\S.{0,40}|(?:붙\s?임|별\s?첨|참\s?고)\s*\d{0,2}\s*[.:]?\s*(?:\S.{0,40})?"
    r"|[\[【<](?:붙임|별첨|참고)[^\]】>]{0,20}[\]】>].{0,40})$"
)
_ENDS_SENTENCE = re.compile(r"(?:다|요|끝|부)\.\s*$")
_NUMBER = re.compile(r"(?P<number>\d{1,2})\.\s{0,3}(?=[^\d\s])(?P<words>.{1,40})$")
_SQUARES = re.compile(r"[□■❏❑▣◻◼]\s{0,3}\S")
_BULLET = re.compile(r"[□■❏❑▣◻◼○ㅇ◦●∘◯◎\-–▪※*·ㆍ•]\s{0,3}\S")
_CHILD = re.compile(r"(?:[\-–·ㆍ•▪▸*※⇒→☞↳▷▶]|\d{1,2}\)|[가-하]\)|\(\d{1,2}\)|[①-⑳])\s{0,3}\S")
_BOX_NUMBER = re.compile(r"(?:[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ]{1,3}|\d{1,2})\s?[.)]?")
_IN_BRACKETS = re.compile(r"(?P<mark>\S{1,2})\s{0,3}[(【\[](?P<words>[^()【】\[\]]{2,30})[)】\]]")

MINUTES = re.compile(r"회의록|회의\s?결과|의사록")
_MARK = r"(?:[□■○ㅇ◦●\-*]\s{0,3}|\d{1,2}[.)]\s{0,3}|[가-하][.)]\s{0,3}|[【\[<]\s?)?"
_TOPICS = re.compile(
    _MARK + r"(?:(?:상정|심의|토의)?\s?안\s?건|심의|보고\s?사항|발언|논의|토의|토론|질의|회의\s?내용|결정|의결|표결"
    r"|향후|협조\s?사항|건의)[가-힣 ·ㆍ]{0,10}\d{0,2}\s?(?:[】\]>:：.|]|\s|$)"
)
_OPENING = re.compile(
    _MARK
    + r"(?:회의\s?명|회의\s?일시|일\s{0,3}시|장\s{0,3}소|참\s?석\s?자?|배석자?|개최\s?기관|주\s?관)"
    + r"\s{0,3}(?:[:：|]|\s|$)"
)


def levels(found: Sequence[Block], start: int, end: int, *, minutes: bool = False) -> dict[int, int]:
    """The blocks of [start, end) that are headings, and their ranks from 1."""
    ranks = {index: rank for index in range(start, end) if (rank := _marked(found[index]))}
    bullets = sum(_BULLET.match(found[i].text) is not None for i in range(start, end))
    if bullets > 2 or minutes:
        ranks |= {index: _NUMBERED for index in _numbered(found, start, end) if index not in ranks}
    if minutes and not ranks:
        ranks = {i: TOPIC for i in range(start, end) if is_topic(found[i].text)}
    if bullets > 2:
        ranks |= _squares(found, start, end, ranks)
    return ranks


def is_topic(line: str) -> bool:
    """Whether a line of minutes opens one of their main parts."""
    return _TOPICS.match(line) is not None and not _ENDS_SENTENCE.search(line[:200].partition("\n")[0])


def is_opening(line: str) -> bool:
    """Whether a line of minutes tells when, where and who."""
    return _OPENING.match(line) is not None


def is_child(block: Block) -> bool:
    """Whether a block belongs to the ○ or □ above it, from which no cut parts it."""
    return block.kind == blocks.PARAGRAPH and _CHILD.match(block.text) is not None


def label(block: Block) -> str:
    """A heading's words. Of a long □ line the words in brackets after the mark, or its beginning."""
    if block.kind == blocks.TABLE:
        cells = [cell.strip() for cell in block.text.split("\n", 1)[0].split(" | ") if cell.strip()]
        return " ".join(cells[:1] if is_topic(cells[0]) else cells) if cells else ""
    text = without_notes(block.text)
    if block.kind == blocks.HEADING or len(text) <= _SHORT:
        return text
    if bracketed := _IN_BRACKETS.match(text):
        return f"{bracketed['mark']} {bracketed['words']}"
    return short(text)


def short(text: str) -> str:
    """The beginning of a long line, ended at a space where there is one."""
    if len(text) <= _SHORT:
        return text
    head = text[:_CUT]
    return (head.rpartition(" ")[0] if " " in head[_CUT // 2 :] else head).rstrip(" ,.") + "…"


def _marked(block: Block) -> int:
    if block.kind == blocks.HEADING:
        return block.level
    if block.kind == blocks.PARAGRAPH:
        return 2 if _PLAIN_HEADING.match(block.text) and not _ENDS_SENTENCE.search(block.text) else 0
    cells = [cell.strip() for cell in block.text[:200].split(" | ") if cell.strip()]
    boxed = len(cells) == 2 and "\n" not in block.text and len(cells[1]) <= _CUT
    if not boxed or block.kind != blocks.TABLE or not _BOX_NUMBER.fullmatch(cells[0]) or cells[1][0].isdigit():
        return 0
    return 2  # a title box: `Ⅰ | 추진 배경`


def _numbered(found: Sequence[Block], start: int, end: int) -> list[int]:
    """`1. 추진배경`, `2. 현황` …: short lines that count from 1, where there are two at least."""
    made: list[int] = []
    expected = 1
    for index in range(start, end):
        block = found[index]
        match = _NUMBER.fullmatch(block.text) if block.kind == blocks.PARAGRAPH and len(block.text) < _SHORT else None
        if match is None or _ENDS_SENTENCE.search(block.text) or re.search(r"[:：]\s{0,3}\S", block.text):
            continue
        if int(match["number"]) in (expected, 1):  # each Ⅰ may count its own from 1
            made.append(index)
            expected = int(match["number"]) + 1
    return made if len(made) > 1 else []


def _squares(found: Sequence[Block], start: int, end: int, ranks: Mapping[int, int]) -> dict[int, int]:
    """The □ lines under each heading that holds two at least and much text."""
    borders = [start, *sorted(index for index in ranks if index > start), end]
    made: dict[int, int] = {}
    for first, last in pairwise(borders):
        squares = [i for i in range(first, last) if i not in ranks and _is_square(found[i])]
        if len(squares) > 1 and sum(len(found[i].text) + 1 for i in range(first, last)) > LONG:
            made |= dict.fromkeys(squares, _SQUARE)
    return made


def _is_square(block: Block) -> bool:
    return block.kind == blocks.PARAGRAPH and _SQUARES.match(block.text) is not None
