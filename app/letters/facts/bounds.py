"""Which way a figure bounds: 3일 이내 and 3일 이후 hold the same figure, and are not the same.

`이하` holds the figure and `미만` does not (법제처 drafting rules), so the two never stand for each other.
"""

import re
from collections import defaultdict
from collections.abc import Iterator

from app.core.drafts import Provenance
from app.core.findings import FactKind
from app.core.types import Span
from app.letters.facts.sources import Fact, Found, Source, Value

_BOUND = re.compile(
    r"[을를이가]?\s?(?:\([^()\n]{1,24}\)\s?)?(?P<w>(?P<ge>이상)|(?P<le>이하|이내|안에|내에|내로|까지|[의이]?\s?범위|[의이]?\s?한도)|(?P<lt>미만)"
    r"|(?P<gt>초과|[을를이가]?\s?넘)|(?P<before>이전|전까지|전에|전(?![가-힣]))"
    r"|(?P<after>이후|후에|후(?![가-힣])|뒤에|뒤(?![가-힣])|지나|부터))"
)
_STRICT = re.compile(r"이상|이하|미만|초과|이내|이후|이전|전까지")
_UNIT = re.compile(r"[가-힣A-Za-z]{1,4}?(?=\s?(?:이상|이하|미만|초과|이내|이후|이전))")
"""A unit that nobody has heard of."""
_WORD = re.compile(r"[가-힣]{2}(?=[을를이가]?\s?(?:초과|미만|이하|이상|넘))")
"""What is bounded without a figure: 상한 초과, by its last two letters."""
_CITES = re.compile(r"제\s?\d{1,4}\s?조")
"""A line that names an article says what the article says."""
_ALIKE = {"before": ("le",), "le": ("before",)}
_FIGURES = (FactKind.DATE, FactKind.TIME, FactKind.AMOUNT, FactKind.COUNT)


class Bounds:
    def __init__(self, sources: tuple[Source, ...]) -> None:
        self._held: dict[Value, dict[str, Found]] = defaultdict(dict)
        self._ruled: dict[Value, dict[str, Found]] = defaultdict(dict)
        """What articles say alone."""
        for source in sources:
            provenance = source.passage.provenance
            if provenance is Provenance.COMPUTED:
                continue  # `20일 뒤` is how it was computed, not what is due
            for value, sort, _, _ in _bounds(source.passage.text, source.facts):
                self._held[value].setdefault(sort, source.found)
                if provenance is Provenance.ARTICLE:
                    self._ruled[value].setdefault(sort, source.found)

    def find(self, text: str, facts: list[Fact]) -> Iterator[tuple[Span, Found | None]]:
        """The bounds of the text's figures that a source bounds, too; None: none does so this way."""
        for value, sort, span, kind in _bounds(text, facts):
            line = text[text.rfind("\n", 0, span[0]) + 1 : text.find("\n", span[1]) % (len(text) + 1)]
            held = (self._ruled.get(value) if _CITES.search(line) else None) or self._held.get(value)
            dated = kind in (FactKind.DATE, FactKind.TIME)
            if not held or not (dated or _STRICT.fullmatch(text[slice(*span)])):
                continue
            alike = (sort, *_ALIKE.get(sort, ())) if dated else (sort,)
            yield span, next((held[one] for one in alike if one in held), None)


def _bounds(text: str, facts: tuple[Fact, ...] | list[Fact]) -> Iterator[tuple[Value, str, Span, FactKind]]:
    for fact in facts:
        unit = _UNIT.match(text, fact.span[1]) if fact.value[0] == "number" else None
        match = _BOUND.match(text, unit.end() if unit else fact.span[1]) if fact.kind in _FIGURES else None
        if match is not None:
            yield _bare(fact.value), _sort(match), match.span("w"), fact.kind
    for word in _WORD.finditer(text):
        match = _BOUND.match(text, word.end())
        if match is not None and _sort(match) in ("ge", "le", "lt", "gt"):
            yield ("word", word[0]), _sort(match), match.span("w"), FactKind.QUOTE


def _sort(match: re.Match[str]) -> str:
    return next(name for name in ("ge", "le", "lt", "gt", "before", "after") if match[name])


def _bare(value: Value) -> Value:
    """A day without its year, a time without its half of the day: only the bound is compared here."""
    if value[0] == "day":
        return ("day", *value[2:])
    return value[:3] if value[0] == "time" else value
