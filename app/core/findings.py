"""The nouns of what is found in a draft: findings of the rules, facts and where they come from, tracked changes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from app.core.drafts import Provenance
from app.core.types import Span


class Severity(StrEnum):
    ERROR = "error"
    """Against a statute."""
    WARNING = "warning"
    """Against the manual (편람) or good usage."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One place that breaks a rule. `rule` is its name (`R13`), `article` the law's place (`영 제7조제5항`), `message`
    the key `lint_…` without its beginning. `fix` replaces `span`; None: no safe one is known."""

    rule: str
    severity: Severity
    article: str
    message: str
    span: Span
    fix: str | None = None
    params: Mapping[str, str] = field(default_factory=dict)


class FactKind(StrEnum):
    DATE = "date"
    TIME = "time"
    AMOUNT = "amount"
    COUNT = "count"
    PHONE = "phone"
    NAME = "name"
    ARTICLE = "article"
    NUMBER = "number"
    """The number of a document."""
    QUOTE = "quote"


@dataclass(frozen=True, slots=True)
class Trace:
    """A fact of a draft (`span` of its text) and where it comes from; MISSING: from nowhere, an error.

    `where` is the line of the notes (`3`), the place of an article, or a computation's formula.
    """

    kind: FactKind
    span: Span
    text: str
    provenance: Provenance
    where: str = ""


@dataclass(frozen=True, slots=True)
class Footing:
    """A sentence of a draft and what it stands on: an article, a line of the notes, or the writer's own judgement
    (USER, MODEL: 작성자 판단)."""

    span: Span
    provenance: Provenance
    where: str = ""
    quote: str = ""


class RewriteStyle(StrEnum):
    """How a selection is to be rewritten; named as in the keys `rewrite_…`."""

    CONCISE = "concise"
    POLITE = "polite"
    OUTLINE = "outline"
    """개조식."""
    PLAIN = "plain"
    """쉬운 말."""
    NATIVE = "native"
    """번역투 고치기."""


@dataclass(frozen=True, slots=True)
class Change:
    """One tracked change: `text[span[0]:span[1]]` of what was selected becomes `after`."""

    span: Span
    after: str
    reason: str = ""
    """The message key `change_…` without its beginning; empty: the model's wording."""


@dataclass(frozen=True, slots=True)
class Rewriting:
    """A selection and its changes in order, none overlapping. `refused`: the model's version of a sentence lost or
    brought a fact and was dropped; what is changed there is then the rules' alone."""

    text: str
    style: RewriteStyle
    changes: tuple[Change, ...]
    refused: bool = False
    model: str = ""
