"""Exceptions that stand in a 항 of their own (`제1항에도 불구하고 …`): the 단서 of a rule in all but place. Pure."""

import re
from collections.abc import Sequence

from app.assist.cut.units import without_mark
from app.assist.cut.weigh import Weighed
from app.core.types import Hit

_DESPITE = re.compile(
    r"(제\d+항(?:\s|,|ㆍ|및|또는|와|과|부터|까지|의\s?규정|본문|전단|후단|단서|각\s?호|외의\s?부분|제\d+[항호]){0,12})"
    r"에도\s?불구하고"
)
_NUMBER = re.compile(r"제(\d+)항(부터)?")


def excepted(rule: Weighed, whole: Sequence[Weighed], hits: Sequence[Hit]) -> list[Weighed]:
    """Of each 항 of the same article that says what holds in spite of `rule`, the best clause; in their order."""
    text = hits[rule.source].passage.text
    found: dict[int, Weighed] = {}
    for one in whole:
        if one.source != rule.source or one.block.paragraph <= rule.block.paragraph:
            continue
        if rule.block.paragraph in _in_spite_of(text, one):
            found.setdefault(one.block.paragraph, one)
    return [found[number] for number in sorted(found)]


def _in_spite_of(text: str, one: Weighed) -> set[int]:
    """The 항 that a block sets aside where it begins."""
    start, end = without_mark(text, one.block.span)
    despite = _DESPITE.match(text, start, end)
    if despite is None:
        return set()
    named = _NUMBER.findall(despite[1])
    numbers = {int(number) for number, _range in named}
    if len(named) == 2 and named[0][1]:
        numbers |= set(range(int(named[0][0]), int(named[1][0])))
    return numbers
