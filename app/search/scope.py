"""Which documents a question may look in: collection, kind, ministry and dates."""

from collections.abc import Mapping

from app.core.types import Document, Query
from app.search.standing import Family, Versions, in_force


def scope(query: Query, documents: Mapping[str, Document], versions: Family | None = None) -> list[str] | None:
    """The ids of the documents that the query's filters leave; None when that is all of them.

    With `as_of` only the version of each title that is in force on that day stays. `versions` spares finding them.
    """
    if not any((query.collections, query.kinds, query.ministries, query.since, query.until, query.as_of)):
        return None
    left = [document for document in documents.values() if _inside(query, document)]
    if query.as_of:
        # of all documents: a version outside the chosen collection still takes another's place
        family = versions if versions is not None else Versions.among(documents.values())
        left = [document for document in left if in_force(document, family.of(document), query.as_of)]
    return None if len(left) == len(documents) else [document.id for document in left]


def _inside(query: Query, document: Document) -> bool:
    """A document without a date stays: nobody knows that it is outside."""
    day = document.effective
    return (
        (not query.collections or document.collection in query.collections)
        and (not query.kinds or document.kind in query.kinds)
        and (not query.ministries or document.ministry in query.ministries)
        and (not day or not query.since or day >= query.since)
        and (not day or not query.until or day <= query.until)
    )
