"""Whether a phrase stands in a text: exactly, but for case, blanks and the sort of middle dot.

A run of blanks and line ends counts as one blank, and none is never the same as one.
"""

import re

from app.core.types import Document, Passage
from app.search.lexical.within import Within

_BLANKS = re.compile(r"\s+")
_DOTS = str.maketrans("ㆍ‧・•∙⋅", "······")  # the keyboard has one of them, statutes another


def folded(text: str) -> str:
    """Texts are NFC; a question may not be, and is made so where it is read."""
    return _BLANKS.sub(" ", text.lower().translate(_DOTS))


def obeys(within: Within, document: Document | None, passage: Passage) -> bool:
    """Whether the passage's text has the phrases, and neither it nor what stands above it an excluded word."""
    text = folded(passage.text)
    if not all(folded(phrase).strip() in text for phrase in within.phrases):
        return False
    if not within.excluded:
        return True
    title = document.title if document is not None else ""
    above = folded(f"{title}\n{passage.breadcrumb}\n{passage.heading}")
    words = [word for excluded in within.excluded if (word := folded(excluded).strip())]
    return not any(word in text or word in above for word in words)
