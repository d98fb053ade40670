"""The nouns of drafts that were kept: how they are listed, their versions, and what two versions differ in.

Kept drafts are the user's own documents: they stay, personal data and all, until the user removes them.
"""

from dataclasses import dataclass
from enum import StrEnum

from app.core.findings import Change


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """A draft as it is listed. Times are ns since the epoch; `versions` is how many there are."""

    id: int
    title: str
    form: str
    started: int
    touched: int
    versions: int


class Cause(StrEnum):
    """Why a version was made; named as in the keys `version_…`."""

    GENERATED = "generated"
    """The program had just written it."""
    EXPORTED = "exported"
    RESTORED = "restored"
    BEFORE_CHANGE = "before_change"
    """Much of it was about to go."""
    TYPING = "typing"
    NAMED = "named"
    """The user asked for it."""
    ELSEWHERE = "elsewhere"
    """Written in a window that did not know of a newer state."""


LASTING = frozenset({Cause.NAMED, Cause.ELSEWHERE})
"""Versions that only the user removes, with their draft."""


@dataclass(frozen=True, slots=True)
class Version:
    """A state of a draft, as it is listed. `number` counts from 1 within the draft; `characters` of its letter, without
    white space."""

    draft_id: int
    number: int
    made: int
    cause: Cause
    name: str
    title: str
    characters: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two texts: `changes` have their spans in `before` and make it `after`."""

    before: str
    after: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Precedent:
    """Something written before that resembles what is to be written: a kept draft (`draft_id`), or an indexed
    document (`document_id`). `likeness` from 0 to 1; `kind` of a document is core.types.DocumentKind's value."""

    title: str
    likeness: float
    form: str = ""
    kind: str = ""
    draft_id: int = 0
    document_id: str = ""
    touched: int = 0
