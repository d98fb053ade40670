"""Names of laws in a question: 정보공개법, 국가 계약법 시행령, 「군인사법」.

A name matches a title when it is that title, or when pieces of two letters or more stand in the title in order and
both end alike (법 with 법률, 시행령 with 시행령), so that a short name works without a list of short names.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from app.core.titles import ENDINGS, abbreviates, ending, key
from app.search.query.heads import heads, made_of_heads

_SPLIT = re.compile(r"[\s「」『』《》<>()\[\],.?!·ㆍ\"“”‘’']+")
_WORD = re.compile(r"[^\s「」『』《》<>()\[\],.?!\"“”‘’']+")
_LONGEST_NAME = 8  # words
_MEANING = {last: group[0] for group in ENDINGS for last in group}
_DECREES = ("시행령", "시행규칙")
_PARTICLES = re.compile(
    r"(?:에서는|에서|에는|에도|에|의|상의|상|은|는|이|가|을|를|과|와|도|으로|로|이나|나|만|부터|까지)$"
)
_SHORT = 3
"""Words of a short name at most."""
_NO_LAWS = (
    "방법",
    "불법",
    "위법",
    "적법",
    "합법",
    "기법",
    "문법",
    "편법",
    "용법",
    "수법",
    " 기준",
    " 계획",
    " 규정",
    " 지침",
)
"""How words end that end as names do; who asks after `신청 기준` names no rule."""
_POINTING = re.compile(
    r"(?:이|그|저|위|동|본|같은|해당|우리|현행|관련|관계|상위|무슨|어느|어떤|모든|개정|회사|부대|기관|소속|자체)\s?"
)
"""Words that point at a law and name none: 이 법, 우리 부대 내규."""
_HEADS_ALONE = 0.3
"""How well a title matches a name that is made of the first letters of its parts."""
FEW = 3
"""A short name that fits more titles than these says nothing of where to look."""


def _nothing(word: str) -> bool:
    """A corpus without verbs."""
    del word
    return False


@dataclass(frozen=True, slots=True)
class Named:
    """A law that a question names somewhere: `text[start:end]`, the ids of its documents, their title."""

    start: int
    end: int
    documents: tuple[str, ...]
    title: str


class Names:
    """The titles of a workspace, prepared once and asked at every key stroke."""

    def __init__(self, titles: Mapping[str, str], extra: Mapping[str, str] | None = None) -> None:
        """`titles` maps document id to title; `extra` short names to the titles they stand for."""
        self._same: dict[str, list[str]] = {}
        self._pairs: dict[str, list[str]] = {}
        self._first: dict[str, list[str]] = {}
        self._titles: dict[str, str] = {}
        for identity, title in titles.items():
            whole = key(title)
            self._same.setdefault(whole, []).append(identity)
            self._titles.setdefault(whole, title)
        for whole in self._titles:
            if last := ending(whole):
                held = whole.removesuffix(last)
                self._first.setdefault(_MEANING[last] + held[:1], []).append(whole)
                for pair in {held[place : place + 2] for place in range(len(held) - 1)}:
                    self._pairs.setdefault(_MEANING[last] + pair, []).append(whole)
        self._extra = {key(short): key(title) for short, title in (extra or {}).items()}

    def title(self, name: str) -> str:
        """The title that a name is or was said to stand for (a key); empty for none."""
        if name in self._same:
            return name
        for decree in _DECREES:  # who knows 정보공개법 knows its 시행령
            if name.endswith(decree) and (law := self._extra.get(name.removesuffix(decree))):
                return law + decree if law + decree in self._same else ""
        told = self._extra.get(name, "")
        return told if told in self._same else ""

    def may_be(self, alias: str) -> bool:
        """Whether a key is a title or short name, or ends as the names of rules do."""
        return alias in self._same or alias in self._extra or bool(ending(alias))

    def best(self, alias: str) -> tuple[float, list[str]]:
        """How well the best titles match a name (a key), 0 to 1, and whose they are."""
        if same := self.title(alias):
            return 1.0, self._same[same]
        best, found = 0.0, list[str]()
        last = ending(alias)
        alike = self._alike(alias, last)
        for whole in alike:
            score = _likeness(alias, last, whole)
            if score > best:
                best, found = score, list(self._same[whole])
            elif score and score == best:
                found += self._same[whole]
        begun = alias.removesuffix(last)
        if (whole := self._by_heads(alias)) and not any(one.startswith(begun) for one in alike):
            return max(best, _HEADS_ALONE), list(self._same[whole])  # 산안법 is no 광산안전법
        return best, found

    def sure(self, name: str, done: Callable[[str], bool] = _nothing) -> list[str]:
        """The titles (keys) that a name certainly means: its own, the one it was said to stand for, or those that it
        abbreviates as statutes are abbreviated, or as people do.

        `done` tells what one does: 공부법 is a way of doing it.
        """
        alias = key(name)
        if same := self.title(alias):
            return [same]
        if name.count(" ") >= _SHORT or name.endswith(_NO_LAWS):
            return []
        last = ending(alias)
        found = [
            whole
            for whole in self._alike(alias, last)
            if _likeness(alias, last, whole) and abbreviates(name, self._titles[whole])
        ]
        if not found and (whole := self._by_heads(alias)) and not done(heads(alias)):
            return [whole]
        return found if len(found) <= FEW else []

    def named(self, whole: str) -> Named:
        """What a title (a key) is, without a place in a question."""
        return Named(0, 0, tuple(self._same[whole]), self._titles[whole])

    def _by_heads(self, alias: str) -> str:
        """The one title that a name spells by the first letters of its parts: 집시법. Empty: none, or several."""
        letters = heads(alias)
        if not letters:
            return ""
        begun = self._first.get(_MEANING[ending(alias)] + letters[0], ())
        found = [whole for whole in begun if made_of_heads(letters, self._titles[whole])]
        return found[0] if len(found) == 1 else ""

    def _alike(self, alias: str, last: str) -> list[str]:
        """The titles of the same ending that hold the name's first two letters."""
        rest = alias.removesuffix(last)
        if not last or len(rest) < 2:
            return []  # "시행령" alone names no decree
        return self._pairs.get(_MEANING[last] + rest[:2], [])


def split(text: str) -> list[str]:
    """The words of a text in lower case, without brackets and stops."""
    return [word for word in _SPLIT.split(text.lower()) if word]


def bare(word: str) -> str:
    """A word without the particle that follows a law's name: 정보공개법상, 국가공무원법의."""
    if ending(key(word)):
        return word
    short = _PARTICLES.sub("", word)
    return short if ending(key(short)) else word


def pointing(name: str) -> bool:
    """Whether a name only points at a law: 이 법, 우리 부대 내규, 현행 법률."""
    rest = name
    while found := _POINTING.match(rest):
        rest = rest[found.end() :]
    alias = key(rest)
    return rest != name and (not alias or alias == ending(alias))


def best_title(words: list[str], names: Names, *, anchored: bool) -> tuple[str, tuple[str, ...]]:
    """The run of words that names a title best, and whose it is. With an article number the run ends before it."""
    best = 0.0
    best_name = ""
    found: list[str] = []
    for name in _runs(words, anchored):
        alias = key(name)
        if len(alias) < 2 or not names.may_be(alias):
            continue
        score, titles = names.best(alias)
        if score > best:
            best, best_name, found = score, name, titles
    if not found and anchored:
        best_name = next((name for name in _runs(words[-2:], anchored) if _is_name(key(name))), "")
        best_name = "" if pointing(best_name) else best_name
    return best_name, tuple(found)


def named_anywhere(text: str, names: Names, done: Callable[[str], bool] = _nothing) -> Iterator[Named]:
    """Laws that a question names, from left to right, the longest name where several begin; sure ones only. `done` as
    in Names.sure."""
    words = list(_WORD.finditer(text))
    ends = [(place, word.start() + len(said)) for place, word in enumerate(words) if ending(key(said := bare(word[0])))]
    after = 0
    for first, word in enumerate(words):
        if word.start() < after:
            continue
        near = [end for place, end in ends if first <= place < first + _LONGEST_NAME]
        for end in reversed(near):
            if found := _named(text, word.start(), end, names, done):
                yield found
                after = end
                break


def _named(text: str, start: int, end: int, names: Names, done: Callable[[str], bool]) -> Named | None:
    name = text[start:end]
    if not _is_name(key(name)) or not (titles := names.sure(name, done)):
        return None
    given = [names.named(title) for title in titles]
    documents = tuple(identity for one in given for identity in one.documents)
    return Named(start, end, documents, given[0].title)


def _is_name(alias: str) -> bool:
    last = ending(alias)
    return bool(last) and len(alias) > len(last)


def _runs(words: list[str], anchored: bool) -> list[str]:
    """Longest first, so that of two equal matches the fuller name is kept."""
    if not anchored:
        return [" ".join(words)]
    return [" ".join(words[start:]) for start in range(max(0, len(words) - _LONGEST_NAME), len(words))]


def _likeness(alias: str, last: str, title: str) -> float:
    """0 for no match; otherwise the share of the title that the name spells.

    A short name is made of pieces of the long one, in its order (정보공개|법, 국가|계약|법).
    """
    held = title.removesuffix(ending(title))
    rest = alias.removesuffix(last)
    position = 0
    while rest:
        length, found = _longest_piece(rest, held, position)
        if not length:
            return 0.0
        position = found + length
        rest = rest[length:]
    return 0.9 * len(alias) / len(title)


def _longest_piece(rest: str, held: str, position: int) -> tuple[int, int]:
    """(length, place) of the longest beginning of `rest` in `held` from `position`; (0, 0) for none.

    One letter is too little to go by, but for the 법 inside a decree's name (공공기록물법 시행령).
    """
    for length in range(len(rest), 0, -1):
        found = held.find(rest[:length], position)
        if found >= 0 and (length > 1 or rest[0] == "법"):
            return length, found
    return 0, 0
