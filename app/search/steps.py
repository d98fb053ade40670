"""Which steps of a search take part: all of them, unless somebody measures what each is worth."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Steps:
    """`channels` are asked for candidates and scores; `learned` orders them by the fitted weights instead of a
    plain mean; the others are named after what they do."""

    channels: frozenset[str] = frozenset({"morphemes", "bigrams", "dense"})
    lookup: bool = True
    reading: bool = True
    """Slips put right, numbers and synonyms, days, marks."""
    learned: bool = True
    neighbours: bool = True
    """Counterparts in decrees and rules come along."""
