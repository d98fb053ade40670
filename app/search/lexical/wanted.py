"""What a question looks for: its terms, each with a weight."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

CHANNELS = ("morphemes", "bigrams", "headings", "titles")
"""`morphemes` and `bigrams` see everything of a passage: the title above it, its breadcrumb and its text; `headings`
sees the article's title and breadcrumb alone; `titles` the law: its title and the titles of all its articles."""

_TELLING = 0.3
"""Weight of a morpheme worth marking: a synonym has half of an ordinary word's, 며칠 and 하다 less."""

NOTHING: Mapping[str, float] = MappingProxyType({})
NO_SYNONYMS: Mapping[str, Sequence[str]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Said:
    """A term of the question itself. `rarity` is 1 for one that a single passage has or none at all, 0 for one that
    all have; `chance` is how likely it stands in what answers."""

    term: str
    rarity: float
    chance: float


@dataclass(frozen=True, slots=True)
class Wanted:
    """Terms of a question as the index spells them. 1 is the weight of an ordinary word."""

    morphemes: Mapping[str, float] = field(default_factory=lambda: NOTHING)
    bigrams: Mapping[str, float] = field(default_factory=lambda: NOTHING)
    stems: frozenset[str] = frozenset()
    """Morphemes that are stems of verbs and adjectives."""
    supplements: bool = False
    """The question asks for 부칙: they count as much as articles."""
    said: Mapping[str, tuple[Said, ...]] = field(default_factory=dict)
    """By field (`morphemes`, `bigrams`) the question's own terms, those that no passage has among them."""

    def of(self, channel: str) -> Mapping[str, float]:
        """The terms that a channel is asked for."""
        return self.morphemes if channel == "morphemes" else self.bigrams

    @property
    def words(self) -> tuple[str, ...]:
        """The morphemes that carry the question's meaning, to be marked in what was found."""
        return tuple(term for term, weight in self.morphemes.items() if weight >= _TELLING)
