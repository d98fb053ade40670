"""Places in a law as people write them: `25조`, `제25조의 2`, `25-2조`, `이십오조 2항 3호`, `별표 1`.

The numbering is that of the drafting rules of statutes (제N조의M제K항제L호 목; 별표, 별지 서식).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.core.locator import SUBITEMS
from app.search.query.figures import LETTERS, number

_COUNTED = r"가지|개|명|인|년|월|일|회|배|건|종|차|분|시|주|단계|번|항|호|목|%|퍼센트"
_NO_ARTICLE = (
    r"\s*(?:원|억|달러|엔|만|천|위안|유로|\d[\d,.]{0,9}\s?[천백]?[억만]|\d{1,2}\s?교대)"
    r"|합|건|각|치|직|정|명|달|약|언|례|류|회|기|화"
)
"""What follows a 조 that is no article: 3조 원, 조합, 조건, 조각, 2조 5천억, 4조 2교대."""
_BRANCH = rf"\s*의\s*(?P<branch>\d{{1,3}})(?!\d|\s*(?:{_COUNTED}))"
_NUMERAL = rf"[{LETTERS}]"
_TEN = rf"{_NUMERAL}{{0,6}}[십백]{_NUMERAL}{{0,6}}"
_ARTICLE = re.compile(
    rf"""(?:
      (?<![\d.,\-])제?\s*(?P<number>\d{{1,4}})(?:\s*[-‐–의]\s*(?P<inner>\d{{1,3}}))?
      | (?:(?<![가-힣])제|(?<=[법령칙정규]\s)제?|(?<=[법령칙])제?|(?<![가-힣]))
        (?P<words>(?={_NUMERAL}{{2}}){_TEN}|(?<=제){_TEN}|(?<=제){_NUMERAL})
    )\s*조(?!{_NO_ARTICLE})(?:{_BRANCH})?""",
    re.VERBOSE,
)
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_PARAGRAPH = re.compile(rf"\s*(?:의\s*)?(?:제?\s*(?P<number>\d{{1,2}}|{_NUMERAL}{{1,3}})\s*항|(?P<mark>[{_CIRCLED}]))")
_ITEM = re.compile(
    rf"\s*(?:의\s*)?제?\s*(?P<number>\d{{1,3}}|{_NUMERAL}{{1,3}})\s*호(?:\s*의\s*(?P<branch>\d{{1,2}})(?!\d))?"
)
_SUBITEM = re.compile(rf"\s*(?:의\s*)?(?P<letter>[{SUBITEMS}])\s*목(?![적표록차])")
_ANNEX = re.compile(
    r"(?<![가-힣])(?:별표\s*(?:제?\s*(?P<table>\d{1,3})\s*호?(?:\s*의\s*(?P<table_b>\d{1,2})(?!\d))?)?"
    r"|별지\s*제?\s*(?P<form>\d{1,3})\s*호?(?:\s*의\s*(?P<form_b>\d{1,2})(?!\d))?\s*(?:호?\s*서식)?)"
)
_SUPPLEMENT = re.compile(r"(?<![가-힣])부칙\s*$")


@dataclass(frozen=True, slots=True)
class Place:
    """A place and where it stands in the question: `text[start:end]`.

    `label` is that of the passage (`제24조의2`, `별표 1`, `부칙`); 0, (0, 0) and empty: not given.
    """

    label: str
    start: int
    end: int
    paragraph: int = 0
    item: tuple[int, int] = (0, 0)
    subitem: str = ""


def places(text: str) -> Iterator[Place]:
    """In the order in which they stand."""
    found = [place for match in _ARTICLE.finditer(text) if (place := _article(text, match)) is not None]
    found += [_annex(match) for match in _ANNEX.finditer(text)]
    yield from sorted(found, key=lambda place: place.start)


def first_place(text: str) -> Place | None:
    return next(places(text), None)


def _article(text: str, match: re.Match[str]) -> Place | None:
    value = number(match["number"] or match["words"])
    if not value or value > 9999:
        return None
    branch = int(match["branch"] or match["inner"] or 0)
    label = f"제{value}조" + (f"의{branch}" if branch else "")
    start = match.start()
    if before := _SUPPLEMENT.search(text[:start]):
        label, start = "부칙", before.start()  # its passages all have that one label
    end = match.end()
    paragraph, item, subitem = 0, (0, 0), ""
    if held := _PARAGRAPH.match(text, end):
        paragraph = _CIRCLED.index(held["mark"]) + 1 if held["mark"] else number(held["number"]) or 0
        end = held.end()
    if held := _ITEM.match(text, end):
        item = (number(held["number"]) or 0, int(held["branch"] or 0))
        end = held.end()
    if end > match.end() and (held := _SUBITEM.match(text, end)):
        subitem = held["letter"]
        end = held.end()
    return Place(label, start, end, paragraph, item, subitem)


def _annex(match: re.Match[str]) -> Place:
    if match["form"]:
        tail = f"의{int(match['form_b'])}" if match["form_b"] else ""
        return Place(f"별지 제{int(match['form'])}호{tail}서식", *match.span())
    if not match["table"]:
        return Place("별표", *match.span())
    tail = f"의{int(match['table_b'])}" if match["table_b"] else ""
    return Place(f"별표 {int(match['table'])}{tail}", *match.span())
