"""What a neighbour is, and what the words around a reference say of it."""

import re
from dataclasses import dataclass

from app.core import titles
from app.core.types import Tie

_CALLED = re.compile(r"(?:법|영|규칙|조례|규정|훈령)\s?제\d")
"""How a decree calls its law: 법 제12조, not 「국가공무원법」 제12조."""
_APPLIES = re.compile(r"[^.。\n]{0,50}준용")
_GENERIC = frozenset({"등", "및", "관한", "대한", "그", "밖의", "위한", "따른", "사항"})
_WORD = re.compile(r"[0-9a-z가-힣]+")
_LEVELS = (("시행규칙", 2), ("시행령", 1))

COUNTERPARTS = frozenset({Tie.DELEGATES, Tie.IMPLEMENTS})
"""What a law leaves open and what a decree settles: the ties that were worth something, see decision 0023."""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """`passage` has the tie to `seed` (`implements`: it implements it). Of the references that tie them:

    `sure`: the one calls the other's law simply 법 or 영, or is the decree or rule of its name. `orders`: the article
    above leaves something to be settled below. `likeness` of the two headings, 0 to 1. `early`: the reference stands
    at the beginning. `times`: how many references. `crowd`: how many neighbours the seed has by this tie. `reach`: how
    many places of other laws the citing one refers to. `distance` in passages, 0: in another document.
    """

    seed: int
    passage: int
    tie: Tie
    sure: bool = False
    orders: bool = False
    likeness: float = 0.0
    early: bool = False
    times: int = 1
    crowd: int = 1
    reach: int = 0
    distance: int = 0


def calls_it_law(said: str) -> bool:
    return _CALLED.match(said) is not None


def applies(after: str) -> bool:
    """Whether what follows a reference has the place apply (…을 준용한다)."""
    return _APPLIES.match(after) is not None


def carries_out(title: str, law: str) -> bool:
    """Whether a title is that of a law's decree or rule: 군인사법 시행령 of 군인사법."""
    base, level = _family(titles.spelling(title))
    other, above = _family(titles.spelling(law))
    return level > above and base == other


def likeness(first: str, second: str) -> float:
    """How alike two headings are, as `shared` tells it."""
    return shared(pairs(first), pairs(second))


def shared(one: frozenset[str], two: frozenset[str]) -> float:
    """What two sets of letter pairs have in common (Dice), 0 to 1."""
    return 2 * len(one & two) / (len(one) + len(two)) if one and two else 0.0


def pairs(heading: str) -> frozenset[str]:
    """A heading's letter pairs, generic words left out."""
    words = [word for word in _WORD.findall(heading.lower()) if word not in _GENERIC]
    return frozenset([word[i : i + 2] for word in words for i in range(len(word) - 1)])


def _family(spelling: str) -> tuple[str, int]:
    for ending, level in _LEVELS:
        if spelling.endswith(ending):
            return spelling.removesuffix(ending), level
    return spelling, 0
