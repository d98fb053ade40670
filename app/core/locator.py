"""Where a passage stands in its document: 편/장/절/조/항/호/목, 부칙, 별표·별지, page.

The numbering follows the drafting rules of Korean statutes (조 may carry a branch: 제24조의2).
A Locator prints (`제3조제2항`), parses what it prints, and sorts in document order.
"""

import re
from dataclasses import dataclass, replace
from typing import Self

Number = tuple[int, int]
"""(number, branch): 제24조의2 is (24, 2); a branch of 0 means none; (0, 0) means absent."""

NONE: Number = (0, 0)

SUBITEMS = "가나다라마바사아자차카타파하거너더러머버서어저처커터퍼허고노도로모보소오조초코토포호"
"""목 letters in order; the series after 하 continues 거, 너, … as in long statutes."""

_UNIT = re.compile(
    r"""^
    (?:(?P<annex_kind>별표|별지)(?:\s*제?\s*(?P<annex>\d+)(?:호)?(?:의(?P<annex_b>\d+))?)?(?:호?\s*서식)?)?
    (?:(?P<supplement>부칙)(?:\((?P<supplement_no>\d+)\))?)?\s*
    (?:제(?P<part>\d+)편(?:의(?P<part_b>\d+))?)?\s*
    (?:제(?P<chapter>\d+)장(?:의(?P<chapter_b>\d+))?)?\s*
    (?:제(?P<section>\d+)절(?:의(?P<section_b>\d+))?)?\s*
    (?:제(?P<article>\d+)조(?:의(?P<article_b>\d+))?)?
    (?:제(?P<paragraph>\d+)항)?
    (?:제(?P<item>\d+)호(?:의(?P<item_b>\d+))?)?
    (?:(?P<subitem>[가-힣])목)?\s*
    (?:p\.(?P<page>\d+))?\s*
    (?:§(?P<offset>\d+))?
    $""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Locator:
    """One place in one document. Zero and empty mean "not given".

    `supplement` counts the 부칙 of a document from 1 in order of appearance; `offset` counts
    passages from 1 where neither an article nor a page tells two of them apart.
    """

    supplement: int = 0
    annex_kind: str = ""
    annex: Number = NONE
    part: Number = NONE
    chapter: Number = NONE
    section: Number = NONE
    article: Number = NONE
    paragraph: int = 0
    item: Number = NONE
    subitem: str = ""
    page: int = 0
    offset: int = 0

    def __str__(self) -> str:
        heads = [
            self._annex_text(),
            _supplement_text(self.supplement),
            _numbered("제", self.part, "편"),
            _numbered("제", self.chapter, "장"),
            _numbered("제", self.section, "절"),
            self.clause,
            f"p.{self.page}" if self.page else "",
            f"§{self.offset}" if self.offset else "",
        ]
        return " ".join(text for text in heads if text)

    @property
    def clause(self) -> str:
        """The part from 조 down, written together as statutes cite it: `제3조제2항제1호가목`."""
        return "".join(
            (
                _numbered("제", self.article, "조"),
                f"제{self.paragraph}항" if self.paragraph else "",
                _numbered("제", self.item, "호"),
                f"{self.subitem}목" if self.subitem else "",
            )
        )

    @property
    def label(self) -> str:
        """What a clerk calls the passage: `제39조`, `제24조의2`, `부칙`, `별표 1`, `p.7`, `§2`.

        A 부칙 article is labelled `부칙` alone, so that it is never mistaken for the body's
        article of the same number; `str()` tells them apart.
        """
        if self.annex_kind:
            return self._annex_text()
        if self.supplement:
            return "부칙"
        if self.article != NONE:
            return _numbered("제", self.article, "조")
        if self.page:
            return f"p.{self.page}"
        return str(self)

    @property
    def sort_key(self) -> tuple[int, int, int, Number, Number, Number, Number, int, Number, int, int, int]:
        """Document order: body, then 부칙, then 별표 and 별지."""
        return (
            1 if self.annex_kind else 0,
            ("별표", "별지").index(self.annex_kind) if self.annex_kind else 0,
            self.supplement,
            self.annex if self.annex_kind else self.part,
            self.chapter,
            self.section,
            self.article,
            self.paragraph,
            self.item,
            SUBITEMS.find(self.subitem) + 1 if self.subitem else 0,
            self.page,
            self.offset,
        )

    def __lt__(self, other: Self) -> bool:
        return self.sort_key < other.sort_key

    def at_article(self) -> "Locator":
        """The same place without 항, 호 and 목."""
        return replace(self, paragraph=0, item=NONE, subitem="")

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read what `str()` printed. Raises ValueError on anything else."""
        match = _UNIT.match(text.strip())
        if match is None:
            raise ValueError(text)
        group = match.group

        def number(name: str) -> Number:
            return (int(group(name) or 0), int(group(f"{name}_b") or 0))

        return cls(
            supplement=int(group("supplement_no") or 1) if group("supplement") else 0,
            annex_kind=group("annex_kind") or "",
            annex=number("annex"),
            part=number("part"),
            chapter=number("chapter"),
            section=number("section"),
            article=number("article"),
            paragraph=int(group("paragraph") or 0),
            item=number("item"),
            subitem=group("subitem") or "",
            page=int(group("page") or 0),
            offset=int(group("offset") or 0),
        )

    def _annex_text(self) -> str:
        if not self.annex_kind:
            return ""
        if self.annex == NONE:
            return self.annex_kind
        number, branch = self.annex
        tail = f"의{branch}" if branch else ""
        if self.annex_kind == "별지":
            return f"별지 제{number}호{tail}서식"
        return f"별표 {number}{tail}"


def _numbered(before: str, number: Number, after: str) -> str:
    if number == NONE:
        return ""
    return f"{before}{number[0]}{after}" + (f"의{number[1]}" if number[1] else "")


def _supplement_text(supplement: int) -> str:
    if not supplement:
        return ""
    return "부칙" if supplement == 1 else f"부칙({supplement})"
