"""Where the references of a text lead now, who refers to a passage, and what is referred to and not here."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.core import titles
from app.core.errors import CollectionMissing
from app.core.events import Cancel, Done, Event
from app.core.locator import NONE, Locator
from app.core.types import Citing, Document, Link, Missing, Passage, Relation
from app.services.context import Workspace
from app.store.holders import Holder, Landing
from app.store.links import Cited, Tally

MOST_CITING = 200
"""References to one passage that are told; some articles have thousands."""

FEW = 20
"""Of the laws and of the articles that are missing: what is told when not every one is asked for."""


@dataclass(frozen=True, slots=True)
class LinkReport:
    """`references` counts all that the documents refer to, `unresolved` those that lead nowhere. `missing` is
    sorted: laws that are not in the workspace by how often they are cited, then articles their law does not have;
    the first FEW of each unless `every` one was asked for. `laws` and `places` count them all."""

    collection: str
    references: int
    unresolved: int
    laws: int
    places: int
    missing: tuple[Missing, ...]


def links_of(workspace: Workspace, passage_id: int) -> tuple[Link, ...]:
    """The links of a passage in the order of its text; none for a passage that is not there."""
    passage = workspace.documents.passages_by_id([passage_id]).get(passage_id)
    cited = workspace.links.of_passage(passage_id)
    if passage is None or not cited:
        return ()
    own = workspace.documents.documents_by_id([passage.document_id])[passage.document_id]
    return tuple(_link(workspace, one, own, passage) for one in cited)


def cited_by(workspace: Workspace, passage_id: int, limit: int = MOST_CITING) -> tuple[Citing, ...]:
    """References to a passage's article (annex, 부칙), ranges over it among them: its own document's, then others'.

    One that stands in the passage itself is left out. At most `limit`.
    """
    passage = workspace.documents.passages_by_id([passage_id]).get(passage_id)
    if passage is None:
        return ()
    at = passage.locator
    if at.article == NONE and not at.annex_kind and not at.supplement:
        return ()
    document = workspace.documents.documents_by_id([passage.document_id])[passage.document_id]
    found = workspace.links.citing(passage, _names_of(workspace, document), limit)
    sources = workspace.documents.passages_by_id([one.passage_id for one in found])
    documents = workspace.documents.documents_by_id(sorted({source.document_id for source in sources.values()}))
    readable = [one for one in found if one.passage_id in sources]  # not those of collections that are not opened
    return tuple(
        _citing(one, sources[one.passage_id], documents[sources[one.passage_id].document_id]) for one in readable
    )


def link_report(workspace: Workspace, collection: str = "", *, every: bool = False, cancel: Cancel) -> Iterator[Event]:
    """What the documents (of a collection) refer to and the workspace does not hold. Raises CollectionMissing."""
    if collection and collection not in [one.name for one in workspace.ledger.collections()]:
        raise CollectionMissing(name=collection)
    references = 0
    missing: list[Missing] = []
    known: dict[tuple[str, str, bool], tuple[Holder, ...]] = {}
    for tally in workspace.links.tallies(collection):
        cancel.check()
        whole = tally.locator == Locator() and tally.relation is not Relation.SUPPLEMENT
        references += tally.references if whole or not tally.name else 0
        at = (tally.name, tally.document_id, tally.relation is Relation.NUMBER)
        if at not in known:
            known[at] = _holders_of(workspace, tally, collection)
        if absent := _missing(workspace, tally, known[at], whole=whole):
            missing.append(absent)
    missing.sort(key=lambda one: (bool(one.place), -one.references, one.law, one.place))
    laws = [one for one in missing if not one.place]
    places = [one for one in missing if one.place]
    unresolved = sum(one.references for one in missing)
    shown = missing if every else laws[:FEW] + places[:FEW]
    yield Done(LinkReport(collection, references, unresolved, len(laws), len(places), tuple(shown)))


def _link(workspace: Workspace, cited: Cited, own: Document, passage: Passage) -> Link:
    holders = _holders(workspace, cited.name, cited.relation, own)
    holder, landing = _land(workspace, cited, holders, passage.locator.offset)
    if holder is None and holders:
        holder = holders[0]
    place = str(cited.locator) + (f"~{cited.last}" if cited.last is not None else "")
    if cited.relation is Relation.SUPPLEMENT and not cited.locator.supplement:
        place = f"부칙 {place}"
    heading = f"({landing.heading})" if landing is not None and landing.heading else ""
    title = f"「{holder.title if holder is not None else cited.name}」 " if cited.name else ""
    return Link(
        passage_id=passage.id,
        span=cited.span,
        relation=cited.relation,
        law=cited.name,
        locator=cited.locator,
        last=cited.last,
        label=f"{title}{place}{heading}".strip(),
        target_document=holder.id if holder is not None else "",
        target_passage=landing.id if landing is not None else 0,
    )


def _holders(workspace: Workspace, name: str, relation: Relation, own: Document) -> tuple[Holder, ...]:
    """The document itself where no name is given, or its own name; else whoever carries the name."""
    itself = Holder(own.id, own.title, own.collection)
    if not name:
        return (itself,)
    if relation is Relation.NUMBER:
        return workspace.holders.numbered(name, own.collection)
    if titles.spelling(name) == titles.spelling(own.title):
        return (itself,)
    return workspace.holders.titled(name, own.collection)


def _land(
    workspace: Workspace, cited: Cited, holders: tuple[Holder, ...], offset: int
) -> tuple[Holder | None, Landing | None]:
    """The first holder that has the place, and the passage there. A file of two regulations has two 제3조: the one
    that stands in the same regulation (`offset`) is meant."""
    for holder in holders:
        landings = workspace.holders.landings(
            holder.id, cited.locator, of_supplement=cited.relation is Relation.SUPPLEMENT
        )
        if landings:
            return holder, min(landings, key=lambda one: abs(one.offset - offset) if not cited.name else one.offset)
    return None, None


def _names_of(workspace: Workspace, document: Document) -> tuple[str, ...]:
    """What the document is called where it is cited: its title, its number, short names that stand for it alone."""
    names = [document.title] + ([document.number] if document.number else [])
    if titles.is_descriptive(document.title):
        whole = titles.key(document.title)
        names += [
            name
            for stem, name in workspace.links.short_names()
            if stem[:2] in whole
            and stem[-2:] in whole
            and titles.abbreviates(name, document.title)
            and any(holder.id == document.id for holder in workspace.holders.titled(name))
        ]
    return tuple(names)


def _citing(one: Cited, source: Passage, document: Document) -> Citing:
    return Citing(
        document_id=document.id,
        title=document.title,
        passage_id=source.id,
        label=source.locator.label,
        heading=source.heading,
        span=one.span,
        relation=one.relation,
        locator=one.locator,
        last=one.last,
    )


def _holders_of(workspace: Workspace, tally: Tally, collection: str) -> tuple[Holder, ...]:
    if tally.name and tally.relation is Relation.NUMBER:
        return workspace.holders.numbered(tally.name, collection)
    if tally.name:
        return workspace.holders.titled(tally.name, collection)
    own = workspace.documents.documents_by_id([tally.document_id])
    return tuple(Holder(one.id, one.title, one.collection) for one in own.values())


def _missing(workspace: Workspace, tally: Tally, holders: tuple[Holder, ...], *, whole: bool) -> Missing | None:
    """What is missing of what is cited: the law itself (told once, for the law as a whole), or the place in it."""
    if not holders:
        return Missing(tally.name, "", "", tally.references, tally.documents) if whole else None
    if whole:
        return None
    of_supplement = tally.relation is Relation.SUPPLEMENT
    if any(workspace.holders.landings(one.id, tally.locator, of_supplement=of_supplement) for one in holders):
        return None
    place = ("부칙 " if of_supplement and not tally.locator.supplement else "") + str(tally.locator)
    return Missing(holders[0].title, place.strip(), holders[0].id, tally.references, tally.documents)
