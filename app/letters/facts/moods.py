"""What a sentence makes of its verb: must, may, must not. A changed mood is a changed rule, whatever its figures say.

A draft's clause is held against the clauses of the sources that have the same verb and much of the same words; where
those agree on another mood, nothing carries it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.core.drafts import Provenance
from app.core.types import Span
from app.letters.facts.sources import Found, Source

_MUST = (
    r"(?P<must>(?:하여|해|되어|돼|[가-힣]?[아어여와워려켜쳐져겨내줘둬봐써꺼셔혀춰눠])야\s?만?\s?"
    r"(?=[한합함하할됩된됨되]|$))"
)
_MAY = r"(?P<may>(?:[가-힣])\s?수\s?(?:는|도)?\s?있|\s?가능(?=$|[^가-힣]|[합하함한]))"
_NOT = (
    r"(?P<not>[하되아어여해돼가-힣](?:여|어)?서는\s?(?:아니|안)\s?[되된됩됨돼]"
    r"|[가-힣]?면\s?(?:아니|안)\s?[되된됩됨돼]"
    r"|지\s?못[하한합함할]|[가-힣]\s?수\s?(?:는|가|도)?\s?없|\s?(?:을\s|를\s)?금지|\s?불가(?!피))"
)
_NEG = r"(?P<neg>지\s?(?:는|를|도)?\s?(?:아니[하한합함할]|않))"
_PLAIN = r"(?P<plain>(?:[한합함됩된됨])(?:니다|다)?(?=[\s.,;)]|$))"
_MOOD = re.compile("|".join((_MUST, _NOT, _MAY, _NEG, _PLAIN)))
_RUN = re.compile(r"[가-힣]+$")
_SENTENCE = re.compile(r"(?<=[다음함임됨요것])\.\s+|\n+|(?=[①-⑳])")
_LOOSE = str.maketrans("려켜쳐져겨줘둬봐와워셔혀춰눠", "리키치지기주두보오우시히추누")
_OBJECT = re.compile(r"(?:을|를|은|는|이|가|도)$")
_ENOUGH, _MUCH, _MARGIN = 0.4, 0.6, 0.12
"""Parts of a clause's letter pairs that another one must share."""
_BACK = 60
_NOWHERE: Found = (Provenance.MISSING, "")


@dataclass(frozen=True, slots=True)
class Clause:
    """`stem` is the end of the verb without 하다, `pairs` the letter pairs of what stands before it."""

    span: Span
    mood: str
    stem: str
    pairs: frozenset[str]
    found: Found


class Moods:
    def __init__(self, sources: tuple[Source, ...]) -> None:
        self._held = [clause for source in sources for clause in _clauses(source.passage.text, source.found)]

    def find(self, text: str) -> Iterator[tuple[Span, Found | None]]:
        """The clauses whose like stands in a source; None: only with another mood."""
        for clause in _clauses(text, _NOWHERE):
            near = self._near(clause)
            if not near:
                continue
            best = max(share for share, _ in near)
            same = [held for share, held in near if share >= best - _MARGIN and _agree(clause.mood, held.mood)]
            if clause.mood != "plain" or not same:
                yield clause.span, same[0].found if same else None

    def _near(self, clause: Clause) -> list[tuple[float, Clause]]:
        if len(clause.pairs) < 4:
            return []
        near = []
        for held in self._held:
            if held.stem[-2:] != clause.stem[-2:]:
                continue
            share = len(clause.pairs & held.pairs) / len(clause.pairs)
            plain = "plain" in (clause.mood, held.mood)
            if share >= (_MUCH if plain else _ENOUGH):
                near.append((share, held))
        return near


def _agree(mood: str, held: str) -> bool:
    if mood == held or {mood, held} <= {"not", "neg"}:
        return True
    return (mood == "plain" and held in ("must", "may")) or (held == "plain" and mood == "must")


def _clauses(text: str, found: Found) -> Iterator[Clause]:
    start = 0
    for end in (*(match.start() for match in _SENTENCE.finditer(text)), len(text)):
        for match in _MOOD.finditer(text, start, end):
            clause = _clause(text, match, start, found)
            if clause is not None:
                yield clause
        start = end


def _clause(text: str, match: re.Match[str], start: int, found: Found) -> Clause | None:
    mood = match.lastgroup or ""
    stem = _stem(text, match, mood, start)
    if not stem:
        return None
    if mood in ("may", "must", "not") and re.search(
        r"지\s?(?:아니|않)$", text[max(start, match.start() - 6) : match.start() + 1].rstrip("하할")
    ):
        mood += " neg"
    before = re.sub(r"[^가-힣0-9]", "", text[max(start, match.start() - _BACK) : match.start()])
    pairs = frozenset(before[at : at + 2] for at in range(len(before) - 1))
    return Clause(match.span(), mood, stem, pairs, found)


def _stem(text: str, match: re.Match[str], mood: str, start: int) -> str:
    run = _RUN.search(text, start, match.start())
    stem = run[0] if run else ""
    head = match[0][0]
    if (mood == "may" and "가능" not in match[0]) or (mood == "not" and "수" in match[0]):
        stem += _unfinal(head)
    elif mood == "must" and not match[0].startswith(("하여", "해", "되어", "돼", "아야", "어야", "여야")):
        syllables = match[0].split("야")[0]
        stem += syllables.translate(_LOOSE) if syllables[-1] not in "아어여" else syllables[:-1]
    elif mood == "not" and "서는" in match[0] and head not in "하되해돼아어여":
        stem += head.translate(_LOOSE)
    stem = re.sub(r"(?:하|되|시키|하지|되지)$", "", stem)
    if stem:
        return stem
    word = re.search(r"([가-힣]+)\s*$", text[start : match.start()])
    return _OBJECT.sub("", word[1]) if word else ""


def _unfinal(syllable: str) -> str:
    """할 without its ㄹ is 하; 을 is no part of the stem."""
    if syllable == "을":
        return ""
    code = ord(syllable) - 0xAC00
    return chr(0xAC00 + code - 8) if 0 <= code < 11172 and code % 28 == 8 else syllable
