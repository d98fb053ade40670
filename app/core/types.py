"""The nouns of the program, in the field's own terms. All are frozen and slotted."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from app.core.locator import Locator


class DocumentKind(StrEnum):
    """What sort of document it is; decides badges and the `--kind` filter."""

    LAW = "law"
    DIRECTIVE = "directive"
    NOTICE = "notice"
    LETTER = "letter"
    MINUTES = "minutes"
    FORM = "form"
    REPORT = "report"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Source:
    """One file as it was read.

    `raw_path` is the absolute path in the bytes of the file system (names may be CP949 or NFD);
    `path` is for people: relative to the indexed root, NFC, "/" between parts.
    `modified` is nanoseconds since the epoch; `format` is what the content is, not its suffix.
    """

    raw_path: bytes
    path: str
    sha256: str
    format: str
    modified: int
    size: int


@dataclass(frozen=True, slots=True)
class Document:
    """One source's text with its identity. Dates are ISO strings, empty when unknown.

    `promulgated` is the day it was announced, `history` the words of its amendments (`제정 2016. 11. 22.`,
    one a line). `text` is the clean text; every passage of the document is a span of it.
    """

    id: str
    collection: str
    title: str
    kind: DocumentKind
    source: Source
    number: str = ""
    ministry: str = ""
    effective: str = ""
    status: str = ""
    promulgated: str = ""
    history: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """The retrieval unit: an article, a 부칙, a 별표, a section or a page.

    `text == document.text[start:end]`; offsets count Unicode code points.
    `heading` is the article's title (`휴가의 제한`), `breadcrumb` what stands above it.
    `ocr` is the lowest certainty in percent of what was recognised from a picture; 0: nothing was.
    """

    id: int
    document_id: str
    ordinal: int
    locator: Locator
    heading: str
    breadcrumb: str
    text: str
    start: int
    end: int
    page: int = 0
    ocr: int = 0


@dataclass(frozen=True, slots=True)
class Brief:
    """A passage without its text. `length` in characters."""

    id: int
    document_id: str
    label: str
    heading: str
    length: int


class Relation(StrEnum):
    """What a reference is to the text it stands in."""

    INTERNAL = "internal"
    """An article of the same document, by its number."""
    EXTERNAL = "external"
    """A law that is named, or one of its articles."""
    RELATIVE = "relative"
    """같은 조, 전항, a bare 제1항: told by where it stands or by the reference before it."""
    ANNEX = "annex"
    SUPPLEMENT = "supplement"
    """An article of a 부칙; a Locator without `supplement` does not tell of which one."""
    AMENDS = "amends"
    """The law that a 부칙 changes."""
    NUMBER = "number"
    """A document by its number: 정책과-123(2026. 3. 2.)."""


class Tie(StrEnum):
    """How one passage belongs to another: `implements` reads "it implements the other"."""

    DELEGATES = "delegates"
    """It leaves to the other, an article of a decree or a rule, what it does not settle itself."""
    IMPLEMENTS = "implements"
    """It is the article of a decree or a rule that carries out the other."""
    SIBLING = "sibling"
    """Both carry out the same article."""
    CITES = "cites"
    CITED = "cited"
    APPLIES = "applies"
    """It has the other apply to its own case (준용한다)."""
    APPLIED = "applied"
    NEXT = "next"
    """It stands just after the other."""
    PREVIOUS = "previous"
    TOPIC = "topic"
    """Of the same document, under a heading of the same words."""
    DEFINES = "defines"
    """It says what words mean in the other."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A place in a document's text that points to another place.

    `passage` is the ordinal of the passage it stands in, [start, end) its place in the document's text.
    `law` is the title (or the document's number) it names, abbreviations written out; empty: the document
    itself. `last` is the other end of a range (제3조부터 제7조까지).
    """

    passage: int
    start: int
    end: int
    relation: Relation
    law: str
    locator: Locator
    last: Locator | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A reference as the workspace resolves it now. `span` is its place in the text of passage `passage_id`.

    `target_document` is empty when the law is not in the workspace, `target_passage` 0 when the document is
    there and the place is not (or no place is named). `label` is for people: `「물품관리법」 제3조제1항(정의)`.
    """

    passage_id: int
    span: tuple[int, int]
    relation: Relation
    law: str
    locator: Locator
    last: Locator | None
    label: str
    target_document: str
    target_passage: int


@dataclass(frozen=True, slots=True)
class Citing:
    """A reference to a passage, seen from there: `span` is its place in the text of passage `passage_id` of
    document `document_id`. `locator` and `last` are what it names, down to the 목."""

    document_id: str
    title: str
    passage_id: int
    label: str
    heading: str
    span: tuple[int, int]
    relation: Relation
    locator: Locator
    last: Locator | None


@dataclass(frozen=True, slots=True)
class Missing:
    """What documents refer to and the workspace does not hold: a law, or (`place`) an article of `law`.

    Counts of references and of the documents they stand in. `document_id` is the law's document when only
    the article is missing.
    """

    law: str
    place: str
    document_id: str
    references: int
    documents: int


@dataclass(frozen=True, slots=True)
class Collection:
    """A named set of documents."""

    name: str
    documents: int
    passages: int


class FileState(StrEnum):
    """What became of a file the workspace was given."""

    WAITING = "waiting"
    """Seen, or read in part: the rest (recognition of scanned pages, say) is still to come."""
    INDEXED = "indexed"
    SKIPPED = "skipped"
    """Left alone on purpose: no document, excluded, a link."""
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """One file the workspace was given, on disk or inside a container. `code` and `params` say why it waits,
    was skipped or failed; for an indexed one, what the user should know (read in part, by recognition).

    `path` is relative to the indexed root (`묶음.zip/안/규정.hwpx` for a member), `document_id` is empty where
    nothing was taken in. `ocr` is the mean certainty of recognised passages in percent, 0: none.
    `modified` is nanoseconds since the epoch.
    """

    path: str
    collection: str
    state: FileState
    document_id: str
    title: str
    kind: str
    format: str
    passages: int
    size: int
    modified: int
    ocr: int
    code: str
    params: Mapping[str, Any]


class Standing(StrEnum):
    """How a document stands on a day, told by its dates and by the other versions that the workspace holds."""

    CURRENT = "current"
    COMING = "coming"
    """Promulgated, not in force yet."""
    SUPERSEDED = "superseded"
    """A later version of the same title is in force."""
    REPEALED = "repealed"


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked of search, and where it may look. Empty: everywhere, at any time.

    Dates are ISO. `since` and `until` bound the effective date, both included; `as_of` leaves what is in force
    on that day. `verbatim` has the text looked for as it was typed: nothing is put right, nothing added.
    """

    text: str
    limit: int = 10
    collections: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    ministries: tuple[str, ...] = ()
    since: str = ""
    until: str = ""
    as_of: str = ""
    verbatim: bool = False


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A search that the user gave a name, with its filters."""

    name: str
    query: Query


@dataclass(frozen=True, slots=True)
class Change:
    """Something that was read otherwise than it was typed, to be shown and undone.

    `kind` is keyboard, initials, spelling, spacing, number, synonym, date, law or cut (of a text that is too long).
    """

    kind: str
    said: str
    read: str


@dataclass(frozen=True, slots=True)
class Understood:
    """A question as search reads it.

    `text` is what the channels look for: operators taken out, slips put right. `phrases` must stand in a passage
    as they are, `excluded` must not. `synonyms` are other words for words of the text. `as_of` is the ISO day that
    the question names (`2024. 1. 1. 기준`) or empty. `laws` are the documents that it names somewhere, `topic` the
    text without their names: where to look, and what for. `changes` tells what was read otherwise.
    """

    text: str
    phrases: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    as_of: str = ""
    synonyms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    laws: tuple[str, ...] = ()
    topic: str = ""
    changes: tuple[Change, ...] = ()


Span = tuple[int, int]
"""[start, end) in code points."""


@dataclass(frozen=True, slots=True)
class Because:
    """Why a passage came along with another: it has the tie to passage `passage_id`, the `label` of `title`."""

    tie: Tie
    passage_id: int
    title: str
    label: str


@dataclass(frozen=True, slots=True)
class Hit:
    """One passage that search found. `ranks` gives each channel's rank from 1. `because`: it stands where it stands
    for another's sake."""

    passage: Passage
    document: Document
    score: float
    ranks: Mapping[str, int] = field(default_factory=dict)
    highlights: tuple[Span, ...] = ()
    standing: Standing = Standing.CURRENT
    """On the day of the query, or today."""
    because: Because | None = None


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A page of a file as its author sees it: `rgb` are three bytes a dot, row after row, without padding.

    `page` counts from 1 and is of `pages`. Plain dots, so that whoever shows them needs no decoder.
    """

    width: int
    height: int
    rgb: bytes
    page: int = 1
    pages: int = 1
