"""Names of laws: what makes two spellings one name, and which short name stands for which long one."""

import re
from dataclasses import dataclass

ENDINGS = (
    ("시행규칙",),
    ("시행령",),
    ("훈령",),
    ("예규",),
    ("고시",),
    ("내규",),
    ("세칙",),
    ("지침",),
    ("규정",),
    ("규칙",),
    ("기준",),
    ("계획",),
    ("헌장",),
    ("법률", "법"),
    ("령",),
)
"""The words that a title ends with, those of one meaning together."""

_KEPT = re.compile(r"[^0-9a-z가-힣]")
_WORD = re.compile(r"[^\s,ㆍ·‧・･•]+")
_DESCRIPTIVE = re.compile(r"(?:에|을|를)?\s?(?:관|위|대)한\s")
_GENERIC = re.compile(r"(?:등|관리|운영|처리)?(?:등|에|을|를)?")
_SHORTEST_ABBREVIATION = 4


SPACERS = " ,ㆍ·‧・･•"
"""What two spellings of one title may differ by: 대ㆍ중소기업, 대·중소기업."""
_SPELLING = str.maketrans("", "", SPACERS)


def spelling(title: str) -> str:
    """A title without its spacers. The store's index of titles holds the same."""
    return title.translate(_SPELLING)


def key(text: str) -> str:
    """Letters and digits alone, in lower case."""
    return _KEPT.sub("", text.lower())


def ending(name: str) -> str:
    """The word that a law's name (a key) ends with, 법 for 법률; empty for none."""
    for endings in ENDINGS:
        for last in endings:
            if name.endswith(last):
                return last
    return ""


def same_ending(first: str, second: str) -> bool:
    """Whether two keys end with words of one meaning (법 and 법률)."""
    last, other = ending(first), ending(second)
    return bool(last) and any(last in group and other in group for group in ENDINGS)


def is_descriptive(title: str) -> bool:
    """`…에 관한 법률`, `…을 위한 특별법`: titles that have short names."""
    return _DESCRIPTIVE.search(title) is not None


def short_stem(name: str) -> str:
    """What a name that may be a short one says of its law: 정보공개 of 정보공개법 시행령. Empty: it is none."""
    if _DESCRIPTIVE.search(name):
        return ""
    letters = key(name)
    last = ending(letters)
    rest = letters.removesuffix(last)
    if last in ("시행령", "시행규칙"):
        rest = rest.removesuffix("법")
    return rest if last and len(rest) >= _SHORTEST_ABBREVIATION else ""


def abbreviates(short: str, title: str) -> bool:
    """Whether a short name is made the way short names of statutes are: 정보공개법, 국가계약법 시행령.

    The title must be descriptive (`…에 관한 법률`, `…을 위한 특별법`): a plain title is its own short name, and
    도로법 does not stand for 도로교통법. Every piece of the short name begins or ends a word of the title, in the
    title's order, and the last one its subject, the word before `에 관한`. Without its ending the short name has
    four letters or more.
    """
    rest, whole = short_stem(short), key(title)
    described = _DESCRIPTIVE.search(title)
    if described is None or not rest or not same_ending(key(short), whole):
        return False
    held = whole.removesuffix(ending(whole))
    if ending(whole) in ("시행령", "시행규칙"):  # 정보공개법 시행령
        held = held.removesuffix("법률").removesuffix("법")
    begins, ends, last = _words(title, described.start())
    return _spelt(rest, _Borders(held, begins, ends, last))


@dataclass(frozen=True, slots=True)
class _Borders:
    """`held` is a title's key without its ending; words begin at `begins`, end at `ends`, the subject at `last`."""

    held: str
    begins: frozenset[int]
    ends: frozenset[int]
    last: int


def _words(title: str, described: int) -> tuple[frozenset[int], frozenset[int], int]:
    """(where words begin, where they end, where the subject begins) in the title's key."""
    begins, ends, subject, length = set(), set(), 0, 0
    for word in _WORD.finditer(title):
        letters = key(word[0])
        if word.start() < described and not _GENERIC.fullmatch(word[0]):
            subject = length
        begins.add(length)
        length += len(letters)
        ends.add(length)
    return frozenset(begins), frozenset(ends), subject


def _spelt(rest: str, title: _Borders) -> bool:
    """Whether `rest` is made of pieces of the title of two letters or more, in order, at the borders of words."""
    waiting = [(0, 0)]
    """(letters of `rest` that are told, place in the title). Each is gone on from once: there are few, and the ways to
    come to them double with each word."""
    seen = set(waiting)
    while waiting:
        told, position = waiting.pop()
        for length in range(2, len(rest) - told + 1):
            found = title.held.find(rest[told : told + length], position)
            if found < 0:
                break
            while found >= 0:
                after = (told + length, found + length)
                if after not in seen and (found in title.begins or after[1] in title.ends):
                    if after[0] == len(rest) and after[1] > title.last:
                        return True
                    seen.add(after)
                    waiting.append(after)
                found = title.held.find(rest[told : told + length], found + 1)
    return False
