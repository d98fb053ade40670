"""The nouns of answers and conversations, and of where a model runs; core.types has those of documents and search."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from app.core.types import Hit, Span


@dataclass(frozen=True, slots=True)
class Citation:
    """One numbered reference of an answer. `quote` is a span of the passage's text, verbatim.

    `number` is the [n] in the answer; `span` is the quote's place in the passage's text.
    """

    number: int
    hit: Hit
    quote: str
    span: Span
    verified: bool


class Verdict(StrEnum):
    """What code found out about one sentence of an answer."""

    QUOTED = "quoted"
    """인용 확인: its words stand in a cited passage as they are."""
    GROUNDED = "grounded"
    """근거 있음: its content words, numbers and polarity agree with a cited passage."""
    UNCHECKED = "unchecked"
    """확인 필요: nothing was found that carries it."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence or item of an answer: `span` is its place in the Answer's text, markers included; `citations` are
    the [n] that carry it, none where it is unchecked."""

    span: Span
    verdict: Verdict
    citations: tuple[int, ...] = ()


class Origin(StrEnum):
    """Who chose the words of an answer."""

    ARTICLE = "article"
    """The article that was asked for, as it stands."""
    EXTRACT = "extract"
    """Cut from the articles by code; no model was needed, or there is none."""
    MODEL = "model"


@dataclass(frozen=True, slots=True)
class Packing:
    """What the model was given to read, in tokens: `used` for the sources of `room`; `omitted` articles were cut or
    left out."""

    used: int
    room: int
    sources: int
    omitted: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What `ask` gives. `unsupported` lists the sentences that no cited passage supports.

    `model` is empty where no model was needed. `reason` says why it abstained: the message key
    `reason_…` without its beginning, and its parameters. `statements` are the sentences of `text` in order.
    `text[:extracted]` was cut from the articles by code; the model wrote the rest. `asked` is the question as it was
    looked for when a follow-up was made to stand alone, empty otherwise.
    """

    text: str
    abstained: bool
    citations: tuple[Citation, ...]
    unsupported: tuple[str, ...]
    hits: tuple[Hit, ...]
    model: str
    took_ms: int
    first_token_ms: int
    reason: str = ""
    reason_params: Mapping[str, str] = field(default_factory=dict)
    statements: tuple[Statement, ...] = ()
    origin: Origin = Origin.MODEL
    extracted: int = 0
    packing: Packing | None = None
    asked: str = ""


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a chat model runs on this PC, and why there.

    `device` is ggml's name (`CPU`, `CUDA0`), `title` what people call it; `layers` of `layers_total` are on it, the
    rest on the CPU. `kv` is the type of keys and values (`f16`, `q8_0`), `context` and `batch` are tokens. `reason` is
    the message key `placed_…` without its beginning, told with `params`; `needs_mib` and `free_mib` are of the device.
    """

    device: str
    title: str
    layers: int
    layers_total: int
    kv: str
    context: int
    batch: int
    needs_mib: int
    free_mib: int
    reason: str
    params: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class KeptCitation:
    """A citation as a conversation keeps it: it must be readable when the document has gone or changed."""

    number: int
    document_id: str
    title: str
    article: str
    file: str
    quote: str
    span: Span


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question of a conversation and its answer. `standalone` is the question as it was looked for, `asked` in ns
    since the epoch; `reason`, `reason_params` and `extracted` as in Answer."""

    id: int
    question: str
    standalone: str
    asked: int
    collections: tuple[str, ...]
    text: str
    abstained: bool
    reason: str
    reason_params: Mapping[str, str]
    statements: tuple[Statement, ...]
    citations: tuple[KeptCitation, ...]
    model: str
    extracted: int = 0


@dataclass(frozen=True, slots=True)
class Conversation:
    """`title` is its first question; `started` and `touched` are ns since the epoch."""

    id: int
    title: str
    started: int
    touched: int
    exchanges: int
