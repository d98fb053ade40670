"""Every fact of a draft with its place and where it comes from."""

from app.core.drafts import Provenance
from app.core.findings import Trace
from app.core.locator import Locator
from app.letters.facts.frame import masked, without_one_copy
from app.letters.facts.grounds import Grounds
from app.letters.facts.reading import read
from app.letters.facts.sources import Fact, Found, Sources


def traces(text: str, sources: Sources) -> tuple[Trace, ...]:
    """In the order of the text; none overlaps another. MISSING: it comes from nowhere, or contradicts its source."""
    grounds = Grounds(sources)
    found = [(fact, _found(fact, grounds)) for fact in read(without_one_copy(masked(text, sources.frame)))]
    return tuple(_trace(text, fact, at) for fact, at in found)


def _found(fact: Fact, grounds: Grounds) -> Found | None:
    match fact.value:
        case ("article", str(title), Locator() as place):
            return grounds.citings.find(title, place)
    return grounds.find(fact.value)


def _trace(text: str, fact: Fact, found: Found | None) -> Trace:
    provenance, where = found if found is not None else (Provenance.MISSING, "")
    return Trace(fact.kind, fact.span, text[slice(*fact.span)], provenance, where)
