"""Blocks -> sections: what each passage will be, where it stands, and what stands above it.

A section follows the document's own units: an article, a 부칙 or its articles, a 별표; in documents
without articles a heading, a page, or paragraphs (divide.py), in a letter its parts (letter.py). Articles of the
body are never cut.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from app.core.locator import Locator
from app.ingest import blocks
from app.ingest.blocks import Block
from app.ingest.dates import WRITTEN, iso_date, pointed
from app.ingest.structure.divide import Piece, by_length, divide
from app.ingest.structure.letter import Letter, pieces
from app.ingest.structure.marks import (
    MAX_HEADING,
    DivisionMark,
    article_mark,
    division_mark,
    ends_sentence,
    opens_paragraph,
    supplement_mark,
    supplement_note,
    unfinished,
    without_notes,
)
from app.ingest.structure.outline import MINUTES
from app.ingest.structure.sequence import Candidate, following, rising
from app.ingest.structure.zones import MEMO, Part, Zone, zones

_RANKS = {"편": 0, "장": 1, "절": 2, "관": 3}
_ARROW = " › "
_DIGIT = re.compile(r"\d")
_IN_FORCE = re.compile(rf"(?P<date>{WRITTEN})\s{{0,3}}부터\s{{0,3}}시행")
_FORCE_BLOCKS, _FORCE_FAR = 4, 400
"""How far an undated 부칙 is read for the day from which it is in force."""
_MEMOS, _RUNNING_HEADS = "메모", "머리말·꼬리말"
_LISTING_HEADING = "별표·별지 목록(본문 없음)"


@dataclass(frozen=True, slots=True)
class Section:
    """Blocks [start, end) with their place. Blocks between sections are headings in `breadcrumb`."""

    start: int
    end: int
    locator: Locator
    heading: str = ""
    breadcrumb: str = ""


@dataclass(slots=True)
class _Above:
    """The 편, 장, 절, 관 that are open, and the ones no passage has stood under yet."""

    open: dict[int, DivisionMark] = field(default_factory=dict)
    pending: list[int] = field(default_factory=list)
    pending_rank: int = -1

    def enter(self, mark: DivisionMark) -> None:
        rank = _RANKS[mark.unit]
        self.open = {r: m for r, m in self.open.items() if r < rank} | {rank: mark}

    def locator(self) -> Locator:
        at = {_RANKS[m.unit]: m.number for m in self.open.values()}
        none = (0, 0)
        return Locator(part=at.get(0, none), chapter=at.get(1, none), section=at.get(2, none))

    def breadcrumb(self) -> str:
        return _ARROW.join(self.open[rank].text for rank in sorted(self.open))


def sections(found: Sequence[Block], title: str, letter: Letter | None = None) -> list[Section]:
    """The sections of a document in order, with no two of the same Locator. `letter` is what the document is."""
    cut = zones(found)
    bodies = [zone for zone in cut if zone.part is Part.BODY]
    candidates = [c for zone in bodies for c in _candidates(found, zone)]
    articles = {c.index: c for c in rising(candidates)}
    made: list[Section] = []
    for zone in cut:
        if zone.part is Part.BODY:
            start = zone.start + (_title_blocks(found, zone, title) if zone.start == 0 else 0)
            body = replace(zone, start=start)
            if articles:
                made += _body(found, body, articles)
            elif letter is not None and start == 0:
                made += _sections(pieces(found, letter, zone.end))
            else:
                made += _sections(divide(found, start, zone.end, minutes=MINUTES.search(title) is not None))
        elif zone.part is Part.SUPPLEMENT:
            made += _supplement(found, zone)
        elif zone.part is Part.ANNEX and zone.annex is not None:
            place = Locator(annex_kind=zone.annex.kind, annex=zone.annex.number)
            made += _cut(found, Section(zone.start, zone.end, place, zone.annex.title or _annex_title(found, zone)))
        elif zone.part is Part.COMPARISON:
            made += _cut(found, Section(zone.start, zone.end, Locator(offset=1), without_notes(found[zone.start].text)))
        elif zone.part is Part.MARGIN:
            made += _margin(found, zone, title)
        else:
            made.append(Section(zone.start, zone.end, Locator(annex_kind="별표"), _LISTING_HEADING))
    return _distinct(made)


def _candidates(found: Sequence[Block], zone: Zone) -> Iterator[Candidate]:
    for index in range(zone.start, zone.end):
        block = found[index]
        if block.kind not in (blocks.HEADING, blocks.PARAGRAPH):
            continue
        text = block.text
        if unfinished(text) and index + 1 < zone.end:  # a long title that goes on in the next line
            text += found[index + 1].text
        if mark := article_mark(text):
            yield Candidate(index, mark, block.kind == blocks.HEADING)


def _title_blocks(found: Sequence[Block], zone: Zone, title: str) -> int:
    """How many leading blocks only say the title, which is kept apart from the passages."""
    count = 0
    wanted = "".join(title.split())
    while zone.start + count < zone.end and "".join(found[zone.start + count].text.split()) == wanted:
        count += 1
    return count


def _body(found: Sequence[Block], zone: Zone, articles: dict[int, Candidate]) -> list[Section]:
    """A body with articles: one section each; what stands between keeps its 장, or counts from 1."""
    made: list[Section] = []
    above = _Above()
    rank = min((found[c.index].level for c in articles.values() if c.heading), default=0)
    index = zone.start
    while index < zone.end:
        division = division_mark(found[index].text) if found[index].kind != blocks.TABLE else None
        if division is not None:
            made += _childless(above, division)
            above.pending.append(index)
            above.pending_rank = _RANKS[division.unit]
            above.enter(division)
            index += 1
            continue
        end = _next_border(found, index + 1, zone.end, articles, rank)
        candidate = articles.get(index)
        if candidate is not None:
            place = replace(above.locator(), article=candidate.number)
            made.append(Section(index, end, place, candidate.mark.title, above.breadcrumb()))
        else:
            first = above.pending[0] if above.pending else index
            place = above.locator() if above.pending else Locator(offset=1)
            heading = without_notes(found[first].text) if found[first].kind == blocks.HEADING or above.pending else ""
            made += _cut(found, Section(first, end, place, heading, above.breadcrumb()))
        above.pending = []
        index = end
    return made + _childless(above, None)


def _childless(above: _Above, division: DivisionMark | None) -> list[Section]:
    """A 장 that ends with nothing under it (`제5장 삭제 <…>`) is a passage of its own."""
    if not above.pending or (division is not None and _RANKS[division.unit] > above.pending_rank):
        return []
    section = Section(
        above.pending[0],
        above.pending[-1] + 1,
        above.locator(),
        above.open[above.pending_rank].text,
        above.breadcrumb(),
    )
    above.pending = []
    return [section]


def _next_border(found: Sequence[Block], start: int, end: int, articles: dict[int, Candidate], rank: int) -> int:
    """The next article, 장, or (where articles are headings) heading above an article's rank."""
    for index in range(start, end):
        block = found[index]
        if index in articles or (block.kind == blocks.HEADING and block.level < rank):
            return index
        if block.kind != blocks.TABLE and division_mark(block.text) is not None:
            return index
    return end


def _supplement(found: Sequence[Block], zone: Zone) -> list[Section]:
    heads, name = _supplement_name(found, zone)
    place = Locator(supplement=zone.supplement)
    chosen = following(_candidates(found, replace(zone, start=heads)))
    if not chosen:
        return _cut(found, Section(zone.start, zone.end, place, name, ""))
    made = []
    if chosen[0].index > heads:
        made += _cut(found, Section(zone.start, chosen[0].index, place, name, ""))
    borders = [c.index for c in chosen] + [zone.end]
    for candidate, end in zip(chosen, borders[1:], strict=True):
        article = replace(place, article=candidate.number)
        made += _cut(found, Section(candidate.index, end, article, candidate.mark.title, name))
    return made


def _supplement_name(found: Sequence[Block], zone: Zone) -> tuple[int, str]:
    """(the block after the 부칙's heading, the heading with number and date as far as they are told)."""
    heads = zone.start + 1
    name = found[zone.start].text
    below = found[heads] if heads < zone.end and found[heads].kind != blocks.TABLE else None
    if below is not None and not _DIGIT.search(name):
        if supplement_mark(below.text):
            name = below.text  # `## 부칙` and, below it, `부칙 <제1호,2020.1.1>`
            heads += 1
        elif supplement_note(below.text):
            name = f"{name} {below.text}"
            heads += 1
    name = " ".join(name.split())
    if not _DIGIT.search(name):
        for block in found[heads : min(zone.end, heads + _FORCE_BLOCKS)]:
            if match := _IN_FORCE.search(block.text[:_FORCE_FAR]):
                day = iso_date(match["date"])
                return heads, f"{name} ({pointed(day)} 시행)" if day else name
    return heads, name


def _annex_title(found: Sequence[Block], zone: Zone) -> str:
    """The line below `[별표 1] <개정 …>`, when it is a title: short, no sentence, no article and no table."""
    if zone.start + 1 >= zone.end:
        return ""
    block = found[zone.start + 1]
    title = without_notes(block.text) if len(block.text) <= MAX_HEADING else ""
    if block.kind not in (blocks.HEADING, blocks.PARAGRAPH) or opens_paragraph(block.text) or ends_sentence(title):
        return ""
    return title


def _margin(found: Sequence[Block], zone: Zone, title: str) -> list[Section]:
    """Memos, and running heads but for those that only say the title."""
    heads = next((i for i in range(zone.start, zone.end) if not found[i].text.startswith(MEMO)), zone.end)
    last = zone.end
    wanted = "".join(title.split())
    while last > heads and "".join(found[last - 1].text.partition("] ")[2].split()) == wanted:
        last -= 1
    made: list[Section] = []
    for start, end, name in ((zone.start, heads, _MEMOS), (heads, last, _RUNNING_HEADS)):
        made += _cut(found, Section(start, end, Locator(offset=1), name)) if end > start else []
    return made


def _sections(made: Sequence[Piece]) -> list[Section]:
    return [
        Section(piece.start, piece.end, Locator(page=piece.page, offset=piece.offset), piece.heading, piece.breadcrumb)
        for piece in made
    ]


def _cut(found: Sequence[Block], section: Section) -> list[Section]:
    """A section that is no article, in pieces at paragraph borders when it is enormous."""
    pieces: list[Piece] = by_length(found, section.start, section.end)
    if len(pieces) == 1:
        return [section]
    return [
        replace(
            section,
            start=piece.start,
            end=piece.end,
            locator=replace(section.locator, offset=number),
            breadcrumb=_ARROW.join(part for part in (section.breadcrumb, piece.breadcrumb) if part),
        )
        for number, piece in enumerate(pieces, 1)
    ]


def _distinct(made: Sequence[Section]) -> list[Section]:
    """A second section at the same place gets the next free offset: a Locator names one passage."""
    taken: set[Locator] = set()
    last: dict[Locator, int] = {}
    told = []
    for section in made:
        place = section.locator
        if place in taken:
            base = replace(place, offset=0)
            offset = max(last.get(base, 0), place.offset, 1) + 1
            while (place := replace(base, offset=offset)) in taken:
                offset += 1
            last[base] = offset
        taken.add(place)
        told.append(section if place is section.locator else replace(section, locator=place))
    return told
