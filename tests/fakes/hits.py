"""Hits without a workspace: one article of an invented rule each."""

from app.core.locator import Locator
from app.core.types import Document, DocumentKind, Hit, Passage, Source


def hit(text: str, *, title: str = "물품 관리 지침", place: str = "제4조", heading: str = "반납") -> Hit:
    source = Source(b"rule.md", "rule.md", "", "md", 0, 0)
    document = Document(title, "", title, DocumentKind.DIRECTIVE, source, text=text)
    passage = Passage(1, title, 1, Locator.parse(place), heading, "", text, 0, len(text))
    return Hit(passage, document, 1.0)
