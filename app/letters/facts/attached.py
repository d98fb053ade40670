"""Quantities and grades that look like frame and are facts: `1부` where the notes say two, a secret's grade."""

import re
from collections.abc import Iterator

from app.core.drafts import Provenance
from app.core.findings import FactKind
from app.core.types import Span
from app.letters.facts.quotes import folded
from app.letters.facts.sources import Found, Source
from app.letters.markings import grade_key, grades

_ONE_COPY = re.compile(
    r"(?m)^[ \t]*(?:붙[ \t]*임[ \t]*)?(?:\d{1,2}\.[ \t]*)?(?P<name>[^\n\d][^\n]*?)[ \t]*(?P<n>1\s?부)"
    r"(?=[ \t]*(?:[.,]|끝|$))"
)
_COPIES = re.compile(r"(\d{1,3})\s?부(?!터|서|분)")


def copies(text: str, sources: tuple[Source, ...]) -> Iterator[tuple[Span, FactKind, Found | None]]:
    """`1부` of an attachment that the notes want more of: from nowhere."""
    start = re.search(r"(?m)^[ \t]*붙[ \t]*임", text)
    for match in _ONE_COPY.finditer(text, start.start()) if start is not None else ():
        name = folded(match["name"])
        for source in sources:
            if source.passage.provenance is Provenance.ARTICLE or len(name) < 2:
                continue
            at = source.folded.find(name)
            told = _COPIES.match(source.folded, at + len(name)) if at >= 0 else None
            if told is not None and told[1] != "1":
                yield match.span("n"), FactKind.COUNT, None
                break


def graded(text: str, sources: tuple[Source, ...]) -> Iterator[tuple[Span, FactKind, Found | None]]:
    """A grade is given by who may give it (보안업무규정 제11조): it stands in the notes, or nowhere."""
    for mark in grades(text):
        wanted = grade_key(mark.word)
        own = (one for one in sources if one.passage.provenance is not Provenance.ARTICLE)
        yield mark.span, FactKind.QUOTE, next((one.found for one in own if wanted in _keyed(one.squeezed)), None)


def _keyed(text: str) -> str:
    return re.sub(r"[ⅠⅡⅢI]{1,3}(?=급)", lambda match: grade_key(match[0] + "급").removesuffix("급"), text)
