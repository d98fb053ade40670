"""Where a citation that was kept stands in its document today."""

from collections.abc import Sequence

from app.core.answers import KeptCitation
from app.core.types import Passage, Span
from app.gui.citing import place


def find_kept(kept: KeptCitation, passages: Sequence[Passage]) -> tuple[Passage | None, tuple[Span, ...]]:
    """The passage and the quote's place in it. No place: the article is there, and its words have changed.
    No passage: neither is."""
    named = [each for each in passages if kept.article in (place(each), each.locator.label)]
    if kept.quote:
        for passage in (*named, *passages):
            start, end = kept.span
            at = start if passage.text[start:end] == kept.quote else passage.text.find(kept.quote)
            if at >= 0:
                return passage, ((at, at + len(kept.quote)),)
    return (named[0] if named else None), ()
