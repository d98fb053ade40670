"""Every fact of a draft with its place and where it comes from."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from app.core.drafts import Provenance
from app.core.findings import FactKind, Trace
from app.core.locator import Locator
from app.core.types import Span
from app.letters.facts import attached, bodies, days, people
from app.letters.facts.bounds import Bounds
from app.letters.facts.frame import masked, without_one_copy
from app.letters.facts.grounds import Grounds
from app.letters.facts.moods import Moods
from app.letters.facts.numerals import scaled
from app.letters.facts.quotes import quotes
from app.letters.facts.reading import read, without
from app.letters.facts.sources import Fact, Found, Sources

_DATING = re.compile(
    r"(?:(?:시행|작성|보고|기안|접수|결재|보도|배포)[ ]?(?:일자?|날짜)?|일[ ]?자|날[ ]?짜|^|\n)[ ]*[:：(]?[ ]*\Z"
)
"""Where the day of writing stands."""
_IN_UNITS = re.compile(r"\((?:단위\s?[:：]?\s?)?(천|만|백만|천만|억)\s?원\)|단위\s?[:：]\s?(?=(천|만|백만|억)\s?원)")
_AMOUNT_TWICE = re.compile(r"\s?\(\s?금?\s?$")


def traces(text: str, sources: Sources) -> tuple[Trace, ...]:
    """In the order of the text; none overlaps another. MISSING: it comes from nowhere, or contradicts its source."""
    grounds = _grounds(_Key(sources))
    bare = without_one_copy(masked(text, sources.frame))
    figures = read(bare)
    found = [(fact.span, fact.kind, _found(fact, grounds, bare)) for fact in figures]
    found += _differing(figures, bare)
    found += [(span, FactKind.QUOTE, at) for span, at in Bounds(grounds.sources).find(bare, figures)]
    graded = list(attached.graded(text, grounds.sources))
    said = [(fact.span, fact.kind, grounds.find(fact.value)) for fact in quotes(text) if not _holds(fact, graded)]
    found += [(fact.span, fact.kind, grounds.find(fact.value)) for fact in _named(without(bare, figures), grounds)]
    found += [*attached.copies(text, grounds.sources), *graded]
    found += [(span, FactKind.QUOTE, at) for span, at in Moods(grounds.sources).find(bare)]
    return tuple(_trace(text, *one) for one in _apart(found, said))


class _Key:
    """Sources as a key: an editor asks at every pause, and they seldom change."""

    __slots__ = ("_parts", "sources")

    def __init__(self, sources: Sources) -> None:
        self.sources = sources
        mapped = (tuple(sources.defaults.items()), tuple(sources.confirmed.items()))
        self._parts = (sources.notes, sources.bases, sources.computations, *mapped, sources.today)

    def __hash__(self) -> int:
        return hash(self._parts)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and self._parts == other._parts


@lru_cache(maxsize=2)
def _grounds(key: _Key) -> Grounds:
    return Grounds(key.sources)


_Found = tuple[Span, FactKind, Found | None]


def _named(bare: str, grounds: Grounds) -> Iterator[Fact]:
    yield from people.people(bare)
    yield from people.likenesses(bare, grounds.names, grounds.said)
    yield from bodies.bodies(bare)
    yield from bodies.likenesses(bare, grounds.bodies, grounds.said)


def _differing(facts: list[Fact], bare: str) -> list[_Found]:
    """금1,000원(금이천원): the words must say what the digits say."""
    found: list[_Found] = []
    for one, other in pairwise(facts):
        twice = one.value[0] == other.value[0] == "won" and _AMOUNT_TWICE.fullmatch(bare[one.span[1] : other.span[0]])
        if twice and one.value != other.value:
            found += [(one.span, one.kind, None), (other.span, other.kind, None)]
    return found


def _apart(found: list[_Found], said: list[_Found]) -> list[_Found]:
    """What is quoted rightly is one fact; then what comes from nowhere, then what came first. The rest of an overlap
    is left out."""
    kept: list[_Found] = []
    taken: set[int] = set()
    for one in sorted((*said, *found), key=lambda one: _rank(one, said)):
        places = range(*one[0])
        if taken.isdisjoint(places):
            taken.update(places)
            kept.append(one)
    return sorted(kept, key=lambda one: one[0])


def _in_thousands(fact: Fact, grounds: Grounds, bare: str) -> Found | None:
    """A number of a table whose head says (단위: 천원)."""
    match fact.value:
        case ("number", int() | float() as number):
            scales = [scaled("1", match[1] or match[2]) for match in _IN_UNITS.finditer(bare)]
            return next((found for one in scales if (found := grounds.find(("won", number * one)))), None)
    return None


def _holds(fact: Fact, others: list[_Found]) -> bool:
    return any(fact.span[0] <= span[0] and span[1] <= fact.span[1] for span, _, _ in others)


def _rank(one: _Found, said: list[_Found]) -> int:
    return (0 if one in said else 2) if one[2] is not None else 1


def _found(fact: Fact, grounds: Grounds, bare: str) -> Found | None:
    match fact.value:
        case ("article", str(title), Locator() as place):
            around = bare[max(0, fact.span[0] - 160) : fact.span[0]] + bare[fact.span[1] : fact.span[1] + 240]
            return grounds.citings.find(title, place, around) or grounds.citings.refers(title, place)
    found = grounds.find(fact.value) or _in_thousands(fact, grounds, bare)
    if found is None:
        dating = grounds.is_today(fact.value) and _DATING.search(bare[max(0, fact.span[0] - 16) : fact.span[0]])
        return (Provenance.DEFAULT, days.written(grounds.today)) if dating else None
    elsewhere = found[0] is Provenance.ARTICLE and grounds.contexts.contradicts(bare, fact)
    return None if elsewhere else found


def _trace(text: str, span: Span, kind: FactKind, found: Found | None) -> Trace:
    provenance, where = found if found is not None else (Provenance.MISSING, "")
    return Trace(kind, span, text[slice(*span)], provenance, where)
