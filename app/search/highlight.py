"""Where what a question asks for stands in a passage, so that a face can mark it.

With the question's morphemes a compound is marked by its parts (`불용결정을`: 불용 결정), an inflected verb by its stem
(`빌려`: 빌린), and a synonym as itself. Without them, while somebody types, a word by its longest beginning of at least
two letters that the passage holds, for a Korean word carries its particle (`휴가를`).
"""

import re
from collections.abc import Iterable, Sequence

from app.core.types import Span

_WORD = re.compile(r"[0-9A-Za-z가-힣]{2,}")
_SHORTEST = 2
_MOST = 60
_FIRST, _LAST, _OF_AN_INITIAL = ord("가"), ord("힣"), 588
_DOTS = "·ㆍ‧・•∙⋅"


class Marks:
    """Of one question, made once and asked for every passage.

    `terms` are words and morphemes to be marked wherever they stand, `stems` those of them that are inflected;
    `phrases` are marked as they are, whatever their blanks.
    """

    def __init__(
        self, question: str, terms: Iterable[str] = (), stems: Iterable[str] = (), phrases: Iterable[str] = ()
    ) -> None:
        known = {term for term in terms if len(term) >= _SHORTEST}
        parts = [_literally(phrase) for phrase in phrases]
        parts += [_inflected(stem) if stem in set(stems) else re.escape(stem) for stem in known]
        self._pattern = re.compile("|".join(sorted(filter(None, parts), key=len, reverse=True)), re.IGNORECASE)
        self._words = () if known else tuple(dict.fromkeys(_WORD.findall(question.lower())))[:_MOST]

    def of(self, text: str) -> tuple[Span, ...]:
        """Spans in `text`, ordered, not overlapping, at most 60."""
        spans = [match.span() for match in self._pattern.finditer(text)] if self._pattern.pattern else []
        lowered = text.lower()
        if self._words and len(lowered) == len(text):
            for stem in filter(None, (_held_beginning(word, lowered) for word in self._words)):
                spans += [match.span() for match in re.finditer(re.escape(stem), lowered)]
        return _merged(sorted(spans))[:_MOST]


def highlights(question: str, text: str) -> tuple[Span, ...]:
    """Spans in `text`, ordered, not overlapping, by the question's words alone."""
    return Marks(question).of(text)


def _literally(phrase: str) -> str:
    letters = (
        r"\s+" if part.isspace() else f"[{_DOTS}]" if part in _DOTS else re.escape(part)
        for part in re.findall(r"\s+|\S", phrase.strip())
    )
    return "".join(letters)


def _inflected(stem: str) -> str:
    """`빌리` stands as 빌려, 빌린 or 빌릴: what follows the stem changes its last syllable but not how that begins."""
    last = stem[-1]
    if not _FIRST <= ord(last) <= _LAST:
        return re.escape(stem)
    start = _FIRST + (ord(last) - _FIRST) // _OF_AN_INITIAL * _OF_AN_INITIAL
    return f"{re.escape(stem[:-1])}[{chr(start)}-{chr(start + _OF_AN_INITIAL - 1)}]"


def _held_beginning(word: str, text: str) -> str:
    shortest = max(_SHORTEST, len(word) // 2)
    for length in range(len(word), shortest - 1, -1):
        if word[:length] in text:
            return word[:length]
    return ""


def _merged(spans: Sequence[Span]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for start, end in spans:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)
