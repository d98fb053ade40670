"""How a passage is named and cited: 「국방 기록관리 훈령」 제3조제2항(시행 2024. 1. 1.)."""

import re
from collections.abc import Sequence
from dataclasses import replace

from app.core.clauses import clauses
from app.core.locator import NONE
from app.core.types import Document, Passage, Span
from app.gui.days import dotted

_AMENDED = re.compile(r"[<\[][가-힣]{0,4}(?:개정|신설)\s{0,2}([0-9][0-9.,\s]{6,200})")
"""법제처's notes at the end of what was changed: <개정 2014. 12. 31., 2020. 6. 4.>, [전문개정 2011.3.8]."""
_DAY = re.compile(r"(\d{4})\.\s{0,2}(\d{1,2})\.\s{0,2}(\d{1,2})")


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


def amended_on(text: str) -> str:
    """The ISO day of an article's last amendment, as its own notes tell; empty where there is none."""
    days = [day for noted in _AMENDED.findall(text) for day in _DAY.findall(noted)]
    return max((f"{year}-{int(month):02}-{int(day):02}" for year, month, day in days), default="")


def citation(document: Document, passage: Passage) -> str:
    return f"「{document.title}」 {place(passage)}".rstrip()


def source_line(document: Document, passages: Sequence[Passage], span: Span | None = None) -> str:
    """`「국방 기록관리 훈령」 제3조제2항(시행 2024. 1. 1.)`.

    Of several passages the first and the last are named. `span` is the part of a single passage's text that is
    cited: it is named down to its 항.
    """
    first, last = passages[0], passages[-1]
    where = place(first)
    if first is not last:
        where = f"{where}부터 {place(last)}까지" if where and place(last) else where
    elif span is not None:
        where = _paragraphs(first, span) or where
    date = f"(시행 {dotted(document.effective)})" if document.effective else ""
    return f"「{document.title}」 {where}".rstrip() + date


def quoted(text: str, source: str) -> str:
    """What goes to the clipboard: the text, and under it where it is from."""
    return f"{text.strip()}\n{source}"


def _paragraphs(passage: Passage, span: Span) -> str:
    """The article with the 항 that a part of its text lies in; empty where it lies in none, or in the heading."""
    if passage.locator.article == NONE:
        return ""
    touched = [
        clause.locator.paragraph
        for clause in clauses(passage.text, passage.locator)
        if clause.locator == replace(passage.locator, paragraph=clause.locator.paragraph)
        and clause.start < span[1]
        and span[0] < clause.end
    ]
    begins = min((clause.start for clause in clauses(passage.text) if clause.locator.paragraph), default=0)
    if not touched or not touched[0] or span[0] < begins:
        return ""
    article = place(passage)
    if len(touched) == 1:
        return f"{article}제{touched[0]}항"
    return f"{article}제{touched[0]}항부터 제{touched[-1]}항까지"


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
