"""What stands at a document's head beside its title: labels with values, the line of the law service, amendments.

Labels: a table or lines (문서명, 종류, 번호, 시행일). The law service's copies say `[시행 2024. 1. 1.] [법률 제19000호,
2023. 1. 1., 일부개정]` and, below it, `국방부(병영정책과), 02-748-5160`; directives `제정 2016. 11. 22. 훈령 제1977호`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from app.ingest import blocks
from app.ingest.blocks import Block
from app.ingest.dates import WRITTEN, iso_date
from app.ingest.identity import fields
from app.ingest.identity.history import Amendment, in_line
from app.ingest.structure.marks import article_mark, division_mark, supplement_mark

TOP = 14
"""Blocks looked at for labels and for the title."""
_AMENDED_TOP = 80
"""Blocks looked at for lines of amendments, which some directives have by the dozen."""
_FAR = 400
"""Characters of a block looked at."""

_LABELLED = re.compile(r"^(?P<label>[^\t:：|]{1,14}?)(?:\t+|\s*[:：]\s*|\s+\|\s+|\s+|$)(?P<value>.{0,200})$")
_EFFECTIVE = re.compile(rf"\[\s{{0,3}}시\s?행\s{{0,3}}(?P<date>{WRITTEN})[^\[\]]{{0,20}}\]")
_ISSUED = re.compile(
    rf"""\[\s{{0,3}}(?P<kind>[가-힣·ㆍ\ ]{{0,40}}?(?:헌법|법률|령|예규|고시|공고|규칙|지침|조례|규정|내규))\s{{0,3}}
    (?P<number>제\s?[\d-]{{1,12}}\s?호)
    (?:\s{{0,3}},\s{{0,3}}(?P<date>{WRITTEN}))?(?:\s{{0,3}},\s{{0,3}}(?P<how>[가-힣\ ]{{2,12}}))?[^\[\]]{{0,20}}\]""",
    re.VERBOSE,
)
MINISTRY = re.compile(
    r"(?P<ministry>[가-힣]{1,20}(?:부|처|청|원|위원회|본부|실|단|공사|사령부))\s{0,3}\([^()]{2,80}\)\s{0,3},?"
    r"\s{0,3}[\d\-~∼,/ ]{4,80}"
)
_ANNOUNCED = re.compile(
    r"(?P<ministry>[가-힣][가-힣\s]{1,30}?)\s{0,3}(?P<kind>공고|고시|훈령|예규|지침|내규)\s{0,3}"
    r"(?P<number>제\s?\d[\d-]{0,11}\s?호)"
)
_ISSUER = re.compile(r"(?P<ministry>[가-힣]{1,20}(?:부|처|청|원|위원회))\s?(?:령|훈령|예규|고시|규칙|지침)")


@dataclass(slots=True)
class Head:
    """`values` under the names of fields.py; `taken` are the blocks that hold nothing else and are no text."""

    values: dict[str, str]
    taken: list[int] = field(default_factory=list)
    amendments: list[Amendment] = field(default_factory=list)


def read_head(found: Sequence[Block], stated: dict[str, str], *, has_articles: bool) -> Head:
    """`stated` are the values of a front matter, which count more."""
    head = Head(dict(stated))
    head.taken += _labels(found, head.values)
    head.taken += _service(found, head)
    _announced(found, head.values)
    if has_articles:
        _ministry(found, head.values)
        _amended(found, head)
    return head


def _labels(found: Sequence[Block], into: dict[str, str]) -> list[int]:
    """Blocks near the top that are nothing but label and value; their values go into `into`."""
    taken = []
    for index, block in enumerate(found[:TOP]):
        if len(block.text) > 20 * _FAR:
            continue
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


def _service(found: Sequence[Block], head: Head) -> list[int]:
    """The blocks that are the law service's line, if they are nothing else."""
    taken = []
    for index, block in enumerate(found[:TOP]):
        text = block.text[:_FAR]
        effective, issued = _EFFECTIVE.search(text), _ISSUED.search(text)
        if effective is not None:
            head.values.setdefault(fields.EFFECTIVE, effective["date"])
        if issued is not None:
            head.values.setdefault(fields.KIND, "".join(issued["kind"].split()))
            head.values.setdefault(fields.NUMBER, issued["number"])
            issuer = _ISSUER.match("".join(issued["kind"].split()))
            if issuer is not None:
                head.values.setdefault(fields.MINISTRY, issuer["ministry"])
            if date := iso_date(issued["date"] or ""):
                head.values.setdefault(fields.PROMULGATED, date)
                how = "".join((issued["how"] or "").split())
                head.amendments.append(Amendment(date, how, "".join(issued["number"].split())))
        if (effective or issued) and not _ISSUED.sub("", _EFFECTIVE.sub("", block.text)).strip():
            taken.append(index)
        if issued is not None:
            break
    return taken


def _announced(found: Sequence[Block], into: dict[str, str]) -> None:
    """`○○시 공고 제2021-174호`, `국방부훈령 제3164호` on a line of its own."""
    for block in found[:TOP]:
        if match := _ANNOUNCED.fullmatch(block.text[:_FAR]):
            into.setdefault(fields.NUMBER, match["number"])
            into.setdefault(fields.MINISTRY, " ".join(match["ministry"].split()))
            return


def _ministry(found: Sequence[Block], into: dict[str, str]) -> None:
    names = [m["ministry"] for block in found[:TOP] if (m := MINISTRY.fullmatch(block.text[:_FAR]))]
    if names:
        into.setdefault(fields.MINISTRY, ", ".join(dict.fromkeys(names)))


def _amended(found: Sequence[Block], head: Head) -> None:
    """Lines above the first article that tell of amendments and nothing else."""
    told: list[Amendment] = []
    for index, block in enumerate(found[:_AMENDED_TOP]):
        if block.kind != blocks.TABLE and (
            article_mark(block.text) or division_mark(block.text) or supplement_mark(block.text)
        ):
            break
        if index in head.taken:
            continue
        lines = [in_line(line) for line in block.text[: 20 * _FAR].split("\n")]
        if all(lines):
            told += [amendment for line in lines for amendment in line]
            if any(amendment.how for line in lines for amendment in line):
                head.taken.append(index)
    head.amendments += [amendment for amendment in told if amendment.how]
    if told:
        last = max(told, key=lambda amendment: amendment.date)
        head.values.setdefault(fields.PROMULGATED, last.date)
        if last.number:
            head.values.setdefault(fields.NUMBER, last.number)
