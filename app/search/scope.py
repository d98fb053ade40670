"""Which documents a question may look in: collection, kind, ministry and dates."""

from collections.abc import Mapping

from app.core.types import Document, Query


def scope(query: Query, documents: Mapping[str, Document]) -> list[str] | None:
    """The ids of the documents that the query's filters leave; None when that is all of them."""
    if not any((query.collections, query.kinds, query.ministries, query.since, query.until, query.as_of)):
        return None
    left = [document.id for document in documents.values() if _inside(query, document)]
    return None if len(left) == len(documents) else left


def _inside(query: Query, document: Document) -> bool:
    """A document without a date stays: nobody knows that it is outside."""
    day = document.effective
    return (
        (not query.collections or document.collection in query.collections)
        and (not query.kinds or document.kind in query.kinds)
        and (not query.ministries or document.ministry in query.ministries)
        and (not day or not query.since or day >= query.since)
        and (not day or not query.until or day <= query.until)
        and (not day or not query.as_of or day <= query.as_of)
    )
