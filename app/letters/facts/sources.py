"""What a draft may stand on, and a fact as it is read from a text."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from app.core.drafts import Basis, Computation, Provenance
from app.core.findings import FactKind
from app.core.types import Span


@dataclass(frozen=True, slots=True)
class Sources:
    """`defaults` are the unit's own (기관명, 전화), `confirmed` the slots that the user put in, both by their keys.

    `frame` is what the form itself prints (labels, its sentences, the articles it names): no fact. `today` lends its
    year to days written without one.
    """

    notes: str
    bases: tuple[Basis, ...] = ()
    computations: tuple[Computation, ...] = ()
    defaults: Mapping[str, str] = field(default_factory=dict)
    confirmed: Mapping[str, str] = field(default_factory=dict)
    today: date = date.min
    frame: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a source that is looked through by itself: a line of the notes, an article, a slot."""

    provenance: Provenance
    where: str
    text: str


Value = tuple[object, ...]
"""What a fact says, however it is written; its first part names the sort: ("day", 2026, 3, 3), ("won", 18500000)."""


@dataclass(frozen=True, slots=True)
class Fact:
    kind: FactKind
    span: Span
    value: Value


Found = tuple[Provenance, str]
"""Where a fact comes from, as Trace has it."""


@dataclass(frozen=True, slots=True)
class Source:
    """A passage with its facts; `squeezed` is its text without white space, `folded` without marks, too."""

    passage: Passage
    facts: tuple[Fact, ...]
    squeezed: str
    folded: str

    @property
    def found(self) -> Found:
        return self.passage.provenance, self.passage.where


def passages(sources: Sources) -> Iterator[Passage]:
    """In the order in which they are believed: what the writer said before what a rule says."""
    for number, line in enumerate(sources.notes.splitlines(), 1):
        if line.strip():
            yield Passage(Provenance.NOTES, str(number), line)
    for key, value in sources.confirmed.items():
        yield Passage(Provenance.USER, key, value)
    for one in sources.computations:
        yield Passage(Provenance.COMPUTED, one.formula, "\n".join((one.result, one.formula, *one.inputs, one.basis)))
    for key, value in sources.defaults.items():
        yield Passage(Provenance.DEFAULT, key, value)
    for basis in sources.bases:
        whole = basis.text if basis.quote in basis.text else f"{basis.text}\n{basis.quote}"
        yield Passage(Provenance.ARTICLE, basis.place, whole)
