"""The nouns of drafting: forms, what the notes say, the letter, and the sheet it is written on.

All are frozen and slotted. Sources of the terms: 행정업무의 운영 및 혁신에 관한 규정 (영) and its 시행규칙 (규칙).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.core.types import Span


# --- forms -----------------------------------------------------------------------------------
class FieldKind(StrEnum):
    """What a field takes; a value that is not of its kind is not put in."""

    TEXT = "text"
    LINES = "lines"
    DATE = "date"
    PERIOD = "period"
    MOMENT = "moment"
    """A day with an hour: 일시."""
    AMOUNT = "amount"
    COUNT = "count"
    PERSON = "person"
    PLACE = "place"
    UNIT = "unit"
    """A department or an agency."""
    NUMBER = "number"
    """The number of a document."""
    CONTACT = "contact"
    ATTACHMENTS = "attachments"
    CHOICE = "choice"


class FieldPlace(StrEnum):
    """Where a field's value goes."""

    HEAD = "head"
    """두문: agency, 수신, 경유, title; of a report its title box."""
    BODY = "body"
    FOOT = "foot"
    """결문: 발신명의, signatures, numbers, address, 공개구분."""
    META = "meta"
    """Kept with the document, not printed: 보존기간, 문서요지, 키워드 (영 제5조제2항)."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form. `words` are what notes call it; `item` is the label of its line in the body, empty: none;
    `required`: missing, it becomes `[확인 필요: label]`."""

    key: str
    label: str
    kind: FieldKind = FieldKind.TEXT
    place: FieldPlace = FieldPlace.BODY
    required: bool = False
    words: tuple[str, ...] = ()
    item: str = ""
    default: str = ""
    choices: tuple[str, ...] = ()
    section: str = ""
    """The Section it belongs to, by its key."""


@dataclass(frozen=True, slots=True)
class Section:
    """One first-level item of the body: 관련, the sentence that says what is wanted, 행정 사항.

    `lead` is the sentence that code writes when nobody words a better one, with `{title}`, `{agency}` and keys of
    fields; `takes` names the roles of notes (NoteRole) that go under it.
    """

    key: str
    heading: str = ""
    lead: str = ""
    takes: tuple[str, ...] = ()
    required: bool = False


class Marks(StrEnum):
    NUMBERED = "numbered"
    """1. 가. 1) 가) (1) (가) ① ㉮ (규칙 제2조제1항)."""
    SYMBOLS = "symbols"
    """□ ○ - ㆍ (규칙 제2조제1항 단서)."""


@dataclass(frozen=True, slots=True)
class Form:
    """A kind of document as data (`assets/templates/*.toml`, a site's own in `<home>/templates`).

    `polite`: sentences end in 니다, not in nouns. `ends`: the mark 끝 is written. `internal`: 수신 is 내부결재.
    """

    id: str
    name: str
    version: int
    marks: Marks
    names: tuple[str, ...] = ()
    polite: bool = True
    ends: bool = True
    internal: bool = False
    fields: tuple[Field, ...] = ()
    sections: tuple[Section, ...] = ()
    source: str = ""
    """The article or practice it follows."""
    site: bool = False

    def field(self, key: str) -> Field | None:
        return next((one for one in self.fields if one.key == key), None)


# --- notes -----------------------------------------------------------------------------------
class NoteRole(StrEnum):
    """What one line of the notes is for."""

    FACT = "fact"
    LABELLED = "labelled"
    """`label: value`."""
    REQUEST = "request"
    """What is asked of the reader, or proposed: 협조, 건의, 결정."""
    LOOKUP = "lookup"
    """To be found in the regulations, and cited."""
    WITHHELD = "withheld"
    """For the writer alone: 쓰지 말 것, 내부 참고용."""
    UNDECIDED = "undecided"
    """미정: becomes `[확인 필요: …]`."""
    ATTACHMENT = "attachment"
    ADDRESSEE = "addressee"
    STYLE = "style"
    """How it is to be written: 한 장으로."""


@dataclass(frozen=True, slots=True)
class Note:
    """A line, or a part of one, of the notes: `line` counts from 1, `span` is its place in the notes.

    `text` is the line cleaned for writing (dates, times and amounts as the decree writes them); `label` and `value`
    of a labelled one; `query` what a LOOKUP looks for.
    """

    line: int
    span: Span
    role: NoteRole
    text: str
    label: str = ""
    value: str = ""
    query: str = ""


class Provenance(StrEnum):
    """Where something in a draft comes from."""

    NOTES = "notes"
    ARTICLE = "article"
    COMPUTED = "computed"
    DEFAULT = "default"
    """The unit's own (기관명, 주소 …)."""
    USER = "user"
    MODEL = "model"
    """Words only: a fact never has it."""
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Slot:
    """A field with its value as it will be written. `lines` are the lines of the notes it was read from."""

    key: str
    value: str
    provenance: Provenance
    lines: tuple[int, ...] = ()
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two values for one thing: `values` as they stand in the notes, on `lines`."""

    label: str
    values: tuple[str, ...]
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Notes:
    """Rough notes, read by code. `text` is what was given."""

    text: str
    notes: tuple[Note, ...]
    slots: tuple[Slot, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    foreign: bool = False
    """Hardly any Hangul."""


@dataclass(frozen=True, slots=True)
class Basis:
    """An article that a draft stands on or may stand on; `quote` is verbatim and `query` what it was looked for.

    `chosen`: it is cited in the draft; otherwise it is only proposed. `doubted`: it is cited, and the draft says that
    somebody has to see whether it applies.
    """

    document_id: str
    title: str
    article: str
    quote: str
    passage_id: int = 0
    chosen: bool = True
    query: str = ""
    text: str = ""
    """The whole article, as it stood when it was taken."""
    file: str = ""
    doubted: bool = False

    @property
    def place(self) -> str:
        """`「공공기록물 관리에 관한 법률」 제27조`."""
        return f"「{self.title}」 {self.article}".rstrip()


@dataclass(frozen=True, slots=True)
class Computation:
    """A figure that follows from a rule: `result` as written, `formula` in words (`2026. 8. 3.의 90일 전`), `inputs`
    the texts it was computed from, `basis` the place of the article that says so, if one does."""

    label: str
    result: str
    formula: str
    inputs: tuple[str, ...] = ()
    basis: str = ""


# --- the letter ------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Table:
    """`rows` of cells, all of one length; the first `heads` rows are heads. A table whose last rows are empty is
    filled partly (규칙 제4조제5항제2호)."""

    rows: tuple[tuple[str, ...], ...]
    heads: int = 1


@dataclass(frozen=True, slots=True)
class Item:
    """An item of the body without its mark, which follows from its place; a table stands under the text."""

    text: str
    items: tuple["Item", ...] = ()
    table: Table | None = None


@dataclass(frozen=True, slots=True)
class Attachment:
    """`name` and `quantity` (`1부`) of one thing that goes with the letter (규칙 제4조제4항)."""

    name: str
    quantity: str = "1부"


@dataclass(frozen=True, slots=True)
class Letter:
    """An official document with its parts, before it is laid out.

    `fields` has 두문, 결문 and what is not printed, by the keys of the Form: agency, recipient, via, title, sender,
    recipients, drafter, reviewer, approver, cooperator, number, enforced_on, received_number, received_on, postcode,
    address, homepage, phone, fax, email, disclosure, retention, summary, keywords; of reports department, author, day.
    """

    form: str
    fields: Mapping[str, str]
    items: tuple[Item, ...] = ()
    attachments: tuple[Attachment, ...] = ()


class Part(StrEnum):
    """What a line of a sheet is."""

    AGENCY = "agency"
    RECIPIENT = "recipient"
    VIA = "via"
    TITLE = "title"
    BYLINE = "byline"
    """Day and department of a report."""
    BODY = "body"
    TABLE = "table"
    ATTACHMENT = "attachment"
    END = "end"
    """끝. where it has a line of its own."""
    SENDER = "sender"
    RECIPIENTS = "recipients"
    SIGNATURES = "signatures"
    REGISTRY = "registry"
    CONTACT = "contact"


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of a sheet. `label` (`수신`) and `mark` (`가.`) stand before `text`; `level` counts from 1 in the
    body, 0 elsewhere; `item` is the way to the Item it comes from (`(1, 0)`: first item under the second)."""

    part: Part
    text: str
    label: str = ""
    mark: str = ""
    level: int = 0
    item: tuple[int, ...] = ()
    table: Table | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A letter as it will be written: paragraphs in order, marks, 붙임 and 끝 in their places."""

    form: str
    lines: tuple[Line, ...]
    title: str = ""
    summary: str = ""
    keywords: tuple[str, ...] = ()


# --- the draft -------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Draft:
    """A piece of writing with all that it came from. `id` 0: not kept yet. Times are ns since the epoch."""

    id: int
    letter: Letter
    notes: str = ""
    slots: tuple[Slot, ...] = ()
    bases: tuple[Basis, ...] = ()
    computations: tuple[Computation, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    model: str = ""
    started: int = 0
    touched: int = 0
