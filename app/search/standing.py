"""How a document stands on a day: in force, still to come, superseded or repealed.

Told by its own dates and status and by the other versions of its title in the workspace. Pure: the day is given.
법령 등 공포에 관한 법률 제12조: a law is promulgated on the day of its gazette; it binds from the day its 부칙 names.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from app.core.titles import spelling
from app.core.types import Document, DocumentKind, Hit, Standing

_VERSIONED = (DocumentKind.LAW, DocumentKind.DIRECTIVE)
"""Kinds of which one text takes another's place. Two reports of one title are two reports."""
_AMENDED = re.compile(r"(?P<how>[가-힣]*) ?(?P<year>\d{4})\. (?P<month>\d{1,2})\. (?P<day>\d{1,2})\.")
_REPEALED = re.compile(r"(?:타법|일괄)?폐지")
_OLD, _COMING, _GONE = ("연혁", "구판", "구법"), ("시행예정", "미시행"), "폐지"
_PREFERENCE = (Standing.CURRENT, Standing.COMING, Standing.SUPERSEDED, Standing.REPEALED)


class Family(Protocol):
    """Who knows the versions of a document's title."""

    def of(self, document: Document) -> Sequence[Document]: ...


@dataclass(frozen=True, slots=True)
class Versions:
    """The documents of a workspace by title, across its collections: 5,674 in 40 ms, made once a generation."""

    _groups: Mapping[str, tuple[Document, ...]]
    """By document id, where there is more than one."""

    @classmethod
    def among(cls, documents: Iterable[Document]) -> "Versions":
        groups: dict[tuple[DocumentKind, str], list[Document]] = {}
        for document in documents:
            if document.kind in _VERSIONED:
                groups.setdefault((document.kind, spelling(document.title)), []).append(document)
        shared = [tuple(group) for group in groups.values() if len(group) > 1]
        return cls({document.id: group for group in shared for document in group})

    def of(self, document: Document) -> tuple[Document, ...]:
        """The versions of its title, itself among them; none for a document that stands alone."""
        group = self._groups.get(document.id, ())
        if document.kind == DocumentKind.LAW:
            return group
        return tuple(other for other in group if _same_issuer(document.ministry, other.ministry))


def standing(document: Document, versions: Sequence[Document], day: str) -> Standing:
    """How a document stands on an ISO day among the versions of its title.

    Without a date it is what its status says, in force when that says nothing.
    """
    copies = [document, *(other for other in versions if _same_text(other, document))]
    statuses = [copy.status.replace(" ", "") for copy in copies]  # of two copies one may say less
    if document.kind not in _VERSIONED:
        return Standing.REPEALED if _GONE in statuses[0] else Standing.CURRENT
    start = _start(document)
    if start > day or (not start and any(status.startswith(_COMING) for status in statuses)):
        return Standing.COMING
    later = [other for other in versions if _follows(other, document)]
    in_force = [other for other in later if _start(other) <= day]
    if any(_gone_on(each, day) for each in (*copies, *in_force)):
        return Standing.REPEALED
    if in_force or _amended_since(document, later, day):
        return Standing.SUPERSEDED
    if not later and any(status.startswith(_OLD) for status in statuses):  # a later version would tell since when
        return Standing.SUPERSEDED
    return Standing.CURRENT


def in_force(document: Document, versions: Sequence[Document], day: str) -> bool:
    """Whether an as-of search of that day looks in it.

    What is superseded or repealed since nobody knows when stays, with its badge; so does what has no date.
    """
    start = _start(document)
    if not start:
        return True
    if not versions:
        return start <= day and not (document.history and "" < _repealed_since(document) <= day)
    now = standing(document, versions, day)
    if now == Standing.SUPERSEDED:
        return not any(_follows(other, document) for other in versions)
    if now == Standing.REPEALED:
        return not any(_follows(other, document) for other in versions) and not _repealed_since(document)
    return now == Standing.CURRENT


def order_versions(hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """The hits in their order, but where one article was found in several versions of its law the version in force
    takes the first of their places, the latest of the others the next.

    A hit keeps its own score, so that scores may rise by a step there.
    """
    places: dict[tuple[DocumentKind, str, str], list[int]] = {}
    for place, hit in enumerate(hits):
        name = (hit.document.kind, spelling(hit.document.title), str(hit.passage.locator.at_article()))
        places.setdefault(name, []).append(place)
    ordered = list(hits)
    for (kind, _, _), held in places.items():
        if len(held) < 2 or kind not in _VERSIONED:
            continue
        group = sorted((hits[place] for place in held), key=lambda hit: _start(hit.document), reverse=True)
        group.sort(key=lambda hit: _PREFERENCE.index(hit.standing))
        for place, hit in zip(held, group, strict=True):
            ordered[place] = hit
    return tuple(ordered)


def _start(document: Document) -> str:
    return document.effective or document.promulgated


def _same_issuer(first: str, second: str) -> bool:
    """Directives of one title by two ministries are two directives."""
    one, other = first.replace(" ", ""), second.replace(" ", "")
    return not one or not other or one in other or other in one


def _follows(other: Document, document: Document) -> bool:
    """Whether `other` is a later text of the same title. Copies of one text do not follow each other."""
    start, first = _start(other), _start(document)
    if not start or not first or other.id == document.id:
        return False
    if _same_text(other, document):
        return False
    if start == first:
        return bool(document.promulgated) and other.promulgated > document.promulgated
    return start > first


def _same_text(other: Document, document: Document) -> bool:
    """Whether two documents of one title are copies: one number, and days that do not differ where both tell them."""
    one_day = not other.promulgated or not document.promulgated or other.promulgated == document.promulgated
    return other.id != document.id and one_day and bool(document.number) and other.number == document.number


def _gone_on(document: Document, day: str) -> bool:
    since = _repealed_since(document)
    return since <= day if since else _GONE in document.status


def _repealed_since(document: Document) -> str:
    """The day of a repeal that the document's own history ends with."""
    last = _AMENDED.match(document.history.rpartition("\n")[2])
    if last is None or not _REPEALED.fullmatch(last["how"]):
        return ""
    return max(_iso(last), document.effective)


def _amended_since(document: Document, later: Sequence[Document], day: str) -> bool:
    """Whether a later version's history tells of amendments after this text and well before the day.

    Between an old text and one that is still to come there may be versions that the workspace does not hold.
    """
    own = document.promulgated or document.effective
    settled = f"{int(day[:4]) - 1:04d}{day[4:]}"  # a year later it is in force: what waits longer is rare
    known = {other.promulgated for other in later}
    return any(
        own < _iso(match) <= settled and _iso(match) not in known
        for other in later
        for match in _AMENDED.finditer(other.history)
    )


def _iso(match: re.Match[str]) -> str:
    return f"{match['year']}-{int(match['month']):02d}-{int(match['day']):02d}"
