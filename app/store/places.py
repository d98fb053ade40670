"""A Locator as two numbers: the passage it leads to (조, 별표, 부칙) and the part of it (항, 호, 목).

Two small integers take a tenth of the room of `제9조제1항제2호가목`, and a million references have them.
"""

from app.core.locator import NONE, SUBITEMS, Locator

_KINDS = ("", "별표", "별지")
_UNTOLD = 9_999
"""Of a 부칙: the text does not say of which one."""
_MOST = 10_000
_BRANCHES = 1_000
_SMALL = 100


def to_numbers(locator: Locator, *, of_supplement: bool = False) -> tuple[int, int]:
    """(place, part). `of_supplement`: it is of a 부칙, which one its Locator may leave open. (0, 0) names no place."""
    kind = _KINDS.index(locator.annex_kind)
    number, branch = locator.annex if kind else locator.article
    supplement = locator.supplement or (_UNTOLD if of_supplement else 0)
    place = ((kind * _MOST + supplement) * _MOST + number) * _BRANCHES + branch
    item, item_branch = locator.item
    letter = SUBITEMS.find(locator.subitem) + 1 if locator.subitem else 0
    part = ((locator.paragraph * _BRANCHES + item) * _SMALL + item_branch) * _SMALL + letter
    return place, part


def to_locator(place: int, part: int) -> Locator:
    """The Locator of `to_numbers`; a 부칙 left open has no `supplement`."""
    rest, branch = divmod(place, _BRANCHES)
    rest, number = divmod(rest, _MOST)
    kind, supplement = divmod(rest, _MOST)
    rest, letter = divmod(part, _SMALL)
    rest, item_branch = divmod(rest, _SMALL)
    paragraph, item = divmod(rest, _BRANCHES)
    return Locator(
        supplement=0 if supplement == _UNTOLD else supplement,
        annex_kind=_KINDS[kind],
        annex=(number, branch) if kind else NONE,
        article=NONE if kind else (number, branch),
        paragraph=paragraph,
        item=(item, item_branch),
        subitem=SUBITEMS[letter - 1] if letter else "",
    )
