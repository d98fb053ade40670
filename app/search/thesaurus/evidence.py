"""What one document tells of its words: pairs, each with the way it was told."""

import re
from dataclasses import dataclass
from enum import StrEnum

_KEPT = re.compile(r"[^0-9a-z가-힣一-龥]")


class Told(StrEnum):
    """How a document tells that one word stands for another. The values are in the cache."""

    RENAMED = "r"
    """A 부칙 puts the second in the first one's place."""
    SHORT = "s"
    """`second(이하 "first"라 한다)`, the first made of letters of the second."""
    GLOSS = "g"
    """`first(second)`."""
    MEANS = "m"
    """`first(漢字: second)`."""
    DEFINED = "d"
    """`"first"란 second를 말한다`."""
    HANJA = "h"
    """`second(first)`, the first in Chinese characters."""
    LAW = "l"
    """`「second」(이하 "first"라 한다)`."""
    TITLE = "t"
    """A law's former title and the one it has since."""


@dataclass(frozen=True, slots=True)
class Pair:
    told: Told
    first: str
    second: str


def term_key(text: str) -> str:
    """Under which a word is looked up: letters and digits alone, lower case."""
    return _KEPT.sub("", text.lower())
