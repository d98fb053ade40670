"""How a passage is named and cited: 「국방 기록관리 훈령」 제3조."""

from app.core.locator import NONE
from app.core.types import Document, Passage


def place(passage: Passage) -> str:
    """`제3조`, `제24조의2`, `부칙 제2조`, `별표 1`, `p.7`."""
    locator = passage.locator
    if locator.supplement and locator.article != NONE:
        return f"부칙 {locator.at_article().clause}"
    return locator.label


def heading(passage: Passage) -> str:
    """The place with its title: `제3조(정의)`. A passage without a place is named by its title alone."""
    where = place(passage)
    if not passage.heading:
        return where
    if not where or where.startswith("§"):
        return passage.heading
    return f"{where}({passage.heading})"


def citation(document: Document, passage: Passage) -> str:
    return f"「{document.title}」 {place(passage)}".rstrip()


def quoted(text: str, document: Document, passage: Passage) -> str:
    """What goes to the clipboard: the text, and under it where it is from."""
    return f"{text.strip()}\n({citation(document, passage)})"


def heading_length(passage: Passage) -> int:
    """How much of the passage's beginning is its heading: to the end of `제3조(정의)`, or a short first line."""
    text = passage.text
    line = len(text) if "\n" not in text else text.index("\n")
    if passage.heading:
        at = text.find(passage.heading, 0, line)
        if at >= 0:
            end = at + len(passage.heading)
            return end + (text[end : end + 1] in (")", "）"))
    return line if line <= 40 else 0
