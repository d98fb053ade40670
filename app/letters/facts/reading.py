"""All facts of a text, in order. What one reader has taken, the next one does not see: 2026. 3. 3. is no count."""

from collections.abc import Callable, Iterable, Iterator

from app.letters.facts import contacts, days, figures, hours, laws
from app.letters.facts.frame import BLANK
from app.letters.facts.sources import Fact

_READERS: tuple[Callable[[str], Iterator[Fact]], ...] = (
    laws.articles,
    days.days,
    hours.hours,
    contacts.documents,
    contacts.contacts,
    figures.amounts,
    days.months,
    days.years,
    days.weekdays,
    figures.shares,
    figures.counts,
    figures.numbers,
)
"""In the order of trust."""


def read(masked: str) -> list[Fact]:
    """The facts with a figure in them, of a text whose frame is blanked."""
    found: list[Fact] = []
    rest = masked
    for reader in _READERS:
        facts = list(_apart(reader(rest)))
        found += facts
        rest = without(rest, facts)
    return sorted(found, key=lambda fact: fact.span)


def _apart(facts: Iterable[Fact]) -> Iterator[Fact]:
    """Of facts that overlap the first in the reader's own order."""
    taken: list[Fact] = []
    for fact in facts:
        if not any(fact.span[0] < held.span[1] and held.span[0] < fact.span[1] for held in taken[-40:]):
            taken.append(fact)
            yield fact


def without(text: str, facts: Iterable[Fact]) -> str:
    """The text with the facts blanked."""
    pieces, last = [], 0
    for start, end in sorted(fact.span for fact in facts):
        pieces += [text[last:start], BLANK * (end - start)]
        last = end
    return "".join((*pieces, text[last:])) if pieces else text
