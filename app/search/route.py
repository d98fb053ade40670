"""The article that a question names comes first, whatever the channels say; and what is not there is said."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.core.types import Document
from app.search.fuse import Fused
from app.search.lookup import Reference
from app.store.documents import Documents

NAMED = 1.0
"""The score of what was asked for by its name: no other is as certain."""


@dataclass(frozen=True, slots=True)
class Routed:
    """`absent` is a reason code when the question names what the corpus does not hold: `no_law` or `no_article`."""

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
        return Routed(order, "no_law" if reference.name else "", {"law": reference.name})
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
    if not named:
        return Routed(order, "no_article", {"law": documents[there[0]].title, "article": reference.label, "last": last})
    first = set(named)
    ranks = {entry.passage_id: entry.ranks for entry in order}
    routed = [
        Fused(passage, NAMED, {"lookup": rank, **ranks.get(passage, {})})
        for rank, passage in enumerate(dict.fromkeys(named), 1)
    ]
    return Routed([*routed, *(entry for entry in order if entry.passage_id not in first)])
