"""The terms of a question: which words it is asked for, and how much each counts."""

import math
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from app.search.lexical.asking import rarity
from app.search.lexical.wanted import Said, Wanted
from app.search.lexical.weights import Weights
from app.search.tokens import Tagged, bigrams

SYNONYM = 0.5
"""What another word for a word of the question counts."""

_MOST = 64
"""Terms that are asked for: of more, as in a pasted page, those that say most."""
_LOOKED_AT = 600
_TYPED = 24
_COMMON = 2.0
"""idf below which a typed pair of letters is passed over when there are rarer ones: every seventh passage has it."""

_USUAL = 9.8
"""idf of the rarest term among 27,000 passages, where it was learned: what a chance is asked with, since in a
small workspace every word is rare."""

_SUPPLEMENT_WORDS = re.compile(r"부칙|시행일|경과\s*조치|언제부터|시행되")

Parts = tuple[list[Tagged], list[Tagged]]
Factor = Callable[[str, str, float], float]


class Terms:
    """Of one state of the index, which tells how rare a term is."""

    def __init__(self, searcher: Any, weights: Weights | None) -> None:
        self._searcher = searcher
        self._of_morpheme: Factor = weights.of_morpheme if weights else _plain
        self._of_bigram: Factor = weights.of_bigram if weights else _plain
        self._chances: tuple[Factor, Factor] = (
            (weights.chance_of_morpheme, weights.chance_of_bigram) if weights else (_even, _even)
        )

    def asked(self, text: str, parts: Parts, others: Parts) -> Wanted:
        """`others` are the parts of the synonyms."""
        morphemes, bigrams_ = (
            self._weighed(field, factor, parts[place], others[place])
            for place, (field, factor) in enumerate(
                (("morphemes", self._of_morpheme), ("bigrams", self._of_bigram)),
            )
        )
        stems = frozenset(term for term, tag in (*parts[0], *others[0]) if tag.startswith(("VV", "VA")))
        said = {
            field: self._said(field, parts[place], self._chances[place])
            for place, field in enumerate(("morphemes", "bigrams"))
        }
        return Wanted(morphemes, bigrams_, stems, bool(_SUPPLEMENT_WORDS.search(text)), said)

    def typed(self, text: str) -> dict[str, float]:
        """Bigrams of what somebody types, without a look at its words."""
        terms = list(dict.fromkeys(bigrams(text)))[:_LOOKED_AT]
        idf = {term: rarity(self._searcher, "bigrams", term) for term in terms}
        there = sorted((term for term in terms if idf[term]), key=lambda term: -idf[term])[:_TYPED]
        rare = [term for term in there if idf[term] >= _COMMON] or there
        weighed = {term: self._of_bigram(term, "", idf[term]) for term in rare}
        return {term: weight for term, weight in weighed.items() if weight} or dict.fromkeys(rare, 1.0)

    def _said(self, field: str, own: Sequence[Tagged], chance: Factor) -> tuple[Said, ...]:
        rarest = math.log(1 + max(0.0, self._searcher.num_docs - 0.5) / 1.5)
        found: dict[str, Said] = {}
        for term, tag in dict.fromkeys(own[:_LOOKED_AT]):
            idf = rarity(self._searcher, field, term) or rarest
            if idf > 0 and len(found) < _MOST:
                found.setdefault(term, Said(term, idf / rarest, chance(term, tag, idf / rarest * _USUAL)))
        return tuple(found.values())

    def _weighed(
        self, field: str, factor: Factor, own: Sequence[Tagged], others: Sequence[Tagged]
    ) -> Mapping[str, float]:
        """The terms with the largest share of a full score."""
        weights: dict[str, float] = {}
        shares: dict[str, float] = {}
        for tagged, share in ((own, 1.0), (others, SYNONYM)):
            for term, tag in dict.fromkeys(tagged[:_LOOKED_AT]):
                idf = rarity(self._searcher, field, term)
                weight = share * factor(term, tag, idf) if idf else 0.0
                if weight > weights.get(term, 0.0):
                    weights[term], shares[term] = weight, weight * idf
        kept = sorted(shares, key=lambda term: -shares[term])[:_MOST]
        return {term: weights[term] for term in kept}


def _plain(term: str, tag: str, idf: float) -> float:
    return 1.0


def _even(term: str, tag: str, idf: float) -> float:
    return 0.5
