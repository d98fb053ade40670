"""Whether one passage's wording carries a sentence, word for word in its order. Pure.

A sentence may leave out what stands in brackets, name the parts of an enumeration in another order, begin behind the
words that lead to it and stop at a comma; spelling and endings may differ as wording.py says. It may not leave out a
condition, put another word in a word's place or join what stands apart: then nothing here carries it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.assist.grounding.wording import Word, closing, is_finite

_SAME_TAIL = {("", "of"), ("of", ""), ("", "in"), ("in", "")}
_TURNED = {("topic", "who"), ("who", "topic")}
_CONDITION = re.compile(
    r"(?:^|\s)(?:경우|때|동안|한도|범위|이내|이상|이하|미만|초과|제외|한정|불구|해당하|아니하|아니한|못하|못한)[가-힣]*(?=\s|$)"
    r"|(?:^|\s)(?:외에는?|외의|한|한해서?|없이|없으면|없는|[전후뒤]에는?)(?=\s|$)"
    r"|(?:받아|얻어|거쳐|위해|면|에만|때문에|까지|부터)(?=\s|$)"
)
_MODIFIER = re.compile(
    r"(?:[한된인던할될]|(?:하|되|있|없|받|시키|주|지|오|가|르|리|보|내|치|키|지니|두|이르|다니)는|의|및|또는)$"
    r"|(?:받|얻|맡|잃|찾|맺|않|높|같|많|좋|늦|짧)은$|^[적작]은$"
)
_AUXILIARY = re.compile(r"^(?:아니|못|수|있|없|한다|된다|하는|되는|할|될|아니한|금지)")
_BOUND = re.compile(r"^(?:이상|이하|이내|미만|초과|이후|이전|전|후|까지|부터|범위|한도|넘|내|안|마다)")
_MOST = 6
"""Words that an enumeration has, and one that is joined to the next, at most."""


@dataclass(frozen=True, slots=True)
class Carried:
    """The words of the wording from `first` on, up to `last` (not with it), carry the sentence."""

    first: int
    last: int


def carried(said: Sequence[Word], there: Sequence[Word]) -> Carried | None:
    """The first place of `there`, one sentence or item of a passage, that carries `said`; None: there is none."""
    if not said:
        return None
    walk = _Walk(said, there)
    for first in range(len(there)):
        last = walk.end(first)
        if last is not None and begins(said, there[:first]) and stops(said, there, last):
            return Carried(first, last)
    return None


def begins(said: Sequence[Word], before: Sequence[Word]) -> bool:
    """Whether what stands before may be left out: a claim keeps its condition, and a noun what is said of it."""
    head = [word for word in before if not word.aside]
    if not head or not is_finite(said):
        return True
    if _CONDITION.search(" ".join(word.text for word in head)):
        return False
    ends = [at for at, word in enumerate(head, 1) if word.link == "," or _is_topic(word)]
    behind = head[max(ends, default=0) :]
    if behind and behind[-1].text != "따라":
        return False  # an object, a place, or whom it is for
    topic = any(_is_topic(word) for word in head) and head[-1].link != ","
    return not (topic and any(word.tail == "who" for word in said[:3]))


def _is_topic(word: Word) -> bool:
    return word.tail == "topic" and _MODIFIER.search(word.text) is None


def stops(said: Sequence[Word], there: Sequence[Word], last: int) -> bool:
    """Whether the wording does not go on with what turns or bounds it."""
    after = next((word for word in there[last:] if not word.aside), None)
    if after is None or there[last - 1].link == ",":
        return True
    if _AUXILIARY.match(after.text):
        return False
    return len(said) == 1 or not (said[-1].text[:1].isdigit() and _BOUND.match(after.text))


class _Walk:
    """Follows a sentence's words through the wording from one place on."""

    def __init__(self, said: Sequence[Word], there: Sequence[Word]) -> None:
        self._said = said
        self._there = there
        self._failed: set[tuple[int, int, bool]] = set()

    def end(self, first: int) -> int | None:
        """Where the sentence ends in the wording if it begins with word `first` of it."""
        return None if self._there[first].aside and not self._said[0].aside else self._from(0, first, False)

    def _from(self, i: int, j: int, turned: bool) -> int | None:
        if i == len(self._said):
            return j
        if j >= len(self._there) or (i, j, turned) in self._failed:
            return None
        for more, far, turns in self._steps(i, j):
            if not (turned and turns):
                found = self._from(i + more, j + far, turned or turns)
                if found is not None:
                    return found
        self._failed.add((i, j, turned))
        return None

    def _steps(self, i: int, j: int) -> list[tuple[int, int, bool]]:
        """(words said, words there, whether 은 became 이) that may be taken together, the nearest first."""
        said, there = self._said, self._there
        steps: list[tuple[int, int, bool]] = []
        if said[i].text == there[j].text:
            steps.append((1, 1, False))
        elif said[i].stem == there[j].stem and self._tails_agree(i, j):
            steps.append((1, 1, (said[i].tail, there[j].tail) in _TURNED))
        elif i + 1 == len(said) and self._closes(i, j):
            steps.append((1, 1, False))
        elif said[i].tail == "is" and said[i].stem == there[j].stem and there[j].tail == "by" and _is_set(there, j):
            steps.append((1, 2, False))
        if (far := _together(said[i], there, j)) is not None:
            steps.append((1, far, False))
        if (more := _together(there[j], said, i)) is not None:
            steps.append((more, 1, False))
        if (mixed := _mixed(said, i, there, j)) is not None:
            steps.append((mixed, mixed, False))
        if there[j].aside and i:
            steps.append((0, self._named(j) - j, False))
        if i and there[j].group and there[j - 1].group != there[j].group:
            steps.append((0, self._group_end(j) - j, False))
        return steps

    def _tails_agree(self, i: int, j: int) -> bool:
        said, there = self._said[i], self._there[j]
        pair = (said.tail, there.tail)
        ends = i + 1 == len(self._said)
        return (
            said.tail == there.tail
            or pair in _SAME_TAIL
            or pair in _TURNED
            or bool(there.group)
            or (ends and said.tail == "")
            or (ends and pair == ("is", "") and j + 1 == len(self._there))
        )

    def _closes(self, i: int, j: int) -> bool:
        """Whether the first of two coordinate clauses ends here: 하여야 하며, as 하여야 한다. A plain 하고, has
        the mood of the last verb, so that one has to be plain, too."""
        said, there = self._said, self._there
        if there[j].link != "," or not is_finite(said) or closing(there[j]) != said[i].text:
            return False
        own = said[i].text in ("있다", "없다") or said[i].tail == "is" or (i > 0 and said[i - 1].text.endswith("야"))
        return own or _is_plain(there)

    def _named(self, j: int) -> int:
        """Behind the words from here on that may be left out: one, or a column's whole name."""
        end = j + 1
        while end < self._group_end(j) and self._there[end].aside:
            end += 1
        return end

    def _group_end(self, j: int) -> int:
        group = self._there[j].group
        end = j + 1
        while group and end < len(self._there) and self._there[end].group == group:
            end += 1
        return end


def _is_plain(there: Sequence[Word]) -> bool:
    """Whether a sentence ends with a verb that neither has to, may nor does not."""
    if not is_finite(there) or len(there) < 2 or re.search(r"(?:있|없|아니한|못한)다$", there[-1].text):
        return False
    return re.search(r"(?:야|지|못|아니|만)$", there[-2].text) is None


def _is_set(there: Sequence[Word], j: int) -> bool:
    """30일로 한다, which is 30일이다."""
    return j + 2 == len(there) and there[j + 1].text == "한다"


def _together(one: Word, others: Sequence[Word], start: int) -> int | None:
    """How many of the others, written as one word, are this one: 할수있다, 신고하여야 for 신고를 하여야."""
    joined = ""
    for count, other in enumerate(others[start : start + _MOST], 1):
        if other.aside:
            return None
        joined += other.text
        if count > 1 and joined == one.text:
            return count
        if not one.text.startswith(joined):
            break
    if start + 1 < len(others) and others[start].tail in ("what", "is") and not others[start].link:
        told = others[start].stem + others[start + 1].text
        if told == one.text:
            return 2
    return None


def _mixed(said: Sequence[Word], i: int, there: Sequence[Word], j: int) -> int | None:
    """How many words an enumeration has that begins at both places with the same parts in another order."""
    count = _enumerated(there, j)
    if count < 2 or _enumerated(said, i) != count:
        return None
    if there[j + count : j + count + 1] and there[j + count].text.startswith("순"):
        return None
    first, second = said[i : i + count], there[j : j + count]
    if first[-1].tail != second[-1].tail or [word.stem for word in first] == [word.stem for word in second]:
        return None
    same = sorted(word.stem for word in first) == sorted(word.stem for word in second)
    return count if same and all(word.tail == "" for word in (*first[:-1], *second[:-1])) else None


def _enumerated(row: Sequence[Word], start: int) -> int:
    """How many words follow each other as an enumeration: 갑, 을 및 병."""
    end = start
    while end + 1 < len(row) and (row[end].link or row[end + 1].link in ("및", "또는")):
        end += 1
    return end - start + 1
