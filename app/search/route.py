"""The article that a question names comes first, whatever the channels say; and what is not there is said."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.core.clauses import clauses
from app.core.locator import NONE, Locator
from app.core.types import Document
from app.search.fuse import Fused
from app.search.lookup import Reference
from app.store.documents import Documents

NAMED = 1.0
"""The score of what was asked for by its name: no other is as certain."""

NO_LAW, NO_ARTICLE, NO_ANNEX, NO_CLAUSE = "no_law", "no_article", "no_annex", "no_clause"


@dataclass(frozen=True, slots=True)
class Routed:
    """`absent` is a reason code when the question names what the corpus does not hold: `no_law`, `no_article`,
    `no_annex` (a 별표, a form, 부칙) or `no_clause` (a 항 or 호 of an article that is there, and comes first)."""

    order: Sequence[Fused]
    absent: str = ""
    params: Mapping[str, str] = field(default_factory=dict)


def route(
    reference: Reference | None, order: Sequence[Fused], documents: Mapping[str, Document], store: Documents
) -> Routed:
    """`documents` are those that may be looked in, by id."""
    if reference is None:
        return Routed(order)
    if not reference.documents:
        return Routed(order, NO_LAW, {"law": reference.name}) if reference.name else Routed(order)
    there = [identity for identity in reference.documents if identity in documents]
    if not there:
        return Routed(order)
    named: list[int] = []
    last = ""
    for identity in there:
        labels = store.labels(identity)
        if reference.label:
            named += [passage for label, passage in labels if label == reference.label]
            last = next((label for label, _ in reversed(labels) if label.startswith("제")), last)
        else:
            named += [passage for _, passage in labels]
    place = {"law": documents[there[0]].title, "article": reference.label}
    if not named and not reference.label.startswith("제"):
        return Routed(order, NO_ANNEX, place)
    if not named:
        return Routed(order, NO_ARTICLE, {**place, "last": last})
    first = set(named)
    ranks = {entry.passage_id: entry.ranks for entry in order}
    routed = [
        Fused(passage, NAMED, {"lookup": rank, **ranks.get(passage, {})})
        for rank, passage in enumerate(dict.fromkeys(named), 1)
    ]
    whole = [*routed, *(entry for entry in order if entry.passage_id not in first)]
    beyond = _beyond(reference, [passage.text for passage in store.passages_by_id(named).values()])
    return Routed(whole, NO_CLAUSE, {**place, **beyond}) if beyond else Routed(whole)


def _beyond(reference: Reference, texts: Sequence[str]) -> Mapping[str, str]:
    """The 항 or 호 that is named and the last one there is, where it lies beyond that in all of these texts; empty
    where one has it. A number below the last may have been struck out, or not been recognised: it is not called
    missing."""
    if not reference.label.startswith("제"):
        return {}
    held = [[clause.locator for clause in clauses(text)] for text in texts]
    last = max((at.paragraph for found in held for at in found), default=0) or 1  # undivided: one 항
    if reference.paragraph > last:
        return {"clause": str(Locator(paragraph=reference.paragraph)), "last": str(Locator(paragraph=last))}
    items = [at.item for found in held for at in found if at.item != NONE and _within(at, reference.paragraph)]
    if reference.item != NONE and items and reference.item > max(items):
        return {
            "clause": str(Locator(paragraph=reference.paragraph, item=reference.item)),
            "last": str(Locator(paragraph=reference.paragraph, item=max(items))),
        }
    return {}


def _within(at: Locator, paragraph: int) -> bool:
    """제1항제2호 of an article that is not divided is 제2호."""
    return at.paragraph == paragraph or not paragraph or (paragraph == 1 and not at.paragraph)
