"""A document's big parts in order: body, each 부칙, each 별표 or 별지, the list of attachments, the margin."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from app.core.locator import NONE, Number
from app.ingest import blocks
from app.ingest.blocks import Block
from app.ingest.structure.marks import AnnexMark, ArticleMark, annex_mark, article_mark, supplement_mark
from app.ingest.structure.sequence import succeeds


class Part(Enum):
    BODY = "body"
    SUPPLEMENT = "supplement"
    ANNEX = "annex"
    LISTING = "listing"
    COMPARISON = "comparison"
    """신·구조문대비표."""
    MARGIN = "margin"


@dataclass(frozen=True, slots=True)
class Zone:
    """Blocks [start, end). `supplement` counts from 1; `annex` is set for a 별표 or 별지."""

    part: Part
    start: int
    end: int
    supplement: int = 0
    annex: AnnexMark | None = None


MEMO = "[메모] "
_MARGIN = (MEMO, "[머리말] ", "[꼬리말] ")
"""How readers mark what stands beside the text; they put it last."""

_COMPARISON = re.compile(r"[\[【<]?\s?(?:붙임\s?\d?\s?)?신\s?[ㆍ·,.‧]?\s?구\s?(?:조\s?문\s?)?대\s?비\s?표\s?[\]】>]?")


def zones(found: Sequence[Block]) -> list[Zone]:
    """Cut the blocks into zones that cover all of them, in order."""
    starts: list[Zone] = [Zone(Part.BODY, 0, 0)]
    supplements = 0
    body_article: Number = NONE
    text_end = _text_end(found)
    for index, block in enumerate(found[:text_end]):
        current = starts[-1]
        if block.kind == blocks.LISTING:
            starts.append(Zone(Part.LISTING, index, 0))
        elif block.kind == blocks.TABLE:
            continue
        elif supplement_mark(block.text):
            above = found[index - 1].text if index == current.start + 1 else ""
            if current.part is Part.SUPPLEMENT and above and not any(c.isdigit() for c in above):
                continue  # `## 부칙` and, below it, `부칙 <제1호,2020.1.1>`: one and the same
            supplements += 1
            starts.append(Zone(Part.SUPPLEMENT, index, 0, supplement=supplements))
        elif _COMPARISON.fullmatch(block.text):
            starts.append(Zone(Part.COMPARISON, index, 0))
        elif annex := annex_mark(block.text, heading=block.kind == blocks.HEADING):
            starts.append(Zone(Part.ANNEX, index, 0, annex=annex))
        elif (article := article_mark(block.text)) is not None:
            if current.part is Part.BODY:
                body_article = max(body_article, article.number)
            elif current.part is Part.ANNEX and not supplements and _goes_on(body_article, article):
                body_article = article.number
                starts.append(Zone(Part.BODY, index, 0))
    if text_end < len(found):
        starts.append(Zone(Part.MARGIN, text_end, 0))
    ends = [zone.start for zone in starts[1:]] + [len(found)]
    return [
        Zone(z.part, z.start, end, z.supplement, z.annex) for z, end in zip(starts, ends, strict=True) if end > z.start
    ]


def _text_end(found: Sequence[Block]) -> int:
    """Where the margin begins."""
    end = len(found)
    while end and found[end - 1].text.startswith(_MARGIN):
        end -= 1
    return end


def _goes_on(body_article: Number, article: ArticleMark) -> bool:
    """A mere reference looked like a 별표: the body's next article follows it."""
    return body_article != NONE and bool(article.title) and succeeds(body_article, article.number)
