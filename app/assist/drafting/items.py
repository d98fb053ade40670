"""Which 호 and 목 of a clause's list apply to what the notes tell: by their amounts, then by their words. Pure.

`추정가격 1,850만원` fits `추정가격이 2천만원 이하인 물품의 구매`, whatever other words they share; an item whose limits
the notes' amount does not keep is out.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from app.assist.cut.units import Kind, Unit, without_mark
from app.assist.drafting.clause import Clause
from app.assist.excerpt import undated
from app.assist.words import bigrams, content_words
from app.core.official import amounts
from app.core.types import Span

SHORT = 420
"""Characters of a list that is quoted whole."""
_PICKS = re.compile(r"다음\s?각\s?[호목]의\s?(?:어느\s?하나|1에|하나)|수\s?있는\s?경우는\s다음\s?각\s?[호목]와\s?같다")
_WAY = re.compile(r"(?:\([^()]{0,80}\))?\s?(이하|이상|미만|초과)")
_MARKS = re.compile(r"(?:(?<=\s)|^)(?:[가-하]\.|\d{1,2}\))\s")
_ENOUGH = 2
"""Words of the notes that an item must have more than any other."""
_ASKS_ITEM = re.compile(r"호수|몇\s?호|해당\s?호|어느\s?호")
_REASON = re.compile(
    r"([가-힣]{2,10}?)(?:이라서?|라서|이므로|이기\s?때문|\s?때문|\s?사유로|에\s?해당)(?=[\s,]|되|해|하|에)"
)
_MOST, _CLEAR = 0.5, 1.5
_PLAINER = 1.25
"""How many times more of its words the notes must have than of the next one's, where amounts fit both."""
_REST = re.compile(r"\s*그\s?밖에")
_CITED = re.compile(r"「[^「」]{0,80}」(?:\s?시행(?:령|규칙))?")


def narrowed(clause: Clause, told: str) -> Clause:
    """The clause with the 호 and 목 that `told` speaks of, where one can be told; else as it is."""
    text, block = clause.hit.passage.text, clause.block
    item = clause.unit.span if clause.unit.kind is Kind.ITEM else None
    leads = clause.unit.leads
    if clause.unit.kind is Kind.SENTENCE and picks_one(text[slice(*clause.unit.span)]):
        item, leads = _one(text, block.items, told), (clause.unit.span,)
    if item is None or item not in block.items:
        return clause
    below = _parts(text, item)
    part = _one(text, below, told) if len(below) > 1 else None
    if part is None:
        return replace(clause, unit=Unit(Kind.ITEM, item, leads))
    heads = [(item[0], below[0][0])]
    letters = [span for span in below if span[0] <= part[0] and text[span[0]].isalpha()]
    if letters and letters[-1] != part:
        heads.append(letters[-1])
    return replace(clause, unit=Unit(Kind.ITEM, part, (*leads, *heads)))


def asks_item(told: str) -> bool:
    """Whether a line of notes asks which 호 applies."""
    return _ASKS_ITEM.search(told) is not None


def of_reason(clause: Clause, told: str) -> Clause | None:
    """The 호 of the clause's list that the reason given speaks of; None where it cannot be told, or is no list."""
    leads = [unit for unit in clause.block.units if unit.kind is Kind.SENTENCE]
    if not clause.block.items or not leads:
        return None
    made = narrowed(replace(clause, unit=leads[-1]), told)
    return made if made.unit.kind is Kind.ITEM else None


def _by_reason(spans: Sequence[Span], items: Sequence[str], told: str) -> Span | None:
    """`영업비밀이라 비공개`: the item that has most of that word, and half as much again as any other."""
    reason = _REASON.search(told)
    pairs = bigrams(reason[1]) if reason else set()
    shares = [len(pairs & bigrams(_CITED.sub(" ", item))) / len(pairs) if pairs else 0.0 for item in items]
    first, *others = sorted(range(len(items)), key=lambda at: -shares[at])
    clear = shares[first] >= _MOST and (not others or shares[first] >= _CLEAR * shares[others[0]])
    return spans[first] if clear else None


def picks_one(sentence: str) -> bool:
    """Whether a sentence only leads to a list of which one item is meant."""
    return _PICKS.search(sentence) is not None


def whole_list(clause: Clause) -> tuple[str, ...]:
    """The items of a short list one by one; nothing where it is too long to be quoted."""
    text = clause.hit.passage.text
    rows = [" ".join(undated(text[slice(*span)]).split()) for span in clause.block.items]
    return tuple(rows) if sum(map(len, rows)) <= SHORT else ()


def _parts(text: str, item: Span) -> list[Span]:
    """The 목 of a 호 and their 1) in order, each to the next."""
    marks = [found.start() for found in _MARKS.finditer(text, item[0] + 1, item[1])]
    return list(pairwise([*marks, item[1]]))


def _one(text: str, spans: Sequence[Span], told: str) -> Span | None:
    """The one of `spans` that fits, if only one can be meant."""
    items = [text[slice(*without_mark(text, span))] for span in spans]
    limits = [_limit(item, told) for item in items]
    able = [at for at, limit in enumerate(limits) if limit != _BROKEN]
    if not able:
        return None
    if kept := [at for at in able if limits[at] is not None]:
        first, *others = sorted(kept, key=lambda at: -_plainness(items[at], told))
        ahead = not others or _plainness(items[first], told) >= _PLAINER * _plainness(items[others[0]], told)
        return spans[first] if ahead else None
    if asks_item(told):
        return _by_reason(spans, items, told)
    named = _named(items, told)
    first, *others = sorted(able, key=lambda at: -named[at])
    if named[first] < _ENOUGH or (others and named[first] < named[others[0]] + _ENOUGH):
        return None
    return spans[first]


_BROKEN = -1


def _limit(item: str, told: str) -> int | None:
    """The amount up to which an item goes, where the notes' amounts keep all of its limits; None where it or the notes
    have none, _BROKEN where one is not kept."""
    said = [one.won for one in amounts.parse(told)]
    found = [(one.won, way[1]) for one in amounts.parse(item) if (way := _WAY.match(item, one.span[1]))]
    if not said or not found:
        return None
    if not all(_keeps(won, way, limit) for won in said for limit, way in found):
        return _BROKEN
    return max(limit for limit, _way in found)


def _keeps(won: int, way: str, limit: int) -> bool:
    return {"이하": won <= limit, "이상": won >= limit, "미만": won < limit, "초과": won > limit}[way]


def _plainness(item: str, told: str) -> float:
    """The part of an item's own words that the notes have: one with conditions of its own, which they do not tell of,
    has less."""
    own = bigrams(_CITED.sub(" ", item))
    return len(own & bigrams(told)) / len(own) if own else 0.0


def _named(items: Sequence[str], told: str) -> list[int]:
    """How many of the notes' words each item has that few others have."""
    stems = {word[: max(2, len(word) - 1)] for word in content_words(told) if len(word) >= 2}
    bare = [_CITED.sub(" ", item) for item in items]
    few = max(1, len(items) // 3)
    telling = {stem for stem in stems if 0 < sum(stem in item for item in bare) <= few}
    return [0 if _REST.match(item) else sum(stem in item for stem in telling) for item in bare]
