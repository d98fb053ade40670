"""How likely the clause that weighs most is of the article that answers. Pure.

    z      = BASE + LEAD * how far its weight is ahead of the next article's
           + AGREE * part of the rankings that have it first, in the way of asking where most do
           + RATIO * ln(its score over the next one's), in the best way
           + COVERED * part of the question's words that the article has
           + HEADING * part of its heading that the question has
           + LIKER * how much liker the article is than any other, over all ways
    chance = 1 / (1 + e^-z), and 0 for what answers nothing by itself (a law's purpose, its words' meaning)

Found by logistic regression on 310 questions: of whole ones over 90 and over 594 statutes, and of lines of notes.
Left out in turn, of the clauses from CERTAIN on 96 of 100 were right for notes and 93 for whole questions over 90
statutes; of 140 questions that it had not seen, over 594, 90 of 100, and about half of the others answered as well.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.assist.cut.wants import Want, gives, wants
from app.assist.words import bigrams, content_words
from app.core.types import Hit

BASE, LEAD, AGREE, RATIO, COVERED, HEADING, LIKER = -1.07, 14.9, 0.97, 0.75, 0.72, 1.17, 55.5
_FARTHEST, _MOST = 0.1, 2.0
_LEAST = 1e-3

_RANKINGS = ("morphemes", "bigrams", "dense")
_TELLS_NOTHING = re.compile(r"^(?:목적|정의|적용\s?범위|용어의\s?(?:정의|뜻)|기본\s?이념)$")
_DEMANDED = {
    Want.PERIOD: re.compile(r"며칠|몇\s?(?:일|년|개월|달|주|시간)|기한|시한|언제까지"),
    Want.AMOUNT: re.compile(r"얼마(?!나|\s?(?:전|동안))|상한액|한도액"),
    Want.RATIO: re.compile(r"몇\s?(?:퍼센트|프로|%|배|할)|비율|요율"),
    Want.COUNT: re.compile(r"몇\s?(?:명|회|번|차례|가지)"),
}
_ROW = re.compile(r"[│┃|─-╿]")


@dataclass(frozen=True, slots=True)
class Rivalry:
    """How an article stands among those that were found: `lead` is its weight less the next one's, `liker` its likeness
    less the likest other's, cosines; `ways` are what each way of asking brought, best first."""

    lead: float
    liker: float
    ways: tuple[tuple[Hit, ...], ...]


def chance(question: str, texts: Sequence[str], hit: Hit, said: str, rivalry: Rivalry) -> float:
    """0 to 1. `texts` are the ways of asking; `said` is the clause with its items."""
    if not can_answer(question, hit, said):
        return 0.0
    agree = max((_agreement(hit, hits) for hits in rivalry.ways), default=0.0)
    ratio = max((_ratio(hit, hits) for hits in rivalry.ways), default=0.0)
    z = BASE + LEAD * min(max(rivalry.lead, 0.0), _FARTHEST) + AGREE * agree + RATIO * ratio
    z += COVERED * _covered(question, hit) + HEADING * headed(texts, hit) + LIKER * rivalry.liker
    return 1 / (1 + math.exp(-z))


def can_answer(question: str, hit: Hit, said: str) -> bool:
    """Whether a clause is of the kind that answers: a rule, and one with a figure where one is asked for."""
    wanted = wants(question).kinds
    if _ROW.search(said) or (_TELLS_NOTHING.match(hit.passage.heading.strip()) and Want.MEANING not in wanted):
        return False
    return not demands(question) or gives_demanded(question, said)


def demands(question: str) -> bool:
    """Whether it asks for a figure outright."""
    return any(asks.search(question) for asks in _DEMANDED.values())


def gives_demanded(question: str, said: str) -> bool:
    return any(gives(want, said) for want, asks in _DEMANDED.items() if asks.search(question))


def _agreement(hit: Hit, hits: Sequence[Hit]) -> float:
    """The part of the rankings of one search that have the article first."""
    found = next((one for one in hits if one.passage.id == hit.passage.id), None)
    if found is None:
        return 0.0
    if not any(name in found.ranks for name in _RANKINGS):
        return float(hits[0].passage.id == hit.passage.id)
    first = {
        name: min(one.ranks[name] for one in hits if name in one.ranks)
        for name in _RANKINGS
        if any(name in one.ranks for one in hits)
    }
    return sum(found.ranks.get(name) == rank for name, rank in first.items()) / len(first)


def _ratio(hit: Hit, hits: Sequence[Hit]) -> float:
    own = max((one.score for one in hits if one.passage.id == hit.passage.id), default=0.0)
    other = max((one.score for one in hits if one.passage.id != hit.passage.id), default=_LEAST)
    return max(-_MOST, min(_MOST, math.log(max(own, _LEAST) / max(other, _LEAST))))


def _covered(question: str, hit: Hit) -> float:
    article = bigrams(f"{hit.document.title} {hit.passage.heading} {hit.passage.text}")
    shares = [len(own & article) / len(own) for word in content_words(question) if (own := bigrams(word))]
    return sum(shares) / len(shares) if shares else 0.0


def headed(texts: Sequence[str], hit: Hit) -> float:
    """The part of an article's heading that the ways of asking have."""
    own = bigrams(hit.passage.heading)
    return len(own & bigrams(" ".join(content_words(" ".join(texts))))) / len(own) if own else 0.0
