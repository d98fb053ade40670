"""The site's own words: `<home>/thesaurus.txt`, a line a rule.

    # a note
    월급 = 보수, 봉급        either may stand for the other
    자가용 > 관용차          who looks for the first finds the second, not the other way round
    -공사 = 관리회사         a pair that was mined or learned and does not hold here

A line that is none of these is left out and told, with its number.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.search.thesaurus.evidence import term_key

FILE = "thesaurus.txt"
_LONGEST = 40
_MOST = 20
_MOST_LINES = 20_000
_MOST_BYTES = 4 << 20


@dataclass(frozen=True, slots=True)
class Fault:
    """A line that says nothing, from 1; line 0: the file as a whole could not be read."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Site:
    """`pairs` are (term, word that may stand in its place), as written; `forbidden` the same by term_key."""

    pairs: tuple[tuple[str, str], ...] = ()
    forbidden: frozenset[tuple[str, str]] = frozenset()
    faults: tuple[Fault, ...] = ()


def read_site(path: Path) -> Site:
    """What the file says; nothing when there is none. Korean editors write UTF-8 or CP949."""
    try:
        with path.open("rb") as stream:
            data = stream.read(_MOST_BYTES)
    except FileNotFoundError:
        return Site()
    except OSError as error:
        return Site(faults=(Fault(0, type(error).__name__),))
    for encoding in ("utf-8-sig", "cp949"):
        try:
            return parse(data.decode(encoding).splitlines()[:_MOST_LINES])
        except UnicodeDecodeError:
            continue
    return Site(faults=(Fault(0, "UnicodeDecodeError"),))


def parse(lines: Sequence[str]) -> Site:
    pairs: dict[tuple[str, str], None] = {}
    forbidden: set[tuple[str, str]] = set()
    faults: list[Fault] = []
    for number, line in enumerate(lines, 1):
        rule = line.partition("#")[0].strip()
        if not rule:
            continue
        ways = _ways(rule.removeprefix("-"))
        if not ways:
            faults.append(Fault(number, line.strip()[:_LONGEST]))
        elif rule.startswith("-"):
            forbidden.update((term_key(term), term_key(word)) for term, word in ways)
        else:
            pairs.update(dict.fromkeys(ways))
    return Site(tuple(pairs), frozenset(forbidden), tuple(faults))


def _ways(rule: str) -> tuple[tuple[str, str], ...]:
    """(term, word) of a rule in every direction it holds; nothing for a line that is no rule."""
    marks = [mark for mark in rule if mark in "=>"]
    if len(marks) != 1:
        return ()
    left, right = (_words(side) for side in rule.split(marks[0]))
    found = list(_each(left, right))
    if marks[0] == "=":
        found += _each(right, left)
    return tuple(dict.fromkeys(found))


def _each(left: Sequence[str], right: Sequence[str]) -> Iterator[tuple[str, str]]:
    return ((term, word) for term in left for word in right if term_key(term) != term_key(word))


def _words(side: str) -> list[str]:
    """The words between commas; none when one of them is empty, too long or without letters."""
    words = [" ".join(word.split()) for word in side.split(",")]
    good = len(words) <= _MOST and all(term_key(word) and len(word) <= _LONGEST for word in words)
    return words if good else []
