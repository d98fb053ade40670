"""Who a document is: title, kind, number, ministry, dates, from what it says of itself.

In order: front matter, what stands at its head (head.py), a letter's own parts (letter.py), headings, the first short
line, the file name.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.core.types import DocumentKind
from app.ingest import blocks
from app.ingest.blocks import Block, Extract
from app.ingest.dates import has_date, iso_date, without_date
from app.ingest.identity import fields
from app.ingest.identity.head import MINISTRY, TOP, read_head
from app.ingest.identity.history import Amendment, in_line
from app.ingest.structure.letter import Letter, closed_up, is_blank, read_letter
from app.ingest.structure.marks import article_mark, division_mark, supplement_mark

_FIRST = 3
"""Blocks among which an unmarked title is looked for."""
_SHORT = 60
_TITLE_LEVEL = 2
_LONGEST_TITLE = 300

_WORD = re.compile("[가-힣A-Za-z]")
_NO_TITLE = re.compile(
    r"다\.$|끝\.$|^붙\s?임|^(?:\d+|[가-하])[.)]|^[□■○◦●※*·ㆍ\-•①-⑳]|\d\d\d\d-\d\d\d\d|^\(.*\)$|^[\[<].*[\]>]$|:|："
)

_LAW_KIND = re.compile(r"법률|헌법|조약|각령|(?:대통령|총리|[가-힣]*부)령|국회규칙|대법원규칙|조례|법령")
_DIRECTIVE_KIND = re.compile(r"훈령|예규|고시|지침|내규|규정|규칙|요령|세칙|지시|기준")
_TITLE_KINDS: tuple[tuple[re.Pattern[str], DocumentKind], ...] = (
    (re.compile(r"회의록|회의\s?결과"), DocumentKind.MINUTES),
    (
        re.compile(r"(?:훈령|예규|지침|내규|규정|요령|세칙|고시|기준|방침|지시|편람|매뉴얼)(?:\s*\(.*\))?$"),
        DocumentKind.DIRECTIVE,
    ),
    (re.compile(r"(?:서식|양식|신청서|확인서|동의서|서약서|대장)(?:\s*\(.*\))?$"), DocumentKind.FORM),
    (re.compile(r"공고|공지|안내|알림|예고"), DocumentKind.NOTICE),
    (re.compile(r"보고|계획|검토|결과|현황|실적|방안"), DocumentKind.REPORT),
)
_NAMES_DOCUMENT = re.compile(
    r"(?:보고|보고서|계획|계획서|회의록|일지|신청서|확인서|동의서|대장|현황|공고|안내|명세서|점검표)$"
)
_CALLS_ITSELF_LAW = re.compile(r"(?<!\S)이 (?:법|영)(?:은|에서|의|을)(?=\s)")
_LAW_TITLE = re.compile(r"(?:법|법률|시행령|시행규칙|령|규칙|조례)(?:\s*\(.*\))?$")

_ASIDE = re.compile(r"\[(?:각주|미주|메모|머리말|꼬리말)")
"""Notes, memos and running heads, as the readers mark them."""


@dataclass(frozen=True, slots=True)
class Identity:
    """`effective` and `promulgated` are ISO dates or empty; `label_blocks` the leading blocks that held only labels.

    `amendments` are those told at the head; the 부칙 tell of more. `letter` is set for an official letter.
    """

    title: str
    kind: DocumentKind
    number: str
    ministry: str
    effective: str
    status: str
    promulgated: str
    amendments: tuple[Amendment, ...]
    label_blocks: frozenset[int]
    letter: Letter | None


def identify(extract: Extract, name: str, *, has_articles: bool) -> Identity:
    """`name` is the file's name; its stem is the last resort for a title."""
    letter = None if fields.KIND in extract.fields else read_letter(extract.blocks)
    if letter is not None:
        return Identity(
            title=letter.subject[:_LONGEST_TITLE],
            kind=DocumentKind.LETTER,
            number=letter.number,
            ministry=letter.sender,
            effective=letter.date,
            status="",
            promulgated="",
            amendments=(),
            label_blocks=frozenset(),
            letter=letter,
        )
    head = read_head(extract.blocks, dict(extract.fields), has_articles=has_articles)
    found = head.values
    title = _title(extract, found, name, head.taken)[:_LONGEST_TITLE]
    stated = found.get(fields.MINISTRY, "")
    ministry = MINISTRY.fullmatch(stated)
    return Identity(
        title=title,
        kind=_kind(extract.blocks, found, title, has_articles),
        number=_number(found.get(fields.NUMBER, "")),
        ministry=ministry["ministry"] if ministry else stated,
        effective=iso_date(found.get(fields.EFFECTIVE, "")),
        status={"Y": "현행", "N": "연혁"}.get(found.get(fields.STATUS, ""), found.get(fields.STATUS, "")),
        promulgated=iso_date(found.get(fields.PROMULGATED, "")),
        amendments=(*in_line(found.get(fields.HISTORY, "")), *head.amendments),
        label_blocks=frozenset(head.taken),
        letter=None,
    )


def _title(extract: Extract, found: Mapping[str, str], name: str, labelled: Sequence[int]) -> str:
    given = found.get(fields.TITLE, "").strip()
    if given:
        return given
    top = [(i, b) for i, b in enumerate(extract.blocks[: 2 * TOP]) if i not in labelled and b.kind != blocks.TABLE]
    near = [(i, block) for i, block in top[:TOP] if _like_title(block.text)]
    for _, block in near:
        if block.kind == blocks.HEADING and block.level <= _TITLE_LEVEL:
            return closed_up(block.text)
    if cell := _boxed_title(extract.blocks):
        return cell
    first = {i for i, _ in top[:_FIRST]}
    for index, block in near:
        if index in first or block.kind == blocks.HEADING:
            return closed_up(block.text)
    return blocks.clean(name).replace("\\", "/").rsplit("/", 1)[-1].rpartition(".")[0] or name


def _boxed_title(found: Sequence[Block]) -> str:
    """`주간업무보고서 | 부서명: …`: the first cell of a document that begins with a table, when it names a document."""
    if not found or found[0].kind != blocks.TABLE:
        return ""
    cell = closed_up(found[0].text[: 2 * _SHORT].split("\n")[0].split(" | ")[0].strip())
    return cell if len(cell) > 3 and _NAMES_DOCUMENT.search(cell) and _like_title(cell) else ""


def _like_title(text: str) -> bool:
    """A short line with words that opens no unit or item and is no sentence and no date."""
    if (
        len(text) > _SHORT
        or is_blank(text)
        or _ASIDE.match(text)
        or (has_date(text) and len(without_date(text)) < _SHORT // 3)
    ):
        return False
    return len(_WORD.findall(text)) >= 2 and not _is_unit(text) and not _NO_TITLE.search(text)


def _is_unit(text: str) -> bool:
    return article_mark(text) is not None or division_mark(text) is not None or supplement_mark(text)


def _number(written: str) -> str:
    digits = re.fullmatch(r"(?:제\s{0,3})?0*(\d[\d-]*)\s{0,3}(?:호)?", written.strip()[:_SHORT])
    return f"제{digits[1]}호" if digits else written.strip()


def _kind(found: Sequence[Block], known: Mapping[str, str], title: str, has_articles: bool) -> DocumentKind:
    stated = known.get(fields.KIND, "")
    if _LAW_KIND.search(stated):
        return DocumentKind.LAW
    if _DIRECTIVE_KIND.search(stated):
        return DocumentKind.DIRECTIVE
    top = (line for block in found[:30] for line in block.text.split("\n"))
    if has_articles and (_LAW_TITLE.search(title) or any(_CALLS_ITSELF_LAW.search(line) for line in top)):
        return DocumentKind.LAW
    for pattern, kind in _TITLE_KINDS:
        if pattern.search(title):
            return kind
    return DocumentKind.DIRECTIVE if has_articles else DocumentKind.OTHER
