"""The 항, 호 and 목 of one article, found in its text.

The numbering is that of 법제처's drafting rules: 항 ①, 호 1. (1의2.), 목 가.; each rises within what holds it.
Directives that number an article's paragraphs 1. 가. with nothing said before 1. have 항 and 목 there. A mark
opens a clause only where its number may follow, so that a citation (`제1항`, `2020. 1. 2.`, 「…」) opens none.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from app.core.locator import NONE, SUBITEMS, Locator, Number

_HEADING = re.compile(
    r"\s{0,9}#{0,6}\s{0,9}제\s{0,3}\d{1,4}\s{0,3}조(?:\s{0,2}의\s{0,2}\d{1,3})?\s{0,3}"
    r"(?:\((?:[^()\n]|\([^()\n]{0,60}\)){0,120}\)|\[[^\]\n]{0,60}\])?[ \t]{0,9}\n?"
)
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿"
_MARK = re.compile(
    rf"""(?P<circled>[{_CIRCLED}])
    | (?<!\S)(?P<item>\d{{1,3}})(?:의(?P<branch>\d{{1,2}}))?\.(?!\d|\s{{0,3}}\d{{1,2}}\.)
    | (?<!\S)(?P<letter>[{SUBITEMS}])\.(?=\s)""",
    re.VERBOSE,
)
_QUIET = re.compile(r"<[^<>]{0,300}>|「[^「」]{0,120}」|[\"“][^\"“”\n]{0,200}[\"”]|\([^()]{0,300}\)|\[[^\[\]]{0,300}\]")
"""What is quoted or noted: a mark in the middle of a line opens nothing there."""
_LEADS = re.compile(r"각\s?[호목]|다음|아래")
_LOOK_BACK = 300
"""Characters before a list in which it is announced (다음 각 호)."""
_JOINED = re.compile(r"(?:및|또는|내지|부터|[,ㆍ·~∼]|\d\.)\s{0,3}$")
"""What stands before a mark that only goes on with a citation or a date."""
_ENDS = ".:;>)]。』」"

_PARAGRAPH, _ITEM, _SUBITEM = 1, 2, 3


@dataclass(frozen=True, slots=True)
class Clause:
    """`text[start:end]` is the clause with all it holds, without white space at its end.

    `locator` is the article's with paragraph, item and subitem as far as they are given.
    """

    locator: Locator
    start: int
    end: int


@dataclass(slots=True)
class _Mark:
    level: int
    number: Number
    """Of a 목 its place among SUBITEMS from 1."""
    start: int
    heads: bool
    """It begins a line, or the article's body."""


@dataclass(slots=True)
class _Open:
    """The numbers that are open, NONE for none."""

    paragraph: Number = NONE
    item: Number = NONE
    subitem: Number = NONE

    def enter(self, mark: _Mark) -> None:
        if mark.level == _PARAGRAPH:
            self.paragraph, self.item, self.subitem = mark.number, NONE, NONE
        elif mark.level == _ITEM:
            self.item, self.subitem = mark.number, NONE
        else:
            self.subitem = mark.number

    def within(self, at: Locator) -> Locator:
        letter = SUBITEMS[self.subitem[0] - 1] if self.subitem != NONE else ""
        return replace(at, paragraph=self.paragraph[0], item=self.item, subitem=letter)


def body_start(text: str) -> int:
    """Where an article's own text begins, after `제39조(의견 건의)` if the text carries it."""
    match = _HEADING.match(text)
    return match.end() if match is not None and match.end() < len(text) else 0


def clauses(text: str, at: Locator | None = None) -> tuple[Clause, ...]:
    """The clauses of an article's text in order, each before those it holds. `at` is the article's place."""
    place = at or Locator()
    body = body_start(text)
    marks = _accepted(text, body)
    made: list[Clause] = []
    first = marks[0] if marks else None
    if first is not None and first.level == _PARAGRAPH and first.number == (2, 0) and text[body : first.start].strip():
        start = body + len(text[body : first.start]) - len(text[body : first.start].lstrip())
        made.append(Clause(replace(place, paragraph=1), start, _before(text, start, first.start)))
    now = _Open()
    ends = _ends(marks, len(text))
    for mark, end in zip(marks, ends, strict=True):
        now.enter(mark)
        made.append(Clause(now.within(place), mark.start, _before(text, mark.start, end)))
    return tuple(made)


def find(text: str, wanted: Locator) -> Clause | None:
    """The clause of an article's text at `wanted`'s 항, 호 and 목; None when there is none such.

    An article that is not divided into 항 has one, its body: there 제1항제2호 is 제2호.
    """
    made = clauses(text, wanted.at_article())
    divided = any(clause.locator.paragraph for clause in made)
    if wanted.paragraph == 1 and not divided:
        wanted = replace(wanted, paragraph=0)
    if not (wanted.paragraph or wanted.item != NONE or wanted.subitem):
        body = body_start(text)
        return Clause(wanted, body, _before(text, body, len(text)))
    place = (wanted.paragraph, wanted.item, wanted.subitem)
    for clause in made:
        if (clause.locator.paragraph, clause.locator.item, clause.locator.subitem) == place:
            return clause
    return None


def _accepted(text: str, body: int) -> list[_Mark]:
    """The marks that open a clause, in order."""
    now = _Open()
    accepted: list[_Mark] = []
    quiet = _QUIET.finditer(text, body)
    noted = next(quiet, None)
    numbered = False
    for mark in _marks(text, body):
        while noted is not None and noted.end() <= mark.start:
            noted = next(quiet, None)
        inside = noted is not None and noted.start() <= mark.start
        if mark.level == _ITEM and not accepted and not text[body : mark.start].strip():
            numbered = mark.number == (1, 0)  # nothing is said before 1.: these are 항
        if numbered and mark.level == _ITEM and mark.number[1] == 0:
            mark.level = _PARAGRAPH
        elif numbered and mark.level == _PARAGRAPH:
            continue
        if inside and not mark.heads:
            continue
        if _opens(text, mark, now):
            accepted.append(mark)
            now.enter(mark)
    return accepted


def _marks(text: str, body: int) -> Iterator[_Mark]:
    first = len(text) - len(text[body:].lstrip())
    for match in _MARK.finditer(text, body):
        start = match.start()
        heads = start == first or _heads(text, start)
        if heads and " | " in text[start : start + 200].partition("\n")[0]:
            continue  # a row of a table
        if match["circled"]:
            yield _Mark(_PARAGRAPH, (_CIRCLED.index(match["circled"]) + 1, 0), start, heads)
        elif match["item"]:
            number = (int(match["item"]), int(match["branch"] or 0))
            if number[0] and (heads or text[match.end() : match.end() + 1].isspace()):
                yield _Mark(_ITEM, number, start, heads)
        else:
            yield _Mark(_SUBITEM, (SUBITEMS.index(match["letter"]) + 1, 0), start, heads)


def _heads(text: str, start: int) -> bool:
    before = text[max(0, start - 40) : start].rstrip(" \t*")
    return start == 0 or before.endswith("\n")


def _opens(text: str, mark: _Mark, now: _Open) -> bool:
    """Whether a mark's number may follow what is open."""
    if not mark.heads and _JOINED.search(text[max(0, mark.start - 6) : mark.start]):
        return False
    if mark.level == _PARAGRAPH:
        return _opens_paragraph(text, mark, now)
    held = now.item if mark.level == _ITEM else now.subitem
    first = held == NONE
    if mark.level == _SUBITEM and first and not mark.heads:
        return mark.number == (1, 0) and (now.item != NONE or (now.paragraph != NONE and _ends_before(text, mark)))
    if first:
        return (mark.number == (1, 0) and (mark.heads or _ends_before(text, mark) or _announced(text, mark))) or (
            mark.level == _ITEM and mark.heads and _announced(text, mark)
        )
    if mark.level == _ITEM and mark.heads:
        return mark.number > held  # a gap: numbers that were struck out, or an excerpt
    return _next(held, mark.number)


def _opens_paragraph(text: str, mark: _Mark, now: _Open) -> bool:
    if mark.number <= now.paragraph or (now.paragraph == NONE and now.item != NONE):
        return False  # ① below 1. is a deeper level of the list
    if mark.heads:
        return True
    if text[mark.start] in _CIRCLED and not text[mark.start + 1 : mark.start + 2].isspace():
        return False
    if not text[mark.start - 1].isspace() or not _next(now.paragraph, mark.number):
        return False
    return mark.number != (1, 0) or _ends_before(text, mark)


def _next(held: Number, number: Number) -> bool:
    return number == (held[0] + 1, 0) or (number[0] == held[0] and number[1] == max(held[1] + 1, 2))


def _ends_before(text: str, mark: _Mark) -> bool:
    return text[max(0, mark.start - 10) : mark.start].rstrip()[-1:] in tuple(_ENDS)


def _announced(text: str, mark: _Mark) -> bool:
    return _LEADS.search(text, max(0, mark.start - _LOOK_BACK), mark.start) is not None


def _ends(marks: list[_Mark], length: int) -> list[int]:
    """For each mark where the next one of its level or above begins."""
    ends = [length] * len(marks)
    nearest = {_PARAGRAPH: length, _ITEM: length, _SUBITEM: length}
    for at in range(len(marks) - 1, -1, -1):
        level = marks[at].level
        ends[at] = min(nearest[upper] for upper in nearest if upper <= level)
        nearest[level] = marks[at].start
    return ends


def _before(text: str, start: int, end: int) -> int:
    """`end` without the white space before it."""
    while end > start and text[end - 1].isspace():
        end -= 1
    return end
