"""What an act leaves to its decree: the clause of the decree that carries a chosen clause out. Pure."""

import re
from collections.abc import Sequence, Set

from app.assist.cut.weigh import Weighed
from app.core.types import Hit, Tie

_LEFT = re.compile(r"(?:대통령령|총리령|[가-힣]{2,8}부령|규칙)(?:등)?으로\s?정(?:한다|하는)")
_TAKEN_UP = re.compile(r"[\"“](?:대통령령|총리령|[가-힣]{2,8}부령|규칙)(?:등)?으로\s?정")
_CARRIES = (Tie.IMPLEMENTS, Tie.DELEGATES)
_OPENING = 120
"""Characters at the beginning of a decree's block in which it names what it carries out."""


def carried_out(
    chosen: Sequence[Weighed], whole: Sequence[Weighed], hits: Sequence[Hit], least: float
) -> list[Weighed]:
    """The clause of another article that carries out what a chosen clause leaves to it; at most one.

    One that is tied to the chosen one's article weighs `least` or more; one that begins with the very clause that it
    carries out (`법 제35조제2항에 따라 …`) may be as far as it likes, and goes first if it takes up its words
    (`법 제35조제2항에서 "대통령령으로 정하는 경우"란 …`).
    """
    leaving = [one for one in chosen if _LEFT.search(hits[one.source].passage.text, *one.block.span)]
    passages = {hits[one.source].passage.id for one in leaving}
    known = {one.source for one in chosen}
    others = [one for one in whole if one.source not in known]
    named = [one for one in others if any(_names(hits, one, other) for other in leaving)]
    taken_up = [one for one in named if _TAKEN_UP.search(_opening(hits, one))]
    tied = [one for one in others if one.weight >= least and _is_tied(hits[one.source], passages)]
    return (taken_up or sorted([*named, *tied], key=lambda one: -one.weight))[:1]


def _is_tied(hit: Hit, passages: Set[int]) -> bool:
    because = hit.because
    return because is not None and because.passage_id in passages and because.tie in _CARRIES


def _names(hits: Sequence[Hit], one: Weighed, other: Weighed) -> bool:
    """Whether a decree's block begins with the clause of its act."""
    decree, act = hits[one.source], hits[other.source]
    if decree.document.title not in (f"{act.document.title} 시행령", f"{act.document.title} 시행규칙"):
        return False
    label = re.escape(act.passage.locator.label)
    found = re.search(rf"법[^제\n]{{0,30}}{label}(?!의)(?:제(\d+)항)?", _opening(hits, one))
    return found is not None and (found[1] is None or other.block.paragraph in (0, int(found[1])))


def _opening(hits: Sequence[Hit], one: Weighed) -> str:
    start, end = one.block.span
    return hits[one.source].passage.text[start : min(end, start + _OPENING)]
