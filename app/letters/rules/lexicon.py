"""The words of assets/lexicon: read once, when they are first asked for.

terms.toml has words that a plainer one could replace; usage.toml slips of spelling, spacing and particles.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from app.core.paths import assets_dir


@dataclass(frozen=True, slots=True)
class Term:
    """A word with the plainer one; `fix`: it may be put in without asking; `verbal`: 하다 or 되다 may follow."""

    plain: str
    category: str
    fix: bool
    verbal: bool


@dataclass(frozen=True, slots=True)
class Phrase:
    pattern: re.Pattern[str]
    plain: str
    category: str
    fix: bool


@dataclass(frozen=True, slots=True)
class Slip:
    """`pattern` finds a slip; what is right comes from `words`, or by putting `right` for what `part` matches in it."""

    message: str
    pattern: re.Pattern[str]
    part: re.Pattern[str] | None
    right: str
    words: Mapping[str, str]

    def corrected(self, found: str) -> str:
        if self.part is None:
            return self.words.get(found, found)
        return self.part.sub(self.right, found, count=1)


@dataclass(frozen=True, slots=True)
class Lexicon:
    terms: Mapping[str, Term]
    phrases: tuple[Phrase, ...]
    longest: int
    """Characters of the longest term."""


@lru_cache(maxsize=1)
def terms() -> Lexicon:
    """Raises OSError and tomllib.TOMLDecodeError: a broken installation."""
    data = _read("terms.toml")
    words = {
        word: Term(plain, group["category"], bool(group["fix"]), bool(group["verbal"]))
        for group in data["group"]
        for word, plain in group["words"].items()
    }
    phrases = tuple(
        Phrase(re.compile(one["pattern"], re.MULTILINE), one["plain"], one["category"], bool(one.get("fix")))
        for one in data["phrase"]
    )
    return Lexicon(words, phrases, max(map(len, words)))


@lru_cache(maxsize=1)
def slips() -> tuple[Slip, ...]:
    """Raises OSError and tomllib.TOMLDecodeError: a broken installation."""
    return tuple(
        Slip(
            one["message"],
            re.compile(one["pattern"], re.MULTILINE),
            re.compile(one["replace"]) if "replace" in one else None,
            one.get("with", ""),
            one.get("map", {}),
        )
        for one in _read("usage.toml")["rule"]
    )


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((assets_dir() / "lexicon" / name).read_text(encoding="utf-8"))
