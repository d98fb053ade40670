"""The words of documents, counted by the passages that they stand in."""

import re
from collections import Counter
from collections.abc import Sequence

from app.core.types import Document, Passage

_WORD = re.compile(r"[가-힣]+|[a-z]+")
LONGEST = 20
"""Letters; what is longer has lost its spaces."""


def tally(document: Document, passages: Sequence[Passage]) -> Counter[str]:
    """How many passages of the document each word stands in, particles and all, with the words above a passage."""
    counted: Counter[str] = Counter()
    for passage in passages:
        counted.update(set(_WORD.findall(f"{document.title} {passage.breadcrumb} {passage.text}".lower())))
    for word in [word for word in counted if len(word) > LONGEST]:
        del counted[word]
    return counted
