"""The legal basis of a draft: the articles that its notes ask for, and the clauses that answer, found by search.

What is certain is chosen; what is likely too, with a mark that asks for the reader's own look; the rest is proposed.
Nothing is cited that does not stand in an indexed document.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.assist.cut.units import Kind
from app.assist.cut.weigh import Likeness
from app.assist.drafting.asked import Asked, asked
from app.assist.drafting.certainty import headed
from app.assist.drafting.clause import CERTAIN, LIKELY, NEAR, Clause, Search, answering
from app.assist.drafting.further import further, goes_on
from app.assist.drafting.items import asks_item, narrowed, of_reason, picks_one, whole_list
from app.assist.drafting.quoted import place, place_of, quoted
from app.assist.excerpt import readable
from app.core.drafts import Basis
from app.core.events import Cancel
from app.core.locator import NONE, Locator
from app.core.types import Hit, Link, Passage, Query
from app.services.ask import Likenesses
from app.services.context import CONTEXT_HITS, Workspace
from app.services.drafting.named_laws import Named, named, rank, stem
from app.services.links import links_of

_PROPOSED = 3
"""Articles that are proposed beside the chosen ones, for each line of the notes."""
_PREMISES = 2
"""Articles that a chosen clause stands on and that are cited with it."""

_PARTLY = " (일부)"
"""Behind the query of an article that answers one part of it: another part is still open."""
_HEADED = 0.6
"""Part of an article's heading that the notes must have where they ask for one of its 호."""
_WITHIN = 40
"""Articles that are looked through for those of a law that the notes name."""

_STANDS_ON = re.compile(
    r"\s*(?:(?:제\d+항|제\d+호|각\s?호|본문|단서|전단|후단)\s*)*(?:에\s?따라|에\s?따른|에\s?의한|에\s?의하여|의\s?규정에)"
)


@dataclass(frozen=True, slots=True)
class LookUp:
    """`words` are the line of the notes as its writer put it, `about` the other lines that tell what it is about
    (asked.asked), `told` all that the notes tell; `query` is what each Basis is said to have been looked for."""

    query: str
    words: str
    about: tuple[str, ...]
    told: tuple[str, ...] = ()
    known: tuple[Basis, ...] = ()
    """What the lookups before it chose: a question that goes on is looked for there first."""


def bases(workspace: Workspace, wanted: LookUp, collection: str, *, cancel: Cancel) -> tuple[Basis, ...]:
    """What answers `wanted`, in this order: the clauses that answer (chosen, with their words), the articles they stand
    on (chosen, without a quotation), then proposals (not chosen). Raises NothingIndexed."""
    answers: list[Basis] = []
    premises: list[Basis] = []
    proposals: list[Basis] = []
    law = named(workspace, wanted.words, collection)
    before = next((one for one in reversed(wanted.known) if one.chosen and one.quote), None)
    questions = asked(wanted.words, wanted.about)
    whole = 0
    for number, question in enumerate(questions):
        start = answers[-1] if answers else before
        if start is not None and (number or goes_on(question.question)):
            there = _further(workspace, question, start, wanted, cancel)
            if there is not None:
                answers.append(there)
                whole += 1
                continue
        found = _found(workspace, question, law, collection, cancel)
        if not found:
            continue
        best, sure = _applied(found, question, wanted)
        one = _basis(best, question, wanted.query)
        taken = one is not None and sure and not law.stranger
        if one is not None and taken:
            answers.append(one)
            whole += 1
            premises += _premises(workspace, best, wanted.query)
        elif one is not None and best.chance >= LIKELY and not law.stranger:
            answers.append(replace(one, doubted=True))
            whole += 1
        near = found[1:] if taken else found
        kept = [other for other in near if other.weight >= best.weight - NEAR][:_PROPOSED]
        proposals += [
            replace(basis, chosen=False) for other in kept if (basis := _basis(other, question, wanted.query))
        ]
    if whole < len(questions):  # a part is open: the letter still asks for it
        answers = [replace(one, query=f"{wanted.query}{_PARTLY}") for one in answers]
        premises = [replace(one, query=f"{wanted.query}{_PARTLY}") for one in premises]
    return _distinct([*answers, *premises, *proposals])


def _applied(found: Sequence[Clause], question: Asked, wanted: LookUp) -> tuple[Clause, bool]:
    """The clause as far as it applies, and whether it is certain. Where a 호 is asked for, it is one that the reason
    given tells, in an article whose heading the notes name."""
    if not asks_item(wanted.words):
        best = narrowed(found[0], " ".join((wanted.words, *wanted.told)))
        return best, best.chance >= CERTAIN
    for clause in found:
        item = of_reason(clause, wanted.words)
        if item is not None and headed(question.texts, clause.hit) >= _HEADED:
            return item, True
    return found[0], False


def _further(workspace: Workspace, question: Asked, start: Basis, wanted: LookUp, cancel: Cancel) -> Basis | None:
    """What the article that was chosen before, or the one behind it, says of a question that goes on from there."""
    document = workspace.documents.documents_by_id([start.document_id]).get(start.document_id)
    if document is None:
        return None
    passages = [one for one in workspace.documents.passages_of(document.id) if one.locator.article != NONE]
    at = next((at for at, one in enumerate(passages) if one.id == start.passage_id), None)
    if at is None:
        return None
    like: Likeness | None = Likenesses(workspace, cancel) if workspace.embedder.ready else None
    for passage in passages[at : at + 2]:
        clause = further(question.question, Hit(passage, document, 1.0), start.quote, like)
        if clause is not None and (basis := _basis(narrowed(clause, " ".join(wanted.told)), question, wanted.query)):
            return basis
    return None


def _found(workspace: Workspace, question: Asked, law: Named, collection: str, cancel: Cancel) -> tuple[Clause, ...]:
    """The clauses that may answer; where the notes name a law that is held, of that law."""
    searches = []
    for text in question.texts:
        cancel.check()
        query = Query(text, _WITHIN if law.stems else CONTEXT_HITS, collections=(collection,) if collection else ())
        outcome = workspace.searcher.search(query, cancel=cancel)
        hits = tuple(hit for hit in outcome.hits if law.holds(hit.document)) if law.stems else outcome.hits
        searches.append(Search(hits, outcome.answerable))
    like: Likeness | None = Likenesses(workspace, cancel) if workspace.embedder.ready else None
    return tuple(one for one in answering(question, searches, like) if place(one))


def _basis(clause: Clause, question: Asked, query: str) -> Basis | None:
    where = place(clause)
    if not where:
        return None
    quote = quoted(question.question, clause)
    if clause.unit.kind is Kind.SENTENCE and picks_one(quote) and "\n" not in quote:
        quote = "\n".join((quote, *whole_list(clause)))
    return _of(clause.hit, where, quote, query)


def _of(hit: Hit, where: str, quote: str, query: str) -> Basis:
    return Basis(
        document_id=hit.document.id,
        title=hit.document.title,
        article=where,
        quote=quote,
        passage_id=hit.passage.id,
        query=query,
        text=readable(hit.passage.text),
        file=hit.document.source.path,
    )


def _premises(workspace: Workspace, clause: Clause, query: str) -> list[Basis]:
    """The articles that the clause says it follows (`제11조제3항에 따라`), and of a rule or a decree the article of the
    decree and of the law that it carries out."""
    passage, document = clause.hit.passage, clause.hit.document
    links = _kin(workspace, passage, document.title)
    chosen = [link for link in links if _within(link, clause) and _STANDS_ON.match(passage.text, link.span[1])]
    above = next((link for link in links if link.law and rank(link.law) < rank(document.title)), None)
    if above is not None and not any(link.law == above.law for link in chosen):
        chosen.append(above)
    made = [basis for link in dict.fromkeys(chosen[:_PREMISES]) if (basis := _linked(workspace, link, query))]
    if rank(document.title) > 1 and above is not None and rank(above.law) == 1:
        made += _carried_out(workspace, above, query)
    return made


def _carried_out(workspace: Workspace, link: Link, query: str) -> list[Basis]:
    """Of a decree's article, the article of the law that it names first."""
    decree = workspace.documents.passages_by_id([link.target_passage]).get(link.target_passage)
    if decree is None:
        return []
    links = _kin(workspace, decree, link.law)
    above = next((one for one in links if one.law and rank(one.law) == 0), None)
    basis = _linked(workspace, above, query) if above is not None else None
    return [basis] if basis is not None else []


def _kin(workspace: Workspace, passage: Passage, title: str) -> list[Link]:
    """The links of an article to other articles of its own law, decree and rule."""
    return [
        link
        for link in links_of(workspace, passage.id)
        if _is_article(link, passage) and (not link.law or stem(link.law) == stem(title))
    ]


def _linked(workspace: Workspace, link: Link, query: str) -> Basis | None:
    target = workspace.documents.passages_by_id([link.target_passage]).get(link.target_passage)
    if target is None:
        return None
    document = workspace.documents.documents_by_id([target.document_id]).get(target.document_id)
    return _of(Hit(target, document, 0.0), _named(link.locator, target), "", query) if document else None


def _is_article(link: Link, passage: Passage) -> bool:
    return bool(link.target_passage) and link.target_passage != passage.id and link.locator.article != NONE


def _within(link: Link, clause: Clause) -> bool:
    return clause.unit.span[0] <= link.span[0] < clause.unit.span[1]


def _named(locator: Locator, target: Passage) -> str:
    wanted = Locator(article=locator.article, paragraph=locator.paragraph, item=locator.item)
    return str(wanted) if str(wanted) else place_of(target.text, target.locator, (0, 0))


def _distinct(found: Sequence[Basis]) -> tuple[Basis, ...]:
    """Each place once, the first of its like: an answer before a premise before a proposal."""
    known: dict[tuple[str, str], Basis] = {}
    for one in found:
        known.setdefault((one.document_id, one.article), one)
    return tuple(known.values())
