"""An Extract -> what the index stores: identity, clean text, and passages that are spans of it. Runs in the child."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from app.core.locator import NONE
from app.core.types import DocumentKind, Passage, Reference
from app.ingest.blocks import Block, Extract, Member, Warning_
from app.ingest.identity import history
from app.ingest.identity.entry import entry_into_force
from app.ingest.identity.identify import Identity, identify
from app.ingest.references.find import references
from app.ingest.structure.marks import article_mark
from app.ingest.structure.sections import Section, sections
from app.ingest.structure.tables import opened

_LINE = "\n"
_DATED = (DocumentKind.LAW, DocumentKind.DIRECTIVE)


PARSER_VERSION = 4
"""Raised whenever the same bytes would give other passages: documents of an older version are read again."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """One document as read. `text[p.start:p.end] == p.text` for every passage.

    What lies between two passages is the title, or 편/장/절 headings that the next passage's breadcrumb
    shows. `effective` and `promulgated` are ISO dates or empty, `history` the amendments one a line.
    Passages have id 0 and no document id yet. `members` and `scanned` are the Extract's.
    """

    format: str
    title: str
    kind: DocumentKind
    number: str
    ministry: str
    effective: str
    status: str
    promulgated: str
    history: str
    text: str
    passages: tuple[Passage, ...]
    warnings: tuple[Warning_, ...] = ()
    members: tuple[Member, ...] = ()
    scanned: tuple[int, ...] = ()
    references: tuple[Reference, ...] = ()


def parse(extract: Extract, name: str) -> Parsed:
    """`name` is the file's name. A document without words has no passages."""
    extract = replace(extract, blocks=opened(extract.blocks))
    marks = (block for block in extract.blocks if article_mark(block.text) is not None)
    has_articles = len(list(islice(marks, 2))) > 1
    identity = identify(extract, name, has_articles=has_articles)
    kept = [block for index, block in enumerate(extract.blocks) if index not in identity.label_blocks]
    found = sections(kept, identity.title, identity.letter)
    if not found and kept:  # nothing but the title: that is the text
        found = sections(kept, "")
    supplements = _supplements(found)
    of_supplements = [a for name in supplements.values() if (a := history.in_supplement(name))]
    text = _LINE.join(block.text for block in kept)
    passages = _passages(kept, found)
    if identity.kind in _DATED:
        identity = _dated(identity, supplements, passages)
    return Parsed(
        format=extract.format,
        title=identity.title,
        kind=identity.kind,
        number=identity.number,
        ministry=identity.ministry,
        effective=identity.effective,
        status=identity.status,
        promulgated=identity.promulgated,
        history=history.told([*identity.amendments, *of_supplements]),
        text=text,
        passages=passages,
        warnings=extract.warnings,
        members=extract.members,
        scanned=extract.scanned,
        references=references(identity.title, text, passages),
    )


def _dated(identity: Identity, supplements: Mapping[int, str], passages: Sequence[Passage]) -> Identity:
    """What a rule does not say at its head its last 부칙 tells: when and as what it was promulgated, and from when on
    it is in force."""
    dated = [(told.date, place, told) for place, name in supplements.items() if (told := history.in_supplement(name))]
    if not dated or (identity.promulgated and identity.effective):
        return identity
    day, place, last = max(dated, key=lambda each: each[:2])
    promulgated = identity.promulgated or day
    if promulgated != day:  # the head tells of a later amendment
        return identity
    text = _LINE.join(passage.text for passage in passages if passage.locator.supplement == place)
    return replace(
        identity,
        promulgated=promulgated,
        number=identity.number or last.number,
        effective=identity.effective or entry_into_force(text, day, other_law=bool(last.law)),
    )


def _supplements(made: Sequence[Section]) -> dict[int, str]:
    """The headings of the 부칙 by their number."""
    names: dict[int, str] = {}
    for section in made:
        if place := section.locator.supplement:
            whole = section.locator.article == NONE
            names.setdefault(place, section.heading if whole else section.breadcrumb)
    return names


def _passages(found: Sequence[Block], made: Sequence[Section]) -> tuple[Passage, ...]:
    starts = [0]
    for block in found:
        starts.append(starts[-1] + len(block.text) + len(_LINE))
    text = _LINE.join(block.text for block in found)
    return tuple(
        Passage(
            id=0,
            document_id="",
            ordinal=ordinal,
            locator=section.locator,
            heading=section.heading,
            breadcrumb=section.breadcrumb,
            text=text[starts[section.start] : starts[section.end] - len(_LINE)],
            start=starts[section.start],
            end=starts[section.end] - len(_LINE),
            page=found[section.start].page,
            ocr=min((b.confidence for b in found[section.start : section.end] if b.confidence), default=0),
        )
        for ordinal, section in enumerate(made)
    )
