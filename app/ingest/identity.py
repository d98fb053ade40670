"""Who a document is: title, kind, number, ministry, dates, from what it says of itself.

In order: front matter, a table or lines of labels at the top (문서명, 종류, 번호, 시행일), the bracketed line of
the national law service (`[시행 2020. 1. 1.] [법률 제1호, …]`), headings, the first short line, the file name.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.core.types import DocumentKind
from app.ingest import blocks, fields
from app.ingest.blocks import Block, Extract
from app.ingest.marks import article_mark, division_mark, supplement_mark

_TOP = 14
"""Blocks looked at for labels and for the title."""
_FIRST = 3
"""Blocks among which an unmarked title is looked for."""
_SHORT = 60
_TITLE_LEVEL = 2

_DATE = re.compile(r"(?<!\d)(\d{4})\s*(?:[.\-/]|년)?\s*(\d{1,2})\s*(?:[.\-/]|월)?\s*(\d{1,2})(?!\d)")
_LABELLED = re.compile(r"^(?P<label>[^\t:：|]{1,14}?)(?:\t+|\s*[:：]\s*|\s+\|\s+|\s+|$)(?P<value>.{0,200})$")
_SERVICE = re.compile(r"\[\s*시행\s*(?P<date>[^\]]+)\]\s*(?:\[(?P<kind>[가-힣]+)\s*(?P<number>제[\d-]+호)[^\]]*\])?")
_WORD = re.compile("[가-힣A-Za-z]")
_NO_TITLE = re.compile(r"다\.$|^(?:\d+|[가-하])[.)]|^[□■○◦●※*·ㆍ\-•①-⑳]|\d\d\d\d-\d\d\d\d|^\(.*\)$|^[\[<].*[\]>]$|:|：")
_RECIPIENT = re.compile(r"^수\s*신\s*[:：]?\s+\S")
_SUBJECT = re.compile(r"^제\s*목\s*[:：]?\s+(?P<title>\S.*)$")

_LAW_KIND = re.compile(r"법률|헌법|조약|(?:대통령|총리|[가-힣]*부)령|국회규칙|대법원규칙|조례|법령")
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
_CALLS_ITSELF_LAW = re.compile(r"(?<!\S)이 (?:법|영)(?:은|에서|의|을)(?=\s)")
_LAW_TITLE = re.compile(r"(?:법|법률|시행령|시행규칙|령|규칙|조례)(?:\s*\(.*\))?$")


@dataclass(frozen=True, slots=True)
class Identity:
    """`effective` and `promulgated` are ISO dates or empty; `label_blocks` the leading blocks that held only labels."""

    title: str
    kind: DocumentKind
    number: str
    ministry: str
    effective: str
    status: str
    promulgated: str
    history: str
    label_blocks: frozenset[int]


def identify(extract: Extract, name: str, *, has_articles: bool) -> Identity:
    """`name` is the file's name; its stem is the last resort for a title."""
    found = dict(extract.fields)
    labelled = _labels(extract.blocks, found)
    labelled += _service_line(extract.blocks, found)
    title = _title(extract, found, name, labelled)
    return Identity(
        title=title,
        kind=_kind(extract.blocks, found, title, has_articles),
        number=_number(found.get(fields.NUMBER, "")),
        ministry=found.get(fields.MINISTRY, ""),
        effective=iso_date(found.get(fields.EFFECTIVE, "")),
        status={"Y": "현행", "N": "연혁"}.get(found.get(fields.STATUS, ""), found.get(fields.STATUS, "")),
        promulgated=iso_date(found.get(fields.PROMULGATED, "")),
        history=found.get(fields.HISTORY, ""),
        label_blocks=frozenset(labelled),
    )


def iso_date(written: str) -> str:
    """`2020. 10. 20.`, `20201020`, `2020-10-20`, `2020년 10월 20일` -> `2020-10-20`; else nothing."""
    match = _DATE.search(written) or re.fullmatch(r"\s*(\d{4})(\d{2})(\d{2})\s*", written)
    if match is None:
        return ""
    year, month, day = (int(group) for group in match.groups())
    return f"{year:04d}-{month:02d}-{day:02d}" if 1 <= month <= 12 and 1 <= day <= 31 else ""


def _labels(found: Sequence[Block], into: dict[str, str]) -> list[int]:
    """Blocks near the top that are nothing but label and value; their values go into `into`."""
    taken = []
    for index, block in enumerate(found[:_TOP]):
        rows = [_LABELLED.match(line) for line in block.text.split("\n")]
        known = [row for row in rows if row is not None and fields.is_label(row["label"])]
        if len(known) != len(rows):
            continue
        taken.append(index)
        for row in known:
            own = fields.field_of(row["label"])
            if own and row["value"].strip():
                into.setdefault(own, row["value"].strip())
    return taken if len(taken) > 2 or any("\n" in found[i].text for i in taken) else []


def _service_line(found: Sequence[Block], into: dict[str, str]) -> list[int]:
    """The block that is the law service's line, if it is nothing else; its values go into `into`."""
    for index, block in enumerate(found[:_TOP]):
        match = _SERVICE.search(block.text)
        if match is not None:
            into.setdefault(fields.EFFECTIVE, match["date"])
            if match["kind"]:
                into.setdefault(fields.KIND, match["kind"])
                into.setdefault(fields.NUMBER, match["number"])
            return [index] if match.end() - match.start() == len(block.text) else []
    return []


def _title(extract: Extract, found: Mapping[str, str], name: str, labelled: Sequence[int]) -> str:
    given = found.get(fields.TITLE, "").strip()
    if given:
        return given
    top = [(i, b) for i, b in enumerate(extract.blocks[: 2 * _TOP]) if i not in labelled and b.kind != blocks.TABLE]
    for _, block in top:
        if subject := _SUBJECT.match(block.text):
            return subject["title"].strip()
    near = [block for _, block in top[:_TOP] if _like_title(block.text)]
    for block in near:
        if block.kind == blocks.HEADING and block.level <= _TITLE_LEVEL:
            return _closed_up(block.text)
    for block in near:
        if block in [b for _, b in top[:_FIRST]] or block.kind == blocks.HEADING:
            return _closed_up(block.text)
    return blocks.clean(name).replace("\\", "/").rsplit("/", 1)[-1].rpartition(".")[0] or name


def _like_title(text: str) -> bool:
    """A short line with words that opens no unit or item and is no sentence and no date."""
    words = len(_WORD.findall(text)) >= 2 and not (_DATE.search(text) and len(_DATE.sub("", text)) < _SHORT // 3)
    return words and len(text) <= _SHORT and not _is_unit(text) and not _NO_TITLE.search(text)


def _closed_up(text: str) -> str:
    """`입 법 예 고` -> `입법예고`: letters set apart for looks."""
    tokens = text.split()
    return "".join(tokens) if len(tokens) > 2 and all(len(token) == 1 for token in tokens) else text


def _is_unit(text: str) -> bool:
    return article_mark(text) is not None or division_mark(text) is not None or supplement_mark(text)


def _number(written: str) -> str:
    digits = re.fullmatch(r"(?:제\s*)?0*(\d[\d-]*)\s*(?:호)?", written.strip())
    return f"제{digits[1]}호" if digits else written.strip()


def _kind(found: Sequence[Block], known: Mapping[str, str], title: str, has_articles: bool) -> DocumentKind:
    stated = known.get(fields.KIND, "")
    if _LAW_KIND.search(stated):
        return DocumentKind.LAW
    if _DIRECTIVE_KIND.search(stated):
        return DocumentKind.DIRECTIVE
    top = [line for block in found[:30] for line in block.text.split("\n")]
    if any(_RECIPIENT.match(line) for line in top) and any(_SUBJECT.match(line) for line in top):
        return DocumentKind.LETTER
    if has_articles and (_LAW_TITLE.search(title) or any(_CALLS_ITSELF_LAW.search(line) for line in top)):
        return DocumentKind.LAW
    for pattern, kind in _TITLE_KINDS:
        if pattern.search(title):
            return kind
    return DocumentKind.DIRECTIVE if has_articles else DocumentKind.OTHER
